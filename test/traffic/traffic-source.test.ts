import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { cdkListener, importedListener, problems, served } from './setting';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, resourcesOf } from '../kit/stacks';

const { stack, vpc } = platformStack();
const shared = cdkListener(stack, vpc);
const rule = TrafficSource.listenerRule({ listener: shared, priority: 1, pathPatterns: ['/*'] });
const made = new elbv2.ApplicationTargetGroup(stack, 'Made', { vpc, port: 80, targetType: elbv2.TargetType.IP });
shared.addTargetGroups('Made', { targetGroups: [made], priority: 2, conditions: [elbv2.ListenerCondition.pathPatterns(['/made'])] });
const early = new elbv2.ApplicationTargetGroup(stack, 'Early', { vpc, port: 80, targetType: elbv2.TargetType.IP });
const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
const network = elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Network', { targetGroupArn });
const unknown = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Unknown', { targetGroupArn });
const known = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Known', {
  targetGroupArn, loadBalancerArns: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shared/50dc6c495c0c9188',
});

test.each<[string, TrafficSource, boolean, boolean]>([
  ['nobody', TrafficSource.none(), false, false],
  ['no sources', TrafficSource.several([]), false, false],
  ['a new application load balancer', TrafficSource.loadBalancer(), true, true],
  ['a new network load balancer', TrafficSource.networkLoadBalancer(), true, false],
  ['a listener rule', rule, true, true],
  ['a listener rule of an imported listener', TrafficSource.listenerRule({ listener: importedListener(stack), priority: 1 }), true, true],
  ['an application target group', TrafficSource.applicationTargetGroup(made), true, true],
  ['one that is not behind a listener yet', TrafficSource.applicationTargetGroup(early), true, false],
  ['an imported one behind a balancer that is known', TrafficSource.applicationTargetGroup(known), true, true],
  ['an imported one behind a balancer that is not known', TrafficSource.applicationTargetGroup(unknown), true, false],
  ['a network target group', TrafficSource.networkTargetGroup(network), true, false],
  ['several', TrafficSource.several([TrafficSource.networkLoadBalancer(), rule]), true, true],
])('%s: balanced and requests counted', (_, traffic, balanced, counted) => {
  expect([traffic._isBalanced, traffic._hasApplicationLoadBalancer]).toEqual([balanced, counted]);
});

test('five target groups are the most', () => {
  const listeners = Array.from({ length: 5 }, (_, index) => ({ listenerPort: 1000 + index }));
  const five = TrafficSource.networkLoadBalancer({ listeners });
  expect(problems(five)).toEqual([]);
  expect(problems(TrafficSource.several([five, TrafficSource.loadBalancer({ plainHttp: true })]))).toEqual([
    'error TargetGroup.TooMany: `` takes 5 target groups at the most, got 6; split the service, or let several names lead to one of them',
  ]);
});

test('factories never throw, whatever they are given', () => {
  expect(() => TrafficSource.loadBalancer({ domainName: '', certificates: [], portName: '' })).not.toThrow();
  expect(() => TrafficSource.networkLoadBalancer({ listeners: [] })).not.toThrow();
  expect(() => TrafficSource.several([TrafficSource.none(), TrafficSource.several([])])).not.toThrow();
});

test('nobody needs nothing', () => {
  expect(problems(TrafficSource.none(), { ports: [] })).toEqual([]);
  const types = Object.values(resourcesOf(served(TrafficSource.none()).stack)).map(({ Type }: any) => Type);
  expect(types.filter((type) => type.includes('ElasticLoadBalancing'))).toEqual([]);
});
