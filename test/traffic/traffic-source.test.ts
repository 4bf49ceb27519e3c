import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { cdkListener, importedListener, problems, served } from './setting';
import { DrainFacts } from '../../src/model/service/shutdown';
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
  const five = TrafficSource.networkLoadBalancer({ internal: true, listeners });
  expect(problems(five)).toEqual([]);
  expect(problems(TrafficSource.several([five, TrafficSource.loadBalancer({ plainHttp: true })]))).toEqual([
    'error TargetGroup.TooMany: `` takes 5 target groups at the most, got 6; split the service, or let several names lead to one of them',
  ]);
});

test.each([
  ['an application load balancer', () => TrafficSource.loadBalancer({ domainName: '', certificates: [], portName: '' }), true],
  ['a network load balancer', () => TrafficSource.networkLoadBalancer({ listeners: [] }), false],
  ['several sources', () => TrafficSource.several([TrafficSource.none(), TrafficSource.several([])]), false],
])('the factory of %s makes a source, whatever it is given', (_name, factory, balanced) => {
  expect(factory()._isBalanced).toBe(balanced);
});

describe('how long targets drain', () => {
  const quick = new elbv2.NetworkTargetGroup(stack, 'Quick', { vpc, port: 80, deregistrationDelay: Duration.seconds(5) });
  const late = new elbv2.NetworkTargetGroup(stack, 'Late', {
    vpc, port: 80, deregistrationDelay: Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber),
  });
  const nothing = { drainSeconds: undefined, givenDrainSeconds: [], importedTargetGroup: false };

  test.each<[string, TrafficSource, DrainFacts]>([
    ['nobody', TrafficSource.none(), nothing],
    ['a new application load balancer', TrafficSource.loadBalancer(), { ...nothing, drainSeconds: 20 }],
    ['a new network load balancer', TrafficSource.networkLoadBalancer(), { ...nothing, drainSeconds: 20 }],
    ['a listener rule', rule, { ...nothing, drainSeconds: 20 }],
    ['a target group of this app', TrafficSource.applicationTargetGroup(made), { ...nothing, givenDrainSeconds: [300] }],
    ['one whose delay only the deployment knows', TrafficSource.networkTargetGroup(late), nothing],
    ['an imported one', TrafficSource.networkTargetGroup(network), { ...nothing, importedTargetGroup: true }],
    ['several', TrafficSource.several([TrafficSource.networkTargetGroup(quick), TrafficSource.applicationTargetGroup(made), TrafficSource.applicationTargetGroup(unknown)]),
      { ...nothing, givenDrainSeconds: [5, 300], importedTargetGroup: true }],
    ['new ones beside given ones', TrafficSource.several([TrafficSource.networkTargetGroup(quick), rule]),
      { ...nothing, drainSeconds: 20, givenDrainSeconds: [5] }],
  ])('%s', (_name, traffic, facts) => {
    expect(traffic._drain(Duration.seconds(20))).toEqual(facts);
  });

  test('a drain that only the deployment knows', () => {
    const seconds = Duration.seconds(new CfnParameter(stack, 'Drain', { type: 'Number' }).valueAsNumber);
    expect(TrafficSource.loadBalancer()._drain(seconds)).toEqual(nothing);
  });
});

test('nobody needs nothing', () => {
  expect(problems(TrafficSource.none(), { ports: [] })).toEqual([]);
  const types = Object.values(resourcesOf(served(TrafficSource.none()).stack)).map(({ Type }: any) => Type);
  expect(types.filter((type) => type.includes('ElasticLoadBalancing'))).toEqual([]);
});
