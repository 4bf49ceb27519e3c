import { Finding, under } from '../../model/finding';
import { checkDeploymentConfigured } from '../../model/service/deployment-configured';
import { checkHealthGrace } from '../../model/service/health-grace';
import { checkGraceGiven, checkHealthSource } from '../../model/service/health-source';
import { checkPlatformVersion } from '../../model/service/platform-version';
import { checkServiceName } from '../../model/service/service-name';
import { either, readServiceReach } from '../../model/service/service-reach';
import { checkBalanced, checkSpread } from '../../model/service/service-spread';
import { readNetwork } from '../../model/service/written-network';
import { readTaskTimes } from '../../model/task/written-times';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, isWritten, knownProperties, numberIn, Properties, textIn } from '../../model/template-value';
import { CountPlace, taskCounts } from '../../model/workload/task-counts';
import { Workload, workloadsIn } from '../../model/workload/workload';
import { zonesOfSubnets } from '../../model/workload/zones';
import { Located, told, PolicyCheck, Thresholds } from '../check';

const NAMES = { maxTasks: 'DesiredCount', minTasks: 'DesiredCount', subnets: 'NetworkConfiguration.AwsvpcConfiguration.Subnets' };

/** How many tasks a service has, where, and who looks after them. */
export const services: PolicyCheck = (set, thresholds) => workloadsIn(set).flatMap((workload) => (
  [...spread(set, workload, thresholds), ...told(workload.service, [...health(workload), ...written(workload)], NAMES)]));

/** What says how many tasks there are is the service, or what scales it. */
function spread(set: TemplateSet, workload: Workload, { minTasks: least }: Thresholds): Located[] {
  const { isDaemon: daemon, service } = workload;
  const { balanced, reached } = readServiceReach(service.properties);
  const { max: maxTasks, maxAt, min: minTasks, minAt } = taskCounts(set, workload);
  const places: Readonly<Record<string, CountPlace | undefined>> = { maxTasks: maxAt, minTasks: minAt };
  return [
    ...checkSpread({ daemon, maxTasks, minTasks, reached, zones: zonesOf(set, service) }, least),
    ...checkBalanced({ daemon, balanced }),
  ].flatMap((finding) => {
    const { path, resource } = places[finding.path] ?? { path: finding.path, resource: service };
    return told(resource, [{ ...finding, path }], NAMES);
  });
}

function zonesOf(set: TemplateSet, service: Resource): number | undefined {
  return zonesOfSubnets(set, service, readNetwork(service.properties).subnets)?.zones.length;
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
