import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { OTLP, OTLP_PORTS, X_RAY_DAEMON, X_RAY_PORTS } from './collector-config';
import { containerOptions, SidecarOptions } from './sidecar-options';
import { grantMetrics, grantTraces, nameRegion } from './telemetry-grants';
import { ISidecar, LocalPort, SidecarDescription } from '../task/sidecar';

const DEFAULTS = {
  name: 'cloudwatch-agent',
  // CloudWatch agent 1.300072.0, the build of its public image, for both processors.
  image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300072.0b1766',
  // As a collector of OpenTelemetry, which the agent is inside; AWS names no number.
  memoryReservationMiB: 256,
};
// CloudWatch User Guide, "CloudWatch agent configuration file": the agent's own default.
const DEFAULT_NAMESPACE = 'CWAgent';
const STATSD = 'localhost:8125';
const STATSD_PORT = { port: 8125, protocol: ecs.Protocol.UDP };
// CloudWatch User Guide, "Using the CloudWatch agent to send embedded metric format logs".
const EMBEDDED_METRICS = 'tcp://127.0.0.1:25888';
const EMBEDDED_METRICS_PORTS = [{ port: 25888 }, { port: 25888, protocol: ecs.Protocol.UDP }];

/** A CloudWatch agent beside the containers of a task. */
export interface CloudWatchAgentOptions extends SidecarOptions {
  /**
   * Namespace of the metrics; the task role may write no other.
   *
   * @default 'CWAgent'
   */
  readonly metricsNamespace?: string;

  /**
   * Log group for metrics in the embedded metric format, which containers send to TCP port 25888.
   *
   * @default - the agent takes no such metrics
   */
  readonly embeddedMetrics?: logs.ILogGroup;

  /**
   * Take traces over OTLP and from the X-Ray SDKs, and write them to X-Ray.
   *
   * @default false
   */
  readonly traces?: boolean;
}

/** A CloudWatch agent that takes StatsD, and what else was asked for. */
export class CloudWatchAgent implements ISidecar {
  private readonly namespace: string;
  private readonly traces: boolean;

  constructor(private readonly options: CloudWatchAgentOptions) {
    this.namespace = options.metricsNamespace ?? DEFAULT_NAMESPACE;
    this.traces = options.traces ?? false;
  }

  public describe(): SidecarDescription {
    return {
      container: {
        ...containerOptions(this.options, DEFAULTS),
        // The application serves on without it.
        essential: false,
        restart: {},
        // It translates its configuration into files beside its programs, and its image holds nothing that could check its health.
        readonlyRootFilesystem: false,
        environment: { CW_CONFIG_CONTENT: JSON.stringify(this.config()) },
      },
      environment: this.environment(),
      startsBefore: ecs.ContainerDependencyCondition.START,
      localPorts: this.ports(),
    };
  }

  public bind(container: ecs.ContainerDefinition): void {
    const { taskRole } = container.taskDefinition;
    nameRegion(container);
    grantMetrics(taskRole, this.namespace);
    grantTraces(taskRole, { traces: this.traces, xrayDaemon: this.traces });
    this.options.embeddedMetrics?.grantWrite(taskRole);
  }

  private ports(): LocalPort[] {
    return [STATSD_PORT, ...(this.options.embeddedMetrics ? EMBEDDED_METRICS_PORTS : []), ...(this.traces ? [...OTLP_PORTS, ...X_RAY_PORTS] : [])];
  }

  private config(): object {
    return {
      metrics: { namespace: this.namespace, metrics_collected: { statsd: { service_address: STATSD } } },
      ...(this.options.embeddedMetrics ? { logs: { metrics_collected: { emf: {} } } } : {}),
      ...(this.traces ? {
        traces: {
          traces_collected: {
            xray: { bind_address: X_RAY_DAEMON, tcp_proxy: { bind_address: X_RAY_DAEMON } },
            otlp: { grpc_endpoint: OTLP.grpc, http_endpoint: OTLP.http },
          },
        },
      } : {}),
    };
  }

  private environment(): Record<string, string> {
    const { embeddedMetrics } = this.options;
    return {
      ...(embeddedMetrics ? {
        AWS_EMF_AGENT_ENDPOINT: EMBEDDED_METRICS,
        AWS_EMF_LOG_GROUP_NAME: embeddedMetrics.logGroupName,
        AWS_EMF_NAMESPACE: this.namespace,
      } : {}),
      ...(this.traces ? {
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://${OTLP.http}/v1/traces`,
        // Some SDKs speak gRPC unless they are told otherwise.
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
        AWS_XRAY_DAEMON_ADDRESS: X_RAY_DAEMON,
      } : {}),
    };
  }
}
