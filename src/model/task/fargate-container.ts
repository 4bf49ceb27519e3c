import { ContainerFacts, InstanceFeature } from './container-facts';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition LogConfiguration LogDriver.
const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];
// ECS Developer Guide, "Task definition differences for Fargate".
const CAPABILITIES = ['SYS_PTRACE'];
const PID_MODE = 'task';

// Instances that a feature takes, where not any will do.
const DEVICES: Partial<Record<InstanceFeature, string>> = { gpuCount: 'instances with GPUs', neuronDeviceCount: 'instances with Neuron devices' };

/** Refuses what containers on Fargate cannot have. */
export function checkFargateContainer({ uses, addedCapabilities, logDriver }: ContainerFacts): Finding[] {
  return [
    ...(uses ?? []).map((feature) => refuse('FargateContainer.Unsupported', feature,
      `must be left out on Fargate, or the task must run on ${DEVICES[feature] ?? 'instances'}`)),
    ...(addedCapabilities ?? []).filter((capability) => !CAPABILITIES.includes(capability)).map((capability) =>
      refuse('FargateContainer.Capability', 'capabilities.add', `takes ${oneOf(CAPABILITIES)} only on Fargate, got ${capability}`)),
    ...(logDriver === undefined || LOG_DRIVERS.includes(logDriver) ? []
      : [refuse('FargateContainer.LogDriver', 'logging', `takes the driver ${oneOf(LOG_DRIVERS)} on Fargate, got ${logDriver}`)]),
  ];
}

/** A feature of a task that Fargate does not have, by its name in a task definition. */
export type InstanceTaskFeature = 'ipcMode' | 'placementConstraints';

/** What is known of a task that is to run on Fargate. */
export interface FargateTaskFacts {
  /** Features in use that only instances have. */
  readonly uses?: readonly InstanceTaskFeature[];
  readonly pidMode?: string;
}

/** Refuses what tasks on Fargate cannot have. */
export function checkFargateTask({ uses, pidMode }: FargateTaskFacts): Finding[] {
  return [
    ...(uses ?? []).map((feature) => refuse('FargateTask.Unsupported', feature, 'must be left out on Fargate, or the task must run on instances')),
    ...(pidMode === undefined || pidMode === PID_MODE ? [] : [refuse('FargateTask.PidMode', 'pidMode', `must be ${PID_MODE} or absent on Fargate, got ${pidMode}`)]),
  ];
}
