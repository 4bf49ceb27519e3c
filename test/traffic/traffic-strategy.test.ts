import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { BoundTarget, boundTraffic } from '../../src/traffic/traffic-strategy';
import { platformStack } from '../kit/stacks';

test('the target groups of each kind are gathered from the targets', () => {
  const { stack, vpc } = platformStack();
  const applicationTargetGroup = new elbv2.ApplicationTargetGroup(stack, 'Http', { vpc, port: 80 });
  const networkTargetGroup = new elbv2.NetworkTargetGroup(stack, 'Tcp', { vpc, port: 80 });
  const target = { containerName: 'web', protocol: 'tcp' as const, attach: () => undefined };
  const targets: BoundTarget[] = [{ ...target, networkTargetGroup }, { ...target, applicationTargetGroup }];
  expect(boundTraffic(targets)).toEqual({
    targets, applicationTargetGroups: [applicationTargetGroup], networkTargetGroups: [networkTargetGroup], networkListeners: [],
  });
});

test('what else is known is kept', () => {
  const { stack, vpc } = platformStack();
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  expect(boundTraffic([], { loadBalancer }).loadBalancer).toBe(loadBalancer);
});
