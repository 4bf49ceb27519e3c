import { at, ContainerFacts, pathOf } from './container-facts';
import { Finding, refuse } from '../finding';

// ECS Developer Guide, "Amazon ECS clusters for external instances": the last day of Windows there.
const WINDOWS_END = '7 August 2026';

/** What is known of a task that machines outside AWS may not have. */
export interface ExternalTaskFacts {
  readonly windows?: boolean;
  /** Containers may ask for faults. */
  readonly faultInjection?: boolean;
  readonly containers: readonly ContainerFacts[];
}

/** Refuses what ECS does not do on machines outside AWS; the agent there leaves it out of its capabilities (`agent_capability.go`). */
export function checkExternalTask({ containers, faultInjection, windows }: ExternalTaskFacts): Finding[] {
  return [
    ...(windows ? [refuse('ExternalTask.Windows', 'runtimePlatform',
      `is Linux on machines outside AWS, where ECS supports Windows no more since ${WINDOWS_END}; run it on EC2 instances or on Fargate`)] : []),
    ...(faultInjection ? [refuse('ExternalTask.FaultInjection', 'enableFaultInjection',
      'must be left out on machines outside AWS, whose agent injects no faults')] : []),
    ...containers.flatMap((container, index) => ((container.neuronDevices ?? 0) === 0 ? [] : [refuse(
      'ExternalTask.NeuronDevices', at(pathOf(container, index), 'neuronDeviceCount'),
      `must be left out on machines outside AWS, which have none, got ${container.neuronDevices}; ask for GPUs, or run the task on EC2 instances`)])),
  ];
}
