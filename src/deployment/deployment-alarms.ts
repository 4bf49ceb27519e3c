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
    AlarmNames: Lazy.list({ produce: () => [...new Set([...ownAlarms(resource)?.alarmNames ?? [], ...watched.map(nameOf)])] }),
    Enable: true,
    Rollback: rollback,
  });
}

/**
 * Says of a service that no alarm fails its deployments but those of its user: it keeps what an update leaves out.
 *
 * Not where ECS may not take it, nor where only the deployment knows the region.
 */
export function failOnNoAlarms(resource: ecs.CfnService): void {
  const partition = partitionOf(resource.stack);
  if (partition === undefined || PARTITIONS_WITHOUT_ALARMS.includes(partition)) return;
  resource.addPropertyOverride('DeploymentConfiguration.Alarms', Lazy.uncachedAny({
    produce: () => {
      const alarms = ownAlarms(resource);
      return { AlarmNames: alarms?.alarmNames ?? [], Enable: alarms !== undefined, Rollback: alarms?.rollback ?? false };
    },
  }));
}

/** Advises against alarms where ECS may not take them. */
export function checkAlarmPartition(stack: Stack): Finding[] {
  const region = known(stack.region);
  const partition = partitionOf(stack);
  return partition && PARTITIONS_WITHOUT_ALARMS.includes(partition)
    ? [advise('RollbackAlarms.Partition', '',
      `may be refused in ${region}, since the CDK knows no deployment alarms in the partition ${partition}; leave it out if the deployment fails on it`)]
    : [];
}

/** The alarms that the L2 or its user put on the service; only at synth are they complete. */
function ownAlarms(resource: ecs.CfnService): ecs.CfnService.DeploymentAlarmsProperty | undefined {
  const { alarms } = resource.stack.resolve(resource.deploymentConfiguration) ?? {};
  return alarms?.enable ? alarms : undefined;
}

function partitionOf(stack: Stack): string | undefined {
  const region = known(stack.region);
  return region === undefined ? undefined : RegionInfo.get(region).partition;
}
