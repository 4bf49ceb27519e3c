import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { lines, taskIn } from './services';
import { DeploymentHook, DeploymentStage } from '../../src/deployment/deployment-hook';
import { NativeShift, ShiftOptions } from '../../src/deployment/native-shift';
import { RollbackAlarms } from '../../src/deployment/rollback-alarms';
import { RolledTraffic, RolloutContext } from '../../src/deployment/rollout-kind';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { RolloutPlan } from '../../src/model/deployment/rollout-plan';
import { platformStack, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';
import { cdkListener } from '../traffic/setting';

const KINDS = {
  blueGreen: (options: ShiftOptions = {}) => NativeShift.blueGreen(options),
  linear: (options: ShiftOptions = {}) => NativeShift.linear(options),
  canary: (options: ShiftOptions = {}) => NativeShift.canary(options),
};
const RULE: RolledTraffic = { targets: 1, rules: 1, networkListeners: 0, login: false, ownBalancer: false };
const NONE: RolledTraffic = { targets: 0, rules: 0, networkListeners: 0, login: false, ownBalancer: true };

/** A service that is made with the rollout the way a service L3 does it, and what its user does with it after that. */
function roll(rollout: NativeShift, then: (service: ecs.FargateService) => void = () => {}, context: Partial<RolloutContext> = {}) {
  const { stack, cluster } = platformStack();
  const taskDefinition = taskIn(stack);
  const bound = rollout.bind(stack, { cluster, targetGroups: [], ...context });
  const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, ...bound.serviceProps });
  bound.apply(service);
  then(service);
  return { stack, bound, service };
}

/** A service with a pair of target groups behind a rule. */
function behindRule(rollout: NativeShift) {
  const { stack, cluster, vpc } = platformStack();
  const listener = cdkListener(stack, vpc);
  const [targetGroup, alternate] = ['Targets', 'Alternate'].map((id) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType: elbv2.TargetType.IP }));
  const rule = new elbv2.ApplicationListenerRule(stack, 'Rule', {
    listener, priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])], action: elbv2.ListenerAction.forward([targetGroup, alternate]),
  });
  const shifted = [{ targetGroup, alternate, listenerArn: listener.listenerArn, ruleArn: rule.listenerRuleArn }];
  const bound = rollout.bind(stack, { cluster, targetGroups: [targetGroup, alternate], shifted });
  const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: taskIn(stack), ...bound.serviceProps });
  bound.apply(service);
  return { stack, bound, service };
}

function deploymentOf({ stack }: { stack: Stack }): any {
  return theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration;
}

