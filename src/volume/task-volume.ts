import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { EbsVolume, EbsVolumeOptions } from './ebs-volume';
import { EfsVolume, EfsVolumeOptions, ExistingEfsVolumeOptions } from './efs-volume';
import { DockerVolumeOptions, LocalVolume } from './local-volume';
import { S3FilesVolume, S3FilesVolumeOptions } from './s3-files-volume';
import { BoundVolume, VolumeContext, VolumeSource } from './volume-source';
import { Finding } from '../model/finding';
import { VolumeFacts } from '../model/task/volume-facts';

/**
 * A volume of a task, which its containers mount by the name that the task gives it.
 *
 * A service refuses a kind that there is not where its tasks run (`Volume.Platform`, `Volume.Windows`), and warns about a volume that no
 * container mounts (`Volume.NotMounted`).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_data_volumes.html
 *
 * @example
 * TaskBlueprint.container({
 *   image,
 *   volumes: {
 *     uploads: TaskVolume.efs({ vpc }),
 *     cache: TaskVolume.ebs({ size: Size.gibibytes(100) }),
 *   },
 *   mounts: [{ volume: 'uploads', path: '/var/uploads', readOnly: true }, { volume: 'cache', path: '/var/cache/app' }],
 * });
 */
export class TaskVolume {
  /**
   * A file system on EFS that all tasks of the service share, made with it and kept after it: encrypted, backed up, and reached through an
   * access point with the task role and over TLS.
   *
   * Each service that is made of the blueprint makes a file system of its own. A service refuses a `directory`, an `owner` or `permissions` that
   * EFS does not take (`AccessPoint.Directory`, `AccessPoint.Owner`, `AccessPoint.Permissions`), and a `vpc` that is not its cluster's
   * (`EfsVolume.OtherVpc`).
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
   */
  public static efs(options: EfsVolumeOptions): TaskVolume {
    return new TaskVolume(EfsVolume.made(options));
  }

  /**
   * A file system on EFS that is there already, reached through an access point with the task role and over TLS.
   *
   * Its security group lets the tasks in; one that is imported as not mutable stays as it is. A service refuses options for an access point
   * where none is made (`EfsVolume.NoAccessPoint`), and an access point next to `rootDirectory` (`Volume.AccessPointRoot`). It warns about two
   * access points to one directory whose owners keep each other out (`AccessPoint.TwoOwners`).
   *
   * @see https://docs.aws.amazon.com/efs/latest/ug/efs-access-points.html
   */
  public static existingEfs(options: ExistingEfsVolumeOptions): TaskVolume {
    return new TaskVolume(EfsVolume.existing(options));
  }

  /**
   * A disk on EBS for each task, made when it starts and deleted when it stops.
   *
   * One for each task (`Volume.TwoEbs`), not for daemons (`Volume.EbsOfDaemon`), tasks outside of services, CodeDeploy, or Windows on Fargate
   * (`Windows.Ebs`). A size, type or speed that EBS does not have is refused with `EbsVolume.…`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
   */
  public static ebs(options: EbsVolumeOptions): TaskVolume {
    return new TaskVolume(new EbsVolume(options));
  }

  /**
   * An empty directory that the containers of a task share; it is gone with the task.
   *
   * It is on the scratch disk of the task, whose size on Fargate `FargateSize` has. For a directory of one container see `writablePaths`.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
   */
  public static scratch(): TaskVolume {
    return new TaskVolume(LocalVolume.scratch());
  }

  /**
   * A directory of the instance, shared by all tasks there that mount it; `hostMounts` of a container is short for it.
   *
   * @param hostPath absolute path on the instance (`BindVolume.Path` otherwise)
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
   */
  public static bind(hostPath: string): TaskVolume {
    return new TaskVolume(LocalVolume.bind(hostPath));
  }

  /**
   * A volume that Docker manages on an EC2 instance, with a driver of its own if need be.
   *
   * A service refuses another driver than `local` for Windows (`Volume.WindowsDriver`), and `autoprovision` for a volume of the task's own
   * (`Volume.Autoprovision`).
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/docker-volumes.html
   */
  public static docker(options: DockerVolumeOptions = {}): TaskVolume {
    return new TaskVolume(LocalVolume.docker(options));
  }

  /**
   * The objects of a bucket as files, by a file system of S3 Files that is there already; on Fargate and Managed Instances.
   *
   * The task role may mount it and read the bucket, and no more.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
   */
  public static s3Files(options: S3FilesVolumeOptions): TaskVolume {
    return new TaskVolume(new S3FilesVolume(options));
  }

  private constructor(private readonly source: VolumeSource) {}

  /** @internal */
  public get _facts(): Omit<VolumeFacts, 'name' | 'path'> {
    return this.source.facts;
  }

  /** @internal */
  public _findings(vpc: ec2.IVpc | undefined): Finding[] {
    return this.source.findings(vpc);
  }

  /** @internal */
  public _bind(scope: Construct, context: VolumeContext): BoundVolume {
    return this.source.bind(scope, context);
  }
}
