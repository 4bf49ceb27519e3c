import { Finding, refuse } from '../finding';
import { PoolFacts, typesOf } from './pool-fit';
import { LaunchPlatform } from '../task/network-mode';

/** What the machine image of a pool is made for; `standard` drives neither GPUs nor Neuron devices. */
export type ImageVariant = 'standard' | 'gpu' | 'neuron';

/** What is known of the kind of instance that a task needs, and of the one that it gets. */
export interface InstanceMatchFacts {
  readonly platform?: LaunchPlatform;
  readonly windows?: boolean;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly gpus?: number;
  readonly neuronDevices?: number;
  readonly pool?: PoolFacts;
  /** Absent when not known, as of an image of the user's own. */
  readonly image?: ImageVariant;
}

/** Refuses GPUs and Neuron devices where there are none, and a processor that no instance of the pool has. */
export function checkInstanceMatch(facts: InstanceMatchFacts): Finding[] {
  return [
    ...checkDevices('gpus', 'GPUs', 'gpu', facts.gpus, facts),
    ...checkDevices('neuronDevices', 'Neuron devices', 'neuron', facts.neuronDevices, facts),
    ...checkArchitecture(facts),
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

function checkArchitecture({ architecture, pool = {} }: InstanceMatchFacts): Finding[] {
  const { known, complete } = typesOf(pool);
  if (architecture === undefined || !complete || known.some((type) => type.architecture === architecture)) return [];
  return [refuse('InstanceMatch.Architecture', '',
    `is built for ${architecture}, and no instance of its pool is: ${known[0].name} is ${known[0].architecture}; build the image for it or take other instance types`)];
}
