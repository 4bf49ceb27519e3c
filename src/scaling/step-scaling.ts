import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Token } from 'aws-cdk-lib/core';
import { ScalingPolicy } from './scaling-policy';
import { Finding } from '../model/finding';
import { checkRange } from '../model/range';
import { MovesFacts } from '../model/scaling/scaling-bounds';
import { AdjustmentKind, checkAdjustments, checkSteps } from '../model/scaling/scaling-steps';
import { known } from '../private/known';

const KINDS: Record<appscaling.AdjustmentType, AdjustmentKind> = {
  [appscaling.AdjustmentType.CHANGE_IN_CAPACITY]: 'change',
  [appscaling.AdjustmentType.PERCENT_CHANGE_IN_CAPACITY]: 'percent',
  [appscaling.AdjustmentType.EXACT_CAPACITY]: 'exact',
};

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
   * Tasks by which a step in percent changes the number at least, from 1 up.
   *
   * 10 percent of 4 tasks is less than one task: with 2 here, it is 2.
   *
   * @default - what the percentage gives
   */
  readonly minAdjustmentMagnitude?: number;

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
  public readonly moves: MovesFacts;
  private readonly kind: AdjustmentKind;

  constructor(public readonly id: string, private readonly options: StepScalingOptions) {
    const { adjustmentType, minAdjustmentMagnitude } = options;
    this.kind = KINDS[adjustmentType ?? appscaling.AdjustmentType.CHANGE_IN_CAPACITY];
    this.moves = { fromZero: this.kind !== 'percent' || minAdjustmentMagnitude !== undefined, scalesIn: true };
  }

  public findings(): Finding[] {
    const { steps, evaluationPeriods, minAdjustmentMagnitude } = this.options;
    const hasTokens = steps.some(({ lower, upper }) => Token.isUnresolved(lower) || Token.isUnresolved(upper));
    return [
      ...(hasTokens ? [] : checkSteps(steps, this.kind === 'exact')),
      ...checkAdjustments(this.kind, steps.map(({ change }) => known(change)), known(minAdjustmentMagnitude)),
      ...checkRange('TaskScaling.EvaluationPeriods', 'evaluationPeriods', known(evaluationPeriods), { min: 1, unit: 'periods' }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount): void {
    const { steps, ...options } = this.options;
    count.scaleOnMetric(this.id, { ...options, scalingSteps: steps });
  }
}
