import { advise, Finding, refuse } from '../finding';
import { ImageVariant } from './instance-match';
import { PoolFacts, typesOf } from './pool-fit';
import { all } from '../range';

// ECS Developer Guide, "Amazon ECS-optimized Linux AMIs", and the Amazon Linux 2 FAQ.
const AL2_SUPPORT_END = '30 June 2026';
// SSM parameters /aws/service/ecs/optimized-ami/amazon-linux-2/..., and images named amzn2-ami-ecs-...
const AL2 = /optimized-ami\/amazon-linux-2(\/|$)|amzn2-ami-/;

/** What is known of the machine image of a pool. */
export interface MachineImageFacts {
  /** SSM parameter that holds the image, or the image's name. */
  readonly source?: string;
  readonly architecture?: 'x86_64' | 'arm64';
  readonly variant?: ImageVariant;
  readonly pool?: PoolFacts;
}

/** Refuses Amazon Linux 2 and an image for another processor, and advises against one that leaves devices unused. */
export function checkMachineImage(facts: MachineImageFacts): Finding[] {
  return [...checkSupport(facts), ...checkArchitecture(facts), ...checkVariant(facts)];
}

function checkSupport({ source }: MachineImageFacts): Finding[] {
  if (source === undefined || !AL2.test(source)) return [];
  return [refuse('MachineImage.AmazonLinux2', '',
    `is not Amazon Linux 2, whose ECS-optimized image lost support on ${AL2_SUPPORT_END}, got ${source}; take Amazon Linux 2023 or Bottlerocket`)];
}

function checkArchitecture({ architecture, pool = {} }: MachineImageFacts): Finding[] {
  const others = typesOf(pool).known.filter((type) => architecture !== undefined && type.architecture !== architecture);
  if (others.length === 0) return [];
  return [refuse('MachineImage.Architecture', '',
    `is built for ${architecture}, and does not start on ${all(others.map(({ name }) => name))}; take an image for ${others[0].architecture}, or one pool for each processor`)];
}

function checkVariant({ variant, pool = {} }: MachineImageFacts): Finding[] {
  if (variant === undefined) return [];
  const unused = typesOf(pool).known.filter(({ gpus, neuronDevices }) => (gpus > 0 && variant !== 'gpu') || (neuronDevices > 0 && variant !== 'neuron'));
  if (unused.length === 0) return [];
  const needed = unused[0].gpus > 0 ? 'gpu' : 'neuron';
  return [advise('MachineImage.Variant', '',
    `does not drive the ${needed === 'gpu' ? 'GPUs' : 'Neuron devices'} of ${all(unused.map(({ name }) => name))}, got the ${variant} variant; take the ${needed} variant`)];
}
