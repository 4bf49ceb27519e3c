import { Duration } from 'aws-cdk-lib/core';

/** What moves the number of tasks between its bounds. */
export interface TaskScalingOptions {
  /**
   * Percent of their CPU that the tasks use on average, above 0 and up to 100, to be held.
   *
   * @default - CPU is not tracked
   */
  readonly cpuPercent?: number;

  /**
   * Percent of their memory that the tasks use on average, above 0 and up to 100, to be held.
   *
   * @default - memory is not tracked
   */
  readonly memoryPercent?: number;

  /**
   * Requests a minute that each task gets from an Application Load Balancer, to be held.
   *
   * With several target groups each that knows its load balancer is tracked, and the one that needs the most tasks decides. Where a rollout
   * moves traffic between two target groups, the requests of both count.
   *
   * @default - requests are not tracked
   */
  readonly requestsPerTarget?: number;

  /**
   * Measure CPU and memory every 20 seconds instead of every 60, where they are tracked, so that tasks are added sooner.
   *
   * CloudWatch charges for these metrics.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/target-tracking-faster-auto-scaling.html
   */
  readonly highResolution?: boolean;

  /**
   * Time after fewer tasks before there may be fewer again; more tasks end it.
   *
   * @default Duration.seconds(300)
   */
  readonly scaleInCooldown?: Duration;

  /**
   * Time after more tasks before there may be more again; a larger need does not wait for it.
   *
   * @default Duration.seconds(60)
   */
  readonly scaleOutCooldown?: Duration;
}
