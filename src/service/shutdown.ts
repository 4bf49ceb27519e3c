import { Duration } from 'aws-cdk-lib/core';

/**
 * How a task is taken out of service: first its target drains, then its containers are told to stop.
 *
 * A Spot interruption gives 120 seconds for both together.
 */
export interface Shutdown {
  /**
   * How long the balancer lets requests in flight finish before the task is stopped.
   *
   * Each deployment waits for it in full; near the longest request is right.
   *
   * @default Duration.seconds(30)
   */
  readonly drain?: Duration;

  /**
   * How long containers get from SIGTERM to SIGKILL, unless they name a `stopTimeout` of their own; 2 to 120 seconds.
   *
   * A service refuses it for an existing task definition, which stays as it is (`Shutdown.ExistingTask`).
   *
   * @default - on Spot what `drain` leaves of the 120 seconds notice (all of it without a balancer); elsewhere 30 seconds
   */
  readonly stop?: Duration;
}
