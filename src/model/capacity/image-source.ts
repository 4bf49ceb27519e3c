import { ImageVariant } from './instance-match';
import { ImageFamily } from './machine-image';
import { advise, Finding } from '../finding';

/** What the name of an image's Systems Manager parameter says of it. */
export interface NamedImage {
  readonly family: ImageFamily;
  readonly variant: ImageVariant;
  readonly architecture: 'x86_64' | 'arm64';
  /** What instances of the image take for the instance metadata service, where neither they nor the account say it; absent where AWS does not. */
  readonly tokens?: 'required' | 'optional';
  readonly hopLimit?: number;
}

// ECS Developer Guide, "Retrieving Amazon ECS-optimized Linux AMI metadata"; AL2023 User Guide, "IMDSv2": images of it ask for tokens, with 2 hops.
const AMAZON_LINUX = /\/ecs\/optimized-ami\/(amazon-linux-2(?:023)?)\/(.*)recommended/;
// Bottlerocket, "Amazon Machine Images"; the ECS Developer Guide has the same names.
const BOTTLEROCKET = /\/bottlerocket\/aws-ecs-\d+(-nvidia)?(?:-fips)?\/(x86_64|arm64)\//;
const WINDOWS = /\/ami-windows-latest\/Windows_Server-.*-ECS_Optimized/;

/** The ECS-optimized image that a Systems Manager parameter of AWS holds; absent for any other. */
export function imageNamed(parameter: string | undefined): NamedImage | undefined {
  if (parameter === undefined) return undefined;
  const linux = AMAZON_LINUX.exec(parameter);
  if (linux !== null) {
    const [, version, kind] = linux;
    const architecture = kind.includes('arm64/') ? 'arm64' : 'x86_64';
    const metadata = version === 'amazon-linux-2' ? { tokens: 'optional' as const, hopLimit: 1 } : { tokens: 'required' as const, hopLimit: 2 };
    return { family: 'amazon-linux', architecture, variant: variantOf(kind), ...metadata };
  }
  const bottlerocket = BOTTLEROCKET.exec(parameter);
  if (bottlerocket !== null) {
    const [, devices, architecture] = bottlerocket;
    return { family: 'bottlerocket', architecture: architecture === 'arm64' ? 'arm64' : 'x86_64', variant: devices === undefined ? 'standard' : 'gpu' };
  }
  return WINDOWS.test(parameter) ? { family: 'windows', architecture: 'x86_64', variant: 'standard' } : undefined;
}

/** Advises against an image by its id, which is of one region and gets no patches. */
export function checkImageSource({ imageId }: { readonly imageId?: string }): Finding[] {
  if (imageId === undefined || !/^ami-[0-9a-f]+$/.test(imageId)) return [];
  return [advise('MachineImage.LiteralId', '',
    `comes from a Systems Manager parameter, which follows the patches, got ${imageId}; take a parameter under /aws/service/ecs/optimized-ami or one of your own`)];
}

function variantOf(kind: string): ImageVariant {
  if (kind.includes('gpu/')) return 'gpu';
  return /(neuron|inf)\//.test(kind) ? 'neuron' : 'standard';
}
