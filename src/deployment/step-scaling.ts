import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { ScalingPolicy } from './scaling-policy';
import { Finding, refuse } from '../model/finding';
import { checkRange } from '../model/range';
import { known } from '../private/known';

// What the CDK's step scaling takes: AWS takes 20 steps in each direction.
const FEWEST_STEPS = 2;
const MOST_STEPS = 40;

/** Steps to more or fewer tasks, by ranges of a metric. */
export interface StepScalingOptions {
  /** The metric whose value picks the step. */
  readonly metric: cloudwatch.IMetric;

  /** From 2 to 40 ranges of the metric that do not overlap, and what each does to the number of tasks. */
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
  public readonly isSchedule = false;

  constructor(public readonly id: string, private readonly options: StepScalingOptions) {}

  public findings(): Finding[] {
    const { steps, evaluationPeriods } = this.options;
    return [
      ...(steps.length >= FEWEST_STEPS && steps.length <= MOST_STEPS ? []
        : [refuse('TaskScaling.Steps', 'steps', `has from ${FEWEST_STEPS} to ${MOST_STEPS} ranges, got ${steps.length}`)]),
      ...steps.flatMap(({ lower, upper }, index) => (lower === undefined && upper === undefined
        ? [refuse('TaskScaling.Step', `steps[${index}]`, 'needs a `lower` bound, an `upper` bound or both, got neither')]
        : [])),
      ...checkRange('TaskScaling.EvaluationPeriods', 'evaluationPeriods', known(evaluationPeriods), { min: 1, unit: 'periods' }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { steps, ...options } = this.options;
    count.scaleOnMetric(this.id, { ...options, scalingSteps: steps });
  }
}
