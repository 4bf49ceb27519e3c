import { setOf, the } from './sets';
import { roleNamed } from '../../../src/model/roles/role-facts';
import { mayUseKey } from '../../../src/model/workload/session-key';

const ROOT = { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } };
const statement = (principal: unknown) => ({ Effect: 'Allow', Principal: principal, Action: 'kms:*', Resource: '*' });

function mayUse(keyPolicy: unknown, statements: unknown[] = [], value: unknown = { 'Fn::GetAtt': ['Key', 'Arn'] }): boolean | undefined {
  const set = setOf({
    Key: ['AWS::KMS::Key', { KeyPolicy: keyPolicy }],
    Role: ['AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: statements } }] }],
    Cluster: ['AWS::ECS::Cluster'],
  });
  const owner = the(set, 'Cluster');
  return mayUseKey(set, roleNamed(set, owner, { Ref: 'Role' }), { owner, value });
}

test.each<[string, unknown, boolean | undefined]>([
  ['no policy', undefined, false],
  ['a policy for the account', { Statement: [statement(ROOT)] }, false],
  ['a policy for a service', { Statement: [statement(ROOT), statement({ Service: 'logs.amazonaws.com' })] }, false],
  ['a policy for a role', { Statement: [statement(ROOT), statement({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } })] }, undefined],
  ['a policy for everybody', { Statement: [statement('*')] }, undefined],
  ['a policy for who knows whom', { Statement: [statement({ Ref: 'Parameter' })] }, undefined],
  ['a policy that is not known', { Ref: 'Parameter' }, undefined],
])('a role without permissions and a key with %s', (_name, policy, verdict) => {
  expect(mayUse(policy)).toBe(verdict);
});

test('a role with the permission may use the key', () => {
  expect(mayUse(undefined, [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }])).toBe(true);
});

test.each([['key'], [{ Ref: 'Parameter' }], [{ Ref: 'Cluster' }]])('of the key %j nothing is known', (value) => {
  expect(mayUse(undefined, [], value)).toBeUndefined();
});
