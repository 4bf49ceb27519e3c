import { Finding, refuse } from '../finding';
import { PoolFacts, typesOf } from './pool-fit';
import { LaunchPlatform, NetworkMode } from '../task/network-mode';

/** What the machine image of a pool is made for; `standard` drives neither GPUs nor Neuron devices. */
export type ImageVariant = 'standard' | 'gpu' | 'neuron';

/** What is known of the kind of instance that a task needs, and of the one that it gets. */
export interface InstanceMatchFacts {
  readonly platform?: LaunchPlatform;
  readonly networkMode?: NetworkMode;
  /** The task is for Windows. */
  readonly windows?: boolean;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly gpus?: number;
  readonly neuronDevices?: number;
  readonly pool?: PoolFacts;
  /** Absent when not known, as of an image of the user's own. */
  readonly image?: ImageVariant;
  /** Tasks in host mode that have a task role are placed on the instances. */
  readonly hostModeTaskRoles?: boolean;
}

/** Refuses GPUs and Neuron devices where there are none, and an operating system, a processor or a network mode that the instances do not have. */
export function checkInstanceMatch(facts: InstanceMatchFacts): Finding[] {
  return [
    ...checkDevices('gpuCount', 'GPUs', 'gpu', facts.gpus, facts),
    ...checkDevices('neuronDeviceCount', 'Neuron devices', 'neuron', facts.neuronDevices, facts),
    ...checkOperatingSystem(facts),
    ...checkArchitecture(facts),
    ...checkHostMode(facts),
  ];
}

function checkDevices(path: string, devices: string, variant: ImageVariant, asked: number | undefined, facts: InstanceMatchFacts): Finding[] {
  if (!((asked ?? 0) > 0)) return [];
  // ECS Developer Guide, "Amazon ECS task definitions for GPU workloads" and "... for AWS Neuron machine learning workloads".
  if (facts.platform === 'fargate') {
    return [refuse('InstanceMatch.Fargate', path, `are not there on Fargate, got ${asked}; run the task on EC2 instances with ${devices}`)];
  }
  if (facts.windows) {
    return [refuse('InstanceMatch.Windows', path, `are for Linux containers, got ${asked} on Windows`)];
  }
  if (facts.image !== undefined && facts.image !== variant) {
    return [refuse('InstanceMatch.Image', path,
      `need a machine image that drives them, got ${asked} on the ${facts.image} image; take the ${variant} variant of the ECS-optimized image`)];
  }
  return [];
}

function checkOperatingSystem({ windows, pool }: InstanceMatchFacts): Finding[] {
  if (windows === undefined || pool?.windows === undefined || windows === pool.windows) return [];
  const [task, instances] = windows ? ['Windows', 'Linux'] : ['Linux', 'Windows'];
  return [refuse('InstanceMatch.OperatingSystem', 'runtimePlatform',
    `is for ${task}, and the instances of its pool run ${instances}; change its operatingSystemFamily, or take a pool that runs ${task}`)];
}

function checkArchitecture({ architecture, pool = {} }: InstanceMatchFacts): Finding[] {
  const { known, complete } = typesOf(pool);
  if (architecture === undefined || !complete || known.some((type) => type.architecture === architecture)) return [];
  return [refuse('InstanceMatch.Architecture', '',
    `is built for ${architecture}, and no instance of its pool is: ${known[0].name} is ${known[0].architecture}; build the image for it or take other instance types`)];
}

/** Each task definition that the CDK makes has a task role. */
function checkHostMode({ networkMode, hostModeTaskRoles }: InstanceMatchFacts): Finding[] {
  if (networkMode !== 'host' || hostModeTaskRoles !== false) return [];
  // ECS Developer Guide, "Amazon ECS container agent configuration": ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST.
  return [refuse('InstanceMatch.HostModeTaskRole', 'networkMode',
    'must not be host on instances that take no such task with a task role; set `agent.hostModeTaskRoles` of the pool, or take awsvpc or bridge')];
}
