import { PolicyStatement, readStatements } from './policy-statement';
import { grouped } from '../template/grouped';
import { onceForSet } from '../template/once';
import { joined } from '../template/reference';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { entryIn, knownList, knownProperties, textIn } from '../template-value';

/** What is known of a role of the templates. */
export interface RoleFacts {
  readonly role: Resource;
  /** Who may assume it; absent when not known. */
  readonly trust?: readonly PolicyStatement[];
  /** What its policies say, as far as that is known. */
  readonly statements: readonly PolicyStatement[];
  /** What policies say of which it is not known whose they are. */
  readonly perhaps: readonly PolicyStatement[];
  /** Policies of AWS, by name. */
  readonly managed: readonly string[];
  /** All its policies are known. */
  readonly isComplete: boolean;
}

const ROLE = 'AWS::IAM::Role';
const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';
const AWS_POLICY = /:aws:policy\/(?:.*\/)?([^/]+)$/;

/** The role of the templates that a value names; absent for any other. */
export function roleNamed(set: TemplateSet, from: Resource, value: unknown): RoleFacts | undefined {
  const role = set.target(from, value);
  return role?.type === ROLE ? factsOf(set, role) : undefined;
}

/** What is known of a role, with the policies of all templates. */
export function factsOf(set: TemplateSet, role: Resource): RoleFacts {
  const known = FACTS.get(role) ?? read(set, role);
  FACTS.set(role, known);
  return known;
}

const FACTS = new WeakMap<Resource, RoleFacts>();

/** Policies that name the roles they are of. */
interface Attached {
  readonly ofRole: ReadonlyMap<Resource, readonly Resource[]>;
  /** What those of roles that are not known say, as far as that is known. */
  readonly perhaps: readonly PolicyStatement[];
  /** That is all they say. */
  readonly isComplete: boolean;
}

function read(set: TemplateSet, role: Resource): RoleFacts {
  const { properties } = role;
  const arns = knownList(properties.ManagedPolicyArns);
  const managed = arns?.map((arn) => awsPolicyIn(arn) ?? policyNamed(set, role, arn));
  const inline = knownList(properties.Policies)?.map((policy) => readStatements(role, entryIn(policy, 'PolicyDocument')));
  const { ofRole, ...others } = attachedIn(set);
  const own = (managed ?? []).flatMap((policy) => (typeof policy === 'object' ? [policy] : []));
  const policies = [...inline ?? [undefined], ...[...own, ...ofRole.get(role) ?? []].map(documentOf)];
  return {
    role,
    trust: readStatements(role, properties.AssumeRolePolicyDocument),
    statements: policies.flatMap((statements) => statements ?? []),
    perhaps: others.perhaps,
    managed: (managed ?? []).flatMap((policy) => (typeof policy === 'string' ? [policy] : [])),
    isComplete: others.isComplete && ![...managed ?? [undefined], ...policies].includes(undefined),
  };
}

function documentOf(policy: Resource): readonly PolicyStatement[] | undefined {
  return readStatements(policy, policy.properties.PolicyDocument);
}

/** The managed policy of the templates that a value names. */
function policyNamed(set: TemplateSet, role: Resource, arn: unknown): Resource | undefined {
  const policy = set.target(role, arn);
  return policy?.type === MANAGED_POLICY ? policy : undefined;
}

/** The name of a policy of AWS by its ARN, whose partition need not be known. */
function awsPolicyIn(arn: unknown): string | undefined {
  const text = textIn(arn) ?? joined(arn)?.filter((part) => typeof part === 'string').join('');
  return AWS_POLICY.exec(text ?? '')?.[1];
}

const attachedIn = onceForSet((set): Attached => {
  const ofRoles: [Resource, Resource][] = [];
  const ofOthers = new Set<Resource>();
  set.resources('AWS::IAM::Policy', MANAGED_POLICY, 'AWS::IAM::RolePolicy').forEach((policy) => {
    const { RoleName: name, Roles: names } = policy.properties;
    const named = knownList(name === undefined ? names : [name]);
    if (named === undefined) ofOthers.add(policy);
    named?.forEach((value) => {
      const role = set.target(policy, value) ?? set.named(ROLE, 'RoleName', value);
      if (role !== undefined) ofRoles.push([role, policy]);
      else if (knownProperties(value) === undefined && textIn(value) === undefined) ofOthers.add(policy);
    });
  });
  const others = [...ofOthers].map(documentOf);
  return { ofRole: grouped(ofRoles), perhaps: others.flatMap((statements) => statements ?? []), isComplete: !others.includes(undefined) };
});
