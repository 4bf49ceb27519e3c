import { VALIDATOR } from './cdk-validator';
import { CommandFinding } from './report';
import { PolicyFinding } from '../policy/evaluate';

/** What the pack and the validator found in a template, each thing once, in the order of its resources; errors come first. */
export function merged(ours: readonly PolicyFinding[], theirs: readonly CommandFinding[], logicalIds: readonly string[]): CommandFinding[] {
  const others = theirs.filter((finding) => !ours.some((own) => saysSame(own, finding)));
  const all = [...ours.map(ownFinding), ...others].map((finding) => ({ finding, order: logicalIds.indexOf(finding.logicalId) }));
  all.sort((one, other) => one.order - other.order || one.finding.level.localeCompare(other.finding.level));
  return [...new Map(all.map(({ finding }) => [JSON.stringify(finding), finding])).values()];
}

function ownFinding({ message, path, resource, rule }: PolicyFinding): CommandFinding {
  return { id: rule.id, level: rule.level, logicalId: resource.logicalId, path, message, remedy: rule.remedy };
}

/** One of the two may name the property, and the other the object that it is in. */
function saysSame({ path, resource, rule }: PolicyFinding, finding: CommandFinding): boolean {
  return finding.logicalId === resource.logicalId
    && rule.equals?.some((id) => finding.id === `${VALIDATOR}${id}`) === true
    && (isIn(finding.path, path) || isIn(path, finding.path));
}

function isIn(path: string, other: string): boolean {
  return `${path}.`.startsWith(`${other}.`) || other === '';
}
