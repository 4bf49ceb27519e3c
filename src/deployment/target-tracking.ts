import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { SCALE_IN_COOLDOWN, SCALE_OUT_COOLDOWN } from './scaling-policy';
import { TrackingFacts } from '../model/deployment/scaling-bounds';
import { known } from '../private/known';
import { numbered } from '../private/numbered';
import { knowsItsBalancer } from '../private/target-group-facts';

/** What is tracked, and how calmly. */
export interface Targets {
  readonly cpuPercent?: number;
  readonly memoryPercent?: number;
  readonly requestsPerTarget?: number;
  readonly scaleInCooldown?: Duration;
  readonly scaleOutCooldown?: Duration;
}

const CPU_ID = 'CpuScaling';
const MEMORY_ID = 'MemoryScaling';
const REQUESTS_ID = 'RequestScaling';

interface Cooldowns {
  readonly scaleInCooldown: Duration;
  readonly scaleOutCooldown: Duration;
}

/** What is known of what is tracked. */
export function trackingsOf(targets: Targets): TrackingFacts[] {
  const metrics = ['cpuPercent', 'memoryPercent', 'requestsPerTarget'] as const;
  return metrics.filter((metric) => targets[metric] !== undefined).map((metric) => ({ metric, target: known(targets[metric]) }));
}

/** Whether the policy of a target has this id. */
export function isTrackingId(id: string, { cpuPercent, memoryPercent, requestsPerTarget }: Targets): boolean {
  return (cpuPercent !== undefined && id === CPU_ID)
    || (memoryPercent !== undefined && id === MEMORY_ID)
    || (requestsPerTarget !== undefined && new RegExp(`^${REQUESTS_ID}\\d*$`).test(id));
}

/** Adds a policy for each target. */
export function trackTargets(count: ecs.ScalableTaskCount, targets: Targets, targetGroups: elbv2.IApplicationTargetGroup[]): void {
  const { cpuPercent, memoryPercent, requestsPerTarget } = targets;
  const cooldowns = {
    scaleInCooldown: targets.scaleInCooldown ?? SCALE_IN_COOLDOWN,
    scaleOutCooldown: targets.scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
  };
  if (cpuPercent !== undefined) {
    count.scaleOnCpuUtilization(CPU_ID, { targetUtilizationPercent: cpuPercent, ...cooldowns });
  }
  if (memoryPercent !== undefined) {
    count.scaleOnMemoryUtilization(MEMORY_ID, { targetUtilizationPercent: memoryPercent, ...cooldowns });
  }
  if (requestsPerTarget !== undefined) {
    targetGroups.filter(knowsItsBalancer).forEach((targetGroup, index) => {
      trackRequests(count, numbered(REQUESTS_ID, index), targetGroup, requestsPerTarget, cooldowns);
    });
  }
}

function trackRequests(
  count: ecs.ScalableTaskCount, id: string, targetGroup: elbv2.IApplicationTargetGroup, requestsPerTarget: number, cooldowns: Cooldowns,
): void {
  if (targetGroup instanceof elbv2.ApplicationTargetGroup) {
    count.scaleOnRequestCount(id, { targetGroup, requestsPerTarget, ...cooldowns });
  } else {
    // The L2 takes only target groups of the app; the metric of an imported one counts the same requests.
    count.scaleToTrackCustomMetric(id, { metric: targetGroup.metrics.requestCountPerTarget(), targetValue: requestsPerTarget, ...cooldowns });
  }
}
