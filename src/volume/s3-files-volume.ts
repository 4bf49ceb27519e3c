import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, IDependable } from 'constructs';
import { BoundVolume, VolumeContext, VolumeSource } from './volume-source';
import { Finding } from '../model/finding';
import { VolumeFacts } from '../model/task/volume-facts';
import { acknowledgeVolumeObjects } from '../private/acknowledge';
import { known } from '../private/known';

// S3 User Guide, "Prerequisites for S3 Files", on security groups.
const NFS = ec2.Port.tcp(2049);

/** A file system of S3 Files: the objects of a bucket as files. */
export interface S3FilesVolumeOptions {
  /** ARN of the file system. */
  readonly fileSystemArn: string;

  /** The bucket whose objects are the files; tasks read large files from it directly. */
  readonly bucket: s3.IBucket;

  /**
   * What the keys of the objects begin with, as the file system has it.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * ARN of an access point of the file system.
   *
   * @default - the file system is mounted without one
   */
  readonly accessPointArn?: string;

  /**
   * Directory of the file system that the tasks see as its root; not with an access point, which has one of its own.
   *
   * @default '/'
   */
  readonly rootDirectory?: string;

  /**
   * Security group of the mount targets, which then lets the tasks in.
   *
   * @default - you let them in on port 2049
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * Mount targets that have to be there before a task starts.
   *
   * @default - they are there
   */
  readonly mountTargets?: IDependable[];
}

/** A file system of S3 Files, mounted with the task role; mounts are encrypted always. */
export class S3FilesVolume implements VolumeSource {
  public readonly facts: Omit<VolumeFacts, 'name' | 'path'>;

  constructor(private readonly options: S3FilesVolumeOptions) {
    const { accessPointArn, rootDirectory } = options;
    this.facts = {
      kind: 's3Files',
      remote: { rootDirectory: known(rootDirectory), accessPoint: accessPointArn !== undefined, transitEncryption: true },
    };
  }

  public findings(): Finding[] {
    return [];
  }

  public bind(_scope: Construct, context: VolumeContext): BoundVolume {
    const { accessPointArn, fileSystemArn, mountTargets, rootDirectory, securityGroup } = this.options;
    this.allow(context);
    return {
      volume: {},
      properties: { S3FilesVolumeConfiguration: { FileSystemArn: fileSystemArn, AccessPointArn: accessPointArn, RootDirectory: rootDirectory } },
      server: securityGroup && new ec2.Connections({ securityGroups: [securityGroup], defaultPort: NFS }),
      dependencies: mountTargets,
    };
  }

  /** S3 User Guide, "IAM role for attaching your file system to AWS compute resources". */
  private allow({ taskRole, writable }: VolumeContext): void {
    const { accessPointArn, bucket, fileSystemArn, prefix = '' } = this.options;
    const objects = bucket.arnForObjects(`${prefix}*`);
    const statements = [
      {
        actions: ['s3files:ClientMount', ...(writable ? ['s3files:ClientWrite'] : [])],
        resources: [fileSystemArn],
        conditions: accessPointArn === undefined ? undefined : { StringEquals: { 's3files:AccessPointArn': accessPointArn } },
      },
      { actions: ['s3:GetObject', 's3:GetObjectVersion'], resources: [objects] },
      { actions: ['s3:ListBucket'], resources: [bucket.bucketArn] },
    ];
    statements.forEach((statement) => taskRole.addToPrincipalPolicy(new iam.PolicyStatement(statement)));
    bucket.encryptionKey?.grantDecrypt(taskRole);
    acknowledgeVolumeObjects(taskRole, objects);
  }
}
