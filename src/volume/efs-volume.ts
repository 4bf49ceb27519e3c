import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Fn, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct, IConstruct } from 'constructs';
import { BoundVolume, VolumeContext, VolumeSource } from './volume-source';
import { Finding, refuse, under } from '../model/finding';
import { AccessPointFacts, checkAccessPoint, checkSharedDirectory, PlacedAccessPoint } from '../model/task/access-point';
import { VolumeFacts } from '../model/task/volume-facts';
import { guardCall } from '../private/guard';
import { known } from '../private/known';
import { areApart, vpcName } from '../private/vpc-identity';

const DEFAULT_USER = '1000:1000';
const DEFAULT_PERMISSIONS = '750';
// What was made in an app, by file system: none of its services knows what the others mount.
const accessPoints = new WeakMap<IConstruct, Map<string, PlacedAccessPoint[]>>();

/** Which directory of a file system tasks see, and as whom; an access point is made for it. */
export interface EfsAccessOptions {
  /**
   * Directory of the file system that the tasks see as its root; it is made when the first task mounts it.
   *
   * @default - the name of the volume: `/uploads`
   */
  readonly directory?: string;

  /**
   * Numbers of the user and the group that all files are read and written as, whatever the container runs as.
   *
   * @default '1000:1000'
   */
  readonly owner?: string;

  /**
   * Permissions of the directory, as the octal number that `chmod` takes.
   *
   * @default '750'
   */
  readonly permissions?: string;
}

/** A file system on EFS that is made for the tasks of one service. */
export interface EfsVolumeOptions extends EfsAccessOptions {
  /** VPC of the cluster that runs the tasks: `EfsVolume.OtherVpc` where it is another one. */
  readonly vpc: ec2.IVpc;

  /**
   * Subnets of the mount targets, at most one in each availability zone.
   *
   * @default - one private subnet in each zone
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Key that encrypts the files.
   *
   * @default - the key that AWS manages for EFS
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * Back the files up every day, kept for 35 days, as AWS Backup does for EFS.
   *
   * @default true
   */
  readonly backup?: boolean;

  /**
   * After how long without a reader a file goes to the storage class Infrequent Access; its first reader brings it back.
   *
   * @default efs.LifecyclePolicy.AFTER_30_DAYS
   */
  readonly infrequentAccess?: efs.LifecyclePolicy;

  /**
   * What becomes of the files when their stack is deleted.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** A file system on EFS that is there already: of this app, or imported. */
export interface ExistingEfsVolumeOptions extends EfsAccessOptions {
  /** The file system, with the security group of its mount targets. */
  readonly fileSystem: efs.IFileSystem;

  /**
   * An access point of the file system.
   *
   * @default - one is made with `directory`, `owner` and `permissions`
   */
  readonly accessPoint?: efs.IAccessPoint;

  /**
   * Directory of the file system, mounted without an access point; it has to be there, and belongs to whom it belongs.
   *
   * @default - an access point names the directory
   */
  readonly rootDirectory?: string;
}

/** A file system on EFS, mounted with the task role and over TLS. */
export class EfsVolume implements VolumeSource {
  /** Made with the service. */
  public static made(options: EfsVolumeOptions): EfsVolume {
    return new EfsVolume(options, (scope, { id }) => makeFileSystem(scope, `${id}FileSystem`, options));
  }

  /** There already. */
  public static existing(options: ExistingEfsVolumeOptions): EfsVolume {
    return new EfsVolume(options, () => options.fileSystem);
  }

  public readonly facts: Omit<VolumeFacts, 'name' | 'path'>;

  private constructor(
    private readonly options: EfsAccessOptions & Partial<ExistingEfsVolumeOptions> & Partial<Pick<EfsVolumeOptions, 'vpc'>>,
    private readonly fileSystemFor: (scope: Construct, context: VolumeContext) => efs.IFileSystem,
  ) {
    const { accessPoint, rootDirectory } = options;
    this.facts = {
      kind: 'efs',
      remote: {
        rootDirectory: known(rootDirectory),
        accessPoint: accessPoint !== undefined || rootDirectory === undefined,
        iam: true,
        transitEncryption: true,
      },
    };
  }

  public findings(vpc: ec2.IVpc | undefined): Finding[] {
    const { accessPoint, directory, owner, permissions, rootDirectory, vpc: own } = this.options;
    const unused = accessPoint === undefined && rootDirectory === undefined ? []
      : Object.entries({ directory, owner, permissions }).filter(([, value]) => value !== undefined);
    return [
      ...checkAccessPoint({ directory: known(directory), owner: known(owner), permissions: known(permissions) }),
      ...unused.map(([option]) => refuse('EfsVolume.NoAccessPoint', option,
        `is for an access point that is made, got \`${accessPoint === undefined ? 'rootDirectory' : 'accessPoint'}\` too; leave one of them out`)),
      ...(own && vpc && areApart(own, vpc) ? [refuse('EfsVolume.OtherVpc', 'vpc',
        // EFS User Guide, "Mounting EFS file systems from another VPC".
        `must be that of the cluster, ${vpcName(vpc)}, since ECS mounts a file system by its DNS name, which other VPCs do not resolve, got ${vpcName(own)}; ` +
        'take the VPC of the cluster, or TaskVolume.existingEfs() where a private hosted zone resolves the name')] : []),
    ];
  }

