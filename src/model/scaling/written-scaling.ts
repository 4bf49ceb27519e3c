// Readers of `AWS::ApplicationAutoScaling::ScalableTarget` and `ScalingPolicy`: what is unknown is undefined.
import { MovesFacts, ScheduleFacts, TrackingFacts } from './scaling-bounds';
import { ForecastFacts } from './scaling-forecast';
import { entryIn, flagIn, isWritten, knownList, numberIn, Properties, textIn } from '../template-value';

const TRACKING = 'TargetTrackingScalingPolicyConfiguration';
const STEPS = 'StepScalingPolicyConfiguration';
const FORECAST = 'PredictiveScalingPolicyConfiguration';
// Application Auto Scaling API reference, PredictiveScalingPolicyConfiguration: what a forecast is used for where nothing is said.
const FORECAST_ONLY = 'ForecastOnly';
// Application Auto Scaling API reference, StepScalingPolicyConfiguration: the third is a number of tasks, which may be less than there are.
const CHANGES: readonly unknown[] = ['ChangeInCapacity', 'PercentChangeInCapacity'];
// Application Auto Scaling API reference, PredefinedMetricSpecification.
const METRICS: ReadonlyMap<string | undefined, TrackingFacts['metric']> = new Map([
  ['ECSServiceAverageCPUUtilization', 'cpuPercent'],
  ['ECSServiceAverageMemoryUtilization', 'memoryPercent'],
  ['ALBRequestCountPerTarget', 'requestsPerTarget'],
]);

/** What is known of a scalable target. */
export interface WrittenTarget {
  readonly namespace?: string;
  readonly dimension?: string;
  readonly minCount?: number;
  readonly maxCount?: number;
  /** New bounds by schedule; undefined where it is not known how many there are. */
  readonly schedules?: readonly ScheduleFacts[];
}

/** What is known of a policy. */
export interface WrittenPolicy {
  /** What it tracks, if that is one of the metrics that Application Auto Scaling has a name for. */
  readonly predefinedMetric?: string;
  /** The same, if it is one of a service. */
  readonly metric?: TrackingFacts['metric'];
  /** The value that it tracks. */
  readonly target?: number;
  readonly scaleInSeconds?: number;
  readonly scaleOutSeconds?: number;
  /** It says of which target group it counts the requests. */
  readonly label?: boolean;
  /** What a forecast is used for: `ForecastOnly` or `ForecastAndScale`; absent where there is none. */
  readonly mode?: string;
  readonly forecast: ForecastFacts;
  /** How it moves the number of tasks: absent where it only forecasts, and in any way where that is not known. */
  readonly moves?: MovesFacts;
}

/** Between which numbers a target scales, and what of. */
export function readTarget(target: Properties): WrittenTarget {
  return {
    namespace: textIn(target.ServiceNamespace),
    dimension: textIn(target.ScalableDimension),
    minCount: numberIn(target.MinCapacity),
    maxCount: numberIn(target.MaxCapacity),
    schedules: knownList(target.ScheduledActions)?.map(readSchedule),
  };
}

/** A bound that may be there counts as there. */
function readSchedule(action: unknown): ScheduleFacts {
  const [min, max] = ['MinCapacity', 'MaxCapacity'].map((bound) => entryIn(action, `ScalableTargetAction.${bound}`));
  return { minCount: numberIn(min), maxCount: numberIn(max), setsMin: isWritten(min) !== false, setsMax: isWritten(max) !== false };
}

/** What a policy does. */
export function readPolicy(policy: Properties): WrittenPolicy {
  const predefinedMetric = textIn(entryIn(policy, `${TRACKING}.PredefinedMetricSpecification.PredefinedMetricType`));
  const metric = METRICS.get(predefinedMetric);
  const mode = isWritten(policy[FORECAST]) ? textIn(entryIn(policy, `${FORECAST}.Mode`, FORECAST_ONLY)) : undefined;
  return {
    predefinedMetric,
    metric,
    target: numberIn(entryIn(policy, `${TRACKING}.TargetValue`)),
    scaleInSeconds: numberIn(entryIn(policy, `${TRACKING}.ScaleInCooldown`)),
    scaleOutSeconds: numberIn(entryIn(policy, `${TRACKING}.ScaleOutCooldown`)),
    label: isWritten(entryIn(policy, `${TRACKING}.PredefinedMetricSpecification.ResourceLabel`)),
    mode,
    forecast: {
      maxCapacityBuffer: numberIn(entryIn(policy, `${FORECAST}.MaxCapacityBuffer`)),
      schedulingBufferSeconds: numberIn(entryIn(policy, `${FORECAST}.SchedulingBufferTime`)),
    },
    moves: mode === FORECAST_ONLY ? undefined : {
      // Those metrics have no data without tasks.
      fromZero: metric === undefined && mode === undefined,
      scalesIn: mode === undefined && !isOutOnly(policy),
    },
  };
}

/** True where it is known that the policy takes no tasks away. */
function isOutOnly(policy: Properties): boolean {
  if (flagIn(entryIn(policy, `${TRACKING}.DisableScaleIn`))) return true;
  const steps = knownList(entryIn(policy, `${STEPS}.StepAdjustments`)) ?? [];
  return steps.length > 0 && CHANGES.includes(entryIn(policy, `${STEPS}.AdjustmentType`))
    && steps.every((step) => (numberIn(entryIn(step, 'ScalingAdjustment')) ?? -1) >= 0);
}

/** The most tasks that are known to be possible outside of deployments; a number that is not known may be larger. */
export function mostTasks(service: Properties, targets: readonly Properties[]): number | undefined {
  const bounds = targets.map(readTarget).flatMap((target) => [target, ...target.schedules ?? []]);
  const told = [numberIn(service.DesiredCount), ...bounds.map(({ maxCount }) => maxCount)].filter((count) => count !== undefined);
  return told.length > 0 ? Math.max(...told) : undefined;
}
