import { attribute, balanced } from './traffic-templates';
import { Json, PARAMETER, RuleCase } from '../kit';
import { fargateService } from '../templates';

const SPOT = spotOf(1);

function spotOf(weight: Json): Json {
  return {
    LaunchType: undefined,
    CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: weight }, { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }],
  };
}

function draining(seconds: Json, stop: Json, service: Json = {}): Json {
  return balanced({ group: attribute('deregistration_delay.timeout_seconds', seconds), container: { StopTimeout: stop }, service });
}

export const SHUTDOWN_CASES: readonly RuleCase[] = [
  {
    id: 'Shutdown.OverSpotNotice',
    good: draining('30', 90, SPOT),
    bad: draining('31', 90, SPOT),
    tokens: draining('31', PARAMETER, SPOT),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` takes up to 121 seconds, 31 to drain and 90 to stop, but Spot ends a task 120 seconds after its notice',
  },
  {
    id: 'Shutdown.OverSpotNotice',
    good: draining('31', 90, spotOf(0)),
    bad: draining('31', 90, spotOf(1)),
    tokens: draining('31', 90, spotOf(PARAMETER)),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` takes up to 121 seconds, 31 to drain and 90 to stop, but Spot ends a task 120 seconds after its notice',
  },
  {
    id: 'Shutdown.DrainOverStop',
    good: draining('30', undefined),
    bad: draining('31', undefined),
    tokens: draining('31', PARAMETER),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` lets requests drain for 31 seconds, but has containers stop within 30: an interruption, which sends SIGTERM at once, cuts requests off',
  },
  {
    id: 'Shutdown.ShortSpotStop',
    good: fargateService({ service: SPOT, container: { StopTimeout: 120 } }),
    bad: fargateService({ service: SPOT }),
    tokens: fargateService({ service: { ...SPOT, CapacityProviderStrategy: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.StopTimeout',
    message: '`ContainerDefinitions.0.StopTimeout` should be named on Fargate Spot, got none, so that the container is killed after 30 of the 120 seconds that its notice gives',
  },
];
