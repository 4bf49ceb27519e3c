import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { knowsItsBalancer } from '../../src/private/target-group-facts';
import { platformStack } from '../kit/stacks';
import { cdkListener } from '../traffic/setting';

const { stack, vpc } = platformStack();
const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
const loadBalancerArns = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shared/50dc6c495c0c9188';

test('a group of this app knows its balancer once it is behind one', () => {
  const group = new elbv2.ApplicationTargetGroup(stack, 'Http', { vpc, port: 80, targetType: elbv2.TargetType.IP });
  expect(knowsItsBalancer(group)).toBe(false);
  cdkListener(stack, vpc).addTargetGroups('Http', { targetGroups: [group], priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])] });
  expect(knowsItsBalancer(group)).toBe(true);
  expect(knowsItsBalancer(new elbv2.NetworkTargetGroup(stack, 'Tcp', { vpc, port: 80 }))).toBe(false);
});

test('an imported group knows the balancer that it was imported with', () => {
  const { fromTargetGroupAttributes } = elbv2.ApplicationTargetGroup;
  expect(knowsItsBalancer(fromTargetGroupAttributes(stack, 'Unknown', { targetGroupArn }))).toBe(false);
  expect(knowsItsBalancer(fromTargetGroupAttributes(stack, 'Known', { targetGroupArn, loadBalancerArns }))).toBe(true);
  expect(knowsItsBalancer(elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'UnknownTcp', { targetGroupArn }))).toBe(false);
});
