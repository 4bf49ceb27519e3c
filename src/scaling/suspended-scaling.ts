import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { scalableTarget } from './scaling-resource';

/** What Application Auto Scaling leaves alone for now. */
export interface SuspendedScalingOptions {
  /**
   * No policy takes tasks away.
   *
   * @default false
   */
  readonly scaleIn?: boolean;

  /**
   * No policy adds tasks.
   *
   * @default false
   */
  readonly scaleOut?: boolean;

  /**
   * No schedule changes the bounds.
   *
   * @default false
   */
  readonly schedules?: boolean;
}

/** What is not suspended is named too: Application Auto Scaling keeps what an update leaves out. */
export function suspend(count: ecs.ScalableTaskCount, { scaleIn, scaleOut, schedules }: SuspendedScalingOptions): void {
  (scalableTarget(count).node.defaultChild as appscaling.CfnScalableTarget).suspendedState = {
    dynamicScalingInSuspended: scaleIn ?? false,
    dynamicScalingOutSuspended: scaleOut ?? false,
    scheduledScalingSuspended: schedules ?? false,
  };
}
