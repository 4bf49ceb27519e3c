import { writeFileSync } from 'fs';
import { PolicyRule } from '../src/policy/rule';
import { RULES } from '../src/policy/rule-table';

// Writes RULES.md from the table of rules; CI compares it with what is committed.
const topics = new Map<string, PolicyRule[]>();
for (const rule of RULES) {
  const topic = rule.id.slice(0, rule.id.indexOf('.'));
  topics.set(topic, [...topics.get(topic) ?? [], rule]);
}

function row(rule: PolicyRule): string {
  const others = [...(rule.controls ?? []).map(({ standard, id }) => `${standard} ${id}`), ...(rule.equals ?? []).map((id) => `CDK ${id}`)].join(', ');
  const name = `<a id="${rule.id.toLowerCase()}"></a>\`${rule.id}\`${rule.byDefault === false ? ' (only with its standard)' : ''}`;
  const text = `${rule.info} ${rule.explanation} *${rule.remedy}*`;
  const source = rule.source.startsWith('https://') ? `[AWS](${rule.source})` : rule.source;
  return `| ${[name, rule.level, rule.concerns.join(', '), text, others === '' ? '-' : others, rule.satisfiedBy, source].map(cell).join(' | ')} |`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\s+/g, ' ');
}

const errors = RULES.filter(({ level }) => level === 'error').length;
writeFileSync('RULES.md', `# Rules of the policy pack

Written by \`npx projen compile\` from the table of rules; [the pack](docs/ecs-policy-pack.md) says how they are used. ${RULES.length} rules: ${errors} errors,
which AWS refuses or which cannot work, and ${RULES.length - errors} warnings.

A finding is acknowledged by \`EcsPolicy-<rule>\`. The last columns name the rules of others that say the same, what in this library holds the rule by default (\`-\`: nothing does), and
where AWS says so.
${[...topics].map(([topic, rules]) => `
## ${topic}

| rule | level | concerns | what, why and *what to change* | also | held by | source |
|---|---|---|---|---|---|---|
${rules.map(row).join('\n')}
`).join('')}`);
