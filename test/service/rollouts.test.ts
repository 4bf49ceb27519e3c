import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Stack } from 'aws-cdk-lib/core';
import {
  BaseAndBurstService, CapacityStrategy, DaemonService, FargateSpotService, FargateSpotServiceProps, InstancePool, PooledService, PooledServiceProps,
  RollbackAlarms, Rollout, TaskBlueprint, TaskScaling, TestTraffic, TrafficSource,
} from '../../src';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';
import { cdkListener } from '../traffic/setting';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const SERVICE = 'AWS::ECS::Service';
const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';

const SHIFTS: Record<string, () => Rollout> = {
  blueGreen: () => Rollout.blueGreen(), linear: () => Rollout.linear(), canary: () => Rollout.canary(),
};
const STRATEGY: Record<string, string> = { blueGreen: 'BLUE_GREEN', linear: 'LINEAR', canary: 'CANARY' };
const KINDS = Object.keys(SHIFTS);

interface Setting { readonly stack: Stack; readonly cluster: ecs.Cluster; readonly listener: elbv2.ApplicationListener; readonly pool: InstancePool }
type Overrides = Partial<FargateSpotServiceProps & PooledServiceProps>;

function setting(): Setting {
  const { stack, vpc, cluster } = platformStack();
  return { stack, cluster, listener: cdkListener(stack, vpc), pool: new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7i.xlarge')] }) };
}

/** Services that take any rollout. */
const SERVICES: Record<string, (made: Setting, props: Overrides) => FargateSpotService | PooledService> = {
  'FargateSpotService': ({ stack, cluster }, props) => new FargateSpotService(stack, 'Web', { cluster, task: TaskBlueprint.container({ image, port: 8080 }), ...props }),
  'PooledService': ({ stack, pool }, props) => new PooledService(stack, 'Web', {
    capacity: CapacityStrategy.pool(pool), task: TaskBlueprint.container({ image, port: 8080, memoryMiB: 512 }), ...props,
  }),
  'PooledService in bridge mode': ({ stack, pool }, props) => new PooledService(stack, 'Web', {
    capacity: CapacityStrategy.pool(pool),
    task: TaskBlueprint.container({ image, port: 8080, memoryMiB: 512, networkMode: ecs.NetworkMode.BRIDGE }),
    ...props,
  }),
};
/** Ways into a service, with the test traffic that each takes. */
const WAYS: Record<string, { testTraffic?: TestTraffic; traffic(made: Setting): TrafficSource }> = {
  'a new load balancer': { traffic: () => TrafficSource.loadBalancer({ plainHttp: true }), testTraffic: TestTraffic.port(9090) },
  'an existing listener': { traffic: ({ listener }) => TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/*'] }), testTraffic: TestTraffic.header('x-release', 'next') },
  'a network load balancer': { traffic: () => TrafficSource.networkLoadBalancer({ internal: true }), testTraffic: TestTraffic.port(9090) },
};
const SCALING = TaskScaling.between(2, 6, { cpuPercent: 60 });

/** A stack with one service. */
function made(kind: string, props: (made: Setting) => Overrides): { stack: Stack; web: FargateSpotService | PooledService } {
  const given = setting();
  return { stack: given.stack, web: SERVICES[kind](given, props(given)) };
}

function fargate(props: (made: Setting) => Overrides) {
  return made('FargateSpotService', props);
}

function problemsOf(build: () => unknown): string[] {
  try {
    build();
  } catch (error) {
    return (error as Error).message.split('\n').map((line) => line.trim());
  }
  return [];
}

/** What is wrong with the Web service at synth. */
function problemsAtSynth(stack: Stack): string[] {
  return problemsOf(() => Template.fromStack(stack)).filter((line) => line.includes('[Stack/Web/Service]')).map((line) => line.replace(/^.*\[Stack\/Web\/Service\] /, ''));
}

const EVERYWHERE = Object.keys(SERVICES).flatMap((service) => Object.keys(WAYS).map((way) => [service, way] as const));

describe.each(EVERYWHERE)('%s behind %s', (service, way) => {
  const { traffic, testTraffic } = WAYS[way];
  const build = (rollout: Rollout) => made(service, (given) => ({ traffic: traffic(given), scaling: SCALING, rollout })).stack;
  const rolling = resourcesOf(build(Rollout.rolling()));
  const shifts = Object.fromEntries(KINDS.map((kind) => [kind, build(SHIFTS[kind]())]));
  const wayIn = /(Listener|Rule)$/;

  test.each(KINDS)('another rollout, %s, changes no logical id and adds no resource but those that it needs', (kind) => {
    const stack = shifts[kind];
    const shifting = resourcesOf(stack);
    for (const [id, { Type }] of Object.entries(rolling)) expect([id, shifting[id]?.Type]).toEqual([id, Type]);
    const added = Object.entries(shifting).filter(([id]) => !(id in rolling)).map(([, { Type }]) => Type);
    expect(added.sort()).toEqual([
      TARGET_GROUP, 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'Custom::EcsLiveWeights',
    ]);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test.each(KINDS)('%s keeps everything as it was but the service and what leads to it', (kind) => {
    const shifting = resourcesOf(shifts[kind]);
    const changed = Object.entries(rolling).filter(([id, { Properties, Type }]) =>
      JSON.stringify([Type, Properties]) !== JSON.stringify([shifting[id].Type, shifting[id].Properties])).map(([, { Type }]) => Type);
    expect(changed.filter((type) => type !== SERVICE && !wayIn.test(type))).toEqual([]);
  });

  test.each(KINDS)('%s tells ECS both target groups, what leads to them, and the role', (kind) => {
    const stack = shifts[kind];
    const { DeploymentConfiguration, LoadBalancers: [balancer, ...others] } = theOnly(stack, SERVICE).Properties;
    const only = (pattern: RegExp) => Object.keys(resourcesOf(stack)).find((id) => pattern.test(id));
    expect(DeploymentConfiguration).toMatchObject({ Strategy: STRATEGY[kind], DeploymentCircuitBreaker: { Enable: false, Rollback: false } });
    expect(others).toEqual([]);
    expect(balancer).toMatchObject({
      ContainerPort: 8080,
      TargetGroupArn: { Ref: only(/^WebTargetGroup/) },
      AdvancedConfiguration: {
        AlternateTargetGroupArn: { Ref: only(/^WebAlternateTargetGroup/) },
        ProductionListenerRule: { Ref: only(way === 'a network load balancer' ? /^WebLoadBalancerListener/ : /^WebListenerRule/) },
        RoleArn: { 'Fn::GetAtt': [only(/^WebInfrastructureRole/), 'Arn'] },
      },
    });
    expect(balancer.AdvancedConfiguration).not.toHaveProperty('TestListenerRule');
  });

  test('both target groups are alike', () => {
    const [one, other, ...more] = propertiesOf(shifts.blueGreen, TARGET_GROUP);
    expect([one, more]).toEqual([other, []]);
  });

  test('the service waits until something leads to each of them', () => {
    const { DependsOn } = theOnly(shifts.blueGreen, SERVICE);
    expect(DependsOn).toContainEqual(expect.stringMatching(way === 'a network load balancer' ? /^WebLoadBalancerListener/ : /^WebListenerRule/));
  });

  test('test traffic has a way in of its own', () => {
    const stack = build(Rollout.blueGreen({ testTraffic }));
    const [{ AdvancedConfiguration }] = theOnly(stack, SERVICE).Properties.LoadBalancers;
    const test = Object.keys(resourcesOf(stack)).filter((id) => /^Web(LoadBalancer)?Test/.test(id));
    expect(test.length).toBeGreaterThan(0);
    expect(AdvancedConfiguration.TestListenerRule).toEqual({ Ref: expect.stringMatching(way === 'a network load balancer' ? /^WebLoadBalancerTestListener/ : /^WebTestListenerRule/) });
    expect(Object.keys(rolling).filter((id) => !(id in resourcesOf(stack)))).toEqual([]);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});

describe('a service that nobody reaches from outside', () => {
  test('gets its new tasks blue/green, and needs neither target groups nor a role', () => {
    const { stack } = fargate(() => ({ rollout: Rollout.blueGreen() }));
    const { stack: before } = fargate(() => ({}));
    expect(theOnly(stack, SERVICE).Properties.DeploymentConfiguration).toMatchObject({ Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5 });
    expect(Object.keys(resourcesOf(stack)).sort()).toEqual(Object.keys(resourcesOf(before)).sort());
  });

  test.each(['linear', 'canary'])('cannot go %s, which is told at synth', (kind) => {
    const { stack } = fargate(() => ({ rollout: SHIFTS[kind]() }));
    expect(problemsAtSynth(stack)).toEqual([
      `TrafficShift.Unmanaged: \`deploymentConfiguration.strategy\` needs a load balancer, Service Connect or VPC Lattice to move traffic with, got ${STRATEGY[kind]} and none of them; ` +
      'take BLUE_GREEN, Rollout.blueGreen(), which needs none',
    ]);
  });

  const connect = (web: FargateSpotService | PooledService, config?: ecs.ServiceConnectProps) => {
    (web.service.cluster as ecs.Cluster).addDefaultCloudMapNamespace({ name: 'internal', useForServiceConnect: true });
    web.service.enableServiceConnect(config);
  };
  const task = TaskBlueprint.container({ image, port: 8080 });

  test.each(['linear', 'canary'])('can go %s once it is in Service Connect', (kind) => {
    const { stack, web } = fargate(() => ({ task, rollout: SHIFTS[kind]() }));
    const [{ name }] = web.taskDefinition.defaultContainer!.portMappings;
    connect(web, { services: [{ portMappingName: name!, port: 80 }] });
    expect(theOnly(stack, SERVICE).Properties).toMatchObject({
      DeploymentConfiguration: { Strategy: STRATEGY[kind] }, ServiceConnectConfiguration: { Enabled: true },
    });
  });

  test('cannot where it only calls others there', () => {
    const { stack, web } = fargate(() => ({ task, rollout: Rollout.linear() }));
    connect(web);
    expect(problemsAtSynth(stack)).toEqual([expect.stringContaining('TrafficShift.Unmanaged: `deploymentConfiguration.strategy` ')]);
  });

  test('is tested between services by a header', () => {
    const { stack, web } = fargate(() => ({ task, rollout: Rollout.blueGreen({ testTraffic: TestTraffic.header('x-release', 'next') }) }));
    const [{ name }] = web.taskDefinition.defaultContainer!.portMappings;
    connect(web, { services: [{ portMappingName: name!, port: 80 }] });
    const [{ ClientAliases: [alias] }] = theOnly(stack, SERVICE).Properties.ServiceConnectConfiguration.Services;
    expect(alias.TestTrafficRules).toEqual({ Header: { Name: 'x-release', Value: { Exact: 'next' } } });
  });
});

describe('of a whole service', () => {
  test('alarms watch both target groups, and are exposed', () => {
    const { stack, web } = fargate(() => ({
      traffic: TrafficSource.loadBalancer({ plainHttp: true }), rollout: Rollout.canary({ rollbackOn: RollbackAlarms.standard() }),
    }));
    const alarms = JSON.stringify(propertiesOf(stack, 'AWS::CloudWatch::Alarm'));
    for (const id of Object.keys(resourcesOf(stack, TARGET_GROUP))) expect(alarms).toContain(`{"Fn::GetAtt":["${id}","TargetGroupFullName"]}`);
    const { Alarms } = theOnly(stack, SERVICE).Properties.DeploymentConfiguration;
    expect(Alarms).toMatchObject({ Enable: true, Rollback: true });
    expect(Alarms.AlarmNames).toHaveLength(web.rollbackAlarms.length);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('the role moves its traffic, and only its own', () => {
    const { stack } = fargate(({ listener }) => ({
      traffic: TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/*'] }), rollout: Rollout.blueGreen({ testTraffic: TestTraffic.header('x-release', 'next') }),
    }));
    const [[, role]] = Object.entries(resourcesOf(stack, 'AWS::IAM::Role')).filter(([id]) => id.startsWith('WebInfrastructureRole'));
    const [{ PolicyDocument: { Statement } }] = role.Properties.Policies;
    const grants = Statement.map(({ Action, Resource }: any) => [[Action].flat().map((action) => action.replace('elasticloadbalancing:', '')), [Resource].flat().map(({ Ref = '*' }) => Ref.replace(/.{8}$/, ''))]);
    expect(grants).toEqual([
      [['DeregisterTargets', 'RegisterTargets'], expect.arrayContaining(['WebTargetGroup', 'WebAlternateTargetGroup'])],
      [['ModifyRule'], expect.arrayContaining(['WebListenerRule', 'WebTestListenerRule'])],
      [['DescribeListeners', 'DescribeRules', 'DescribeTargetGroups', 'DescribeTargetHealth'], ['*']],
    ]);
  });

  test('each of several ways in has a pair', () => {
    const { stack } = fargate(({ listener }) => ({
      traffic: TrafficSource.several([TrafficSource.loadBalancer({ plainHttp: true }), TrafficSource.listenerRule({ listener, priority: 10, pathPatterns: ['/*'] })]),
      rollout: Rollout.blueGreen(),
    }));
    const pairs = theOnly(stack, SERVICE).Properties.LoadBalancers.map(({ AdvancedConfiguration, TargetGroupArn }: any) =>
      [TargetGroupArn.Ref, AdvancedConfiguration.AlternateTargetGroupArn.Ref].map((id) => id.replace(/.{8}$/, '')));
    expect(pairs).toEqual([['WebTargetGroup', 'WebAlternateTargetGroup'], ['WebTraffic2TargetGroup', 'WebTraffic2AlternateTargetGroup']]);
    expect(propertiesOf(stack, 'AWS::IAM::Role').filter(({ AssumeRolePolicyDocument }) => JSON.stringify(AssumeRolePolicyDocument).includes('"ecs.amazonaws.com"'))).toHaveLength(1);
  });
});

describe('request scaling', () => {
  const scaling = TaskScaling.between(2, 6, { requestsPerTarget: 1000 });
  const traffic = TrafficSource.loadBalancer({ plainHttp: true });
  const tracked = (stack: Stack) => theOnly(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties.TargetTrackingScalingPolicyConfiguration;

  test.each(KINDS)('under %s counts the requests of both target groups, since ECS has no count a target there', (kind) => {
    const { stack } = fargate(() => ({ traffic, scaling, rollout: SHIFTS[kind]() }));
    const { CustomizedMetricSpecification, PredefinedMetricSpecification } = tracked(stack);
    expect(PredefinedMetricSpecification).toBeUndefined();
    for (const id of Object.keys(resourcesOf(stack, TARGET_GROUP))) expect(JSON.stringify(CustomizedMetricSpecification)).toContain(id);
  });

  test('under rolling updates stays as it was', () => {
    expect(tracked(fargate(() => ({ traffic, scaling })).stack).PredefinedMetricSpecification).toMatchObject({ PredefinedMetricType: 'ALBRequestCountPerTarget' });
  });

  test.each(KINDS)('of somebody else, by the count a target, is refused at synth under %s', (kind) => {
    const { stack, web } = fargate(() => ({ traffic, scaling: SCALING, rollout: SHIFTS[kind]() }));
    web.scalableTaskCount!.scaleOnRequestCount('Requests', { requestsPerTarget: 1000, targetGroup: web.targetGroups[0] as elbv2.ApplicationTargetGroup });
    expect(problemsAtSynth(stack)).toEqual([expect.stringMatching(/^\S+: `scaling\S*` .*ALBRequestCountPerTarget/)]);
  });
});

describe('is refused', () => {
  test.each(KINDS)('%s of a target group that others made', (kind) => {
    expect(problemsOf(() => fargate(({ stack, cluster }) => ({
      traffic: TrafficSource.applicationTargetGroup(new elbv2.ApplicationTargetGroup(stack, 'Given', { vpc: cluster.vpc, port: 80, targetType: elbv2.TargetType.IP })),
      rollout: SHIFTS[kind](),
    })))).toEqual([
      'FargateSpotService at Stack/Web has 1 problem:',
      'Rollout.GivenTargetGroup: `rollout` moves traffic by listener rules that are made with the service, got a target group that others made; ' +
      'take TrafficSource.loadBalancer() or TrafficSource.listenerRule(), or Rollout.rolling()',
    ]);
  });

  test.each(KINDS)('%s of a daemon', (kind) => {
    const { stack, pool } = setting();
    expect(problemsOf(() => new DaemonService(stack, 'Agent', { pool, task: TaskBlueprint.container({ image, memoryMiB: 256 }), rollout: SHIFTS[kind]() }))).toEqual(expect.arrayContaining([
      expect.stringContaining(`Rollout.Daemon: \`rollout\` is not for daemons, which have no second task on an instance, got Rollout.${kind}; take Rollout.rolling()`),
    ]));
  });

  test.each(KINDS)('%s of a base and a burst, which have the weights already', (kind) => {
    const { stack, cluster, pool } = setting();
    expect(problemsOf(() => new BaseAndBurstService(stack, 'Web', {
      cluster,
      task: TaskBlueprint.container({ image, port: 8080, cpu: 256, memoryMiB: 512 }),
      base: { capacity: CapacityStrategy.pool(pool), tasks: 2 },
      burst: { tasks: { min: 1, max: 4 } },
      traffic: TrafficSource.loadBalancer({ plainHttp: true }),
      rollout: SHIFTS[kind](),
    }))).toEqual([
      'BaseAndBurstService at Stack/Web has 1 problem:',
      'BaseAndBurstService.Rollout: `rollout` must be Rollout.rolling(), since the weights of the listener rule share requests out between base and burst, ' +
      `got Rollout.${kind}, which moves traffic by the same weights`,
    ]);
  });

  const portOnly = 'is a port of a load balancer that is made with the service, got a service without one; take TestTraffic.listener() or TestTraffic.header()';

  test.each<[string, (given: Setting) => Overrides, string]>([
    ['a test port of a balancer that others made', (given) => ({ traffic: WAYS['an existing listener'].traffic(given), rollout: Rollout.blueGreen({ testTraffic: TestTraffic.port(9090) }) }),
      `TestTraffic.Port: \`rollout.testTraffic.port\` ${portOnly}`],
    ['a test port of production', () => ({ traffic: TrafficSource.loadBalancer({ plainHttp: true }), rollout: Rollout.blueGreen({ testTraffic: TestTraffic.port(80) }) }),
      'TestTraffic.Port: `rollout.testTraffic.port` must be one that the load balancer does not listen on, got 80; name another one'],
    ['the port of the task, where the network load balancer has it', () => ({ traffic: TrafficSource.networkLoadBalancer({ internal: true }), rollout: Rollout.blueGreen({ testTraffic: TestTraffic.port(8080) }) }),
      'TestTraffic.Port: `rollout.testTraffic.port` must be one that the load balancer does not listen on, got 8080; name another one'],
    ['a header behind a network load balancer', () => ({ traffic: TrafficSource.networkLoadBalancer({ internal: true }), rollout: Rollout.canary({ testTraffic: TestTraffic.header('x-release', 'next') }) }),
      'TestTraffic.Network: `rollout.testTraffic` knows no headers and no rules behind a network load balancer, got a header; take TestTraffic.port()'],
    ['a port of a service without a balancer', () => ({ rollout: Rollout.blueGreen({ testTraffic: TestTraffic.port(9090) }) }),
      'TestTraffic.NoBalancer: `rollout.testTraffic` comes in by a load balancer, got a service without one; take TestTraffic.header() in Service Connect, or leave it out'],
    ['a header in the place of production', ({ listener }) => ({
      traffic: TrafficSource.listenerRule({ listener, priority: 1, pathPatterns: ['/*'] }), rollout: Rollout.linear({ testTraffic: TestTraffic.header('x-release', 'next') }),
    }), 'TestTraffic.Priority: `rollout.testTraffic.priority` must be from 1 and below that of production, 1, so that the header decides first, got 0; raise that of production, or name a lower one'],
  ])('%s', (_, props, message) => {
    expect(problemsOf(() => fargate(props))).toEqual(['FargateSpotService at Stack/Web has 1 problem:', message]);
  });
});

test.each(KINDS)('%s behind a login is advised against', (kind) => {
  const { stack, cluster, listener } = setting();
  const login = { _action: (next: elbv2.ListenerAction) => next, _findings: () => [] } as any;
  SERVICES.FargateSpotService({ stack, cluster, listener } as Setting, {
    traffic: TrafficSource.listenerRule({ listener: httpsOf(listener), priority: 10, pathPatterns: ['/*'], login }), rollout: SHIFTS[kind](),
  });
  expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('login first')).map(({ entry }) => `${entry.data}`)).toEqual([
    expect.stringContaining('`rollout` moves traffic by a listener rule that asks for a login first, which the ECS Developer Guide excluded for a time; ' +
      'try it before you rely on it, or let the application ask'),
  ]);
});

function httpsOf({ loadBalancer }: elbv2.ApplicationListener): elbv2.ApplicationListener {
  return loadBalancer.addListener('Https', {
    port: 443,
    open: false,
    certificates: [elbv2.ListenerCertificate.fromArn('arn:aws:acm:eu-west-1:111122223333:certificate/1')],
    defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
}

describe('is refused at synth', () => {
  const balanced = (kind: string) => fargate(() => ({ traffic: TrafficSource.loadBalancer({ plainHttp: true }), rollout: SHIFTS[kind]() }));
  const resource = (web: FargateSpotService | PooledService) => web.service.node.defaultChild as ecs.CfnService;

  test.each(KINDS)('a circuit breaker that an override turned on under %s', (kind) => {
    const { stack, web } = balanced(kind);
    resource(web).addPropertyOverride('DeploymentConfiguration.DeploymentCircuitBreaker.Enable', true);
    expect(problemsAtSynth(stack)).toEqual([
      `Strategy.CircuitBreaker: \`deploymentConfiguration.deploymentCircuitBreaker\` watches rolling updates only, got the strategy ${STRATEGY[kind]}; turn it off and let alarms guard the deployment`,
    ]);
  });

  test.each(KINDS)('an alternate target group that an override took away under %s', (kind) => {
    const { stack, web } = balanced(kind);
    resource(web).addPropertyDeletionOverride('LoadBalancers.0.AdvancedConfiguration');
    expect(problemsAtSynth(stack)).toEqual([
      `Strategy.NoAlternate: \`deploymentConfiguration.strategy\` needs an alternate target group, a listener rule and a role for each target group, got ${STRATEGY[kind]} with 0 for 1; ` +
      'name them as `alternateTarget` of the load balancer target, or take ROLLING',
    ]);
  });

  test('an alternate target group that nothing leads to', () => {
    const { stack, web } = balanced('blueGreen');
    resource(web).addPropertyDeletionOverride('LoadBalancers.0.AdvancedConfiguration.ProductionListenerRule');
    expect(problemsAtSynth(stack)).toEqual([expect.stringContaining('Strategy.NoAlternate: `deploymentConfiguration.strategy` needs an alternate target group, a listener rule and a role')]);
  });

  test('a policy for the requests of one target group, under CodeDeploy too', () => {
    const { stack, web } = fargate(() => ({
      traffic: TrafficSource.loadBalancer({ plainHttp: true }), scaling: TaskScaling.between(2, 4, { cpuPercent: 60 }), rollout: Rollout.codeDeploy(),
    }));
    web.scalableTaskCount!.scaleOnRequestCount('Mine', { requestsPerTarget: 100, targetGroup: web.targetGroups[0] as elbv2.ApplicationTargetGroup });
    expect(problemsAtSynth(stack)).toEqual([expect.stringContaining('TaskScaling.RequestPolicy: `scaling.Mine` must not count the requests of one target group')]);
  });

  test('a target group that its user attached beside', () => {
    const { stack, web } = balanced('blueGreen');
    const own = new elbv2.ApplicationTargetGroup(stack, 'Own', { vpc: web.service.cluster.vpc, port: 80, targetType: elbv2.TargetType.IP });
    web.service.attachToApplicationTargetGroup(own);
    expect(problemsAtSynth(stack)).toEqual([expect.stringContaining('Strategy.NoAlternate: `deploymentConfiguration.strategy` needs an alternate target group, a listener rule and a role for each target group, got BLUE_GREEN with 1 for 2; ')]);
  });

  test('a strategy that an override made of a rolling update', () => {
    const { stack, web } = fargate(() => ({ traffic: TrafficSource.loadBalancer({ plainHttp: true }) }));
    resource(web).addPropertyOverride('DeploymentConfiguration.Strategy', 'BLUE_GREEN');
    expect(problemsAtSynth(stack).map((line) => line.replace(/:.*/, ''))).toEqual(['Strategy.CircuitBreaker', 'Strategy.NoAlternate']);
  });
});

test('the grace period and the drain are those of the service, on both sides', () => {
  const { stack } = fargate(() => ({
    traffic: TrafficSource.loadBalancer({ plainHttp: true }),
    rollout: Rollout.blueGreen({ bakeTime: Duration.minutes(15) }),
    shutdown: { drain: Duration.seconds(5) },
  }));
  const drains = propertiesOf(stack, TARGET_GROUP).map(({ TargetGroupAttributes }) => TargetGroupAttributes.find(({ Key }: any) => Key === 'deregistration_delay.timeout_seconds').Value);
  expect([drains, theOnly(stack, SERVICE).Properties.HealthCheckGracePeriodSeconds]).toEqual([['5', '5'], 60]);
});
