import { pooled } from './pool-templates';
import { open } from './traffic-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const BREAKER = { Enable: true, Rollback: true };
const EXTERNAL = { DeploymentController: { Type: 'EXTERNAL' } };

function deployed(patch: Json, service: Json = {}): Json {
  return fargateService({ service: { DeploymentConfiguration: patch, ...service } });
}

/** A service of which an instance takes one task, on a group of that many instances. */
function ported(instances: Json, deployment: Json = {}): Json {
  return pooled({
    container: { PortMappings: [{ ContainerPort: 80, HostPort: 80, Protocol: 'tcp', Name: 'http' }] },
    group: { MaxSize: instances },
    service: { DeploymentConfiguration: deployment },
  });
}

function daemon(deployment: Json, patch: Json = {}): Json {
  return ec2Service({ service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: deployment, ...patch } });
}

function external(deployment: Json, patch: Json = {}): Json {
  return ec2Service({ service: { LaunchType: 'EXTERNAL', DeploymentConfiguration: deployment, ...patch } });
}

function early(criteria: Json, deployment: Json = {}): Json {
  return deployed({ EarlySuccessCriteria: { Enable: true, HealthyPercent: 100, SourceServiceRevisionCleanup: 'BLOCKING', ...criteria }, ...deployment });
}

