import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { amazonLinuxParameter, bottlerocketParameter, sourceOf, windowsParameter } from './pool-image-source';
import { checkMachineImage, ImageFamily, MachineImageFacts, neededArchitecture, neededVariant } from '../model/capacity/machine-image';
import { PoolFacts } from '../model/capacity/pool-fit';
import { Finding } from '../model/finding';

const DEFAULT_ARCHITECTURE = 'x86_64';

/** What a machine image is made for. */
export enum PoolImageVariant {
  /** Neither GPUs nor AWS Inferentia or Trainium devices. */
  STANDARD = 'standard',
  /** NVIDIA GPUs. */
  GPU = 'gpu',
  /** AWS Inferentia and Trainium devices. */
  NEURON = 'neuron',
}

/** How an image of your own is told which cluster to join. */
export enum PoolBootstrap {
  /** A shell script writes `/etc/ecs/ecs.config`, as on Amazon Linux. */
  ECS_CONFIG = 'amazon-linux',
  /** Bottlerocket reads TOML. */
  BOTTLEROCKET = 'bottlerocket',
  /** PowerShell starts the agent, as on the ECS-optimized images of Windows. */
  WINDOWS = 'windows',
}

/** Which ECS-optimized image is taken. */
export interface OptimizedImageOptions {
  /**
   * Processor that the image is built for.
   *
   * @default - that of the instance types; x86_64 where it is not known
   */
  readonly architecture?: ec2.InstanceArchitecture;

  /**
   * What the image is made for.
   *
   * @default - GPUs or Neuron devices when every instance type is known to have them, neither otherwise
   */
  readonly variant?: PoolImageVariant;
}

/** Which image of Bottlerocket is taken. */
export interface BottlerocketImageOptions extends OptimizedImageOptions {
  /**
   * The variant whose cryptography is validated for FIPS 140-3.
   *
   * @default false
   */
  readonly fips?: boolean;
}

/** Which image of Windows Server is taken. */
export interface WindowsImageOptions {
  /**
   * Version of Windows Server: 2019, 2022 or 2025.
   *
   * @default ecs.WindowsOptimizedVersion.SERVER_2022
   */
  readonly version?: ecs.WindowsOptimizedVersion;

  /**
   * The larger edition, with a desktop, in place of Server Core.
   *
   * @default false
   */
  readonly full?: boolean;
}

/** What the library cannot see of an image of your own. */
export interface CustomImageOptions {
  /**
   * How an instance is told which cluster to join.
   *
   * @default - PowerShell when the image says that it is Windows, /etc/ecs/ecs.config otherwise
   */
  readonly bootstrap?: PoolBootstrap;

  /**
   * Processor that the image is built for.
   *
   * @default - not known, and not checked
   */
  readonly architecture?: ec2.InstanceArchitecture;

  /**
   * What the image is made for; with `GPU`, the ECS agent is told to offer GPUs.
   *
   * @default - not known, and not checked
   */
  readonly variant?: PoolImageVariant;

  /**
   * Device of the volume that holds images and containers.
   *
   * @default - `/dev/xvda`, `/dev/xvdb` of Bottlerocket, `/dev/sda1` of Windows
   */
  readonly deviceName?: string;
}

/** What an image means for the instances that start from it. */
export interface BoundPoolImage {
  readonly machineImage: ec2.IMachineImage;
  readonly family: ImageFamily;
  readonly deviceName?: string;
  /** The agent has to be told of the GPUs: AWS's own images for GPUs do that by themselves. */
  readonly tellAgentOfGpus: boolean;
}

/** What is known of an image. */
export interface PoolImageFacts extends MachineImageFacts {
  readonly family: ImageFamily;
}

interface ImageKind {
  readonly facts: (pool: PoolFacts) => PoolImageFacts;
  readonly bind: (facts: PoolImageFacts) => Omit<BoundPoolImage, 'family'>;
}

/**
 * Machine image that the instances of a pool start from.
 *
 * Nothing is looked up while the app is built: AWS's images come from the public SSM parameters when the stack is deployed. A pool refuses
 * Amazon Linux 2 with `MachineImage.AmazonLinux2`, an image for another processor with `MachineImage.Architecture` and one that AWS does not
 * make with `MachineImage.NotMade`, and warns with `MachineImage.Variant` about one that leaves GPUs or Neuron devices unused.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-optimized_AMI.html
 */
export class PoolImage {
  /** The ECS-optimized image of Amazon Linux 2023, for the processor and the devices of the instance types. */
  public static amazonLinux2023(options: OptimizedImageOptions = {}): PoolImage {
    return PoolImage.madeByAws('amazon-linux', options, amazonLinuxParameter);
  }

  /** The ECS-optimized image of Bottlerocket, a small operating system without a shell, for the processor and the GPUs of the instance types. */
  public static bottlerocket(options: BottlerocketImageOptions = {}): PoolImage {
    return PoolImage.madeByAws('bottlerocket', options, (facts) => bottlerocketParameter(facts, options.fips ?? false));
  }

  /**
   * The ECS-optimized image of Windows Server.
   *
   * A pool refuses versions that AWS makes no image of with `MachineImage.WindowsServer`.
   */
  public static windows(options: WindowsImageOptions = {}): PoolImage {
    const server = options.version ?? ecs.WindowsOptimizedVersion.SERVER_2022;
    const image = { architecture: ec2.InstanceArchitecture.X86_64, variant: PoolImageVariant.STANDARD };
    return PoolImage.madeByAws('windows', image, () => windowsParameter(server, options.full ?? false), server);
  }

  /**
   * An image of your own, or one that is pinned to a version.
   *
   * @example
   * PoolImage.custom(ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' }), {
   *   architecture: ec2.InstanceArchitecture.ARM_64,
   * });
   */
  public static custom(machineImage: ec2.IMachineImage, options: CustomImageOptions = {}): PoolImage {
    const source = sourceOf(machineImage);
    const { bootstrap, architecture, variant, deviceName } = options;
    return new PoolImage({
      facts: (pool) => ({ family: bootstrap ?? source.family, source: source.name, architecture, variant, pool }),
      bind: () => ({ machineImage, deviceName, tellAgentOfGpus: variant === PoolImageVariant.GPU }),
    });
  }

  private static madeByAws(
    family: ImageFamily, options: OptimizedImageOptions, parameter: (facts: PoolImageFacts) => string, windowsServer?: string,
  ): PoolImage {
    const os = family === 'windows' ? ec2.OperatingSystemType.WINDOWS : ec2.OperatingSystemType.LINUX;
    return new PoolImage({
      facts: (pool) => ({
        family,
        madeByAws: family,
        windowsServer,
        architecture: options.architecture ?? neededArchitecture(pool),
        variant: options.variant ?? neededVariant(pool),
        pool,
      }),
      bind: (facts) => ({
        machineImage: ec2.MachineImage.fromSsmParameter(parameter({ ...facts, architecture: facts.architecture ?? DEFAULT_ARCHITECTURE }), { os }),
        tellAgentOfGpus: false,
      }),
    });
  }

  private constructor(private readonly kind: ImageKind) {}

  /** @internal */
  public _facts(pool: PoolFacts): PoolImageFacts {
    return this.kind.facts(pool);
  }

  /** @internal */
  public _findings(pool: PoolFacts): Finding[] {
    return checkMachineImage(this.kind.facts(pool));
  }

  /** @internal */
  public _bind(pool: PoolFacts): BoundPoolImage {
    const facts = this.kind.facts(pool);
    return { ...this.kind.bind(facts), family: facts.family };
  }
}
