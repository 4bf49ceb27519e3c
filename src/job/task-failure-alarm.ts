import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { Finding, under } from '../model/finding';
import { checkFailureThreshold } from '../model/job/task-failure';
import { known, knownMinutes } from '../private/known';
import { AlarmDestination } from '../watch/alarm-destination';

/** When tasks that fail are too many, and who is told. */
export interface TaskFailureAlarmOptions {
  /**
   * Who is told of the alarms of this construct.
   *
   * @default - nobody, unless a destination receives from a construct around this one
   */
  readonly alarms?: AlarmDestination;

  /**
   * Tasks within `period` that end with another exit code than 0, or do not start, from 1 on (`TaskFailureAlarm.Failures` otherwise).
   *
   * @default 1
   */
  readonly failures?: number;

  /**
   * How long failures are added up, in whole minutes from 1 to 1440 (`TaskFailureAlarm.Period` otherwise).
   *
   * @default Duration.minutes(5)
   */
  readonly period?: Duration;

  /**
   * How long is kept why tasks failed; ECS itself forgets a stopped task after an hour.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * Key that encrypts the record; its policy then lets CloudWatch Logs use it. The policy of an imported key is not changed.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;
}

/** What is wrong with the options, by their own names. */
export function failureAlarmFindings(scope: IConstruct, { alarms, failures, period }: TaskFailureAlarmOptions = {}): Finding[] {
  return [
    ...under('alarms', alarms?._findings(Stack.of(scope)) ?? []),
    ...checkFailureThreshold({ failures: known(failures), periodMinutes: knownMinutes(period) }),
  ];
}
