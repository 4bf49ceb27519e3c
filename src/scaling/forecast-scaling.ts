import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { ForecastMetric } from './forecast-metric';
import type { RequestTarget } from './request-metrics';
import { ScaledServiceFacts, ScalingPolicy } from './scaling-policy';
import { addPolicy } from './scaling-resource';
import { Finding, under } from '../model/finding';
import { MovesFacts } from '../model/scaling/scaling-bounds';
import { checkForecast } from '../model/scaling/scaling-forecast';
import { known, knownSeconds } from '../private/known';

/** More tasks before the load is there, by a forecast. */
export interface ForecastScalingOptions {
  /** The load that is predicted. */
  readonly metric: ForecastMetric;

  /**
   * Only make forecasts, to be compared with what happens, and leave the number of tasks alone.
   *
   * @default true
   */
  readonly forecastOnly?: boolean;

  /**
   * Percent above the forecast up to which the most tasks are raised where the forecast comes near them, from 0 to 100.
   *
   * @default - the most tasks stay as they are, whatever the forecast
   */
  readonly maxCapacityBuffer?: number;

  /**
   * How long before the forecast tasks start, such as the time they need to get ready; less than an hour.
   *
   * @default - 300 seconds, as Application Auto Scaling does it
   */
  readonly schedulingBuffer?: Duration;
}

/** Predictive scaling. */
export class ForecastScaling implements ScalingPolicy {
  public readonly moves?: MovesFacts;
  private readonly forecastOnly: boolean;

  constructor(public readonly id: string, private readonly options: ForecastScalingOptions) {
    this.forecastOnly = options.forecastOnly ?? true;
    this.moves = this.forecastOnly ? undefined : { fromZero: false, scalesIn: false };
  }

  public findings(facts: ScaledServiceFacts): Finding[] {
    const { metric, maxCapacityBuffer, schedulingBuffer } = this.options;
    return [
      ...under('metric', metric._findings(facts)),
      ...checkForecast({ maxCapacityBuffer: known(maxCapacityBuffer), schedulingBufferSeconds: knownSeconds(schedulingBuffer) }),
    ];
  }

  public bind(count: ecs.ScalableTaskCount, targets: RequestTarget[]): void {
    const { metric, maxCapacityBuffer, schedulingBuffer } = this.options;
    const specification = metric._specification(targets);
    if (specification === undefined) return;
    addPolicy(count, this.id, {
      policyType: 'PredictiveScaling',
      predictiveScalingPolicyConfiguration: {
        metricSpecifications: [specification],
        mode: this.forecastOnly ? 'ForecastOnly' : 'ForecastAndScale',
        maxCapacityBreachBehavior: maxCapacityBuffer === undefined ? 'HonorMaxCapacity' : 'IncreaseMaxCapacity',
        maxCapacityBuffer,
        schedulingBufferTime: schedulingBuffer?.toSeconds(),
      },
    });
  }
}
