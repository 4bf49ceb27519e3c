import { checkBreakerThreshold } from '../../model/deployment/breaker-threshold';
import { checkCapacityKept } from '../../model/deployment/capacity-kept';
import { checkBreakable, checkExternalBreaker } from '../../model/deployment/circuit-breaker';
import { checkEarlySuccess } from '../../model/deployment/early-success';
import { checkEarlySuccessUse } from '../../model/deployment/early-success-use';
import { checkRollout, checkRolloutOver } from '../../model/deployment/rollout-plan';
import { checkDeploymentAlarms, checkSafetyNet, SafetyNetFacts } from '../../model/deployment/safety-net';
import { readBreakerThreshold, readDeployment, readEarlySuccess, readSafetyNet, WrittenDeployment } from '../../model/deployment/written-service';
import { Finding, under } from '../../model/finding';
import { TemplateSet } from '../../model/template/template-set';
import { textIn } from '../../model/template-value';
import { instancesFor } from '../../model/workload/own-instances';
import { taskCounts } from '../../model/workload/task-counts';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const BREAKER = 'deploymentCircuitBreaker';
const NAMES = {
  breaker: 'DeploymentCircuitBreaker.ThresholdConfiguration',
  maxHealthyPercent: 'MaximumPercent',
  minHealthyPercent: 'MinimumHealthyPercent',
};

/** How the tasks of each service are replaced. */
export function rollouts(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => {
    const deployment = readDeployment(workload.service.properties);
    return told(workload.service, under('deploymentConfiguration', isRolling(deployment)
      ? rollingFindings(set, workload, deployment) : percentFindings(deployment)), NAMES);
  });
}

/** What stops the deployments of each service that go wrong, and when they end. */
export function safetyNets(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap(({ service }) => {
    const { properties } = service;
    const net = readSafetyNet(properties);
    const early = readEarlySuccess(properties);
    const external = net.breaker ? checkExternalBreaker('CircuitBreaker.External', '', textIn(properties.LaunchType)) : [];
    return told(service, [...external, ...under('deploymentConfiguration', [
      ...checkSafetyNet(net),
      ...under('breaker', checkBreakerThreshold(readBreakerThreshold(properties))),
      // What CodeDeploy does not go with is told of it, all of it.
      ...(net.controller === 'CODE_DEPLOY' ? [] : [...breakable(net), ...checkDeploymentAlarms(net)]),
      ...under('earlySuccessCriteria', [...(early.enabled ? checkEarlySuccess(early) : []), ...checkEarlySuccessUse(early)]),
    ])], NAMES);
  });
}

/** Of a daemon and outside of AWS there are no zones to even out, which is told elsewhere. */
function rollingFindings(set: TemplateSet, workload: Workload, { rebalancing, ...deployment }: WrittenDeployment): Finding[] {
  const { isDaemon, platform } = workload;
  const { max, min } = taskCounts(set, workload);
  const { instances, needsOne } = instancesFor(set, workload);
  return [
    ...checkRolloutOver(min, max, { ...deployment, instances, rebalancing: rebalancing && isDaemon === false && platform !== 'external' }),
    ...checkCapacityKept({ desiredCount: min, minHealthyPercent: deployment.minHealthyPercent, inPlace: needsOne }),
  ];
}

/** Deployments that are no rolling updates keep to percentages of their own. */
function percentFindings({ maxHealthyPercent, minHealthyPercent }: WrittenDeployment): Finding[] {
  return [...checkRollout({ minHealthyPercent }), ...checkRollout({ maxHealthyPercent })];
}

function isRolling({ controller, strategy }: WrittenDeployment): boolean {
  return controller === 'ECS' && strategy === 'ROLLING';
}

/** A strategy without a circuit breaker says so itself. */
function breakable({ breaker, controller }: SafetyNetFacts): Finding[] {
  return breaker ? under(BREAKER, checkBreakable({ controller })) : [];
}