export const ROLLOUT_CASES: readonly RuleCase[] = [
  {
    id: 'RolloutPlan.MinHealthyPercent',
    good: deployed({ MinimumHealthyPercent: 100 }),
    bad: deployed({ MinimumHealthyPercent: 101 }),
    tokens: deployed({ MinimumHealthyPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.MinimumHealthyPercent',
    message: '`DeploymentConfiguration.MinimumHealthyPercent` takes whole numbers from 0 to 100, got 101',
  },
  {
    id: 'RolloutPlan.MaxHealthyPercent',
    good: deployed({ MaximumPercent: 200 }),
    bad: deployed({ MaximumPercent: 99, Strategy: 'BLUE_GREEN' }),
    tokens: deployed({ MaximumPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.MaximumPercent',
    message: '`DeploymentConfiguration.MaximumPercent` takes whole numbers from 100 up, got 99',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }),
    bad: deployed({ MinimumHealthyPercent: 75, MaximumPercent: 100 }),
    tokens: deployed({ MinimumHealthyPercent: 75, MaximumPercent: 100 }, { DesiredCount: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` can neither start nor stop any of 2 tasks: at least 2 must keep running, and at most 2 may',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: undefined, MaximumPercent: 150 }),
    bad: deployed({ MinimumHealthyPercent: undefined, MaximumPercent: 100 }, { DesiredCount: PARAMETER }),
    tokens: deployed({ MinimumHealthyPercent: open(0), MaximumPercent: 100 }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100 }, { DesiredCount: 0 }),
    bad: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100 }, { DesiredCount: 1 }),
    tokens: deployed({ MinimumHealthyPercent: 100, MaximumPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: ported('3'),
    bad: ported('2'),
    tokens: ported(PARAMETER),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` can neither start nor stop any of 2 tasks: 2 must keep running, and each of 2 instances takes one',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: daemon({ MinimumHealthyPercent: undefined, MaximumPercent: 100 }),
    bad: daemon({ MinimumHealthyPercent: 100, MaximumPercent: undefined }),
    tokens: daemon({ MinimumHealthyPercent: 100, MaximumPercent: undefined }, { SchedulingStrategy: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100, Strategy: 'BLUE_GREEN' }),
    bad: external({ MinimumHealthyPercent: 100, MaximumPercent: 100 }),
    tokens: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100, Strategy: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration',
    message: '`DeploymentConfiguration` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100',
  },
  {
    id: 'RolloutPlan.Rebalancing',
    good: daemon({ MinimumHealthyPercent: 0, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: 'ENABLED' }),
    bad: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: 'ENABLED' }),
    tokens: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.MaximumPercent',
    message: '`DeploymentConfiguration.MaximumPercent` must be above 100 with availability zone rebalancing, which starts a task before it '
      + 'stops one, got 100',
  },
  {
    id: 'RolloutPlan.BelowDesired',
    good: deployed({ MinimumHealthyPercent: 51 }),
    bad: deployed({ MinimumHealthyPercent: 50 }),
    tokens: deployed({ MinimumHealthyPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.MinimumHealthyPercent',
    message: '`DeploymentConfiguration.MinimumHealthyPercent` lets a deployment go down to 1 of 2 tasks before new ones run, got 50',
  },
  {
    id: 'RolloutPlan.BelowDesired',
    good: ported('10', { MinimumHealthyPercent: 50, MaximumPercent: 100 }),
    bad: pooled({ service: { DeploymentConfiguration: { MinimumHealthyPercent: 50 } } }),
    tokens: pooled({ service: { DesiredCount: PARAMETER, DeploymentConfiguration: { MinimumHealthyPercent: 50 } } }),
    at: 'Service Properties.DeploymentConfiguration.MinimumHealthyPercent',
    message: '`DeploymentConfiguration.MinimumHealthyPercent` lets a deployment go down to 1 of 2 tasks before new ones run, got 50',
  },
  {
    id: 'CircuitBreaker.NotRolling',
    good: deployed({ DeploymentCircuitBreaker: { Enable: false, Rollback: false } }, EXTERNAL),
    bad: deployed({ DeploymentCircuitBreaker: BREAKER }, EXTERNAL),
    tokens: deployed({ DeploymentCircuitBreaker: BREAKER }, { DeploymentController: { Type: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` must have the deployment controller ECS for a circuit breaker, got EXTERNAL',
  },
  {
    id: 'CircuitBreaker.Off',
    good: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: [PARAMETER] } }),
    bad: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: [] } }),
    tokens: fargateService({ service: { LaunchType: PARAMETER, DeploymentConfiguration: undefined } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` is off, and no alarm fails a deployment, so that one whose tasks keep '
      + 'failing goes on for hours',
  },
  {
    id: 'CircuitBreaker.Off',
    good: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }),
    bad: deployed({ DeploymentCircuitBreaker: undefined }),
    tokens: deployed({ DeploymentCircuitBreaker: open(BREAKER) }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` is off, and no alarm fails a deployment, so that one whose tasks keep '
      + 'failing goes on for hours',
  },
  {
    id: 'CircuitBreaker.Off',
    good: external({ DeploymentCircuitBreaker: undefined }),
    bad: fargateService({ service: { DeploymentConfiguration: undefined } }),
    tokens: fargateService({ service: { DeploymentConfiguration: open({ DeploymentCircuitBreaker: BREAKER }) } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker` is off, and no alarm fails a deployment, so that one whose tasks keep '
      + 'failing goes on for hours',
  },
  {
    id: 'CircuitBreaker.NoRollback',
    good: deployed({ DeploymentCircuitBreaker: BREAKER }),
    bad: deployed({ DeploymentCircuitBreaker: { Enable: true, Rollback: false } }),
    tokens: deployed({ DeploymentCircuitBreaker: { Enable: true, Rollback: PARAMETER } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker.Rollback',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker.Rollback` is off, so that a failed deployment leaves the service as it is',
  },
  {
    id: 'CircuitBreaker.External',
    good: external({ DeploymentCircuitBreaker: { Enable: false, Rollback: false } }),
    bad: external({ DeploymentCircuitBreaker: BREAKER }),
    tokens: external({ DeploymentCircuitBreaker: BREAKER }, { LaunchType: PARAMETER }),
    at: 'Service Properties',
    message: 'the service runs on external instances, where the circuit breaker may have no effect',
  },
  {
    id: 'BreakerThreshold.Type',
    good: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: 5 } } }),
    bad: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'PERCENT', Value: 5 } } }),
    tokens: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: PARAMETER, Value: 5 } } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration.Type',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration.Type` takes COUNT, BOUNDED_PERCENT or '
      + 'UNBOUNDED_PERCENT, got PERCENT',
  },
  {
    id: 'BreakerThreshold.Value',
    good: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: 1 } } }),
    bad: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: '0' } } }),
    tokens: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: PARAMETER } } }),
    at: 'Service Properties.DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration.Value',
    message: '`DeploymentConfiguration.DeploymentCircuitBreaker.ThresholdConfiguration.Value` takes whole numbers from 1 up, got 0',
  },
  {
    id: 'DeploymentAlarms.Controller',
    good: deployed({ Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }),
    bad: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }, EXTERNAL),
    tokens: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: PARAMETER, Rollback: true, AlarmNames: ['errors'] } }, EXTERNAL),
    at: 'Service Properties.DeploymentConfiguration.Alarms',
    message: '`DeploymentConfiguration.Alarms` are for deployments of ECS, got the deployment controller EXTERNAL',
  },
  {
    id: 'EarlySuccess.HealthyPercent',
    good: early({ HealthyPercent: 101, Enable: false }),
    bad: early({ HealthyPercent: 101 }),
    tokens: early({ HealthyPercent: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.EarlySuccessCriteria.HealthyPercent',
    message: '`DeploymentConfiguration.EarlySuccessCriteria.HealthyPercent` takes whole percent from 0 to 100, got 101',
  },
  {
    id: 'EarlySuccess.BelowMinimum',
    good: early({ HealthyPercent: 100 }),
    bad: early({ HealthyPercent: 99 }, { MinimumHealthyPercent: undefined }),
    tokens: early({ HealthyPercent: 99 }, { MinimumHealthyPercent: open(90) }),
    at: 'Service Properties.DeploymentConfiguration.EarlySuccessCriteria.HealthyPercent',
    message: '`DeploymentConfiguration.EarlySuccessCriteria.HealthyPercent` must be at least the minimum healthy percent of 100, got 99',
  },
  {
    id: 'EarlySuccess.NotRolling',
    good: early({}, { Strategy: 'ROLLING' }),
    bad: early({}, { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: undefined }),
    tokens: early({}, { Strategy: PARAMETER }),
    at: 'Service Properties.DeploymentConfiguration.EarlySuccessCriteria.Enable',
    message: '`DeploymentConfiguration.EarlySuccessCriteria.Enable` is for rolling updates of ECS, got BLUE_GREEN',
  },
  {
    id: 'EarlySuccess.NoCleanup',
    good: early({ SourceServiceRevisionCleanup: 'DEFERRED' }),
    bad: early({ SourceServiceRevisionCleanup: undefined }),
    tokens: early({ SourceServiceRevisionCleanup: open('DEFERRED') }),
    at: 'Service Properties.DeploymentConfiguration.EarlySuccessCriteria.SourceServiceRevisionCleanup',
    message: '`DeploymentConfiguration.EarlySuccessCriteria.SourceServiceRevisionCleanup` must be BLOCKING or DEFERRED, got nothing',
  },
];