/** Adds a hook of its user's own to a service, the way the L2 has it. */
function addOwnHook(service: ecs.FargateService): void {
  const own = new lambda.Function(service.stack, 'Own', { runtime: lambda.Runtime.NODEJS_LATEST, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => ({})') });
  service.addLifecycleHook(new ecs.DeploymentLifecycleLambdaTarget(own, 'OwnHook', { lifecycleStages: [ecs.DeploymentLifecycleStage.PRE_SCALE_UP] }));
}

describe('what is written', () => {
  const shared = {
    MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: false, Rollback: false }, LifecycleHooks: [],
  };

  test.each<[string, NativeShift, object]>([
    ['blue/green', NativeShift.blueGreen({}), { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5 }],
    ['linear', NativeShift.linear({}), { Strategy: 'LINEAR', BakeTimeInMinutes: 5, LinearConfiguration: { StepPercent: 10, StepBakeTimeInMinutes: 6 } }],
    ['canary', NativeShift.canary({}), { Strategy: 'CANARY', BakeTimeInMinutes: 5, CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 10 } }],
  ])('by default for %s: all of it, and that the breaker is off', (_, rollout, expected) => {
    expect(deploymentOf(roll(rollout))).toEqual({ ...shared, ...expected });
  });

  test.each<[string, NativeShift, object]>([
    ['a bake of a day', NativeShift.blueGreen({ bakeTime: Duration.days(1) }), { BakeTimeInMinutes: 1440 }],
    ['no bake', NativeShift.blueGreen({ bakeTime: Duration.minutes(0) }), { BakeTimeInMinutes: 0 }],
    ['no wait between steps', NativeShift.linear({ stepBakeTime: Duration.minutes(0), bakeTime: Duration.minutes(7) }),
      { BakeTimeInMinutes: 7, LinearConfiguration: { StepPercent: 10, StepBakeTimeInMinutes: 0 } }],
    ['33.3 percent', NativeShift.linear({ stepPercent: 33.3 }), { LinearConfiguration: { StepPercent: 33.3, StepBakeTimeInMinutes: 6 } }],
    ['1.1 percent, which the L2 takes for no multiple of 0.1', NativeShift.canary({ percent: 1.1 }), { CanaryConfiguration: { CanaryPercent: 1.1, CanaryBakeTimeInMinutes: 10 } }],
    ['a canary of half an hour', NativeShift.canary({ canaryBakeTime: Duration.minutes(30) }), { CanaryConfiguration: { CanaryPercent: 5, CanaryBakeTimeInMinutes: 30 } }],
  ])('%s', (_, rollout, expected) => {
    expect(deploymentOf(roll(rollout))).toMatchObject(expected);
    expect(lines(rollout.findings({ traffic: RULE }))).toEqual([]);
  });

  test('what only the deployment knows', () => {
    const parameters = new Stack();
    const number = new CfnParameter(parameters, 'Number', { type: 'Number' }).valueAsNumber;
    const rollout = NativeShift.canary({ percent: number, canaryBakeTime: Duration.minutes(number), bakeTime: Duration.minutes(number) });
    const { serviceProps } = rollout.bind(new Stack(), { cluster: platformStack().cluster, targetGroups: [] });
    expect(parameters.resolve(serviceProps.bakeTime!.toMinutes())).toEqual({ Ref: 'Number' });
    expect(rollout.findings({ traffic: RULE })).toEqual([]);
  });

  test('nothing that the L2 warns of', () => {
    for (const make of Object.values(KINDS)) {
      expect(roll(make()).service.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toEqual([]);
    }
  });
});

test.each(Object.entries(KINDS))('%s asks for a second target group, with its test traffic', (name, make) => {
  const testTraffic = TestTraffic.header('x-release', 'next');
  expect([make().name, make({ testTraffic }).shifting, make().rebalancing]).toEqual([`Rollout.${name}`, { testTraffic }, undefined]);
  expect(make({ availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED }).rebalancing).toBe('DISABLED');
});

describe('the infrastructure role', () => {
  test('is made for a service with a pair of target groups', () => {
    const { bound } = behindRule(NativeShift.blueGreen({}));
    expect(bound.infrastructureRole!.node.path).toBe('Stack/InfrastructureRole');
  });

  test('is not made for a service without', () => {
    const { bound, stack } = roll(NativeShift.blueGreen({}));
    expect([bound.infrastructureRole, stack.node.tryFindChild('InfrastructureRole')]).toEqual([undefined, undefined]);
  });

  test('is that of its user, who has one', () => {
    const given = iam.Role.fromRoleArn(new Stack(), 'Given', 'arn:aws:iam::111122223333:role/given');
    const { bound, stack } = behindRule(NativeShift.blueGreen({ infrastructureRole: given }));
    expect([bound.infrastructureRole, stack.node.tryFindChild('InfrastructureRole')]).toEqual([given, undefined]);
    expect(roll(NativeShift.blueGreen({ infrastructureRole: given })).bound.infrastructureRole).toBeUndefined();
  });
});

describe('hooks', () => {
  const pause = DeploymentHook.pause({ stages: [DeploymentStage.POST_SCALE_UP] });
  const ours = [{ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'] }];

  test('are written, and none where there are none', () => {
    expect(deploymentOf(roll(NativeShift.blueGreen({ hooks: [pause] }))).LifecycleHooks).toEqual(ours);
    expect(deploymentOf(roll(NativeShift.blueGreen({}))).LifecycleHooks).toEqual([]);
  });

  test('go before those that their user adds to the service', () => {
    const made = roll(NativeShift.canary({ hooks: [pause] }), addOwnHook);
    expect(deploymentOf(made).LifecycleHooks).toEqual([
      ...ours, expect.objectContaining({ HookTargetArn: { 'Fn::GetAtt': [expect.stringMatching(/^Own/), 'Arn'] }, LifecycleStages: ['PRE_SCALE_UP'] }),
    ]);
  });

  test('of the user alone stay as they are', () => {
    const made = roll(NativeShift.blueGreen({}), addOwnHook);
    expect(deploymentOf(made).LifecycleHooks).toEqual([expect.objectContaining({ LifecycleStages: ['PRE_SCALE_UP'] })]);
  });

  test('do not take away the other settings of the deployment', () => {
    const { rollbackOn, ...rest } = { rollbackOn: RollbackAlarms.standard(), hooks: [pause] };
    const deployment = deploymentOf(behindRule(NativeShift.linear({ ...rest, rollbackOn })));
    expect(deployment).toMatchObject({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 10 }, LifecycleHooks: ours, Alarms: { Enable: true, Rollback: true } });
  });
});

describe('alarms', () => {
  test('watch both target groups, roll back, and close no circle', () => {
    const { bound, stack } = behindRule(NativeShift.blueGreen({ rollbackOn: RollbackAlarms.standard() }));
    const groups = Object.keys(resourcesOf(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup'));
    const watching = (id: string) => Object.entries(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).filter(([name]) => name.startsWith(`RollbackAlarms${id}`)).map(([, alarm]) => JSON.stringify(alarm)).join();
    expect(groups).toHaveLength(2);
    for (const alarm of ['ServerErrors', 'UnhealthyTargets']) {
      for (const group of groups) expect(watching(alarm)).toContain(group);
    }
    expect(deploymentOf({ stack }).Alarms).toEqual({ Enable: true, Rollback: true, AlarmNames: expect.any(Array) });
    expect(deploymentOf({ stack }).Alarms.AlarmNames).toHaveLength(bound.alarms.length);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('that were made for another service guard this one, and are not made again', () => {
    const { stack, cluster } = platformStack();
    const shared = [cloudwatch.Alarm.fromAlarmArn(stack, 'Shared', 'arn:aws:cloudwatch:eu-west-1:111122223333:alarm:shared')];
    const bound = NativeShift.blueGreen({ rollbackOn: RollbackAlarms.standard() }).bind(stack, { cluster, targetGroups: [] });
    bound.apply(new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: taskIn(stack), ...bound.serviceProps }), shared);
    expect(bound.alarms).toEqual(shared);
    expect(resourcesOf(stack, 'AWS::CloudWatch::Alarm')).toEqual({});
  });
});

describe('a header for tests between services', () => {
  const connected = (rollout: NativeShift, context: Partial<RolloutContext> = {}) => {
    const { stack } = roll(rollout, (service) => {
      (service.cluster as ecs.Cluster).addDefaultCloudMapNamespace({ name: 'internal', useForServiceConnect: true });
      service.taskDefinition.defaultContainer!.addPortMappings({ containerPort: 8080, name: 'http' });
      service.enableServiceConnect({ services: [{ portMappingName: 'http', port: 80 }] });
    }, context);
    const [{ ClientAliases: [alias] }] = theOnly(stack, 'AWS::ECS::Service').Properties.ServiceConnectConfiguration.Services;
    return alias.TestTrafficRules;
  };

  test('reaches the new revision once the service is in Service Connect', () => {
    expect(connected(NativeShift.canary({ testTraffic: TestTraffic.header('x-release', 'next') }))).toEqual({ Header: { Name: 'x-release', Value: { Exact: 'next' } } });
  });

  test('is the listener\'s to look at where there is one', () => {
    const vpc = platformStack().vpc;
    const targetGroup = new elbv2.ApplicationTargetGroup(vpc.stack, 'Targets', { vpc, port: 80 });
    const shifted = [{ targetGroup, alternate: targetGroup, listenerArn: 'arn:listener', ruleArn: 'arn:rule' }];
    const infrastructureRole = iam.Role.fromRoleArn(vpc.stack, 'Given', 'arn:aws:iam::111122223333:role/given');
    expect(connected(NativeShift.canary({ infrastructureRole, testTraffic: TestTraffic.header('x-release', 'next') }), { shifted })).toBeUndefined();
  });

  test('is not there without test traffic', () => {
    expect(connected(NativeShift.canary({}))).toBeUndefined();
  });
});

describe('is refused', () => {
  const given: RolledTraffic = { ...RULE, rules: 0 };
  const givenMessage = 'error Rollout.GivenTargetGroup: `` moves traffic by listener rules that are made with the service, got a target group that others made; ' +
    'take TrafficSource.loadBalancer() or TrafficSource.listenerRule(), or Rollout.rolling()';
  const noBalancer = 'error TestTraffic.NoBalancer: `testTraffic` comes in by a load balancer, got a service without one; take TestTraffic.header() in Service Connect, or leave it out';

  describe.each(Object.entries(KINDS))('%s', (name, make) => {
    test('on a daemon', () => {
      expect(lines(make().findings({ traffic: NONE, daemon: true }))).toEqual([
        `error Rollout.Daemon: \`\` is not for daemons, which have no second task on an instance, got Rollout.${name}; take Rollout.rolling()`,
      ]);
    });

    test('with a target group that others made', () => {
      expect(lines(make().findings({ traffic: given }))).toEqual([givenMessage]);
      expect(lines(make().findings({ traffic: { ...given, targets: 2, networkListeners: 1 } })).filter((line) => line.startsWith('error'))).toEqual([givenMessage]);
    });

    test.each([['a port', TestTraffic.port(9090)], ['a listener', TestTraffic.listener({ listener: cdkListener(platformStack().stack, platformStack().vpc) })]])(
      'with test traffic by %s and no load balancer', (_, testTraffic) => {
        expect(lines(make({ testTraffic }).findings({ traffic: NONE }))).toEqual([noBalancer]);
      });

    test('with hooks, bakes, test traffic and alarms that cannot be', () => {
      const findings = make({
        bakeTime: Duration.days(2),
        hooks: [DeploymentHook.pause({ stages: [DeploymentStage.TEST_TRAFFIC_SHIFT] })],
        testTraffic: TestTraffic.header('', 'next'),
        rollbackOn: RollbackAlarms.alarms([]),
      }).findings({ traffic: RULE });
      expect(lines(findings)).toEqual([
        expect.stringContaining('error TrafficShift.Bake: `bakeTime` '),
        'error TrafficShift.HookStage: `hooks[0].stages` takes a function and no pause at TEST_TRAFFIC_SHIFT, which a rollback comes by too; pause before or after',
        'error TestTraffic.Header: `testTraffic.name` must be the name of a header, got an empty one',
        'error RollbackAlarms.NoAlarm: `rollbackOn` needs at least one alarm, got none; leave it out, or take RollbackAlarms.standard()',
      ]);
    });

    test('with a bake of half a minute', () => {
      expect(lines(make({ bakeTime: Duration.seconds(90) }).findings({ traffic: RULE }))).toEqual([
        'error TrafficShift.Bake: `bakeTime` takes whole minutes from 0 to 1440, got 1.5; the nearest is 2',
      ]);
    });
  });

  test('a step out of range', () => {
    expect(lines(NativeShift.linear({ stepPercent: 2 }).findings({ traffic: RULE }))).toEqual([expect.stringContaining('error TrafficShift.Percent: `stepPercent` ')]);
    expect(lines(NativeShift.canary({ percent: 0 }).findings({ traffic: RULE }))).toEqual([expect.stringContaining('error TrafficShift.Percent: `percent` ')]);
  });
});

describe('is advised against', () => {
  test('behind a login', () => {
    expect(lines(NativeShift.blueGreen({}).findings({ traffic: { ...RULE, login: true } }))).toEqual([
      'warning Rollout.Login: `` moves traffic by a listener rule that asks for a login first, which the ECS Developer Guide excluded for a time; ' +
      'try it before you rely on it, or let the application ask',
    ]);
  });

  test.each(['linear', 'canary'] as const)('%s behind a network load balancer', (kind) => {
    expect(lines(KINDS[kind]().findings({ traffic: { ...NONE, targets: 1, networkListeners: 1 } }))).toEqual([
      expect.stringMatching(/^warning TrafficShift.NetworkBalancer: `` waits 10 minutes more at each shift behind a Network Load Balancer, (110|30) in all; /),
    ]);
  });
});

test.each(Object.entries(KINDS))('%s: nothing is found wrong with what is not known', (_, make) => {
  expect(make().findings({})).toEqual([]);
});

test.each(Object.entries(KINDS))('%s: a service that nobody calls is left to synth, when Service Connect may be on', (_, make) => {
  expect(make().findings({ traffic: NONE })).toEqual([]);
});

test('the plan is that of the settings', () => {
  const canary = NativeShift.canary({ percent: 10, canaryBakeTime: Duration.minutes(20), bakeTime: Duration.minutes(30) });
  expect(canary.plan(4)).toEqual(RolloutPlan.canary({ desiredCount: 4, percent: 10, canaryBakeMinutes: 20, bakeMinutes: 30 }));
  const linear = NativeShift.linear({ stepPercent: 20, stepBakeTime: Duration.minutes(3) });
  expect(linear.plan(2)).toEqual(RolloutPlan.linear({ desiredCount: 2, stepPercent: 20, stepBakeMinutes: 3, bakeMinutes: 5 }));
  expect(NativeShift.blueGreen({}).plan(3)).toEqual(RolloutPlan.blueGreen({ desiredCount: 3, bakeMinutes: 5 }));
  expect(NativeShift.blueGreen({}).plan(3).peakTasks).toBe(6);
});
