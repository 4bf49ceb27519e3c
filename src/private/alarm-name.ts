import { Names } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';

// CloudWatch API reference, PutMetricAlarm.
const LONGEST_ALARM_NAME = 255;

/** A name for the alarm with this id under a construct, in plain text: a service can say it without waiting for the alarm. */
export function alarmNameFor(scope: IConstruct, id: string): string {
  const suffix = `-${id}`;
  return Names.uniqueResourceName(scope, { separator: '-', maxLength: LONGEST_ALARM_NAME - suffix.length }) + suffix;
}
