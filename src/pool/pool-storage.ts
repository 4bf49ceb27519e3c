import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Size, SizeRoundingBehavior, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BoundPoolImage, PoolImageFacts } from './pool-image';
import { ImageFamily } from '../model/capacity/machine-image';
import { checkPoolStorage } from '../model/capacity/pool-storage';
import { Finding } from '../model/finding';
import { known } from '../private/known';

/** Disk of each instance of a pool: a gp3 volume, which is always encrypted. */
export interface PoolStorage {
  /**
   * Size of the volume that holds images, containers and their logs.
   *
   * A pool refuses less than its image has with `PoolStorage.Size`.
   *
   * @default - 30 GiB on Amazon Linux, 20 GiB on Bottlerocket, 50 GiB on Windows
   */
  readonly size?: Size;

  /**
   * Key that encrypts the volumes; its policy then lets Auto Scaling use it for instances of this account.
   *
   * The policy of an imported key is not changed.
   *
   * @default - the account's key for EBS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Operations a second of that volume, from 3000 to 80000, and at most 500 for each GiB.
   *
   * @default 3000
   */
  readonly iops?: number;

  /**
   * Throughput of that volume in MiB a second, from 125 to 2000, and at most a quarter of the operations.
   *
   * @default 125
   */
  readonly throughput?: number;
}

interface Disk {
  readonly device: string;
  readonly sizeGiB: number;
  /** The snapshot in AWS's own image is as large. */
  readonly ofImage: boolean;
}

// ECS Developer Guide, "Amazon ECS-optimized Linux AMIs" and "... Windows AMIs"; Bottlerocket keeps what is not its own on a second volume.
const DISKS: Record<ImageFamily, Disk> = {
  'amazon-linux': { device: '/dev/xvda', sizeGiB: 30, ofImage: true },
  'bottlerocket': { device: '/dev/xvdb', sizeGiB: 20, ofImage: false },
  'windows': { device: '/dev/sda1', sizeGiB: 50, ofImage: true },
};
const BOTTLEROCKET_ROOT = '/dev/xvda';

/** What is wrong with the disk that was asked for. */
export function storageFindings({ size, iops, throughput }: PoolStorage, { family, madeByAws }: PoolImageFacts): Finding[] {
  const { ofImage, sizeGiB } = DISKS[family];
  return checkPoolStorage({
    sizeGiB: size === undefined || size.isUnresolved() ? undefined : size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }),
    iops: known(iops),
    throughput: known(throughput),
    imageGiB: madeByAws && ofImage ? sizeGiB : undefined,
  });
}

/** The volumes of an instance. By the L1: the L2 counts with tokens. */
export function blockDevices(storage: PoolStorage, { family, deviceName }: BoundPoolImage): ec2.CfnLaunchTemplate.BlockDeviceMappingProperty[] {
  const { device, sizeGiB } = DISKS[family];
  const encrypted = { encrypted: true, kmsKeyId: storage.encryptionKey?.keyArn, volumeType: ec2.EbsDeviceVolumeType.GP3 };
  const volume = { ...encrypted, volumeSize: storage.size?.toGibibytes() ?? sizeGiB, iops: storage.iops, throughput: storage.throughput };
  return [
    ...family === 'bottlerocket' ? [{ deviceName: BOTTLEROCKET_ROOT, ebs: encrypted }] : [],
    { deviceName: deviceName ?? device, ebs: volume },
  ];
}

/**
 * Lets Auto Scaling start instances with volumes that are encrypted with a key; the policy of an imported key stays as it is.
 *
 * By the name of its service-linked role: a policy that names the role itself is refused in an account where it does not exist yet.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function letAutoScalingUse(key: kms.IKey, scope: Construct): void {
  const stack = Stack.of(scope);
  const StringEquals = {
    'kms:CallerAccount': stack.account,
    'aws:PrincipalArn': stack.formatArn({
      service: 'iam', region: '', resource: 'role', resourceName: 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
    }),
  };
  const grant = (actions: string[], conditions: object) => key.addToResourcePolicy(
    new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions: { StringEquals, ...conditions } }));
  grant(['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'], {});
  grant(['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': true } });
}
