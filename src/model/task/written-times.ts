import { isWritten, knownList, knownProperties, numberIn, Properties } from '../template-value';

// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition StopTimeout.
const DEFAULT_STOP_SECONDS = 30;

/** What is known of how the containers of a task start and stop. */
export interface TaskTimes {
  /** A container has a health check. */
  readonly healthCheck?: boolean;
  /** The longest that is known. */
  readonly startPeriodSeconds?: number;
  /** Whether each container says how long it takes to stop. */
  readonly stops: readonly (boolean | undefined)[];
  /** The longest. */
  readonly stopSeconds?: number;
}

/** Reads the times from the properties of an `AWS::ECS::TaskDefinition`; on instances the agent's configuration decides what is not written. */
export function readTaskTimes(task: Properties, fargate: boolean | undefined): TaskTimes {
  const containers = knownList(task.ContainerDefinitions)?.map(knownProperties);
  if (containers === undefined) return { stops: [] };
  const checks = containers.map((container) => (container === undefined ? undefined : isWritten(container.HealthCheck)));
  const stops = containers.map((container) => (container === undefined ? undefined : isWritten(container.StopTimeout)));
  const seconds = containers.map((container, index) => (stops[index] === false ? stopBy(fargate) : numberIn(container?.StopTimeout)));
  return {
    healthCheck: checks.includes(true) ? true : checks.includes(undefined) ? undefined : false,
    startPeriodSeconds: largest(containers.flatMap((container) => numberIn(knownProperties(container?.HealthCheck)?.StartPeriod) ?? [])),
    stops,
    stopSeconds: seconds.includes(undefined) ? undefined : largest(seconds as number[]),
  };
}

function stopBy(fargate: boolean | undefined): number | undefined {
  return fargate ? DEFAULT_STOP_SECONDS : undefined;
}

function largest(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}
