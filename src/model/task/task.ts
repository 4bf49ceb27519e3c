import { ContainerFacts } from './container-facts';
import { checkInstanceMemory, checkInstanceTaskSize } from './container-resources';
import { checkContainers } from './containers';
import { checkExecContainers, checkExecMode } from './exec';
import { checkExternalTask } from './external-task';
import { checkFargateTask, InstanceTaskFeature } from './fargate-container';
import { checkEphemeralOnInstances, checkFargateSize } from './fargate-size';
import { Finding, under } from '../finding';
import { checkFargateSpot } from './fargate-spot';
import { checkHostPorts } from './host-ports';
import { checkMounts } from './mounts';
import { checkName } from '../name';
import { checkNetwork, LaunchPlatform, NetworkMode } from './network-mode';
import { VolumeFacts } from './volume-facts';
import { checkVolumes } from './volumes';
import { checkLinuxFeatures, checkWindowsOnFargate, WindowsTaskFacts } from './windows';

/** What is known of a task definition. */
export interface TaskDefinitionFacts {
  readonly family?: string;
  readonly cpu?: number;
  /** The task has CPU units of its own; absent when not known. */
  readonly namesCpu?: boolean;
  readonly memoryMiB?: number;
  /** The task has a memory of its own; absent when not known. */
  readonly namesMemory?: boolean;
  readonly ephemeralStorageGiB?: number;
  /** Absent when the task does not name its operating system. */
  readonly windows?: boolean;
  /** As ECS calls it: `WINDOWS_SERVER_2022_CORE`; absent when not known. */
  readonly operatingSystem?: string;
  /** Absent when the task does not name its processor. */
  readonly architecture?: 'x86_64' | 'arm64';
  readonly networkMode?: NetworkMode;
  /** A network mode is named: false where the one above is what ECS takes for it; absent when not known. */
  readonly namesNetworkMode?: boolean;
  /** Where the task is said to run, as ECS calls it: `FARGATE`; absent when not known. */
  readonly compatibilities?: readonly string[];
  readonly pidMode?: string;
  /** Containers may ask for faults. */
  readonly faultInjection?: boolean;
  /** Features in use that only instances have. */
  readonly uses?: readonly InstanceTaskFeature[];
  /** Absent when not known. */
  readonly volumes?: readonly VolumeFacts[];
  readonly containers: readonly ContainerFacts[];
}

/** How a service runs a task. */
export interface TaskUseFacts {
  /** Where its tasks may run; more than one where services share the task definition. */
  readonly platforms: readonly LaunchPlatform[];
  /** Some tasks may run on Spot capacity. */
  readonly spot: boolean;
  /** ECS Exec is on. */
  readonly exec: boolean;
  /** One task on every instance. */
  readonly daemon?: boolean;
  /** Of Fargate, where it is named. */
  readonly platformVersion?: string;
}

/** Everything that ECS refuses, or a careful engineer would not do, about a task definition in a service. */
export function checkTask(task: TaskDefinitionFacts, use: TaskUseFacts): Finding[] {
  const { platforms, spot, exec } = use;
  const { architecture, containers, operatingSystem, windows, pidMode, volumes } = task;
  const arm64 = architecture === 'arm64';
  const fargate = platforms.includes('fargate');
  const external = platforms.includes('external');
  return [
    ...checkName('Task.Family', 'family', task.family),
    ...under('size', fargate ? checkFargateSize(task) : [...checkInstanceTaskSize(task), ...checkEphemeralOnInstances(task, external)]),
    ...(fargate ? [] : checkInstanceMemory(containers, task)),
    ...checkContainers(containers, { ...task, fargate, external }),
    ...platforms.flatMap((platform) => checkTaskNetwork(task, platform)),
    ...checkHostPorts(containers, task.networkMode),
    ...(fargate ? checkFargateTask(task) : []),
    ...(external ? checkExternalTask(task) : []),
    ...checkMounts(containers, task),
    ...checkVolumes(volumes ?? [], { ...task, ...use }),
    ...(fargate && windows ? checkWindowsOnFargate({ arm64, operatingSystem, ...windowsVolumes(task) }) : []),
    ...(windows && pidMode !== undefined ? checkLinuxFeatures(['pidMode']) : []),
    ...under('runtimePlatform', checkFargateSpot({ spot: fargate && spot, windows, arm64 })),
    ...(exec ? [...checkExecContainers(containers), ...checkExecMode(task.networkMode)] : []),
  ];
}

function checkTaskNetwork({ containers, namesNetworkMode, networkMode: mode, windows }: TaskDefinitionFacts, platform: LaunchPlatform): Finding[] {
  const ports = containers.reduce((sum, container) => sum + (container.ports ?? []).length, 0);
  const implied = namesNetworkMode === false;
  return checkNetwork({ mode, implied, platform, windows, ports }).map((finding) => ({ ...finding, path: finding.path === '' ? 'networkMode' : finding.path }));
}

/** What Windows on Fargate may not have of volumes. */
function windowsVolumes({ containers, volumes = [] }: TaskDefinitionFacts): Pick<WindowsTaskFacts, 'ebs' | 'sharedVolumes'> {
  const mountsOf = (name: string | undefined) => containers.filter(({ mounts }) => mounts?.some(({ volume }) => volume === name));
  return {
    ebs: volumes.some(({ kind }) => kind === 'ebs'),
    sharedVolumes: volumes.some(({ kind, name }) => kind === 'scratch' && name !== undefined && mountsOf(name).length > 1),
  };
}
