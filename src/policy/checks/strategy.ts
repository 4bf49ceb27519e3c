import { checkStrategy } from '../../model/deployment/strategy';
import { checkHookRoles, checkStrategyController } from '../../model/deployment/strategy-controller';
import { checkShiftRoom, checkTrafficShift } from '../../model/deployment/traffic-shift';
import { readDeployment, readStrategy, shiftsTraffic } from '../../model/deployment/written-service';
import { hasBake, readHookRoles, readTrafficShift } from '../../model/deployment/written-shift';
import { under } from '../../model/finding';
import { TemplateSet } from '../../model/template/template-set';
import { instancesFor } from '../../model/workload/own-instances';
import { networkGroupsOf } from '../../model/workload/service-targets';
import { taskCounts } from '../../model/workload/task-counts';
import { workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const NAMES = {
  bakeTime: 'BakeTimeInMinutes',
  canaryBakeTime: 'CanaryConfiguration.CanaryBakeTimeInMinutes',
  hooks: 'LifecycleHooks',
  percent: 'CanaryConfiguration.CanaryPercent',
  stages: 'LifecycleStages',
  stepBakeTime: 'LinearConfiguration.StepBakeTimeInMinutes',
  stepPercent: 'LinearConfiguration.StepPercent',
  timeout: 'TimeoutConfiguration.TimeoutInMinutes',
};

/** How each service gets from one revision to the next. */
export function strategies(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => {
    const { platform, service } = workload;
    const { properties } = service;
    const deployment = readDeployment(properties);
    // What CodeDeploy does not go with, and what is not outside of AWS, is told of them.
    if (deployment.controller === 'CODE_DEPLOY' || platform === 'external') return [];
    const shift = readTrafficShift(properties);
    return told(service, under('deploymentConfiguration', [
      ...checkStrategy(readStrategy(properties)),
      ...checkStrategyController({ ...deployment, bake: hasBake(properties) }),
      ...checkHookRoles(readHookRoles(properties)),
      ...(shift === undefined ? [] : checkTrafficShift({ ...shift, networkListeners: networkGroupsOf(set, service).length })),
    ]), NAMES);
  });
}

/** Whether there are instances for the old and the new tasks of a deployment that moves traffic. */
export function shiftRoom(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap((workload) => {
    const { service } = workload;
    if (!shiftsTraffic(service.properties)) return [];
    return told(service, under('deploymentConfiguration', checkShiftRoom(taskCounts(set, workload).min, instancesFor(set, workload).instances)));
  });
}
