import { Finding, under } from '../../model/finding';
import { checkDeploymentConfigured } from '../../model/service/deployment-configured';
import { checkHealthGrace } from '../../model/service/health-grace';
import { checkGraceGiven, checkHealthSource } from '../../model/service/health-source';
import { checkPlatformVersion } from '../../model/service/platform-version';
import { checkServiceName } from '../../model/service/service-name';
import { either, readServiceReach } from '../../model/service/service-reach';
import { checkBalanced, checkSpread } from '../../model/service/service-spread';
import { readTaskTimes } from '../../model/task/written-times';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, isWritten, knownProperties, numberIn, Properties, textIn } from '../../model/template-value';
import { taskCounts } from '../../model/workload/task-counts';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { zonesOfSubnets } from '../../model/workload/zones';
import { told, PolicyCheck, Thresholds } from '../check';

const NAMES = { subnets: 'NetworkConfiguration.AwsvpcConfiguration.Subnets' };

/** How many tasks a service has, where, and who looks after them. */
export const services: PolicyCheck = (set, thresholds) => workloadsIn(set).flatMap((workload) => (
  told(workload.service, [...spread(set, workload, thresholds), ...health(workload), ...written(workload)], NAMES)));

function spread(set: TemplateSet, workload: Workload, { minTasks: least }: Thresholds): Finding[] {
  const { isDaemon: daemon, service } = workload;
  const { balanced, reached } = readServiceReach(service.properties);
  const { max: maxTasks, min: minTasks } = taskCounts(set, workload);
  return [
    ...checkSpread({ daemon, maxTasks, minTasks, reached, zones: zonesOf(set, service) }, least),
    ...checkBalanced({ daemon, balanced }),
  ];
}

function zonesOf(set: TemplateSet, service: Resource): number | undefined {
  const network = entryIn(service.properties.NetworkConfiguration, 'AwsvpcConfiguration', {});
  return zonesOfSubnets(set, service, entryIn(network, 'Subnets', []))?.zones.length;
}

/** The grace period of a task definition that is not in the set is compared with nothing. */
function health({ platform, service, task }: Workload): Finding[] {
  const { HealthCheckGracePeriodSeconds: grace } = service.properties;
  const { asked, balanced, reached } = readServiceReach(service.properties);
  const times = task && readTaskTimes(task.properties, platform === 'fargate');
  const healthSource = either(asked, times?.healthCheck);
  const graceSeconds = numberIn(grace);
  return [
    ...checkHealthSource({ healthSource, reached }),
    ...under('healthCheckGracePeriodSeconds', [
      ...checkHealthGrace({ graceSeconds, healthSource, startPeriodSeconds: times?.startPeriodSeconds }),
      ...checkGraceGiven({ balanced, graceSeconds, written: isWritten(grace) }),
    ]),
  ];
}

function written({ platform, service: { properties }, task }: Workload): Finding[] {
  return [
    ...checkDeploymentConfigured(isDeploymentWritten(properties)),
    ...checkServiceName(isWritten(properties.ServiceName)),
    ...checkPlatformVersion({ fargate: platform === 'fargate', version: textIn(properties.PlatformVersion), windows: task && isWindows(task.properties) }),
  ];
}

/** One of those that say how many tasks there are. */
function isDeploymentWritten({ DeploymentConfiguration: deployment }: Properties): boolean | undefined {
  const each = ['MaximumPercent', 'MinimumHealthyPercent', 'DeploymentCircuitBreaker'].map((name) => isWritten(entryIn(deployment, name)));
  return each.includes(true) || (each.includes(undefined) ? undefined : false);
}

/** Linux where nothing is said. */
function isWindows({ RuntimePlatform: platform }: Properties): boolean | undefined {
  const family = entryIn(platform, 'OperatingSystemFamily', 'LINUX');
  return knownProperties(platform) === undefined ? undefined : textIn(family)?.startsWith('WINDOWS');
}
