import * as ecs from 'aws-cdk-lib/aws-ecs';

// Pinned, multi-architecture, 2 MB.
const BUSYBOX = 'public.ecr.aws/docker/library/busybox:1.37.0';

/**
 * The directories that a container with a read-only root may write to, and how they come to belong to its user.
 *
 * They are empty when the task starts and gone with it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
 */
export class WritablePaths {
  /**
   * Directories, by absolute path, that are handed over to the user before the container starts.
   *
   * ECS makes them as root's, with mode 0755. A container of the task, the only one that runs as root, changes their owner and ends. So do
   * the scratch and EBS volumes that the container mounts to write to.
   *
   * @param paths absolute paths
   * @param image image with `chown`, where the default cannot be pulled; a pinned BusyBox from the public registry of Amazon ECR
   */
  public static prepared(paths: string[], image?: ecs.ContainerImage): WritablePaths {
    return new WritablePaths(paths, image ?? ecs.ContainerImage.fromRegistry(BUSYBOX));
  }

  /**
   * Directories, by absolute path, that the image names in a `VOLUME` and gives to the user; nothing is added to the task.
   *
   * @param paths absolute paths
   */
  public static ofImage(paths: string[]): WritablePaths {
    return new WritablePaths(paths);
  }

  /** No directory but the scratch and EBS volumes that the container mounts to write to, which are handed over as by `prepared`. */
  public static none(): WritablePaths {
    return WritablePaths.prepared([]);
  }

  private constructor(
    /** @internal */
    public readonly _paths: string[],
    /**
     * What hands them over; absent where the image has done it.
     *
     * @internal
     */
    public readonly _image?: ecs.ContainerImage,
  ) {}
}
