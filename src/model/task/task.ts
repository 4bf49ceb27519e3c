import { ContainerFacts } from './container-facts';
import { checkInstanceMemory, checkInstanceTaskSize } from './container-resources';
import { checkContainers } from './containers';
import { checkExecContainers } from './exec';
import { checkFargateTask, InstanceTaskFeature } from './fargate-container';
import { checkFargateSize } from './fargate-size';
import { Finding, under } from '../finding';
import { checkFargateSpot } from './fargate-spot';
import { checkHostPorts } from './host-ports';
import { checkName } from '../name';
import { checkNetwork, LaunchPlatform, NetworkMode } from './network-mode';
import { checkLinuxFeatures, checkWindowsOnFargate } from './windows';

/** What is known of a task definition. */
export interface TaskDefinitionFacts {
  readonly family?: string;
  readonly cpu?: number;
  readonly memoryMiB?: number;
  /** The task has a memory of its own; absent when not known. */
  readonly namesMemory?: boolean;
  readonly ephemeralStorageGiB?: number;
  /** Absent when the task does not name its operating system. */
  readonly windows?: boolean;
  /** Absent when the task does not name its processor. */
  readonly architecture?: 'x86_64' | 'arm64';
  readonly networkMode?: NetworkMode;
  readonly pidMode?: string;
  /** Features in use that only instances have. */
  readonly uses?: readonly InstanceTaskFeature[];
  readonly containers: readonly ContainerFacts[];
  /** Containers that a tool adds to those listed. */
  readonly injectedContainers?: number;
}

/** How a service runs a task. */
export interface TaskUseFacts {
  /** Where its tasks may run; more than one where services share the task definition. */
  readonly platforms: readonly LaunchPlatform[];
  /** Some tasks may run on Spot capacity. */
  readonly spot: boolean;
  /** ECS Exec is on. */
  readonly exec: boolean;
}

/** Everything that ECS refuses, or a careful engineer would not do, about a task definition in a service. */
export function checkTask(task: TaskDefinitionFacts, { platforms, spot, exec }: TaskUseFacts): Finding[] {
  const { architecture, containers, windows, pidMode } = task;
  const arm64 = architecture === 'arm64';
  const fargate = platforms.includes('fargate');
  return [
    ...checkName('Task.Family', 'family', task.family),
    ...under('size', fargate ? checkFargateSize(task) : checkInstanceTaskSize(task)),
    ...(fargate ? [] : checkInstanceMemory(containers, task)),
    ...checkContainers(containers, { ...task, fargate }),
    ...platforms.flatMap((platform) => checkTaskNetwork(task, platform)),
    ...checkHostPorts(containers, task.networkMode),
    ...(fargate ? checkFargateTask(task) : []),
    ...(fargate && windows ? checkWindowsOnFargate({ arm64 }) : []),
    ...(windows && pidMode !== undefined ? checkLinuxFeatures(['pidMode']) : []),
    ...under('runtimePlatform', checkFargateSpot({ spot: fargate && spot, windows, arm64 })),
    ...(exec ? checkExecContainers(containers) : []),
  ];
}

function checkTaskNetwork({ containers, networkMode: mode, windows }: TaskDefinitionFacts, platform: LaunchPlatform): Finding[] {
  const ports = containers.reduce((sum, container) => sum + (container.ports ?? []).length, 0);
  return checkNetwork({ mode, platform, windows, ports }).map((finding) => ({ ...finding, path: finding.path === '' ? 'networkMode' : finding.path }));
}
