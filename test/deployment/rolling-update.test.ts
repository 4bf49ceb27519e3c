import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { balance, clusterIn, lines, taskIn } from './services';
import { RollbackAlarms } from '../../src/deployment/rollback-alarms';
import { RollingOptions, RollingUpdate } from '../../src/deployment/rolling-update';
import { BreakerThreshold } from '../../src/model/deployment/breaker-threshold';
import { EarlySuccess } from '../../src/model/deployment/early-success';
import { refuse } from '../../src/model/finding';
import { platformStack, recommendedApp, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const SERVICE = 'AWS::ECS::Service';
/** Written against what an earlier rollout may have left. */
const ROLLING = { Strategy: 'ROLLING', LifecycleHooks: [] };

/** A service that is made with the rollout the way a service L3 does it, with what is attached to it before the rollout is applied. */
function roll(options: RollingOptions, props: Partial<ecs.FargateServiceProps> = {}) {
  const { stack, cluster } = platformStack();
  const taskDefinition = taskIn(stack);
  const rollout = new RollingUpdate(options);
  const bound = rollout.bind(stack, { cluster, targetGroups: [] });
  const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, ...props, ...bound.serviceProps });
  bound.apply(service);
  return { stack, bound, service };
}

const deploymentOf = (stack: Stack) => theOnly(stack, SERVICE).Properties.DeploymentConfiguration;

test('keeps every task, starts as many new ones, breaks and rolls back', () => {
  const { stack } = roll({});
  expect(deploymentOf(stack)).toEqual({
    ...ROLLING,
    MinimumHealthyPercent: 100,
    MaximumPercent: 200,
    DeploymentCircuitBreaker: { Enable: true, Rollback: true },
  });
});

test('takes every option', () => {
  const { stack } = roll({
    minHealthyPercent: 0,
    maxHealthyPercent: 150,
    breaker: BreakerThreshold.count(5),
    resetOnHealthyTask: false,
    rollback: false,
  });
  expect(deploymentOf(stack)).toEqual({
    ...ROLLING,
    MinimumHealthyPercent: 0,
    MaximumPercent: 150,
    DeploymentCircuitBreaker: { Enable: true, Rollback: false, ThresholdConfiguration: { Type: 'COUNT', Value: 5 }, ResetOnHealthyTask: false },
  });
});

test('leaves zone rebalancing to the placement, unless its user says something', () => {
  const { stack, bound } = roll({ availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED });
  expect([bound.serviceProps, theOnly(stack, SERVICE).Properties]).toEqual([
    expect.not.objectContaining({ availabilityZoneRebalancing: expect.anything() }),
    expect.not.objectContaining({ AvailabilityZoneRebalancing: expect.anything() }),
  ]);
  expect(new RollingUpdate({}).rebalancing).toBeUndefined();
  expect(new RollingUpdate({ availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }).rebalancing).toBe('ENABLED');
});

