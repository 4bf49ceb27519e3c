import { shiftsTraffic } from '../../model/deployment/written-service';
import { Finding, under } from '../../model/finding';
import { checkDesiredCount } from '../../model/scaling/desired-count';
import { checkForecastUse } from '../../model/scaling/forecast-use';
import { checkRequestLabel } from '../../model/scaling/request-label';
import { checkScalableTarget, checkScaledKind } from '../../model/scaling/scalable-target';
import { checkScaling, checkSchedule, checkTarget, checkValue, ScalingFacts } from '../../model/scaling/scaling-bounds';
import { checkForecast } from '../../model/scaling/scaling-forecast';
import { checkRequestPolicy } from '../../model/scaling/scaling-requests';
import { TemplateSet } from '../../model/template/template-set';
import { isWritten } from '../../model/template-value';
import { isOfNetworkBalancer } from '../../model/traffic/written-target-group';
import { allGroupsOf, labelledGroup, PolicyUse, ScaledTarget, scaledTargetsIn } from '../../model/workload/scaling';
import { Located, told } from '../check';

const TRACKING = 'targetTrackingScalingPolicyConfiguration';
const FORECAST = 'predictiveScalingPolicyConfiguration';
const NAMES = {
  max: 'MaxCapacity',
  min: 'MinCapacity',
  scaleInCooldown: 'ScaleInCooldown',
  scaleOutCooldown: 'ScaleOutCooldown',
  schedulingBuffer: 'SchedulingBufferTime',
};

/** Between which numbers of tasks services scale, and whether anything moves them. */
export function scaledTargets(set: TemplateSet): readonly Located[] {
  return scaledTargetsIn(set).flatMap((scaled) => {
    const { facts, resource, resourceId, workload } = scaled;
    return told(resource, [
      ...checkScalableTarget({ ...facts, resourceId }),
      ...checkScaledKind({ daemon: workload?.isDaemon }),
      ...checkScaling(movesOf(set, scaled)),
      ...scheduleFindings(scaled),
    ], NAMES);
  });
}

/** What each policy measures, and what it makes of that. */
export function scalingPolicies(set: TemplateSet): readonly Located[] {
  return scaledTargetsIn(set).flatMap((scaled) => (scaled.policies ?? []).flatMap((policy) => told(policy.resource, [
    ...under(TRACKING, trackingFindings(scaled, policy)),
    ...under(`${TRACKING}.predefinedMetricSpecification`, requestFindings(set, scaled, policy)),
    ...under(FORECAST, [...checkForecast(policy.facts.forecast), ...forecastFindings(set, scaled, policy)]),
  ], NAMES)));
}

/** Services that say how many tasks they have, though that is for scaling to say. */
export function desiredCounts(set: TemplateSet): readonly Located[] {
  const services = new Set(scaledTargetsIn(set).flatMap(({ workload }) => workload?.service ?? []));
  return [...services].flatMap((service) => told(service, checkDesiredCount({ desired: isWritten(service.properties.DesiredCount), scaled: true })));
}

/** Where policies are not known, nothing is said about what moves the number of tasks: a schedule might. */
function movesOf(set: TemplateSet, scaled: ScaledTarget): ScalingFacts {
  const { facts: { maxCount, minCount }, policies } = scaled;
  const moving = (policies ?? []).flatMap(({ facts: { moves } }) => moves ?? []);
  return {
    minCount,
    maxCount,
    otherPolicies: moving,
    onlyForecasts: (policies ?? []).length - moving.length,
    schedules: policies === undefined ? 1 : schedulesOf(set, scaled),
  };
}

/** What is not known may be one; another stack may add to a target that this one offers. */
function schedulesOf(set: TemplateSet, { facts: { schedules }, resource }: ScaledTarget): number {
  return set.isOffered(resource) ? 1 : schedules?.length ?? 1;
}

function scheduleFindings({ facts: { schedules = [], ...usual } }: ScaledTarget): Finding[] {
  return schedules.flatMap((schedule, index) => {
    const bounds = checkScaling({ minCount: schedule.minCount, maxCount: schedule.maxCount, schedules: 1 });
    return under(`scheduledActions[${index}].scalableTargetAction`, bounds.length > 0 ? bounds : checkSchedule(schedule, usual, schedules));
  });
}

function trackingFindings({ workload }: ScaledTarget, { facts }: PolicyUse): Finding[] {
  const { metric, scaleInSeconds, scaleOutSeconds, target } = facts;
  const isPercent = metric === 'cpuPercent' || metric === 'memoryPercent';
  // On instances, a task may take more CPU than it reserves.
  const mayExceed = workload?.platform !== 'fargate' && (target ?? 0) > 0;
  return [
    ...(isPercent ? checkTarget(metric, 'targetValue', mayExceed ? undefined : target) : checkValue('targetValue', target)),
    ...checkScaling({ scaleInSeconds, scaleOutSeconds }),
  ];
}

function requestFindings(set: TemplateSet, { workload }: ScaledTarget, { facts, resource }: PolicyUse): Finding[] {
  const { label, metric, predefinedMetric } = facts;
  if (metric !== 'requestsPerTarget' || workload === undefined) return checkRequestLabel({ predefinedMetric, label });
  const { service } = workload;
  const groups = allGroupsOf(set, service);
  const balanced = groups?.every(({ properties }) => isOfNetworkBalancer(properties)) ? false : undefined;
  const alone = checkTarget(metric, 'predefinedMetricType', undefined, balanced);
  if (alone.length > 0) return alone;
  return [
    ...(shiftsTraffic(service.properties) ? checkRequestPolicy({ name: 'predefinedMetricType', predefinedMetric }) : []),
    ...checkRequestLabel({
      predefinedMetric, label, group: labelledGroup(set, resource)?.logicalId, groups: groups?.map(({ logicalId }) => logicalId),
    }),
  ];
}

function forecastFindings(set: TemplateSet, scaled: ScaledTarget, { facts: { mode } }: PolicyUse): Finding[] {
  const { policies = [] } = scaled;
  const others = policies.filter(({ facts: { moves } }) => moves !== undefined).length;
  return checkForecastUse({ mode, others: others + schedulesOf(set, scaled) });
}
