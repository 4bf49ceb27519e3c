import { PolicyRule } from './rule';
import { RuleConcern, RuleLevel } from './rule-options';

/** It is about what an app acknowledges, which is in none of its templates. */
export const NO_SUCH_RULE: PolicyRule = {
  id: 'EcsPolicy.NoSuchRule',
  level: RuleLevel.WARNING,
  concerns: [RuleConcern.DEPLOYABILITY],
  info: 'An id of the pack is acknowledged that no rule has.',
  explanation: 'It acknowledges nothing: a letter is wrong, or this version of the pack has no such rule.',
  remedy: 'Write the id as findings have it, or remove the acknowledgement.',
  source: 'This pack.',
  satisfiedBy: '-',
};

/**
 * What is wrong with an id that an app acknowledges; undefined for the id of a rule, and for what is of another pack.
 *
 * @param key as CDK keeps it: with the name of a plugin, or as an annotation
 * @param pack name of the pack, with which ids of its rules begin
 */
export function wrongId(key: string, pack: string, ruleIds: readonly string[]): string | undefined {
  const written = key.replace(/^annotation::/i, '');
  const [appWide, prefix] = [`${pack}::`, `${pack}-`];
  const id = written.startsWith(appWide) ? written.slice(appWide.length) : written;
  const rule = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  const isOfPack = rule !== written;
  if (!isOfPack || (rule !== id && ruleIds.includes(rule))) return undefined;
  const near = nearest(rule, ruleIds);
  return `\`${written}\` is acknowledged, and no rule has that id${near === undefined ? '' : `; the nearest is \`${prefix}${near}\``}`;
}

/** The rule with the fewest letters to change; none where it would be more than a third of them. */
function nearest(written: string, ruleIds: readonly string[]): string | undefined {
  const [best] = ruleIds.map((rule) => ({ rule, count: changedLetters(written.toLowerCase(), rule.toLowerCase()) }))
    .sort((one, other) => one.count - other.count);
  return best !== undefined && best.count * 3 <= written.length ? best.rule : undefined;
}

/** How many letters are added, left out or written otherwise (Levenshtein's distance). */
function changedLetters(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  [...one].forEach((letter, line) => {
    const above = row;
    row = [line + 1];
    [...other].forEach((otherLetter, index) => {
      row.push(Math.min(above[index] + (letter === otherLetter ? 0 : 1), above[index + 1] + 1, row[index] + 1));
    });
  });
  return row[other.length];
}
