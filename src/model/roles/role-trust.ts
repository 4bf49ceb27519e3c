import { isLike } from './allows';
import { PolicyStatement } from './policy-statement';
import { RoleFacts } from './role-facts';
import { advise, Finding, refuse } from '../finding';
import { referencesIn } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { knownProperties, Properties } from '../template-value';

// IAM User Guide, "The confused deputy problem": conditions that keep a service from acting for somebody else.
const ON_WHOSE_BEHALF = ['aws:sourceaccount', 'aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const SOURCE_ARN = 'aws:sourcearn';
const ASSUME = 'sts:AssumeRole';
const ADMINISTRATOR = 'AdministratorAccess';
const POLICY = 'assumeRolePolicyDocument';

/** What is known of how a role trusts a service; absent is what is not known. */
export interface TrustFacts {
  /** The service may assume the role. */
  readonly isTrusted?: boolean;
  /** It may do so for anybody. */
  readonly isOpen?: boolean;
  /** It may do so for one cluster. */
  readonly namesCluster?: boolean;
}

/** How a role trusts a service. */
export function trustIn(set: TemplateSet, { trust }: RoleFacts, service: string): TrustFacts {
  if (trust === undefined) return {};
  const verdicts = trust.map((statement) => trusts(statement, service));
  const trusting = trust.filter((_statement, index) => verdicts[index]);
  const conditions = trusting.map((statement) => conditionsIn(statement.conditions));
  return {
    isTrusted: verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false,
    isOpen: conditions.some((each) => each?.every(([key]) => !ON_WHOSE_BEHALF.includes(key))),
    namesCluster: trusting.some(({ owner }, index) => conditions[index]?.some(([key, value]) => key === SOURCE_ARN && isCluster(set, owner, value))),
  };
}

/** Refuses a role of tasks that ECS cannot assume, and advises against one that it can be made to assume for others. */
export function checkTrust({ isOpen, isTrusted, namesCluster }: TrustFacts, service: string): Finding[] {
  return [
    ...(isTrusted === false ? [refuse('TaskRoles.NotTrusted', POLICY,
      `must let ${service} assume the role, since tasks have it, got a policy that does not; allow it \`${ASSUME}\``)] : []),
    ...(isOpen ? [advise('TaskRoles.OpenTrust', POLICY,
      'must say on whose behalf ECS assumes the role, got neither `aws:SourceAccount` nor `aws:SourceArn`; add conditions on both')] : []),
    ...(namesCluster ? [refuse('TaskRoles.ClusterInTrust', POLICY,
      'must name no single cluster with `aws:SourceArn`, which ECS does not support, got the ARN of one; end it with `:*` after the account')] : []),
  ];
}

/** Advises against a role of tasks that may do everything. */
export function checkAdministrator(role: Pick<RoleFacts, 'managed' | 'statements'>): Finding[] {
  const got = everythingIn(role);
  return got === undefined ? [] : [advise('TaskRoles.Administrator', got === ADMINISTRATOR ? 'managedPolicyArns' : '',
    `must allow no more than the task needs, got ${got}; allow the actions that it takes, on the resources that it takes them on`)];
}

/** What of a role makes it one of administrators; absent where nothing is known to. */
export function everythingIn({ managed, statements }: Pick<RoleFacts, 'managed' | 'statements'>): string | undefined {
  const isAll = (texts: readonly unknown[] | undefined) => texts?.includes('*') === true;
  if (managed.includes(ADMINISTRATOR)) return ADMINISTRATOR;
  const isEverything = statements.some(({ actions, effect, resources }) => effect === 'Allow' && isAll(actions) && isAll(resources));
  return isEverything ? 'every action on every resource' : undefined;
}

function trusts({ actions, effect, principals }: PolicyStatement, service: string): boolean | undefined {
  if (effect === 'Deny' || actions?.some((action) => isLike(action.toLowerCase(), ASSUME.toLowerCase())) === false) return false;
  if (effect === undefined || actions === undefined || principals === undefined) return undefined;
  return principals.anyone || principals.services?.includes(service);
}

/** Keys of conditions with their values; absent where not all are known. */
function conditionsIn(conditions: Properties | undefined): readonly (readonly [string, unknown])[] | undefined {
  const operators = Object.values(conditions ?? {}).map(knownProperties);
  if (conditions === undefined || operators.includes(undefined)) return undefined;
  return operators.flatMap((operator) => Object.entries(operator ?? {}).map(([key, value]) => [key.toLowerCase(), value] as const));
}

function isCluster(set: TemplateSet, owner: Resource, value: unknown): boolean {
  return JSON.stringify(value).includes(':cluster/')
    || referencesIn(value).some(({ logicalId }) => set.target(owner, { Ref: logicalId })?.type === 'AWS::ECS::Cluster');
}
