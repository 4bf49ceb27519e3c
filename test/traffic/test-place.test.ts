import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { cdkListener, importedListener, LISTENER_ARN, read, serve } from './setting';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { testPlace } from '../../src/traffic/test-place';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, resourcesOf } from '../kit/stacks';

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** Two balancers, the first with two listeners, and a priority that only the deployment knows. */
function setting() {
  const { stack, vpc, cluster } = platformStack();
  const listener = cdkListener(stack, vpc);
  const other = listener.loadBalancer.addListener('Other', {
    port: 81, protocol: elbv2.ApplicationProtocol.HTTP, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  const elsewhere = new elbv2.ApplicationLoadBalancer(stack, 'Elsewhere', { vpc })
    .addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  const unknown = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
  return { stack, cluster, listener, other, elsewhere, unknown };
}

const { stack, cluster, listener, other, elsewhere, unknown } = setting();

/** A rule of production, and what is found wrong with a test of it. */
function problems(test: TestTraffic, priority: number = 10, on: elbv2.IApplicationListener = listener): string[] {
  return read(TrafficSource.listenerRule({ listener: on, priority, pathPatterns: ['/*'] })._testFindings(test, []));
}

describe('the place of the test rule', () => {
  const conditions = [elbv2.ListenerCondition.pathPatterns(['/web/*'])];
  const production = { listener, priority: 10, conditions };
  const rendered = (place?: { conditions: elbv2.ListenerCondition[] }) => place?.conditions.map((condition) => condition.renderRawCondition());

  test('is nowhere without test traffic', () => {
    expect(testPlace(undefined, production)).toBeUndefined();
  });

  test('is right before production for a header, which has to be there besides', () => {
    const place = testPlace(TestTraffic.header('x-release', 'next'), production);
    expect(place).toMatchObject({ listener, priority: 9 });
    expect(rendered(place)).toEqual([
      { field: 'path-pattern', pathPatternConfig: { values: ['/web/*'] } },
      { field: 'http-header', httpHeaderConfig: { httpHeaderName: 'x-release', values: ['next'] } },
    ]);
  });

  test('is the same on a listener apart', () => {
    expect(testPlace(TestTraffic.listener({ listener: other }), production)).toEqual({ listener: other, priority: 10, conditions });
    expect(testPlace(TestTraffic.port(9090), { ...production, testListener: other })).toEqual({ listener: other, priority: 10, conditions });
  });

  test('is where its user wants it', () => {
    expect(testPlace(TestTraffic.header('x-release', 'next', { priority: 3 }), production)?.priority).toBe(3);
    expect(testPlace(TestTraffic.listener({ listener: other, priority: 3 }), production)?.priority).toBe(3);
  });
});

describe('is taken', () => {
  test.each<[string, TestTraffic, number]>([
    ['a header before production', TestTraffic.header('x-release', 'next'), 10],
    ['a header before production in the last place', TestTraffic.header('x-release', 'next'), 50000],
    ['a header far before it', TestTraffic.header('x-release', 'next', { priority: 1 }), 10],
    ['a header before an unknown place', TestTraffic.header('x-release', 'next', { priority: 1 }), unknown],
    ['a header in an unknown place', TestTraffic.header('x-release', 'next', { priority: unknown }), 10],
    ['a listener of the same balancer', TestTraffic.listener({ listener: other }), 10],
    ['a listener of the same balancer, behind an unknown place', TestTraffic.listener({ listener: other }), unknown],
    ['a listener of the same balancer, after production', TestTraffic.listener({ listener: other, priority: 20 }), 10],
  ])('%s', (_, test, priority) => {
    expect(problems(test, priority)).toEqual([]);
  });

  test('a listener beside an imported one, whose balancer nobody knows', () => {
    const beside = importedListener(new Stack(), LISTENER_ARN.replace(/[^/]*$/, '0467ef3c8400ae65'));
    expect(problems(TestTraffic.listener({ listener: beside }), 10, importedListener(stack))).toEqual([]);
  });
});

describe('is refused', () => {
  const below = (got: number, own: number) =>
    `error TestTraffic.Priority: \`priority\` must be from 1 and below that of production, ${own}, so that the header decides first, got ${got}; raise that of production, or name a lower one`;

  test.each<[string, TestTraffic, number, string]>([
    ['a header before the first place', TestTraffic.header('x-release', 'next'), 1, below(0, 1)],
    ['a header in the place of production', TestTraffic.header('x-release', 'next', { priority: 10 }), 10, below(10, 10)],
    ['a header after production', TestTraffic.header('x-release', 'next', { priority: 11 }), 10, below(11, 10)],
    ['a header before an unknown place', TestTraffic.header('x-release', 'next'), unknown,
      'error TestTraffic.Priority: `priority` must be given where the priority of production is known to the deployment only, got none'],
    ['a listener of another balancer', TestTraffic.listener({ listener: elsewhere }), 10,
      'error TestTraffic.OtherBalancer: `listener` must be of the load balancer of production, got one of another; ECS shifts traffic within one'],
    ['a port of a balancer that others made', TestTraffic.port(9090), 10,
      'error TestTraffic.Port: `port` is a port of a load balancer that is made with the service, got a service without one; take TestTraffic.listener() or TestTraffic.header()'],
  ])('%s', (_, test, priority, message) => {
    expect(problems(test, priority)).toEqual([message]);
  });

  test('a place that another rule has', () => {
    serve(stack, cluster, TrafficSource.listenerRule({ listener, priority: 19, pathPatterns: ['/api/*'] }), {}, 'Api');
    serve(stack, cluster, TrafficSource.listenerRule({ listener: other, priority: 20, pathPatterns: ['/api/*'] }), {}, 'Others');
    const taken = (priority: number, owner: string) =>
      `error ListenerRule.PriorityTaken: \`priority\` must be unique on its listener, got ${priority}, which ${owner} has; name another one`;
    expect(problems(TestTraffic.header('x-release', 'next'), 20)).toEqual([taken(19, 'Stack/Api/ListenerRule')]);
    expect(problems(TestTraffic.listener({ listener: other }), 20)).toEqual([taken(20, 'Stack/Others/ListenerRule')]);
    expect(problems(TestTraffic.listener({ listener: other, priority: 21 }), 20)).toEqual([]);
  });

  test('a header beside five values, of which a rule takes no more', () => {
    const full = TrafficSource.listenerRule({ listener, priority: 60, hostHeaders: ['a.example.com', 'b.example.com'], pathPatterns: ['/a', '/b', '/c'] });
    expect(read(full._testFindings(TestTraffic.header('x-release', 'next'), []))).toEqual([
      'error ListenerRule.TooManyValues: `` takes at most 5 condition values, got 6; spread them over several rules',
    ]);
    expect(full._testFindings(TestTraffic.listener({ listener: other }), [])).toEqual([]);
  });

  test('the own listener, in the place of production', () => {
    expect(problems(TestTraffic.listener({ listener }), 10)).toEqual([
      'error TestTraffic.SameListener: `listener` must be another one than that of production, whose requests it would take, got the same; take TestTraffic.header() on it',
    ]);
  });

  test.each<[string, TrafficSource, TestTraffic, string]>([
    ['several targets', TrafficSource.several([
      TrafficSource.loadBalancer({ plainHttp: true }), TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/*'] }),
    ]), TestTraffic.header('x-release', 'next'),
    'error TestTraffic.SeveralTargets: `testTraffic` is for a service with one target group, got 2; leave it out, or make the service reachable in one way'],
    ['a header behind a network load balancer', TrafficSource.networkLoadBalancer(), TestTraffic.header('x-release', 'next'),
      'error TestTraffic.Network: `testTraffic` knows no headers and no rules behind a network load balancer, got a header; take TestTraffic.port()'],
    ['a listener behind a network load balancer', TrafficSource.networkLoadBalancer(), TestTraffic.listener({ listener }),
      'error TestTraffic.Network: `testTraffic` knows no headers and no rules behind a network load balancer, got a listener; take TestTraffic.port()'],
    ['a listener, where the service has a balancer of its own', TrafficSource.loadBalancer({ plainHttp: true }), TestTraffic.listener({ listener }),
      'error TestTraffic.OtherBalancer: `testTraffic.listener` must be of the load balancer of production, which is made with the service, got one of another; take TestTraffic.port() or TestTraffic.header()'],
    ['a header in the place of production on its own balancer', TrafficSource.loadBalancer({ plainHttp: true }), TestTraffic.header('x-release', 'next', { priority: 50000 }),
      'error TestTraffic.Priority: `testTraffic.priority` must be from 1 and below that of production, 50000, so that the header decides first, got 50000; raise that of production, or name a lower one'],
    ['a port of production', TrafficSource.loadBalancer({ plainHttp: true }), TestTraffic.port(80),
      'error TestTraffic.Port: `testTraffic.port` must be one that the load balancer does not listen on, got 80; name another one'],
  ])('%s', (_, traffic, test, message) => {
    expect(read(traffic._testFindings(test, [])).map((line) => line.replace('``', '`testTraffic`').replace(/: `(?!testTraffic)/, ': `testTraffic.'))).toEqual([message]);
  });
});

test('two rules of one service keep their places from others', () => {
  const own = setting();
  const source = (priority: number) => TrafficSource.listenerRule({ listener: own.listener, priority, pathPatterns: ['/*'] });
  serve(own.stack, own.cluster, source(10), { shifting: { testTraffic: TestTraffic.header('x-release', 'next') } });
  expect(propertiesOf(own.stack, RULE).map(({ Priority }) => Priority).sort()).toEqual([10, 9]);
  expect(Object.keys(resourcesOf(own.stack, RULE)).map((id) => id.replace(/.{8}$/, ''))).toEqual(['WebListenerRule', 'WebTestListenerRule']);
  expect(read(source(9)._findings({ ports: [{ container: 'web', port: 80, protocol: 'tcp' }], ipv6Only: false }))).toEqual([
    'error ListenerRule.PriorityTaken: `priority` must be unique on a listener, got 9, which Stack/Web/TestListenerRule has; 11 is free',
  ]);
});

describe('ports of a balancer that is made with the service', () => {
  const ports = [{ container: 'web', port: 8080, protocol: 'tcp' as const }];
  const taken = (port: number) => [`error TestTraffic.Port: \`port\` must be one that the load balancer does not listen on, got ${port}; name another one`];

  test.each<[string, TrafficSource, number, string[]]>([
    ['443 of HTTPS', TrafficSource.loadBalancer(), 443, taken(443)],
    ['80, which leads to HTTPS', TrafficSource.loadBalancer(), 80, taken(80)],
    ['443 beside plain HTTP', TrafficSource.loadBalancer({ plainHttp: true }), 443, []],
    ['that of the task, on a network load balancer', TrafficSource.networkLoadBalancer(), 8080, taken(8080)],
    ['that of a listener', TrafficSource.networkLoadBalancer({ listeners: [{ listenerPort: 81 }] }), 81, taken(81)],
    ['that of the task behind another one', TrafficSource.networkLoadBalancer({ listeners: [{ listenerPort: 81 }] }), 8080, []],
    ['that of a balancer which is one of several sources', TrafficSource.several([TrafficSource.loadBalancer()]), 443, taken(443)],
    ['an unknown one', TrafficSource.networkLoadBalancer({ listeners: [{ listenerPort: unknown }] }), unknown, []],
  ])('%s', (_, traffic, port, expected) => {
    expect(read(traffic._testFindings(TestTraffic.port(port), ports))).toEqual(expected);
  });
});
