import { setOf, the } from './sets';
import { roleOf } from '../../../src/model/workload/role-of';

test.each<[string, unknown, boolean | undefined, string | undefined]>([
  ['a role of the templates', { 'Fn::GetAtt': ['Role', 'Arn'] }, true, 'Role'],
  ['an ARN', 'arn:aws:iam::1:role/a', true, undefined],
  ['what another stack exports', { 'Fn::ImportValue': 'role' }, true, undefined],
  ['a parameter', { Ref: 'Parameter' }, undefined, undefined],
  ['a role or none', { 'Fn::If': ['Open', { 'Fn::GetAtt': ['Role', 'Arn'] }, { Ref: 'AWS::NoValue' }] }, undefined, undefined],
  ['nothing', undefined, false, undefined],
])('a property that names %s', (_name, value, isNamed, role) => {
  const set = setOf({ Role: ['AWS::IAM::Role'], Task: ['AWS::ECS::TaskDefinition', { TaskRoleArn: value }] });
  const named = roleOf(set, the(set, 'Task'), 'TaskRoleArn');
  expect([named.isNamed, named.facts?.role.logicalId]).toEqual([isNamed, role]);
});
