import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { makeInfrastructureRole } from '../../src/deployment/infrastructure-role';
import { ShiftedTarget } from '../../src/deployment/rollout-kind';
import { platformStack, theOnly } from '../kit/stacks';

function setting() {
  const { stack, vpc } = platformStack();
  const group = (id: string) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80 });
  const pair = (name: string): ShiftedTarget => ({ targetGroup: group(name), alternate: group(`${name}Alternate`), listenerArn: `arn:${name}-listener` });
  return { stack, pair };
}

/** What the role may do, with which resources. */
function grantsOf(shiftedOf: (pair: (name: string) => ShiftedTarget) => ShiftedTarget[]): Record<string, unknown> {
  const { stack, pair } = setting();
  const shifted = shiftedOf(pair);
  makeInfrastructureRole(stack, shifted);
  const [{ PolicyDocument }] = theOnly(stack, 'AWS::IAM::Role').Properties.Policies;
  return Object.fromEntries(PolicyDocument.Statement.map(({ Action, Effect, Resource }: any) => {
    expect(Effect).toBe('Allow');
    const short = (resource: any) => resource.Ref?.replace(/.{8}$/, '') ?? resource;
    return [[Action].flat().map((action) => action.replace('elasticloadbalancing:', '')).join(' '), [Resource].flat().map(short).sort()];
  }));
}

const READ = { 'DescribeListeners DescribeRules DescribeTargetGroups DescribeTargetHealth': ['*'] };

test('it may change the rule of this service and what is in its two groups, and nothing else', () => {
  expect(grantsOf((pair) => [{ ...pair('Web'), ruleArn: 'arn:rule' }])).toEqual({
    'DeregisterTargets RegisterTargets': ['Web', 'WebAlternate'], 'ModifyRule': ['arn:rule'], ...READ,
  });
});

test('it may change the rule of the test traffic, too, and no listener', () => {
  expect(grantsOf((pair) => [{ ...pair('Web'), ruleArn: 'arn:rule', testListenerArn: 'arn:test-listener', testRuleArn: 'arn:test-rule' }])).toEqual({
    'DeregisterTargets RegisterTargets': ['Web', 'WebAlternate'], 'ModifyRule': ['arn:rule', 'arn:test-rule'], ...READ,
  });
});

test('it may change the listeners behind which there are no rules', () => {
  expect(grantsOf((pair) => [{ ...pair('Tcp'), testListenerArn: 'arn:test-listener' }])).toEqual({
    'DeregisterTargets RegisterTargets': ['Tcp', 'TcpAlternate'], 'ModifyListener': ['arn:Tcp-listener', 'arn:test-listener'], ...READ,
  });
});

test('one role is for all ways into the service', () => {
  expect(grantsOf((pair) => [{ ...pair('Web'), ruleArn: 'arn:rule' }, pair('Tcp'), pair('Udp')])).toEqual({
    'DeregisterTargets RegisterTargets': ['Tcp', 'TcpAlternate', 'Udp', 'UdpAlternate', 'Web', 'WebAlternate'],
    'ModifyRule': ['arn:rule'],
    'ModifyListener': ['arn:Tcp-listener', 'arn:Udp-listener'],
    ...READ,
  });
});

test('ECS of this account assumes it, and it has no policy of AWS', () => {
  const { stack, pair } = setting();
  makeInfrastructureRole(stack, [pair('Web')]);
  const { AssumeRolePolicyDocument: { Statement }, ManagedPolicyArns } = theOnly(stack, 'AWS::IAM::Role').Properties;
  expect(Statement).toEqual([expect.objectContaining({
    Principal: { Service: 'ecs.amazonaws.com' }, Condition: expect.objectContaining({ StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
  })]);
  expect(ManagedPolicyArns).toBeUndefined();
});
