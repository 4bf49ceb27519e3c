import { ContainerFacts } from './container-facts';
import { checkContainers } from './containers';
import { checkExecContainers } from './exec';
import { checkFargateTask, InstanceTaskFeature } from './fargate-container';
import { checkFargateSize } from './fargate-size';
import { Finding, under } from '../finding';
import { checkName } from '../name';
import { checkFargateSpot } from './fargate-spot';
import { checkLinuxFeatures, checkWindowsOnFargate } from './windows';

/** What is known of a task definition. */
export interface TaskDefinitionFacts {
  readonly family?: string;
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly ephemeralStorageGiB?: number;
  readonly windows: boolean;
  readonly arm64: boolean;
  readonly pidMode?: string;
  /** Features in use that only instances have. */
  readonly uses?: readonly InstanceTaskFeature[];
  readonly containers: readonly ContainerFacts[];
  /** Containers that a tool adds to those listed. */
  readonly injectedContainers?: number;
}

/** How a service runs a task. */
export interface TaskUseFacts {
  readonly fargate: boolean;
  /** Some tasks may run on Spot capacity. */
  readonly spot: boolean;
  /** ECS Exec is on. */
  readonly exec: boolean;
}

/** Everything that ECS refuses, or a careful engineer would not do, about a task definition in a service. */
export function checkTask(task: TaskDefinitionFacts, { fargate, spot, exec }: TaskUseFacts): Finding[] {
  const { containers, windows, arm64, pidMode } = task;
  return [
    ...checkName('Task.Family', 'family', task.family),
    ...(fargate ? under('size', checkFargateSize(task)) : []),
    ...checkContainers(containers, { ...task, fargate }),
    ...(fargate ? checkFargateTask(task) : []),
    ...(fargate && windows ? checkWindowsOnFargate({ arm64 }) : []),
    ...(windows && pidMode !== undefined ? checkLinuxFeatures(['pidMode']) : []),
    ...under('runtimePlatform', checkFargateSpot({ spot, windows, arm64 })),
    ...(exec ? checkExecContainers(containers) : []),
  ];
}
