import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ImageFamily, MachineImageFacts } from '../model/capacity/machine-image';
import { known } from '../private/known';

/** What an image of the CDK tells of itself, in fields that are not part of its public API. */
interface Described {
  readonly amiParameterName?: string;
  readonly parameterName?: string;
  readonly props?: { readonly name?: string };
}

/** Where an image comes from. */
export interface ImageSource {
  /** SSM parameter that holds the image, or the image's name; absent when not known. */
  readonly name?: string;
  readonly family: ImageFamily;
}

/** Reads where an image of the CDK comes from, without asking for it: that could look it up, or add a parameter to the stack. */
export function sourceOf(image: ec2.IMachineImage): ImageSource {
  const { amiParameterName, parameterName, props } = image as Described;
  const name = known(amiParameterName ?? parameterName ?? props?.name);
  return { name, family: image instanceof ec2.GenericWindowsImage ? 'windows' : familyOf(name) };
}

/** The public SSM parameter with the newest ECS-optimized image of Amazon Linux 2023. */
export function amazonLinuxParameter({ architecture, variant }: MachineImageFacts): string {
  const kind = variant === 'standard' ? (architecture === 'arm64' ? 'arm64/' : '') : `${variant}/`;
  return `/aws/service/ecs/optimized-ami/amazon-linux-2023/${kind}recommended/image_id`;
}

/** The public SSM parameter with the newest image of Bottlerocket for ECS. */
export function bottlerocketParameter({ architecture, variant }: MachineImageFacts, fips: boolean): string {
  const kind = `${variant === 'gpu' ? '-nvidia' : ''}${fips ? '-fips' : ''}`;
  return `/aws/service/bottlerocket/aws-ecs-2${kind}/${architecture}/latest/image_id`;
}

/** The public SSM parameter with the newest ECS-optimized image of Windows Server. */
export function windowsParameter(server: string, full: boolean): string {
  return `/aws/service/ami-windows-latest/Windows_Server-${server}-English-${full ? 'Full' : 'Core'}-ECS_Optimized/image_id`;
}

function familyOf(name: string = ''): ImageFamily {
  if (/bottlerocket/i.test(name)) return 'bottlerocket';
  return /windows/i.test(name) ? 'windows' : 'amazon-linux';
}
