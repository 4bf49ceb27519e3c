import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { alternateTarget } from '../../src/traffic/alternate-target';
import { platformStack } from '../kit/stacks';

const { stack, vpc } = platformStack();
const [targetGroup, alternate] = ['Targets', 'Alternate'].map((id) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80 }));
const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/moves-traffic');
const pair = { targetGroup, alternate, listenerArn: 'arn:listener' };
const known = { alternateTargetGroupArn: alternate.targetGroupArn, roleArn: role.roleArn };

test.each([
  ['a rule', { ruleArn: 'arn:rule' }, { productionListenerRule: 'arn:rule', testListenerRule: undefined }],
  ['a rule and one for tests', { ruleArn: 'arn:rule', testListenerArn: 'arn:test', testRuleArn: 'arn:test-rule' }, { productionListenerRule: 'arn:rule', testListenerRule: 'arn:test-rule' }],
  ['a listener, which has no rules', {}, { productionListenerRule: 'arn:listener', testListenerRule: undefined }],
  ['a listener and one for tests', { testListenerArn: 'arn:test' }, { productionListenerRule: 'arn:listener', testListenerRule: 'arn:test' }],
])('ECS moves the traffic of %s', (_, shifted, expected) => {
  expect(alternateTarget({ ...pair, ...shifted }, role)!.bind(stack)).toEqual({ ...known, ...expected });
});

test('ECS moves nothing without a pair, or without a role', () => {
  expect([alternateTarget(undefined, role), alternateTarget(pair, undefined)]).toEqual([undefined, undefined]);
});
