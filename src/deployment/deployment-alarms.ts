import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { IConstruct } from 'constructs';
import { advise, Finding, refuse, sentence } from '../model/finding';
import { guard } from '../private/guard';
import { known } from '../private/known';

// The partitions in which the CDK's own services write no deployment alarms.
const PARTITIONS_WITHOUT_ALARMS = ['aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b'];

const WATCHED = Symbol.for('cdk-ecs-blueprints.deploymentAlarms');

/**
 * Fails the deployments of a service on these alarms, beside those that it already has.
 *
 * By property: `enableDeploymentAlarms` of the L2 forgets alarms when it is called twice (aws/aws-cdk#36308).
 */
export function failOnAlarms(resource: ecs.CfnService, alarms: cloudwatch.IAlarm[], rollback: boolean): void {
  guard(resource, checkPartition(resource.stack));
  const watched = watchedBy(resource);
  watched.push(...alarms);
  resource.addPropertyOverride('DeploymentConfiguration.Alarms', {
    AlarmNames: Lazy.list({ produce: () => [...new Set([...ownAlarmNames(resource), ...watched.map(nameOf)])] }),
    Enable: true,
    Rollback: rollback,
  });
}

function checkPartition(stack: Stack): Finding[] {
  const region = known(stack.region);
  const partition = region && RegionInfo.get(region).partition;
  return partition && PARTITIONS_WITHOUT_ALARMS.includes(partition)
    ? [advise('RollbackAlarms.Partition', 'rollbackOn',
      `may be refused in ${region}, since the CDK knows no deployment alarms in the partition ${partition}; leave it out if the deployment fails on it`)]
    : [];
}

/** Every alarm that was given to a service here; the first call has its service checked for circles at synth. */
function watchedBy(resource: ecs.CfnService & { [WATCHED]?: cloudwatch.IAlarm[] }): cloudwatch.IAlarm[] {
  if (resource[WATCHED] === undefined) {
    const watched: cloudwatch.IAlarm[] = [];
    Object.defineProperty(resource, WATCHED, { value: watched });
    resource.node.addValidation({ validate: () => watched.filter((alarm) => closesCircle(alarm, resource)).map(refuseCircle) });
  }
  return resource[WATCHED]!;
}

/** The alarms that the L2 or its user put on the service; only at synth are they complete. */
function ownAlarmNames(resource: ecs.CfnService): string[] {
  const { alarms } = resource.stack.resolve(resource.deploymentConfiguration) ?? {};
  return alarms?.enable ? alarms.alarmNames : [];
}

/** The name as text where it is known: a reference would make the service wait for an alarm that may wait for the service. */
function nameOf(alarm: cloudwatch.IAlarm): string {
  return literalNameOf(alarm) ?? alarm.alarmName;
}

function literalNameOf(alarm: cloudwatch.IAlarm): string | undefined {
  return known(resourceOf(alarm)?.alarmName);
}

function resourceOf(alarm: IConstruct): cloudwatch.CfnAlarm | undefined {
  const resource = alarm.node.defaultChild;
  return resource && cloudwatch.CfnAlarm.isCfnAlarm(resource) ? resource : undefined;
}

/** True for an alarm on the service's own metrics that the service can only name by reference. */
function closesCircle(alarm: cloudwatch.IAlarm, service: ecs.CfnService): boolean {
  const resource = resourceOf(alarm);
  if (resource === undefined || literalNameOf(alarm) !== undefined || resource.stack !== service.stack) {
    return false;
  }
  const metrics = JSON.stringify(service.stack.resolve([resource.dimensions, resource.metrics]));
  return metrics.includes(`"${service.stack.resolve(service.logicalId)}"`);
}

function refuseCircle(alarm: cloudwatch.IAlarm): string {
  const finding = refuse('RollbackAlarms.Circle', alarm.node.path,
    'watches a metric of the service whose deployment it fails, so that each waits for the other; give it an `alarmName` in plain text');
  return `${finding.id}: ${sentence(finding)}`;
}
