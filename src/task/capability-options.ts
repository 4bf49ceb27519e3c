import * as ecs from 'aws-cdk-lib/aws-ecs';

/** Linux capabilities of a container. */
export interface CapabilityOptions {
  /**
   * Capabilities to add; Fargate knows `SYS_PTRACE` only.
   *
   * @default - nothing is added
   */
  readonly add?: ecs.Capability[];

  /**
   * Capabilities to take away; `ALL` leaves none.
   *
   * @default - nothing is taken away
   */
  readonly drop?: ecs.Capability[];
}
