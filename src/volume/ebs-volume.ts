import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Size, SizeRoundingBehavior, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BoundVolume, VolumeContext, VolumeSource } from './volume-source';
import { Finding } from '../model/finding';
import { checkEbsVolume } from '../model/task/ebs-volume';
import { VolumeFacts } from '../model/task/volume-facts';
import { acknowledgeVolumesPolicy } from '../private/acknowledge';
import { ecsOf } from '../private/ecs-principal';
import { InlineRole } from '../private/inline-role';
import { known } from '../private/known';

const DEFAULT_TYPE = ec2.EbsDeviceVolumeType.GP3;

/** A disk on EBS that each task gets when it starts, and that is deleted with it; encrypted always. */
export interface EbsVolumeOptions {
  /**
   * Size of the disk, whole GiB.
   *
   * @default - the size of the snapshot
   */
  readonly size?: Size;

  /**
   * Snapshot that the disk starts as a copy of.
   *
   * @default - an empty disk
   */
  readonly snapshotId?: string;

  /**
   * Type of the disk; Fargate has no `standard`.
   *
   * @default ec2.EbsDeviceVolumeType.GP3
   */
  readonly volumeType?: ec2.EbsDeviceVolumeType;

  /**
   * Reads and writes per second, for gp3, io1 and io2.
   *
   * @default - 3000 for gp3; io1 and io2 need a number
   */
  readonly iops?: number;

  /**
   * MiB per second, 125 to 1000, for gp3.
   *
   * @default - 125
   */
  readonly throughput?: number;

  /**
   * File system of the disk; of a snapshot, the one that it was made with.
   *
   * @default ecs.FileSystemType.XFS
   */
  readonly fileSystemType?: ecs.FileSystemType;

  /**
   * Key that encrypts the disk; the policy of an imported key is not changed: let the infrastructure role use it yourself.
   *
   * @default - the key of the cluster for its managed storage, else the key that AWS manages for EBS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How much of the snapshot is fetched in a second, 100 to 300 MiB; AWS bills it by the GiB.
   *
   * @default - they are fetched when they are first read
   */
  readonly volumeInitializationRate?: Size;

  /**
   * Role with which ECS makes, attaches and deletes the disks.
   *
   * @default - a role is made, which ECS alone can use
   */
  readonly infrastructureRole?: iam.IRole;
}

/** A disk on EBS for each task. */
export class EbsVolume implements VolumeSource {
  public readonly facts: Omit<VolumeFacts, 'name' | 'path'>;
  private readonly type: ec2.EbsDeviceVolumeType;

  constructor(private readonly options: EbsVolumeOptions) {
    this.type = options.volumeType ?? DEFAULT_TYPE;
    this.facts = { kind: 'ebs', ebsType: this.type };
  }

  public findings(): Finding[] {
    const { volumeInitializationRate, iops, size, snapshotId, throughput } = this.options;
    return checkEbsVolume({
      type: this.type,
      given: Object.entries(this.options).filter(([, value]) => value !== undefined).map(([option]) => option),
      sizeGiB: known(size?.toGibibytes({ rounding: SizeRoundingBehavior.NONE })),
      snapshotId: known(snapshotId),
      iops: known(iops),
      throughput: known(throughput),
      volumeInitializationRate: known(volumeInitializationRate?.toMebibytes({ rounding: SizeRoundingBehavior.NONE })),
    });
  }

  /** By L1, which takes the values that only the deployment knows, and the ARN of a key of another account: the L2 cuts it down to its id. */
  public bind(scope: Construct, { id }: VolumeContext): BoundVolume {
    const { encryptionKey, infrastructureRole, size, snapshotId, iops, throughput, fileSystemType, volumeInitializationRate } = this.options;
    const role = infrastructureRole ?? makeRole(scope, `${id}InfrastructureRole`, encryptionKey);
    return {
      volume: { configuredAtLaunch: true },
      ebs: {
        roleArn: role.roleArn,
        encrypted: true,
        kmsKeyId: encryptionKey?.keyArn,
        volumeType: this.type,
        sizeInGiB: size?.toGibibytes(),
        snapshotId,
        iops,
        throughput,
        filesystemType: fileSystemType,
        volumeInitializationRate: volumeInitializationRate?.toMebibytes(),
        tagSpecifications: [{ resourceType: 'volume', propagateTags: 'SERVICE' }],
      },
      dependencies: [role],
    };
  }
}

/** The managed policy reaches no further than the disks that ECS made, and AWS changes it with what ECS does. */
function makeRole(scope: Construct, id: string, key: kms.IKey | undefined): iam.IRole {
  const role = new InlineRole(scope, id, {
    assumedBy: ecsOf(scope),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonECSInfrastructureRolePolicyForVolumes')],
  });
  acknowledgeVolumesPolicy(role);
  if (key) allowKey(role, key);
  return role;
}

/** ECS Developer Guide, "Data encryption for Amazon EBS volumes": for disks, and through EC2. */
function allowKey(role: iam.IRole, key: kms.IKey): void {
  const { account, region } = Stack.of(role);
  const conditions = {
    'StringEquals': { 'kms:CallerAccount': account, 'kms:ViaService': `ec2.${region}.amazonaws.com` },
    'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
  };
  const allow = (action: string, when?: object) => role.addToPrincipalPolicy(
    new iam.PolicyStatement({ actions: [action], resources: [key.keyArn], conditions: when && { ...conditions, ...when } }));
  allow('kms:DescribeKey');
  ['kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'].forEach((action) => allow(action, {}));
  allow('kms:CreateGrant', { Bool: { 'kms:GrantIsForAWSResource': 'true' } });
}
