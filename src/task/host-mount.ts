/** A file or folder of the instance that a container sees. */
export interface HostMount {
  /** Path on the instance: `/var/log`. */
  readonly hostPath: string;

  /**
   * Path in the container.
   *
   * @default - the same as on the instance
   */
  readonly containerPath?: string;

  /**
   * Let the container write there.
   *
   * @default false
   */
  readonly writable?: boolean;
}
