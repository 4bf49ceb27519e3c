import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnResource } from 'aws-cdk-lib/core';
import { refuse } from '../model/finding';
import { guardAtSynth } from '../private/guard';
import { known } from '../private/known';
import { leadsTo } from '../private/references';

/** The name as text where it is known: a reference would make the service wait for an alarm that may wait for the service. */
export function nameOf(alarm: cloudwatch.IAlarm): string {
  const resource = alarm.node.defaultChild;
  return (isAlarm(resource) ? known(resource.alarmName) : undefined) ?? alarm.alarmName;
}

/** Refuses, at synth, alarms on the service's or daemon's own metrics that it can only name by reference. */
export function refuseCircles(service: CfnResource, alarms: cloudwatch.IAlarm[]): void {
  guardAtSynth(service, () => alarms.filter((alarm) => leadsTo(nameOf(alarm), service, isAlarm)).map((alarm) => refuse(
    'RollbackAlarms.Circle', alarm.node.path,
    'watches the service whose deployment it fails, so that each waits for the other; give it a name in plain text')));
}

function isAlarm(resource: unknown): resource is cloudwatch.CfnAlarm | cloudwatch.CfnCompositeAlarm {
  return cloudwatch.CfnAlarm.isCfnAlarm(resource) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(resource);
}