  public bind(scope: Construct, context: VolumeContext): BoundVolume {
    const { rootDirectory } = this.options;
    const fileSystem = this.fileSystemFor(scope, context);
    const accessPoint = this.options.accessPoint ?? (rootDirectory === undefined ? this.makeAccessPoint(scope, fileSystem, context) : undefined);
    allowMount(context, fileSystem, accessPoint);
    return {
      volume: {
        efsVolumeConfiguration: {
          fileSystemId: fileSystem.fileSystemId,
          rootDirectory,
          transitEncryption: 'ENABLED',
          authorizationConfig: { accessPointId: accessPoint?.accessPointId, iam: 'ENABLED' },
        },
      },
      server: fileSystem.connections,
      dependencies: [fileSystem.mountTargetsAvailable],
    };
  }

  private makeAccessPoint(scope: Construct, fileSystem: efs.IFileSystem, { id, name }: VolumeContext): efs.IAccessPoint {
    const { directory = `/${name}`, owner = DEFAULT_USER, permissions = DEFAULT_PERMISSIONS } = this.options;
    const [uid, gid] = [0, 1].map((place) => Fn.select(place, Fn.split(':', owner)));
    const accessPoint = new efs.AccessPoint(scope, `${id}AccessPoint`, {
      fileSystem, path: directory, posixUser: { uid, gid }, createAcl: { ownerUid: uid, ownerGid: gid, permissions },
    });
    const facts = { directory: known(directory), owner: known(owner), permissions: known(permissions) };
    guardCall(accessPoint, under(`volumes.${name}`, checkShared(accessPoint, fileSystem, facts)));
    return accessPoint;
  }
}

/** What is wrong with an access point next to those that were made before, also where a file system is imported more than once. */
function checkShared(accessPoint: efs.AccessPoint, fileSystem: efs.IFileSystem, facts: AccessPointFacts): Finding[] {
  const ofApp = accessPoints.get(accessPoint.node.root) ?? new Map<string, PlacedAccessPoint[]>();
  accessPoints.set(accessPoint.node.root, ofApp);
  const key = known(fileSystem.fileSystemId) ?? fileSystem.node.path;
  const others = ofApp.get(key) ?? [];
  ofApp.set(key, [...others, { ...facts, path: accessPoint.node.path }]);
  return checkSharedDirectory(facts, others);
}

function makeFileSystem(scope: Construct, id: string, options: EfsVolumeOptions): efs.FileSystem {
  const { backup, encryptionKey, infrequentAccess, removalPolicy, vpc, vpcSubnets } = options;
  return new efs.FileSystem(scope, id, {
    vpc,
    vpcSubnets,
    securityGroup: new ec2.SecurityGroup(scope, `${id}SecurityGroup`, { vpc, allowAllOutbound: false }),
    encrypted: true,
    kmsKey: encryptionKey,
    enableAutomaticBackups: backup ?? true,
    throughputMode: efs.ThroughputMode.ELASTIC,
    lifecyclePolicy: infrequentAccess ?? efs.LifecyclePolicy.AFTER_30_DAYS,
    outOfInfrequentAccessPolicy: efs.OutOfInfrequentAccessPolicy.AFTER_1_ACCESS,
    removalPolicy: removalPolicy ?? RemovalPolicy.RETAIN,
    // Without it the L2 lets everyone who may mount write, and be root; with a policy of its own nobody is let in who has no role for it.
    allowAnonymousAccess: true,
    fileSystemPolicy: onlyEncrypted(),
  });
}

/** EFS User Guide, "Using IAM to control access to file systems": a policy replaces the one that lets everyone in. */
function onlyEncrypted(): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    })],
  });
}

/** EFS User Guide, "IAM for Amazon EFS": through the access point, and never as root. */
function allowMount({ taskRole, writable }: VolumeContext, fileSystem: efs.IFileSystem, accessPoint: efs.IAccessPoint | undefined): void {
  taskRole.addToPrincipalPolicy(new iam.PolicyStatement({
    actions: ['elasticfilesystem:ClientMount', ...(writable ? ['elasticfilesystem:ClientWrite'] : [])],
    resources: [fileSystem.fileSystemArn],
    conditions: accessPoint
      ? { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.accessPointArn } }
      : { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
  }));
}
