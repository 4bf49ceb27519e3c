import { PolicyStatement } from './policy-statement';
import { RoleFacts } from './role-facts';
import { referencesIn } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { textIn } from '../template-value';

/** What somebody may do something with. */
export interface NamedResource {
  /** What names it, to which its references belong. */
  readonly owner: Resource;
  readonly value: unknown;
}

// AWS Managed Policy Reference; of the others it is not known what they allow.
const AWS_POLICIES: ReadonlyMap<string, readonly string[]> = new Map([
  ['AmazonECSTaskExecutionRolePolicy', [
    'ecr:GetAuthorizationToken', 'ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage', 'logs:CreateLogStream', 'logs:PutLogEvents',
  ]],
]);

/**
 * Whether a role may do something, with a resource or with any; undefined when not known.
 *
 * Where it cannot be told whether a statement is about the resource, that is not known; a condition is taken to hold.
 */
export function allows(set: TemplateSet, role: RoleFacts | undefined, action: string, resource?: NamedResource): boolean | undefined {
  if (role === undefined) return undefined;
  const { managed, perhaps, statements } = role;
  // Other templates may add policies to a role that an output tells of.
  const isComplete = role.isComplete && !set.isOffered(role.role);
  const verdictsOn = (effect: string, all: readonly PolicyStatement[]) => all.map((statement) => verdictOf(set, statement, effect, action, resource));
  if (verdictsOn('Deny', [...statements, ...perhaps]).some((verdict) => verdict !== false)) return undefined;
  const granted = verdictsOn('Allow', statements);
  if (granted.includes(true) || managed.some((name) => AWS_POLICIES.get(name)?.includes(action))) return true;
  const mayBeGranted = granted.includes(undefined) || verdictsOn('Allow', perhaps).some((verdict) => verdict !== false);
  return mayBeGranted || !isComplete || managed.some((name) => !AWS_POLICIES.has(name)) ? undefined : false;
}

/** An action, and what with. */
type Asked = [action: string, resource: NamedResource | undefined];

/** Whether a statement has the effect for the action and the resource. */
function verdictOf(set: TemplateSet, statement: PolicyStatement, effect: string, ...asked: Asked): boolean | undefined {
  if (statement.effect !== undefined && statement.effect !== effect) return false;
  const verdict = speaksOf(set, statement, ...asked);
  return statement.effect === undefined && verdict ? undefined : verdict;
}

/** Whether a statement is about an action and a resource, or about any. */
function speaksOf(set: TemplateSet, { actions, owner, resources }: PolicyStatement, ...[action, resource]: Asked): boolean | undefined {
  if (actions === undefined) return undefined;
  if (!actions.some((pattern) => isLike(pattern.toLowerCase(), action.toLowerCase()))) return false;
  if (resource === undefined) return true;
  if (resources === undefined) return undefined;
  const verdicts = resources.map((value) => covers(set, { owner, value }, resource));
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Whether a resource of a statement is, or holds, the one that is asked for. */
function covers(set: TemplateSet, pattern: NamedResource, asked: NamedResource): boolean | undefined {
  const [text, other] = [textIn(pattern.value), textIn(asked.value)];
  if (text === '*') return true;
  if (text !== undefined && other !== undefined) return isLike(text, other);
  const [here, there] = [pattern, asked].map(({ owner, value }) => resourcesIn(set, owner, value));
  if (there.some((resource) => here.includes(resource))) return true;
  return there.length > 0 && there.every(({ type }) => here.some((resource) => resource.type === type)) ? false : undefined;
}

function resourcesIn(set: TemplateSet, owner: Resource, value: unknown): readonly Resource[] {
  return referencesIn(value).flatMap(({ attribute, logicalId }) => (
    set.target(owner, attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] }) ?? []));
}

/** IAM User Guide, "IAM JSON policy elements: Resource": `*` is any text, `?` any character. */
export function isLike(pattern: string, text: string): boolean {
  // Most patterns have neither, and are asked about often.
  if (!/[*?]/.test(pattern)) return pattern === text;
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(text);
}
