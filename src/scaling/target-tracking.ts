import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { countable, RequestTarget, sumOver } from './request-metrics';
import { SCALE_IN_COOLDOWN, SCALE_OUT_COOLDOWN } from './scaling-policy';
import { scalableTarget } from './scaling-resource';
import { TaskScalingOptions } from './task-scaling-options';
import { Tracking, trackMetric } from './tracked-metric';
import { TrackingFacts } from '../model/scaling/scaling-bounds';
import { known } from '../private/known';
import { numbered } from '../private/numbered';

export type { RequestTarget } from './request-metrics';

const CPU_ID = 'CpuScaling';
const MEMORY_ID = 'MemoryScaling';
const REQUESTS_ID = 'RequestScaling';

// Amazon ECS Developer Guide, "Faster auto scaling with high-resolution metrics".
const HIGH_RESOLUTION_SECONDS = 20;
const HIGH_RESOLUTION = 'HighResolution';

/** What is known of what is tracked. */
export function trackingsOf(targets: TaskScalingOptions): TrackingFacts[] {
  const metrics = ['cpuPercent', 'memoryPercent', 'requestsPerTarget'] as const;
  return metrics.filter((metric) => targets[metric] !== undefined).map((metric) => ({ metric, target: known(targets[metric]) }));
}

/** Whether the policy of a target has this id. */
export function isTrackingId(id: string, { cpuPercent, memoryPercent, requestsPerTarget }: TaskScalingOptions): boolean {
  return (cpuPercent !== undefined && id === CPU_ID)
    || (memoryPercent !== undefined && id === MEMORY_ID)
    || (requestsPerTarget !== undefined && new RegExp(`^${REQUESTS_ID}\\d*$`).test(id));
}

/** Has the service measure what is tracked every 20 seconds, where that is asked for. */
export function measureTargets(service: ecs.BaseService, { cpuPercent, memoryPercent, highResolution }: TaskScalingOptions): void {
  if (!highResolution) return;
  (service.node.defaultChild as ecs.CfnService).monitoring = {
    metricConfigurations: [{
      metricNames: [...(cpuPercent === undefined ? [] : ['CPUUtilization']), ...(memoryPercent === undefined ? [] : ['MemoryUtilization'])],
      resolutionSeconds: HIGH_RESOLUTION_SECONDS,
    }],
  };
}

/** Adds a policy for each target. */
export function trackTargets(count: ecs.ScalableTaskCount, targets: TaskScalingOptions, requestTargets: RequestTarget[]): void {
  const { cpuPercent, memoryPercent, requestsPerTarget, highResolution } = targets;
  const tracking = (targetValue: number): Tracking => ({
    targetValue,
    scaleInCooldown: targets.scaleInCooldown ?? SCALE_IN_COOLDOWN,
    scaleOutCooldown: targets.scaleOutCooldown ?? SCALE_OUT_COOLDOWN,
  });
  const { ECS_SERVICE_AVERAGE_CPU_UTILIZATION: cpu, ECS_SERVICE_AVERAGE_MEMORY_UTILIZATION: memory } = appscaling.PredefinedMetric;
  if (cpuPercent !== undefined) {
    trackUtilization(count, CPU_ID, cpu, highResolution, tracking(cpuPercent));
  }
  if (memoryPercent !== undefined) {
    trackUtilization(count, MEMORY_ID, memory, highResolution, tracking(memoryPercent));
  }
  if (requestsPerTarget !== undefined) {
    countable(requestTargets).forEach((target, index) => trackRequests(count, numbered(REQUESTS_ID, index), target, tracking(requestsPerTarget)));
  }
}

/** By the scalable target: the CDK's enum does not list the metrics of high resolution. */
function trackUtilization(
  count: ecs.ScalableTaskCount, id: string, metric: appscaling.PredefinedMetric, highResolution: boolean | undefined, tracking: Tracking,
): void {
  const predefinedMetric = (highResolution ? `${metric}${HIGH_RESOLUTION}` : metric) as appscaling.PredefinedMetric;
  scalableTarget(count).scaleToTrackMetric(id, { predefinedMetric, ...tracking });
}

/**
 * By the predefined metric where that is possible.
 *
 * It counts the requests of one target group, and the L2 takes only one of the app. ECS does not take it where traffic moves between two:
 * there, the requests of each task are those of both.
 */
function trackRequests(count: ecs.ScalableTaskCount, id: string, target: RequestTarget, { targetValue, ...cooldowns }: Tracking): void {
  const { targetGroup, alternate } = target;
  if (alternate === undefined && targetGroup instanceof elbv2.ApplicationTargetGroup) {
    count.scaleOnRequestCount(id, { targetGroup, requestsPerTarget: targetValue, ...cooldowns });
  } else {
    trackMetric(count, id, sumOver([target], ({ metrics }) => metrics.requestCountPerTarget()), { targetValue, ...cooldowns });
  }
}