test('says that the breaker is off, without a warning', () => {
  const { stack, service } = roll({ withoutBreaker: true });
  expect(deploymentOf(stack).DeploymentCircuitBreaker).toEqual({ Enable: false, Rollback: false });
  expect(service.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toEqual([]);
});

describe('early success', () => {
  test.each<[string, EarlySuccess, object]>([
    ['after the old tasks are gone', EarlySuccess.afterCleanup(90), { Enable: true, HealthyPercent: 90, SourceServiceRevisionCleanup: 'BLOCKING' }],
    ['before they are', EarlySuccess.beforeCleanup(100), { Enable: true, HealthyPercent: 100, SourceServiceRevisionCleanup: 'DEFERRED' }],
    ['off, for a service that had it', EarlySuccess.off(), { Enable: false }],
  ])('%s', (_name, earlySuccess, criteria) => {
    expect(deploymentOf(roll({ minHealthyPercent: 50, earlySuccess }).stack).EarlySuccessCriteria).toEqual(criteria);
  });

  test('is not written unless it is asked for', () => {
    expect(deploymentOf(roll({}).stack)).not.toHaveProperty('EarlySuccessCriteria');
  });

  test('is not before as many tasks are healthy as keep running', () => {
    expect(new RollingUpdate({ earlySuccess: EarlySuccess.afterCleanup(90) }).findings({})).toEqual([refuse('EarlySuccess.BelowMinimum', 'earlySuccess.healthyPercent',
      'must be at least the minimum healthy percent of 100, got 90; raise it, or lower the minimum')]);
    expect(new RollingUpdate({ earlySuccess: EarlySuccess.off() }).findings({})).toEqual([]);
  });
});

describe('alarms', () => {
  test('fail a deployment, and are exposed', () => {
    const { stack, bound } = roll({ rollbackOn: RollbackAlarms.standard() });
    expect(bound.alarms.map((alarm) => alarm.node.id)).toEqual(['HighCpu', 'HighMemory']);
    expect(deploymentOf(stack).Alarms).toEqual({
      AlarmNames: [expect.stringMatching(/-HighCpu$/), expect.stringMatching(/-HighMemory$/)], Enable: true, Rollback: true,
    });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('watch the target groups, and close no circle', () => {
    const { stack, cluster } = platformStack();
    const taskDefinition = taskIn(stack);
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: {} });
    const targetGroup = balance({ stack, cluster, taskDefinition, service, resource: service.node.defaultChild as ecs.CfnService });
    const bound = new RollingUpdate({ rollbackOn: RollbackAlarms.standard() }).bind(stack, { cluster, targetGroups: [targetGroup] });
    bound.apply(service);
    expect(bound.alarms.map((alarm) => alarm.node.id)).toEqual(['ServerErrors', 'UnhealthyTargets', 'HighCpu']);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('refuse a target group that does not know its balancer', () => {
    const { stack } = platformStack();
    const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
      targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188',
    });
    const rollout = new RollingUpdate({ rollbackOn: RollbackAlarms.standard() });
    expect(rollout.findings({ targetGroups: [targetGroup] })).toEqual([refuse('RollbackAlarms.TargetGroupWithoutBalancer', 'rollbackOn',
      'watches target groups by the metrics of their load balancer, got Stack/Targets, which knows none; ' +
      'import it with `loadBalancerArns`, or put it behind a listener before the service is made')]);
  });

  test('refuse a network target group that does not, either', () => {
    const { stack } = platformStack();
    const targetGroupArn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/50dc6c495c0c9188';
    const targetGroups = [elbv2.NetworkTargetGroup.fromTargetGroupAttributes(stack, 'Targets', { targetGroupArn })];
    const rollout = new RollingUpdate({ rollbackOn: RollbackAlarms.standard() });
    expect(rollout.findings({ targetGroups })).toMatchObject([{ id: 'RollbackAlarms.TargetGroupWithoutBalancer', path: 'rollbackOn' }]);
  });

  test('warn in a partition where the CDK knows none', () => {
    const stack = new Stack(recommendedApp(), 'Stack', { env: { region: 'us-gov-west-1' } });
    const web = new Construct(stack, 'Web');
    new RollingUpdate({ rollbackOn: RollbackAlarms.standard() }).bind(web, { cluster: clusterIn(stack), targetGroups: [] });
    expect(web.node.metadata.map(({ data }) => data)).toEqual([expect.stringContaining('`rollout.rollbackOn` may be refused in us-gov-west-1')]);
  });

  test('only fail it when rolling back is off', () => {
    const { stack } = roll({ rollbackOn: RollbackAlarms.standard(), rollback: false });
    expect(deploymentOf(stack).Alarms).toMatchObject({ Enable: true, Rollback: false });
  });

  test('work without a breaker', () => {
    const { stack } = roll({ rollbackOn: RollbackAlarms.standard(), withoutBreaker: true });
    expect(deploymentOf(stack).Alarms).toMatchObject({ Enable: true, Rollback: true });
  });
});

test('the same when synthesised twice', () => {
  const { stack } = roll({ rollbackOn: RollbackAlarms.standard(), breaker: BreakerThreshold.count(3) });
  const once = Template.fromStack(stack).toJSON();
  expect(Template.fromStack(stack).toJSON()).toEqual(once);
});

describe('findings', () => {
  const findings = (options: RollingOptions, minCount?: number, maxCount?: number) =>
    lines(new RollingUpdate(options).findings({ minCount, maxCount }));

  test('none by default', () => {
    expect(findings({}, 0, 1)).toEqual([]);
    expect(findings({})).toEqual([]);
  });

  test('an update that can never finish, at the lowest of the counts that scaling may set', () => {
    expect(findings({ minHealthyPercent: 75, maxHealthyPercent: 100 }, 2, 10)).toEqual([
      'error RolloutPlan.Stalls: `` can neither start nor stop any of 2 tasks: at least 2 must keep running, and at most 2 may;'
      + ' set minHealthyPercent to at most 50 or maxHealthyPercent to at least 150',
    ]);
    expect(findings({ minHealthyPercent: 75, maxHealthyPercent: 100 }, 4, 10)).toEqual([]);
    expect(findings({ minHealthyPercent: 75, maxHealthyPercent: 100 })).toEqual([]);
  });

  test('rebalancing without room', () => {
    const availabilityZoneRebalancing = ecs.AvailabilityZoneRebalancing.ENABLED;
    expect(findings({ minHealthyPercent: 50, maxHealthyPercent: 100, availabilityZoneRebalancing }, 2, 2)).toEqual([
      expect.stringMatching(/^error RolloutPlan\.Rebalancing: `maxHealthyPercent` must be above 100 with availability zone rebalancing/),
    ]);
  });

  test('a threshold that nothing can reach', () => {
    expect(findings({ breaker: BreakerThreshold.count(0) })).toEqual([
      'error BreakerThreshold.Value: `breaker.value` takes whole numbers from 1 up, got 0; the nearest is 1',
    ]);
  });

  test('settings of a breaker that is off', () => {
    expect(findings({ withoutBreaker: true, breaker: BreakerThreshold.count(3) })).toEqual([
      'error Rollout.BreakerIsOff: `breaker` is for the circuit breaker, got `withoutBreaker` too; leave one of them out',
    ]);
    expect(findings({ withoutBreaker: true, resetOnHealthyTask: false })).toEqual([
      'error Rollout.BreakerIsOff: `resetOnHealthyTask` is for the circuit breaker, got `withoutBreaker` too; leave one of them out',
    ]);
    expect(findings({ withoutBreaker: false, breaker: BreakerThreshold.count(3) })).toEqual([]);
  });

  test('what is wrong with its alarms', () => {
    expect(findings({ rollbackOn: RollbackAlarms.standard({ cpuPercent: 0 }) })).toEqual([
      'error RollbackAlarms.Percent: `rollbackOn.cpuPercent` takes a percentage above 0 and up to 100, got 0',
    ]);
  });

  test('none for tokens, which reach the template', () => {
    const token = Lazy.number({ produce: () => 100 });
    const options = { minHealthyPercent: token, maxHealthyPercent: token, breaker: BreakerThreshold.count(token) };
    expect(findings(options, 2, 2)).toEqual([]);
    const { stack } = roll(options);
    expect(deploymentOf(stack)).toMatchObject({ MinimumHealthyPercent: 100, MaximumPercent: 100 });
  });
});

test('plans with its percentages', () => {
  const { floor, ceiling, batches } = new RollingUpdate({ minHealthyPercent: 50, maxHealthyPercent: 100 }).plan(4);
  expect({ floor, ceiling, batches }).toEqual({ floor: 2, ceiling: 4, batches: [2, 2] });
  expect(new RollingUpdate({}).plan(4).peakTasks).toBe(8);
});

test('leaves the other props of the service alone', () => {
  const { stack } = roll({}, { desiredCount: 3 });
  Template.fromStack(stack).hasResourceProperties(SERVICE, { DesiredCount: 3, DeploymentController: Match.absent() });
});
