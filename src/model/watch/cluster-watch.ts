import { Environment } from './environment';
import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CloudWatch User Guide, "Limits": an alarm on a Metrics Insights query looks at the latest 3 hours.
const PENDING_MINUTES: Range = { min: 1, max: 180, unit: 'minutes' };
const EVENTS: Range = { min: 1, unit: 'events' };

/** Thresholds of the alarms on a cluster; absent where they are not known. */
export interface WatchThresholds {
  readonly pendingMinutes?: number;
  readonly startFailures?: number;
}

/** Refuses thresholds that no alarm can be made of. */
export function checkThresholds({ pendingMinutes, startFailures }: WatchThresholds): Finding[] {
  return [
    ...checkRange('ClusterWatch.PendingFor', 'pendingFor', pendingMinutes, PENDING_MINUTES),
    ...checkRange('ClusterWatch.StartFailures', 'startFailures', startFailures, EVENTS),
  ];
}

/** Refuses to watch from where the events of a cluster do not arrive. */
export function checkPlace(cluster: Environment, watch: Environment): Finding[] {
  const compared = (['region', 'account'] as const).filter((part) => cluster[part] !== undefined && watch[part] !== undefined);
  return compared.filter((part) => cluster[part] !== watch[part]).map((part) => refuse('ClusterWatch.OtherEnvironment', 'cluster',
    `sends its events within its own ${part}, ${cluster[part]}, got a stack of ${watch[part]}; watch it from a stack of ${cluster[part]}`));
}

/** Advises of what stays unseen without Container Insights. */
export function checkInsights(insights: string | undefined): Finding[] {
  return insights === 'disabled' ? [advise('ClusterWatch.NoInsights', 'cluster',
    'has Container Insights disabled, which counts pending tasks: there is no alarm on tasks that stay pending; turn it on, or rely on the other alarms')] : [];
}
