import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Token } from 'aws-cdk-lib/core';
import { ScalingPolicy } from './scaling-policy';
import { checkSteps } from '../model/deployment/scaling-steps';
import { Finding } from '../model/finding';
import { checkRange } from '../model/range';
import { known } from '../private/known';

/** Steps to more or fewer tasks, by ranges of a metric. */
export interface StepScalingOptions {
  /** The metric whose value picks the step. */
  readonly metric: cloudwatch.IMetric;

  /**
   * From 2 to 40 ranges of the metric that do not overlap, and what each does to the number of tasks.
   *
   * A bound that is left out is that of the next range. One range in all may be without a change. Bounds have an order only as plain
   * numbers: the CDK takes no tokens for them.
   */
  readonly steps: appscaling.ScalingInterval[];

  /**
   * What the `change` of a step means: tasks to add, percent to add, or the number of tasks.
   *
   * @default appscaling.AdjustmentType.CHANGE_IN_CAPACITY
   */
  readonly adjustmentType?: appscaling.AdjustmentType;

  /**
   * Time after a step before the next one in the same direction.
   *
   * @default - 300 seconds, as Application Auto Scaling does it for ECS
   */
  readonly cooldown?: Duration;

  /**
   * Periods of the metric in a row that pick the step.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;
}

/** Takes steps on a metric of the user's. */
export class StepScaling implements ScalingPolicy {
  constructor(public readonly id: string, private readonly options: StepScalingOptions) {}

  public findings(): Finding[] {
    const { adjustmentType, steps, evaluationPeriods } = this.options;
    const exact = adjustmentType === appscaling.AdjustmentType.EXACT_CAPACITY;
    const hasTokens = steps.some(({ lower, upper }) => Token.isUnresolved(lower) || Token.isUnresolved(upper));
    return [
      ...(hasTokens ? [] : checkSteps(steps, exact)),
      ...checkRange('TaskScaling.EvaluationPeriods', 'evaluationPeriods', known(evaluationPeriods), { min: 1, unit: 'periods' }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { steps, ...options } = this.options;
    count.scaleOnMetric(this.id, { ...options, scalingSteps: steps });
  }
}
