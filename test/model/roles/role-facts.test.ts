import { allowing, inline, OPEN, policy, roleIn, the, withRole } from './role-sets';
import { roleNamed } from '../../../src/model/roles/role-facts';

const actionsOf = (statements: readonly { readonly actions?: readonly string[] }[]) => statements.flatMap(({ actions }) => actions ?? ['?']);
const attached = (Type: string, properties: object) => ({ Attached: { Type, Properties: { PolicyDocument: policy(allowing('attached:Do')), ...properties } } });

test('a role is found by a reference, and nothing else is one', () => {
  const set = withRole({});
  expect(roleNamed(set, the(set, 'User'), { Ref: 'Role' })?.role).toBe(the(set, 'Role'));
  expect(roleNamed(set, the(set, 'User'), { Ref: 'Role' })).toBe(roleNamed(set, the(set, 'User'), { 'Fn::GetAtt': ['Role', 'Arn'] }));
  expect([{ Ref: 'Bucket' }, { Ref: 'Parameter' }, 'arn:aws:iam::1:role/a', undefined].map((value) => roleNamed(set, the(set, 'User'), value))).toEqual([undefined, undefined, undefined, undefined]);
});

test.each([
  ['no policy', {}, {}, []],
  ['one of its own', inline(allowing('own:Do')), {}, ['own:Do']],
  ['a policy that names it', inline(allowing('own:Do')), attached('AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }] }), ['own:Do', 'attached:Do']],
  ['a managed policy that names it', {}, attached('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: 'Role' }] }), ['attached:Do']],
  ['a managed policy that it names', { ManagedPolicyArns: [{ Ref: 'Attached' }] }, attached('AWS::IAM::ManagedPolicy', {}), ['attached:Do']],
  ['a role policy', {}, attached('AWS::IAM::RolePolicy', { RoleName: { Ref: 'Role' } }), ['attached:Do']],
  ['a policy that has its name', { RoleName: 'web' }, attached('AWS::IAM::Policy', { Roles: ['web'] }), ['attached:Do']],
  ['a policy of another name', { RoleName: 'web' }, attached('AWS::IAM::Policy', { Roles: ['api'] }), []],
  ['a policy of users', {}, attached('AWS::IAM::Policy', { Users: ['user'] }), []],
])('a role with %s is known', (_name, role, resources, actions) => {
  const facts = roleIn(withRole(role, resources));
  expect(actionsOf(facts.statements)).toEqual(actions);
  expect(facts.perhaps).toEqual([]);
  expect(facts.isComplete).toBe(true);
});

test.each([
  ['policies that are not known', { Policies: OPEN }, {}],
  ['a policy that is not known', { Policies: [{ PolicyDocument: OPEN }] }, {}],
  ['managed policies that are not known', { ManagedPolicyArns: OPEN }, {}],
  ['a managed policy that is not known', { ManagedPolicyArns: [{ Ref: 'Parameter' }] }, {}],
  ['a managed policy of the account', { ManagedPolicyArns: ['arn:aws:iam::1:policy/own'] }, {}],
  ['what is no policy', { ManagedPolicyArns: [{ Ref: 'Bucket' }] }, {}],
  ['an attached one that is not known', {}, attached('AWS::IAM::Policy', { Roles: [{ Ref: 'Role' }], PolicyDocument: OPEN })],
  ['one of who knows whom that is not known', {}, attached('AWS::IAM::Policy', { Roles: [{ Ref: 'Parameter' }], PolicyDocument: OPEN })],
])('of a role with %s not all is known', (_name, role, resources) => {
  expect(roleIn(withRole(role, resources)).isComplete).toBe(false);
});

test.each([[[{ Ref: 'Parameter' }]], [OPEN], [[{ 'Fn::ImportValue': 'role' }]]])('a policy of the roles %j may be of any role', (roles) => {
  const facts = roleIn(withRole({}, attached('AWS::IAM::Policy', { Roles: roles })));
  expect([actionsOf(facts.statements), actionsOf(facts.perhaps)]).toEqual([[], ['attached:Do']]);
});

test('policies of AWS are known by name, in each partition', () => {
  const { isComplete, managed } = roleIn(withRole({
    ManagedPolicyArns: [
      'arn:aws-cn:iam::aws:policy/AdministratorAccess',
      { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/ReadOnlyAccess']] },
    ],
  }));
  expect(managed).toEqual(['AdministratorAccess', 'AmazonECSTaskExecutionRolePolicy', 'ReadOnlyAccess']);
  expect(isComplete).toBe(true);
});

test('who may assume it is read', () => {
  const trust = policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
  expect(roleIn(withRole({ AssumeRolePolicyDocument: trust })).trust?.map(({ actions }) => actions)).toEqual([['sts:AssumeRole']]);
  expect(roleIn(withRole({ AssumeRolePolicyDocument: OPEN })).trust).toBeUndefined();
});
