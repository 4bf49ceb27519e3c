import { Duration } from 'aws-cdk-lib/core';

/** When a container that exits is started again, without a new task. */
export interface RestartOptions {
  /**
   * Exit codes after which it stays down; at most 50.
   *
   * @default - it is started again after every exit
   */
  readonly ignoredExitCodes?: number[];

  /**
   * How long it has to run before it may be started again; 60 seconds to 30 minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly attemptPeriod?: Duration;
}
