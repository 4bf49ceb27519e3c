import { advise, Finding, refuse } from '../finding';
import { ImageVariant } from './instance-match';
import { architectureOf } from './instance-type';
import { PoolFacts, typesOf } from './pool-fit';
import { all, oneOf } from '../range';

/** The operating systems for which AWS makes ECS-optimized images. */
export type ImageFamily = 'amazon-linux' | 'bottlerocket' | 'windows';
type Architecture = 'x86_64' | 'arm64';

// ECS Developer Guide, "Amazon ECS-optimized Linux AMIs", and the Amazon Linux 2 FAQ.
const AL2_SUPPORT_END = '30 June 2026';
// SSM parameters /aws/service/ecs/optimized-ami/amazon-linux-2/..., and images named amzn2-ami-ecs-...
const AL2 = /optimized-ami\/amazon-linux-2(\/|$)|amzn2-ami-/;
const ENDED = [
  // AWS Containers Blog, "Amazon ECS-optimized Amazon Linux AMI End-of-Life".
  { pattern: /optimized-ami\/amazon-linux\/|amzn-ami-/, what: 'Amazon Linux 1', end: '30 June 2023' },
  // github.com/bottlerocket-os/bottlerocket/issues/4492.
  { pattern: /\/bottlerocket\/aws-ecs-1(-|\/)|bottlerocket-aws-ecs-1-/, what: 'Bottlerocket aws-ecs-1', end: '24 July 2025' },
];
// ECS Developer Guide, "Amazon ECS-optimized Windows AMIs".
const WINDOWS_SERVERS = ['2019', '2022', '2025'];
// ECS Developer Guide, "Amazon ECS-optimized Linux AMIs", "... Bottlerocket AMIs" and "... Windows AMIs".
const MADE_BY_AWS: Record<ImageFamily, Partial<Record<ImageVariant, readonly Architecture[]>>> = {
  'amazon-linux': { standard: ['x86_64', 'arm64'], gpu: ['x86_64'], neuron: ['x86_64'] },
  'bottlerocket': { standard: ['x86_64', 'arm64'], gpu: ['x86_64', 'arm64'] },
  'windows': { standard: ['x86_64'] },
};
const NAMES: Record<ImageFamily, string> = { 'amazon-linux': 'Amazon Linux 2023', 'bottlerocket': 'Bottlerocket', 'windows': 'Windows Server' };

/** What is known of the machine image of a pool. */
export interface MachineImageFacts {
  /** SSM parameter that holds the image, or the image's name. */
  readonly source?: string;
  /** Absent for an image of the user's own. */
  readonly madeByAws?: ImageFamily;
  /** `2022` */
  readonly windowsServer?: string;
  readonly architecture?: Architecture;
  readonly variant?: ImageVariant;
  readonly pool?: PoolFacts;
}

/** Refuses images that AWS does not make or support and those for another processor, and advises against one that leaves devices unused. */
export function checkMachineImage(facts: MachineImageFacts): Finding[] {
  return [...checkSupport(facts), ...checkWindows(facts), ...checkArchitecture(facts), ...checkMade(facts), ...checkVariant(facts)];
}

/** The processor of the first type that is known; `undefined` when none is. */
export function neededArchitecture({ instanceTypes = [] }: PoolFacts): Architecture | undefined {
  return instanceTypes.map(architectureOf).find((architecture) => architecture !== undefined);
}

/** What the image of a pool has to drive, where every type of the pool is known to have it; `standard` otherwise. */
export function neededVariant(pool: PoolFacts): ImageVariant {
  const { known, complete } = typesOf(pool);
  if (!complete) return 'standard';
  if (known.every(({ gpus }) => gpus > 0)) return 'gpu';
  return known.every(({ neuronDevices }) => neuronDevices > 0) ? 'neuron' : 'standard';
}

function checkSupport({ source }: MachineImageFacts): Finding[] {
  if (source === undefined) return [];
  const ended = ENDED.filter(({ pattern }) => pattern.test(source)).map(({ end, what }) => refuse('MachineImage.Ended', '',
    `must not be ${what}, whose ECS-optimized image has had no patches since ${end}, got ${source}; take a later one`));
  return !AL2.test(source) ? ended : [refuse('MachineImage.AmazonLinux2', '',
    `must not be Amazon Linux 2, whose ECS-optimized image lost support on ${AL2_SUPPORT_END}, got ${source}; take Amazon Linux 2023 or Bottlerocket`)];
}

function checkWindows({ windowsServer }: MachineImageFacts): Finding[] {
  return windowsServer === undefined || WINDOWS_SERVERS.includes(windowsServer) ? []
    : [refuse('MachineImage.WindowsServer', '', `must be Windows Server ${oneOf(WINDOWS_SERVERS)}, got ${windowsServer}`)];
}

function checkMade({ madeByAws, variant, architecture }: MachineImageFacts): Finding[] {
  if (madeByAws === undefined || variant === undefined || architecture === undefined) return [];
  if (MADE_BY_AWS[madeByAws][variant]?.includes(architecture)) return [];
  const others = (Object.keys(MADE_BY_AWS) as ImageFamily[]).filter((family) => MADE_BY_AWS[family][variant]?.includes(architecture));
  return [refuse('MachineImage.NotMade', '', `must be one that AWS makes: ${NAMES[madeByAws]} has no ${variant} variant for ${architecture}; ` +
    (others.length === 0 ? 'take an image of your own' : `take ${oneOf(others.map((family) => NAMES[family]))}`))];
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
