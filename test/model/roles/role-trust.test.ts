import { allowing, inline, OPEN, policy, roleIn, withRole } from './role-sets';
import { advise, refuse } from '../../../src/model/finding';
import { checkAdministrator, checkTrust, trustIn } from '../../../src/model/roles/role-trust';

const TASKS = 'ecs-tasks.amazonaws.com';
const TRUST = { Effect: 'Allow', Principal: { Service: TASKS }, Action: 'sts:AssumeRole' };
const trusting = (...statements: unknown[]) => {
  const set = withRole({ AssumeRolePolicyDocument: policy(...statements) }, { Cluster: { Type: 'AWS::ECS::Cluster' } });
  return trustIn(set, roleIn(set), TASKS);
};

test.each([
  ['the service', TRUST, true],
  ['it among others', { ...TRUST, Principal: { Service: ['ec2.amazonaws.com', TASKS] } }, true],
  ['everybody', { ...TRUST, Principal: '*' }, true],
  ['another', { ...TRUST, Principal: { Service: 'ec2.amazonaws.com' } }, false],
  ['an account', { ...TRUST, Principal: { AWS: '1' } }, false],
  ['it with something else', { ...TRUST, Action: 'sts:TagSession' }, false],
  ['it in other letters', { ...TRUST, Action: 'STS:assumerole' }, true],
  ['it by a pattern', { ...TRUST, Action: ['sts:TagSession', 'sts:AssumeRole*'] }, true],
  ['nobody', { ...TRUST, Effect: 'Deny' }, false],
  ['who knows whom', { ...TRUST, Principal: { Service: OPEN } }, undefined],
  ['who knows what', { ...TRUST, Action: OPEN }, undefined],
  ['it or not', { ...TRUST, Effect: OPEN }, undefined],
  ['what is not known', { Ref: 'Parameter' }, undefined],
])('a role that trusts %s', (_name, statement, isTrusted) => {
  expect(trusting(statement).isTrusted).toBe(isTrusted);
});

test('of several statements one that trusts is enough', () => {
  expect(trusting({ ...TRUST, Principal: { Service: OPEN } }, TRUST).isTrusted).toBe(true);
  expect(trusting({ ...TRUST, Principal: { Service: 'a' } }, { ...TRUST, Principal: { Service: OPEN } }).isTrusted).toBeUndefined();
  expect(trusting().isTrusted).toBe(false);
});

test('of a role whose trust is not known nothing is known', () => {
  const set = withRole({ AssumeRolePolicyDocument: OPEN });
  expect(trustIn(set, roleIn(set), TASKS)).toEqual({});
});

test.each([
  ['none', undefined, true, false],
  ['another', { StringEquals: { 'aws:PrincipalTag/a': 'b' } }, true, false],
  ['the account', { StringEquals: { 'aws:SourceAccount': '1' } }, false, false],
  ['the organization', { StringEquals: { 'aws:SourceOrgID': '1' } }, false, false],
  ['a part of the organization', { StringLike: { 'aws:SourceOrgPaths': '1' } }, false, false],
  ['any ARN', { ArnLike: { 'AWS:sourceArn': 'arn:aws:ecs:eu-west-1:1:*' } }, false, false],
  ['a cluster', { StringEquals: { a: 'b' }, ArnLike: { 'aws:SourceArn': ['arn:aws:ecs:eu-west-1:1:cluster/web'] } }, false, true],
  ['a cluster of the templates', { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Cluster', 'Arn'] } } }, false, true],
  ['the name of one', { ArnEquals: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:ecs:${AWS::Region}:1:cluster/${Parameter}' } } }, false, true],
  ['another resource', { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Bucket', 'Arn'] } } }, false, false],
  ['a cluster by another key', { ArnEquals: { 'ecs:cluster': 'arn:aws:ecs:eu-west-1:1:cluster/web' } }, true, false],
  ['what is not known', OPEN, false, false],
  ['an operator that is not known', { StringEquals: OPEN }, false, false],
])('a trust with a condition on %s', (_name, condition, isOpen, namesCluster) => {
  const facts = trusting({ ...TRUST, Condition: condition });
  expect([facts.isOpen, facts.namesCluster]).toEqual([isOpen, namesCluster]);
});

test('conditions of others say nothing of the service', () => {
  expect(trusting({ ...TRUST, Condition: { StringEquals: { 'aws:SourceAccount': '1' } } }, { ...TRUST, Principal: { Service: 'ec2.amazonaws.com' } }).isOpen).toBe(false);
});

test('trust is checked', () => {
  expect(checkTrust({ isTrusted: false }, TASKS)).toEqual([refuse('TaskRoles.NotTrusted', 'assumeRolePolicyDocument',
    'must let ecs-tasks.amazonaws.com assume the role, since tasks have it, got a policy that does not; allow it `sts:AssumeRole`')]);
  expect(checkTrust({ isTrusted: true, isOpen: true, namesCluster: true }, TASKS)).toEqual([
    advise('TaskRoles.OpenTrust', 'assumeRolePolicyDocument',
      'must say on whose behalf ECS assumes the role, got neither `aws:SourceAccount` nor `aws:SourceArn`; add conditions on both'),
    refuse('TaskRoles.ClusterInTrust', 'assumeRolePolicyDocument',
      'must name no single cluster with `aws:SourceArn`, which ECS does not support, got the ARN of one; end it with `:*` after the account'),
  ]);
  expect([{}, { isTrusted: true, isOpen: false, namesCluster: false }].flatMap((facts) => checkTrust(facts, TASKS))).toEqual([]);
});

const administrator = (path: string, got: string) => advise('TaskRoles.Administrator', path,
  `must allow no more than the task needs, got ${got}; allow the actions that it takes, on the resources that it takes them on`);

test.each([
  ['the policy of AWS', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], ...inline(allowing('*')) }, [administrator('managedPolicyArns', 'AdministratorAccess')]],
  ['everything', inline(allowing(['a:b', '*'], ['*'])), [administrator('', 'every action on every resource')]],
  ['every action on one', inline(allowing('*', 'a')), []],
  ['one action on every resource', inline(allowing('s3:*')), []],
  ['nothing', inline({ Effect: 'Deny', Action: '*', Resource: '*' }), []],
  ['what is not known', inline(allowing(OPEN), allowing('*', OPEN)), []],
])('a role that allows %s', (_name, role, findings) => {
  const set = withRole(role);
  expect(checkAdministrator(roleIn(set))).toEqual(findings);
});
