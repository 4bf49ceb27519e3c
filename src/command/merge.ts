import { VALIDATOR } from './cdk-validator';
import { CommandFinding } from './report';
import { PolicyFinding } from '../policy/evaluate';
import { RULES } from '../policy/rule-table';

// Of these the pack knows more: sizes that are newer, texts with units, references into other stacks, and what is not known.
const LEFT_TO_PACK = new Set(RULES.flatMap(({ equals = [] }) => equals).map((id) => `${VALIDATOR}${id}`));

/** What the pack and the validator found in a template, each thing once, in the order of its resources; errors come first. */
export function merged(ours: readonly PolicyFinding[], theirs: readonly CommandFinding[], logicalIds: readonly string[]): CommandFinding[] {
  const others = theirs.filter(({ id }) => !LEFT_TO_PACK.has(id));
  const all = [...ours.map(ownFinding), ...others].map((finding) => ({ finding, order: logicalIds.indexOf(finding.logicalId) }));
  all.sort((one, other) => one.order - other.order || one.finding.level.localeCompare(other.finding.level));
  return [...new Map(all.map(({ finding }) => [JSON.stringify(finding), finding])).values()];
}

function ownFinding({ message, path, resource, rule }: PolicyFinding): CommandFinding {
  return { id: rule.id, level: rule.level, logicalId: resource.logicalId, path, message, remedy: rule.remedy };
}
