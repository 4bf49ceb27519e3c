import { HostMount } from './host-mount';
import { VolumeMount } from './volume-mount';

/** What a container may read and write. */
export interface ContainerStorageOptions {
  /**
   * Keep the container from writing to its own files.
   *
   * ECS Exec needs it off.
   *
   * @default - true, except on Windows, which does not know it
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * Directories, by absolute path, that are empty and writable when the container starts; they do not outlive the task.
   *
   * A service refuses a path that is not absolute, or the root (`Mount.Path`), and one where something is mounted already (`Mount.SamePath`).
   *
   * They belong to root with mode 0755, unless the image names the directory in a `VOLUME` and gives it another owner. So a service warns
   * (`TaskBlueprint.ScratchOwner`) when `user` is not root; `hardening` hands them over.
   *
   * @default - ['/tmp'] while the root filesystem is read-only, else none
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
   */
  readonly writablePaths?: string[];

  /**
   * Volumes of the task that the container sees.
   *
   * A service refuses a volume that the task does not have (`Mount.NoSuchVolume`), a path that is not absolute, or the root (`Mount.Path`), and
   * one where something is mounted already (`Mount.SamePath`).
   *
   * @default - none but those of `writablePaths` and `hostMounts`
   */
  readonly mounts?: VolumeMount[];

  /**
   * Files and folders of the instance that the container sees; Fargate has none.
   *
   * @default - nothing of the instance
   */
  readonly hostMounts?: HostMount[];
}
