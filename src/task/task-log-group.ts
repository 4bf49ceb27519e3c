import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, refuse } from '../model/finding';
import { letCloudWatchLogsUse } from '../private/log-encryption';

/** A log group of one's own, or how one is made. */
export interface LogGroupOptions {
  /**
   * A log group of your own.
   *
   * @default - a log group is made, one for all containers that share this choice
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log group that is made keeps its events.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * A key that encrypts the log group that is made; its policy then lets CloudWatch Logs use it.
   *
   * The policy of an imported key is not changed: let `logs.<region>.amazonaws.com` use it yourself.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What becomes of the log group that is made when its stack is deleted.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Refuses options of a log group that is not made. */
export function checkLogGroupOptions(options: LogGroupOptions): Finding[] {
  const ofGroup = (['retention', 'encryptionKey', 'removalPolicy'] as const).filter((option) => options[option] !== undefined);
  return options.logGroup === undefined ? [] : ofGroup.map((option) =>
    refuse('TaskLogging.OptionOfOwnGroup', option, 'is for the log group that is made, got `logGroup` too; set it on your log group'));
}

/** The log group that is made where its user has none. */
export function makeLogGroup(scope: Construct, id: string, { retention, encryptionKey, removalPolicy }: LogGroupOptions): logs.ILogGroup {
  if (encryptionKey) {
    letCloudWatchLogsUse(encryptionKey, scope);
  }
  return new logs.LogGroup(scope, id, { retention: retention ?? logs.RetentionDays.ONE_MONTH, encryptionKey, removalPolicy });
}
