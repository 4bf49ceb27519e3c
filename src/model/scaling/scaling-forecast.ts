import { Finding } from '../finding';
import { checkRange, Range } from '../range';

// Application Auto Scaling API reference, PredictiveScalingPolicyConfiguration: the time has to be less than the hour of a forecast.
const MAX_CAPACITY_BUFFER: Range = { min: 0, max: 100, unit: 'percent' };
const SCHEDULING_BUFFER: Range = { min: 0, max: 3599, unit: 'seconds' };

/** What is known of a predictive policy, apart from its metric. */
export interface ForecastFacts {
  readonly maxCapacityBuffer?: number;
  readonly schedulingBufferSeconds?: number;
}

/** Refuses what Application Auto Scaling does not take of a predictive policy. */
export function checkForecast({ maxCapacityBuffer, schedulingBufferSeconds }: ForecastFacts): Finding[] {
  return [
    ...checkRange('TaskScaling.MaxCapacityBuffer', 'maxCapacityBuffer', maxCapacityBuffer, MAX_CAPACITY_BUFFER),
    ...checkRange('TaskScaling.SchedulingBuffer', 'schedulingBuffer', schedulingBufferSeconds, SCHEDULING_BUFFER),
  ];
}
