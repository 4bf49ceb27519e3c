/** A volume of the task that a container sees. */
export interface VolumeMount {
  /** Name of the volume, as the task's `volumes` has it. */
  readonly volume: string;

  /** Directory in the container, by absolute path. */
  readonly path: string;

  /**
   * Keep the container from writing there.
   *
   * Where all containers only read an EFS or S3 Files volume, the task role may not write to it either.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
