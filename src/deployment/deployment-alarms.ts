import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { nameOf } from './alarm-circle';
import { advise, Finding } from '../model/finding';
import { known } from '../private/known';

// The partitions in which the CDK's own services write no deployment alarms.
const PARTITIONS_WITHOUT_ALARMS = ['aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b'];

/** Every alarm that was given to a service here. */
const watchedAlarms = new WeakMap<ecs.CfnService, cloudwatch.IAlarm[]>();

/**
 * Fails the deployments of a service on these alarms, beside those that it already has.
 *
 * By property: `enableDeploymentAlarms` of the L2 forgets alarms when it is called twice (aws/aws-cdk#36308).
 */
export function failOnAlarms(resource: ecs.CfnService, alarms: cloudwatch.IAlarm[], rollback: boolean): void {
  const watched = [...watchedAlarms.get(resource) ?? [], ...alarms];
  watchedAlarms.set(resource, watched);
  resource.addPropertyOverride('DeploymentConfiguration.Alarms', {
    AlarmNames: Lazy.list({ produce: () => [...new Set([...ownAlarmNames(resource), ...watched.map(nameOf)])] }),
    Enable: true,
    Rollback: rollback,
  });
}

/** Advises against alarms where ECS may not take them. */
export function checkAlarmPartition(stack: Stack): Finding[] {
  const region = known(stack.region);
  const partition = region && RegionInfo.get(region).partition;
  return partition && PARTITIONS_WITHOUT_ALARMS.includes(partition)
    ? [advise('RollbackAlarms.Partition', '',
      `may be refused in ${region}, since the CDK knows no deployment alarms in the partition ${partition}; leave it out if the deployment fails on it`)]
    : [];
}

/** The alarms that the L2 or its user put on the service; only at synth are they complete. */
function ownAlarmNames(resource: ecs.CfnService): string[] {
  const { alarms } = resource.stack.resolve(resource.deploymentConfiguration) ?? {};
  return alarms?.enable ? alarms.alarmNames : [];
}
