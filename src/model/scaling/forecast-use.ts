import { advise, Finding } from '../finding';

/** What is known of a predictive policy among the others of its service. */
export interface ForecastUseFacts {
  /** `ForecastOnly` or `ForecastAndScale`. */
  readonly mode?: string;
  /** Policies and schedules that do move the number of tasks. */
  readonly others: number;
}

/** Advises against a forecast that is all there is, and moves nothing. Application Auto Scaling API reference, PredictiveScalingPolicyConfiguration. */
export function checkForecastUse({ mode, others }: ForecastUseFacts): Finding[] {
  return mode !== 'ForecastOnly' || others > 0 ? [] : [advise('TaskScaling.ForecastOnly', 'mode',
    'only makes forecasts, and nothing else moves the number of tasks; set ForecastAndScale, and track a metric, since a forecast takes no tasks away')];
}
