import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { driverName } from './log-driver';
import { LogRoute } from './log-route';
import { RoutedLogDriver } from './routed-log-driver';
import { checkLogGroupOptions, LogGroupOptions, makeLogGroup } from './task-log-group';
import { Finding, refuse } from '../model/finding';
import { FIRELENS } from '../model/task/fire-lens';
import { known } from '../private/known';

const DEFAULT_STREAM_PREFIX = 'ecs';
const DEFAULT_BUFFER = Size.mebibytes(25);

/** How containers log to CloudWatch Logs. */
export interface CloudWatchLoggingOptions extends LogGroupOptions {
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
   * With `awsfirelens`, the task needs a log router (`FireLens.NoRouter` otherwise): see `Sidecar.fireLens`.
   */
  public static driver(logDriver: ecs.LogDriver): TaskLogging {
    return new TaskLogging(() => ({ logDriver }), driverName(logDriver), false, [], outputOf(logDriver));
  }

  /**
   * Log through the log router of the task, which `Sidecar.fireLens` adds (`FireLens.NoRouter` without one).
   *
   * For a container whose logs go elsewhere than those of the others.
   *
   * @example
   * TaskBlueprint.containers({
   *   containers: [{ image, port: 8080 }, { image, name: 'audit', logging: TaskLogging.routed(LogRoute.s3(bucket, 'audit')) }],
   *   sidecars: [Sidecar.fireLens({ user: '0' })],
   * });
   */
  public static routed(route: LogRoute): TaskLogging {
    return new TaskLogging((scope, id) => logThrough(route, scope, id), FIRELENS, route._hasLogGroup, route._findings(), route._output);
  }

  private constructor(
    private readonly bind: (scope: Construct, id: string) => BoundTaskLogging,
    private readonly driver: string | undefined,
    private readonly logGroup: boolean,
    private readonly found: Finding[] = [],
    private readonly output?: string,
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
   * What a log router is told to write to, by the name of its plugin, if it can be told.
   *
   * @internal
   */
  public get _output(): string | undefined {
    return this.output;
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
  return [
    ...checkLogGroupOptions(options),
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

function logThrough(route: LogRoute, scope: Construct, id: string): BoundTaskLogging {
  const bound = route._bind(scope, id);
  return { logDriver: new RoutedLogDriver(bound), logGroup: bound.logGroup };
}

function outputOf(logDriver: ecs.LogDriver): string | undefined {
  const { options } = logDriver as unknown as { readonly options?: { readonly Name?: string } };
  return logDriver instanceof ecs.FireLensLogDriver ? known(options?.Name) : undefined;
}
