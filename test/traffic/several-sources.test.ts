import * as route53 from 'aws-cdk-lib/aws-route53';
import { CfnParameter } from 'aws-cdk-lib/core';
import { HTTP_PORT, cdkListener, importedListener, problems, serve, served } from './setting';
import { PortFact } from '../../src/private/service-facts';
import { NewApplicationLoadBalancer } from '../../src/traffic/new-application-load-balancer';
import { NewNetworkLoadBalancer } from '../../src/traffic/new-network-load-balancer';
import { SeveralSources } from '../../src/traffic/several-sources';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, resourcesOf, theOnly } from '../kit/stacks';

const ADMIN: PortFact = { container: 'web', name: 'admin', port: 9090, protocol: 'tcp' };

test('each source has its findings under its place', () => {
  const sources = [TrafficSource.loadBalancer({ plainHttp: true }), TrafficSource.loadBalancer({ plainHttp: true, portName: 'nope' })];
  expect(problems(TrafficSource.several(sources))).toEqual([expect.stringContaining('`sources[1].portName`')]);
});

test('a service joins every target group, and the first balancers and listeners are exposed', () => {
  const traffic = TrafficSource.several([
    TrafficSource.networkLoadBalancer({ listeners: [{ portName: 'admin' }] }),
    TrafficSource.loadBalancer({ plainHttp: true, portName: 'http' }),
    TrafficSource.loadBalancer({ plainHttp: true, portName: 'admin' }),
  ]);
  const { stack, bound } = served(traffic, { ports: [HTTP_PORT, ADMIN] });
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers.map(({ ContainerPort }: any) => ContainerPort)).toEqual([9090, 8080, 9090]);
  expect(bound.targets).toHaveLength(3);
  expect(bound.applicationTargetGroups).toHaveLength(2);
  expect(bound.networkTargetGroups).toHaveLength(1);
  expect(bound.networkListeners).toHaveLength(1);
  expect(bound.networkLoadBalancer!.node.path).toBe('Stack/Web/LoadBalancer');
  expect(bound.loadBalancer!.node.path).toBe('Stack/Web/Traffic2/LoadBalancer');
  expect(bound.listener!.node.path).toBe('Stack/Web/Traffic2/LoadBalancer/Listener');
});

test('requests are counted if one of the sources counts them', () => {
  const [network, application] = [new NewNetworkLoadBalancer({}), new NewApplicationLoadBalancer({})];
  expect([[], [network], [network, application]].map((sources) => new SeveralSources(sources).countsRequests)).toEqual([false, false, true]);
  expect(new SeveralSources([network, application]).shape.targets).toBe(2);
});

test('the first certificate is exposed', () => {
  const { stack, cluster } = platformStack();
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  const { bound } = serve(stack, cluster, TrafficSource.several([
    TrafficSource.networkLoadBalancer(),
    TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone }),
    TrafficSource.loadBalancer({ domainName: 'shop.example.com', hostedZone }),
  ]));
  expect(bound.certificate!.node.path).toBe('Stack/Web/Traffic2/Certificate');
});

test('the first source keeps its logical ids when others follow it', () => {
  const first = TrafficSource.loadBalancer({ plainHttp: true });
  const ids = (traffic: TrafficSource) => Object.keys(resourcesOf(served(traffic).stack));
  expect(ids(TrafficSource.several([first, TrafficSource.networkLoadBalancer()]))).toEqual(expect.arrayContaining(ids(first)));
});

describe('priorities', () => {
  function rules(...priorities: number[]): TrafficSource {
    const { stack, vpc } = platformStack();
    const listener = cdkListener(stack, vpc);
    return TrafficSource.several(priorities.map((priority) => TrafficSource.listenerRule({ listener, priority, pathPatterns: ['/*'] })));
  }

  test('two rules of one listener with the same one are refused', () => {
    expect(problems(rules(1, 2, 1))).toEqual([
      'error ListenerRule.PriorityTaken: `sources` must have priorities that are unique on a listener, got 1 for 2 rules; number them apart',
    ]);
    expect(problems(rules(1, 2))).toEqual([]);
  });

  test('each of them is told of once', () => {
    expect(problems(rules(7, 3, 7, 3, 7))).toEqual([
      'error ListenerRule.PriorityTaken: `sources` must have priorities that are unique on a listener, got 7 for 3 rules; number them apart',
      'error ListenerRule.PriorityTaken: `sources` must have priorities that are unique on a listener, got 3 for 2 rules; number them apart',
    ]);
  });

  test('tokens get through', () => {
    const token = new CfnParameter(platformStack().stack, 'Priority', { type: 'Number' }).valueAsNumber;
    expect(problems(rules(token, token))).toEqual([]);
  });

  test('the same one on two listeners is fine', () => {
    const { stack, vpc } = platformStack();
    const listeners = [cdkListener(stack, vpc), importedListener(stack)];
    const sources = listeners.map((listener) => TrafficSource.listenerRule({ listener, priority: 1, pathPatterns: ['/*'] }));
    expect(problems(TrafficSource.several(sources))).toEqual([]);
  });
});

test('no sources are no traffic', () => {
  const { stack, cluster } = platformStack();
  const { bound } = serve(stack, cluster, TrafficSource.several([]));
  expect(bound).toEqual({
    targets: [], applicationTargetGroups: [], networkTargetGroups: [], applicationAlternates: [], networkAlternates: [], networkListeners: [],
  });
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.HealthCheckGracePeriodSeconds).toBeUndefined();
});

test('what matters to a rollout is that of all sources', () => {
  const [network, application] = [new NewNetworkLoadBalancer({ listeners: [{}, { listenerPort: 53 }] }), new NewApplicationLoadBalancer({})];
  const both = new SeveralSources([network, application]);
  expect(both.shape).toMatchObject({ targets: 3, rules: 1, networkListeners: 2, login: false, ownBalancer: true });
  expect(both.listensOn([HTTP_PORT])).toEqual([8080, 53, 443, 80]);
  const { stack, vpc } = platformStack();
  const rule = TrafficSource.listenerRule({ listener: cdkListener(stack, vpc), priority: 1, pathPatterns: ['/*'] });
  const existing = TrafficSource.several([TrafficSource.loadBalancer(), rule]);
  expect(existing._shape).toMatchObject({ targets: 2, rules: 2, networkListeners: 0, login: false, ownBalancer: false });
});
