import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { driverName } from './log-driver';
import { Finding, refuse } from '../model/finding';
import { letCloudWatchLogsUse } from '../private/log-encryption';

const DEFAULT_STREAM_PREFIX = 'ecs';
const DEFAULT_BUFFER = Size.mebibytes(25);

/** How containers log to CloudWatch Logs. */
export interface CloudWatchLoggingOptions {
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

  /**
   * Whether a container waits when its events cannot be delivered, or goes on and loses the oldest.
   *
   * Always written out, since the account's default may differ.
   *
   * @default ecs.AwsLogDriverMode.NON_BLOCKING
   */
  readonly mode?: ecs.AwsLogDriverMode;

  /**
   * Memory for events that are not delivered yet, before the oldest are lost; for the non-blocking mode.
   *
   * @default Size.mebibytes(25)
   */
  readonly maxBufferSize?: Size;

  /**
   * What the names of log streams begin with; the container's name and the task's id follow.
   *
   * @default 'ecs'
   */
  readonly streamPrefix?: string;

  /**
   * Regular expression that the first line of an event matches; lines that do not match it belong to the event before.
   *
   * @default - each line is an event
   */
  readonly multilinePattern?: string;

  /**
   * Date, in the format of `strftime`, that the first line of an event holds.
   *
   * @default - each line is an event
   */
  readonly datetimeFormat?: string;
}

/** What a container logs with. */
export interface BoundTaskLogging {
  readonly logDriver: ecs.LogDriver;
  /** Absent where the driver is the user's own. */
  readonly logGroup?: logs.ILogGroup;
}

/** Where containers log to. */
export class TaskLogging {
  /**
   * Log to CloudWatch Logs.
   *
   * A service refuses options of a log group that is not made here (`TaskLogging.OptionOfOwnGroup`), a buffer for the blocking mode
   * (`TaskLogging.BufferOfBlocking`) and two rules for events of several lines (`TaskLogging.TwoMultilineRules`).
   */
  public static cloudWatch(options: CloudWatchLoggingOptions = {}): TaskLogging {
    return new TaskLogging((scope, id) => logToCloudWatch(scope, id, options), 'awslogs', true, checkCloudWatch(options));
  }

  /**
   * Log with a driver of your own; Fargate has `awslogs`, `splunk` and `awsfirelens` (`FargateContainer.LogDriver` otherwise).
   *
   * With `awsfirelens`, the task gets a Fluent Bit container that routes the logs.
   */
  public static driver(logDriver: ecs.LogDriver): TaskLogging {
    return new TaskLogging(() => ({ logDriver }), driverName(logDriver), false);
  }

  private constructor(
    private readonly bind: (scope: Construct, id: string) => BoundTaskLogging,
    private readonly driver: string | undefined,
    private readonly logGroup: boolean,
    private readonly found: Finding[] = [],
  ) {}

  /**
   * The driver's name in a task definition, if it can be told.
   *
   * @internal
   */
  public get _driverName(): string | undefined {
    return this.driver;
  }

  /**
   * Whether the log group is known that it logs to.
   *
   * @internal
   */
  public get _hasLogGroup(): boolean {
    return this.logGroup;
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /**
   * @param id what a log group is called that is made
   * @internal
   */
  public _bind(scope: Construct, id: string): BoundTaskLogging {
    return this.bind(scope, id);
  }
}

function checkCloudWatch(options: CloudWatchLoggingOptions): Finding[] {
  const ofGroup = (['retention', 'encryptionKey', 'removalPolicy'] as const).filter((option) => options[option] !== undefined);
  return [
    ...(options.logGroup === undefined ? [] : ofGroup.map((option) =>
      refuse('TaskLogging.OptionOfOwnGroup', option, 'is for the log group that is made, got `logGroup` too; set it on your log group'))),
    ...(options.mode === ecs.AwsLogDriverMode.BLOCKING && options.maxBufferSize !== undefined
      ? [refuse('TaskLogging.BufferOfBlocking', 'maxBufferSize', 'is for the non-blocking mode, got BLOCKING; leave one of them out')] : []),
    ...(options.multilinePattern !== undefined && options.datetimeFormat !== undefined
      ? [refuse('TaskLogging.TwoMultilineRules', 'multilinePattern', 'is not looked at next to `datetimeFormat`, got both; leave one of them out')] : []),
  ];
}

function logToCloudWatch(scope: Construct, id: string, options: CloudWatchLoggingOptions): BoundTaskLogging {
  const logGroup = options.logGroup ?? makeLogGroup(scope, id, options);
  const mode = options.mode ?? ecs.AwsLogDriverMode.NON_BLOCKING;
  return {
    logGroup,
    logDriver: ecs.LogDriver.awsLogs({
      logGroup,
      mode,
      maxBufferSize: mode === ecs.AwsLogDriverMode.NON_BLOCKING ? options.maxBufferSize ?? DEFAULT_BUFFER : undefined,
      streamPrefix: options.streamPrefix ?? DEFAULT_STREAM_PREFIX,
      multilinePattern: options.multilinePattern,
      datetimeFormat: options.datetimeFormat,
    }),
  };
}

function makeLogGroup(scope: Construct, id: string, { retention, encryptionKey, removalPolicy }: CloudWatchLoggingOptions): logs.ILogGroup {
  if (encryptionKey) {
    letCloudWatchLogsUse(encryptionKey, scope);
  }
  return new logs.LogGroup(scope, id, { retention: retention ?? logs.RetentionDays.ONE_MONTH, encryptionKey, removalPolicy });
}
