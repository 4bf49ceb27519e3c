import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { CloudWatchLoggingOptions, TaskLogging } from '../task/task-logging';

/** The log group of the proxies, where one is made or given, and how each service gets there. */
export interface BoundProxyLogs {
  readonly logGroup?: logs.ILogGroup;
  /** @param id what the log streams of the service begin with */
  driverFor(id: string): ecs.LogDriver | undefined;
}

/** Where the proxies of a mesh log to: what they do, and the requests that they carry where access logs are asked for. */
export class ProxyLogs {
  /**
   * CloudWatch Logs, one log group for the mesh, with a month of retention where nothing else is said.
   *
   * Log streams begin with the name under which a service was added, unless `streamPrefix` says something else. Refused like the options of
   * `TaskLogging.cloudWatch`.
   */
  public static cloudWatch(options: CloudWatchLoggingOptions = {}): ProxyLogs {
    return new ProxyLogs((scope) => logToCloudWatch(scope, options), true, TaskLogging.cloudWatch(options)._findings());
  }

  /** A log driver of your own. */
  public static driver(logDriver: ecs.LogDriver): ProxyLogs {
    return new ProxyLogs(() => ({ driverFor: () => logDriver }), true);
  }

  /** Nowhere: what goes wrong between services shows in metrics alone. */
  public static none(): ProxyLogs {
    return new ProxyLogs(() => ({ driverFor: () => undefined }), false);
  }

  private constructor(
    private readonly bind: (scope: Construct) => BoundProxyLogs,
    /** @internal */
    public readonly _areKept: boolean,
    private readonly found: Finding[] = [],
  ) {}

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /** @internal */
  public _bind(scope: Construct): BoundProxyLogs {
    return this.bind(scope);
  }
}

/** One log group, and a driver for each service, whose streams can be told apart. */
function logToCloudWatch(scope: Construct, options: CloudWatchLoggingOptions): BoundProxyLogs {
  const { logGroup } = TaskLogging.cloudWatch(options)._bind(scope, 'ProxyLogGroup');
  const { encryptionKey, removalPolicy, retention, ...ofDriver } = options;
  return {
    logGroup,
    driverFor: (id) => TaskLogging.cloudWatch({ ...ofDriver, logGroup, streamPrefix: options.streamPrefix ?? id })._bind(scope, 'ProxyLogGroup').logDriver,
  };
}
