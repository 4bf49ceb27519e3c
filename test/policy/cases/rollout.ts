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
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.MaxHealthyPercent',
    good: deployed({ MaximumPercent: 200 }),
    bad: deployed({ MaximumPercent: 99, Strategy: 'BLUE_GREEN' }),
    tokens: deployed({ MaximumPercent: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }),
    bad: deployed({ MinimumHealthyPercent: 75, MaximumPercent: 100 }),
    tokens: deployed({ MinimumHealthyPercent: 75, MaximumPercent: 100 }, { DesiredCount: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: undefined, MaximumPercent: 150 }),
    bad: deployed({ MinimumHealthyPercent: undefined, MaximumPercent: 100 }, { DesiredCount: PARAMETER }),
    tokens: deployed({ MinimumHealthyPercent: open(0), MaximumPercent: 100 }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: ported('3'),
    bad: ported('2'),
    tokens: ported(PARAMETER),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: daemon({ MinimumHealthyPercent: undefined, MaximumPercent: 100 }),
    bad: daemon({ MinimumHealthyPercent: 100, MaximumPercent: undefined }),
    tokens: daemon({ MinimumHealthyPercent: 100, MaximumPercent: undefined }, { SchedulingStrategy: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Stalls',
    good: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100, Strategy: 'BLUE_GREEN' }),
    bad: external({ MinimumHealthyPercent: 100, MaximumPercent: 100 }),
    tokens: deployed({ MinimumHealthyPercent: 100, MaximumPercent: 100, Strategy: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.Rebalancing',
    good: daemon({ MinimumHealthyPercent: 0, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: 'ENABLED' }),
    bad: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: 'ENABLED' }),
    tokens: deployed({ MinimumHealthyPercent: 50, MaximumPercent: 100 }, { AvailabilityZoneRebalancing: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.BelowDesired',
    good: deployed({ MinimumHealthyPercent: 51 }),
    bad: deployed({ MinimumHealthyPercent: 50 }),
    tokens: deployed({ MinimumHealthyPercent: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'RolloutPlan.BelowDesired',
    good: ported('10', { MinimumHealthyPercent: 50, MaximumPercent: 100 }),
    bad: pooled({ service: { DeploymentConfiguration: { MinimumHealthyPercent: 50 } } }),
    tokens: pooled({ service: { DesiredCount: PARAMETER, DeploymentConfiguration: { MinimumHealthyPercent: 50 } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CircuitBreaker.NotRolling',
    good: deployed({ DeploymentCircuitBreaker: { Enable: false, Rollback: false } }, EXTERNAL),
    bad: deployed({ DeploymentCircuitBreaker: BREAKER }, EXTERNAL),
    tokens: deployed({ DeploymentCircuitBreaker: BREAKER }, { DeploymentController: { Type: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CircuitBreaker.Off',
    good: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }),
    bad: deployed({ DeploymentCircuitBreaker: undefined }),
    tokens: deployed({ DeploymentCircuitBreaker: open(BREAKER) }),
    at: '?',
    message: '?',
  },
  {
    id: 'CircuitBreaker.Off',
    good: external({ DeploymentCircuitBreaker: undefined }),
    bad: fargateService({ service: { DeploymentConfiguration: undefined } }),
    tokens: fargateService({ service: { DeploymentConfiguration: open({ DeploymentCircuitBreaker: BREAKER }) } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CircuitBreaker.NoRollback',
    good: deployed({ DeploymentCircuitBreaker: BREAKER }),
    bad: deployed({ DeploymentCircuitBreaker: { Enable: true, Rollback: false } }),
    tokens: deployed({ DeploymentCircuitBreaker: { Enable: true, Rollback: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'CircuitBreaker.External',
    good: external({ DeploymentCircuitBreaker: { Enable: false, Rollback: false } }),
    bad: external({ DeploymentCircuitBreaker: BREAKER }),
    tokens: external({ DeploymentCircuitBreaker: BREAKER }, { LaunchType: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'BreakerThreshold.Type',
    good: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: 5 } } }),
    bad: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'PERCENT', Value: 5 } } }),
    tokens: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: PARAMETER, Value: 5 } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'BreakerThreshold.Value',
    good: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: 1 } } }),
    bad: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: '0' } } }),
    tokens: deployed({ DeploymentCircuitBreaker: { ...BREAKER, ThresholdConfiguration: { Type: 'COUNT', Value: PARAMETER } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'DeploymentAlarms.Controller',
    good: deployed({ Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }),
    bad: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: true, Rollback: true, AlarmNames: ['errors'] } }, EXTERNAL),
    tokens: deployed({ DeploymentCircuitBreaker: undefined, Alarms: { Enable: PARAMETER, Rollback: true, AlarmNames: ['errors'] } }, EXTERNAL),
    at: '?',
    message: '?',
  },
  {
    id: 'EarlySuccess.HealthyPercent',
    good: early({ HealthyPercent: 101, Enable: false }),
    bad: early({ HealthyPercent: 101 }),
    tokens: early({ HealthyPercent: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'EarlySuccess.BelowMinimum',
    good: early({ HealthyPercent: 100 }),
    bad: early({ HealthyPercent: 99 }, { MinimumHealthyPercent: undefined }),
    tokens: early({ HealthyPercent: 99 }, { MinimumHealthyPercent: open(90) }),
    at: '?',
    message: '?',
  },
  {
    id: 'EarlySuccess.NotRolling',
    good: early({}, { Strategy: 'ROLLING' }),
    bad: early({}, { Strategy: 'BLUE_GREEN', BakeTimeInMinutes: 5, DeploymentCircuitBreaker: undefined }),
    tokens: early({}, { Strategy: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'EarlySuccess.NoCleanup',
    good: early({ SourceServiceRevisionCleanup: 'DEFERRED' }),
    bad: early({ SourceServiceRevisionCleanup: undefined }),
    tokens: early({ SourceServiceRevisionCleanup: open('DEFERRED') }),
    at: '?',
    message: '?',
  },
];
