import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { collectorConfig, OTLP, OTLP_PORTS, X_RAY_DAEMON, X_RAY_PORTS } from './collector-config';
import { containerOptions, noCapabilities, SidecarOptions } from './sidecar-options';
import { grantTraces, nameRegion } from './telemetry-grants';
import { TelemetryMetrics } from './telemetry-metrics';
import { Finding, under } from '../model/finding';
import { checkCollector } from '../model/task/collector';
import { ContainerHealth } from '../task/container-health';
import { ISidecar, SidecarDescription, SidecarTask } from '../task/sidecar';
import { CheckedSidecar } from '../task/task-sidecars';

const DEFAULTS = {
  name: 'otel-collector',
  // AWS Distro for OpenTelemetry v0.49.0 of 10 July 2026, for both processors.
  image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
  // Half of the hard limit in AWS's template for a collector beside a task on Fargate (aws-otel-fargate-sidecar-deployment-cfn.yaml).
  memoryReservationMiB: 256,
};
// Dockerfile of the image.
const USER = 'aoc';
// The variable that the image reads its configuration from.
const CONFIG = 'AOT_CONFIG_CONTENT';
const HEALTH = ContainerHealth.command(['/healthcheck']);
const HEALTH_PORT = { port: 13133 };

/** A collector of the AWS Distro for OpenTelemetry. */
export interface OpenTelemetryOptions extends SidecarOptions {
  /**
   * Take traces over OTLP, and write them to X-Ray.
   *
   * @default true
   */
  readonly traces?: boolean;

  /**
   * Take traces of the X-Ray SDKs too, on UDP port 2000, and answer their calls for sampling rules.
   *
   * @default false
   */
  readonly xrayDaemon?: boolean;

  /**
   * Where metrics go that come over OTLP.
   *
   * @default TelemetryMetrics.cloudWatch()
   */
  readonly metrics?: TelemetryMetrics;

  /**
   * Name of the application in traces and metrics.
   *
   * @default - as the application says
   */
  readonly serviceName?: string;

  /**
   * A configuration of your own, in YAML or JSON, in place of the one that is made.
   *
   * It listens at `localhost`, on ports 4317 and 4318 for OTLP, and has the extension `health_check` on port 13133. Say in `statements`
   * what it calls. A service refuses it next to `traces`, `xrayDaemon` or `metrics` (`OpenTelemetry.OwnConfig`).
   *
   * @default - a configuration of what the other options ask for
   */
  readonly config?: string;

  /**
   * What the collector calls in AWS besides; the task role gets it.
   *
   * @default - nothing
   */
  readonly statements?: iam.PolicyStatement[];
}

/** A collector beside the containers whose traces and metrics it takes. */
export class OpenTelemetry implements ISidecar, CheckedSidecar {
  private readonly traces: boolean;
  private readonly xrayDaemon: boolean;
  private readonly metrics: TelemetryMetrics;

  constructor(private readonly options: OpenTelemetryOptions) {
    const { config, metrics, traces, xrayDaemon } = options;
    this.traces = traces ?? config === undefined;
    this.xrayDaemon = xrayDaemon ?? false;
    this.metrics = metrics ?? (config === undefined ? TelemetryMetrics.cloudWatch() : TelemetryMetrics.none());
  }

  public describe(task: SidecarTask): SidecarDescription {
    const { config } = this.options;
    return {
      container: {
        ...containerOptions(this.options, DEFAULTS),
        // The application serves on without it.
        essential: false,
        restart: {},
        healthCheck: HEALTH,
        user: USER,
        writablePaths: [],
        capabilities: noCapabilities(task),
        environment: config === undefined ? undefined : { [CONFIG]: config },
      },
      environment: this.environment(),
      startsBefore: ecs.ContainerDependencyCondition.START,
      localPorts: [...OTLP_PORTS, HEALTH_PORT, ...(this.xrayDaemon ? X_RAY_PORTS : [])],
    };
  }

  public bind(container: ecs.ContainerDefinition): void {
    const { taskRole } = container.taskDefinition;
    nameRegion(container);
    grantTraces(taskRole, { traces: this.traces, xrayDaemon: this.xrayDaemon });
    if (this.options.config === undefined) {
      container.addEnvironment(CONFIG, this.configFor(container));
    }
    this.options.statements?.forEach((statement) => taskRole.addToPrincipalPolicy(statement));
  }

  public _findings(path: string): Finding[] {
    const { config, metrics, traces, xrayDaemon } = this.options;
    const asked = Object.entries({ traces, xrayDaemon, metrics }).filter(([, value]) => value !== undefined).map(([name]) => name);
    return under(path, [
      ...checkCollector({ ownConfig: config !== undefined, asked, takes: this.traces || this.xrayDaemon || this.metrics._areTaken }),
      ...under('metrics', this.metrics._findings()),
    ]);
  }

  /** In JSON, which is YAML too, with the names that only the deployment knows. */
  private configFor(container: ecs.ContainerDefinition): string {
    const parts = { traces: this.traces, xrayDaemon: this.xrayDaemon, metrics: this.metrics._bind(container) };
    return Stack.of(container).toJsonString(collectorConfig(parts));
  }

  /** OpenTelemetry specification, "Environment variable specification"; with a configuration of the user's own, what it takes is not known. */
  private environment(): Record<string, string> {
    const { config, serviceName } = this.options;
    const exporter = (isTaken: boolean) => (isTaken ? 'otlp' : 'none');
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://${OTLP.http}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      ...(config !== undefined ? {} : {
        OTEL_TRACES_EXPORTER: exporter(this.traces),
        OTEL_METRICS_EXPORTER: exporter(this.metrics._areTaken),
        OTEL_LOGS_EXPORTER: exporter(false),
      }),
      ...(serviceName === undefined ? {} : { OTEL_SERVICE_NAME: serviceName }),
      ...(this.xrayDaemon ? { AWS_XRAY_DAEMON_ADDRESS: X_RAY_DAEMON } : {}),
    };
  }
}
