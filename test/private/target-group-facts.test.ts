import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Duration, Token } from 'aws-cdk-lib/core';
import { deregistrationSeconds, knowsItsBalancer, resourceOf } from '../../src/private/target-group-facts';
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

describe('how long requests may finish', () => {
  function secondsOf(id: string, deregistrationDelay?: Duration): number | undefined {
    const group = new elbv2.NetworkTargetGroup(stack, id, { vpc, port: 80, deregistrationDelay });
    return deregistrationSeconds(resourceOf(group)!);
  }

  test('is what the group says, and 300 seconds where it says nothing', () => {
    expect(secondsOf('Quick', Duration.seconds(5))).toBe(5);
    expect(secondsOf('AtOnce', Duration.seconds(0))).toBe(0);
    expect(secondsOf('Silent')).toBe(300);
  });

  test('is read from an attribute that is set later', () => {
    const group = new elbv2.ApplicationTargetGroup(stack, 'Late', { vpc, port: 80 });
    group.setAttribute('deregistration_delay.timeout_seconds', '45');
    expect(deregistrationSeconds(resourceOf(group)!)).toBe(45);
  });

  test('is not known where only the deployment knows', () => {
    const { valueAsNumber } = new CfnParameter(stack, 'Seconds', { type: 'Number' });
    expect(secondsOf('Token', Duration.seconds(valueAsNumber))).toBeUndefined();
    const group = new elbv2.CfnTargetGroup(stack, 'Attributes');
    expect(deregistrationSeconds(group)).toBe(300);
    group.targetGroupAttributes = Token.asAny({ Ref: 'Attributes' }) as never;
    expect(deregistrationSeconds(group)).toBeUndefined();
  });

  test('an imported group has no resource to ask', () => {
    expect(resourceOf(elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'ImportedTcp', { targetGroupArn }))).toBeUndefined();
    expect(resourceOf(elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'ImportedHttp', { targetGroupArn }))).toBeUndefined();
  });
});
