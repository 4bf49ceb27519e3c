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
    targets,
    applicationTargetGroups: [applicationTargetGroup],
    networkTargetGroups: [networkTargetGroup],
    applicationAlternates: [],
    networkAlternates: [],
    networkListeners: [],
  });
});

test('what else is known is kept', () => {
  const { stack, vpc } = platformStack();
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  expect(boundTraffic([], { loadBalancer }).loadBalancer).toBe(loadBalancer);
});

test('the target groups of the next revision are gathered apart, by kind', () => {
  const { stack, vpc } = platformStack();
  const [http, nextHttp] = ['Http', 'NextHttp'].map((id) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80 }));
  const [tcp, nextTcp] = ['Tcp', 'NextTcp'].map((id) => new elbv2.NetworkTargetGroup(stack, id, { vpc, port: 80 }));
  const target = { containerName: 'web', protocol: 'tcp' as const, attach: () => undefined };
  const bound = boundTraffic([
    { ...target, networkTargetGroup: tcp, networkAlternate: nextTcp }, { ...target, applicationTargetGroup: http, applicationAlternate: nextHttp },
  ]);
  const { applicationAlternates, applicationTargetGroups, networkAlternates, networkTargetGroups } = bound;
  const groups = [applicationTargetGroups, applicationAlternates, networkTargetGroups, networkAlternates];
  expect(groups.map((kind) => kind.map(({ node }) => node.id))).toEqual([['Http'], ['NextHttp'], ['Tcp'], ['NextTcp']]);
});
