import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Duration } from 'aws-cdk-lib/core';
import { checkPoolUpdates } from '../model/capacity/pool-updates';
import { Finding } from '../model/finding';
import { knownSeconds } from '../private/known';

// A new instance is there before an old one goes, a tenth of the pool at a time.
const MIN_HEALTHY_PERCENT = 100;
const MAX_HEALTHY_PERCENT = 110;

/** When the instances of a pool are replaced by new ones. */
export interface PoolUpdates {
  /**
   * A deployment that changes what instances are started from, such as one that brings a new machine image, replaces those that run.
   *
   * A tenth of them at a time, each only after a new one has come and its own tasks have moved; the deployment waits for it.
   *
   * @default true
   */
  readonly refresh?: boolean;

  /**
   * Time after which an instance is replaced, from 1 to 365 days.
   *
   * A pool refuses others with `PoolUpdates.Lifetime`, and warns with `PoolUpdates.ProtectedLifetime` where termination protection keeps
   * instances with tasks past it.
   *
   * @default - instances stay as long as they are needed
   */
  readonly maxInstanceLifetime?: Duration;
}

/** What is wrong with the updates that were asked for. */
export function updateFindings(updates: PoolUpdates, protectedFromScaleIn: boolean | undefined): Finding[] {
  return checkPoolUpdates({ maxInstanceLifetimeSeconds: knownSeconds(updates.maxInstanceLifetime), protectedFromScaleIn });
}

/** How an Auto Scaling group replaces its instances. */
export function updateProps(updates: PoolUpdates): Partial<autoscaling.AutoScalingGroupProps> {
  return {
    maxInstanceLifetime: updates.maxInstanceLifetime,
    minHealthyPercentage: MIN_HEALTHY_PERCENT,
    maxHealthyPercentage: MAX_HEALTHY_PERCENT,
    updatePolicy: updates.refresh ?? true ? autoscaling.UpdatePolicy.instanceRefresh({
      strategy: autoscaling.InstanceRefreshStrategy.ROLLING,
      // Instances with tasks are protected; by default a refresh would wait an hour for them, and fail.
      scaleInProtectedInstances: autoscaling.ScaleInProtectedInstances.REFRESH,
    }) : undefined,
  };
}
