import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack, StringConcat, Tokenization } from 'aws-cdk-lib/core';
import { MetricsExporter } from './collector-config';
import { Finding } from '../model/finding';
import { checkLogGroupOptions, LogGroupOptions, makeLogGroup } from '../task/task-log-group';

const DEFAULT_NAMESPACE = 'ECS/Application';

/** Metrics in CloudWatch, written as log events in the embedded metric format. */
export interface CloudWatchMetricsOptions extends LogGroupOptions {
  /**
   * Namespace of the metrics.
   *
   * @default 'ECS/Application'
   */
  readonly namespace?: string;
}

/** A workspace of Amazon Managed Service for Prometheus. */
export interface PrometheusWorkspace {
  /** ARN of the workspace. */
  readonly workspaceArn: string;

  /** URL of the workspace, with a slash at its end: `https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-…/`. */
  readonly prometheusEndpoint: string;
}

/**
 * Where an OpenTelemetry collector writes the metrics of a task to, and what the task role needs for that.
 *
 * @see https://aws-otel.github.io/docs/components/otlp-exporter
 */
export class TelemetryMetrics {
  /**
   * To CloudWatch, by way of a log group.
   *
   * A service refuses options of a log group that is not made here (`TaskLogging.OptionOfOwnGroup`).
   */
  public static cloudWatch(options: CloudWatchMetricsOptions = {}): TelemetryMetrics {
    return new TelemetryMetrics((container) => {
      const logGroup = options.logGroup ?? makeLogGroup(container, 'MetricsLogGroup', options);
      logGroup.grantWrite(container.taskDefinition.taskRole);
      return { name: 'awsemf', settings: { namespace: options.namespace ?? DEFAULT_NAMESPACE, log_group_name: logGroup.logGroupName }, extensions: {} };
    }, checkLogGroupOptions(options));
  }

  /**
   * To Amazon Managed Service for Prometheus, in the Region of the task.
   *
   * @param workspace such as `{ workspaceArn: workspace.attrArn, prometheusEndpoint: workspace.attrPrometheusEndpoint }`
   */
  public static prometheus(workspace: PrometheusWorkspace): TelemetryMetrics {
    return new TelemetryMetrics((container) => {
      container.taskDefinition.taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['aps:RemoteWrite'], resources: [workspace.workspaceArn] }));
      return {
        name: 'prometheusremotewrite',
        settings: { endpoint: `${withSlash(workspace.prometheusEndpoint)}api/v1/remote_write`, auth: { authenticator: 'sigv4auth' } },
        extensions: { sigv4auth: { region: Stack.of(container).region } },
      };
    });
  }

  /** Nowhere: the collector takes no metrics. */
  public static none(): TelemetryMetrics {
    return new TelemetryMetrics();
  }

  private constructor(
    private readonly bind?: (container: ecs.ContainerDefinition) => MetricsExporter,
    private readonly found: Finding[] = [],
  ) {}

  /**
   * Whether metrics go anywhere.
   *
   * @internal
   */
  public get _areTaken(): boolean {
    return this.bind !== undefined;
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.found;
  }

  /** @internal */
  public _bind(container: ecs.ContainerDefinition): MetricsExporter | undefined {
    return this.bind?.(container);
  }
}

/** The attribute of the resource ends with one, and not everyone copies it; a token at the end is taken for that attribute. */
function withSlash(endpoint: string): string {
  const written: string = Tokenization.reverseString(endpoint).mapTokens({ mapToken: () => '/' }).join(new StringConcat());
  return written.endsWith('/') ? endpoint : `${endpoint}/`;
}
