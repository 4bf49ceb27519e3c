import { at, ContainerFacts, pathOf } from './container-facts';
import { FIRELENS } from './fire-lens';
import { advise, Finding, refuse } from '../finding';
import { oneOf } from '../range';

// ECS Developer Guide, "Amazon ECS clusters for external instances": the last day of Windows there.
const WINDOWS_END = '7 August 2026';
// What the agent's package for machines outside AWS sets, `ecs-init/config`; that of the router is a capability of every agent.
const LOG_DRIVERS = ['awslogs', FIRELENS, 'fluentd', 'json-file', 'none', 'syslog'];

/** What is known of a task that machines outside AWS may not have. */
export interface ExternalTaskFacts {
  readonly windows?: boolean;
  /** Containers may ask for faults. */
  readonly faultInjection?: boolean;
  readonly containers: readonly ContainerFacts[];
}

/** Refuses what ECS does not do on machines outside AWS, and advises against what it does on few; the agent there leaves it out of its capabilities (`agent_capability.go`). */
export function checkExternalTask({ containers, faultInjection, windows }: ExternalTaskFacts): Finding[] {
  return [
    ...(windows ? [refuse('ExternalTask.Windows', 'runtimePlatform',
      `must be Linux on machines outside AWS, where ECS supports Windows no more since ${WINDOWS_END}; run it on EC2 instances or on Fargate`)] : []),
    ...(faultInjection ? [refuse('ExternalTask.FaultInjection', 'enableFaultInjection',
      'must be left out on machines outside AWS, whose agent injects no faults')] : []),
    ...containers.flatMap((container, index) => (
      checkExternalContainer(container).map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) })))),
  ];
}

/** Advises against log drivers for which ECS finds no machine: what their agent offers may be changed there by hand. */
export function checkExternalLogDriver(driver: string | undefined): Finding[] {
  return driver === undefined || LOG_DRIVERS.includes(driver) ? [] : [advise('ExternalTask.LogDriver', 'logging',
    `takes the driver ${oneOf(LOG_DRIVERS)} on machines outside AWS, got ${driver}, which their agent does not offer, so that tasks stay pending; `
    + 'take one of them, or acknowledge this where ECS_AVAILABLE_LOGGING_DRIVERS in their /etc/ecs/ecs.config names it')];
}

function checkExternalContainer({ logDriver, neuronDevices = 0 }: ContainerFacts): Finding[] {
  return [
    ...(neuronDevices === 0 ? [] : [refuse('ExternalTask.NeuronDevices', 'neuronDeviceCount',
      `must be left out on machines outside AWS, which have none, got ${neuronDevices}; ask for GPUs, or run the task on EC2 instances`)]),
    ...checkExternalLogDriver(logDriver),
  ];
}
