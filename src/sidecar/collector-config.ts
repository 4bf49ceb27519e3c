import * as ecs from 'aws-cdk-lib/aws-ecs';
import { LocalPort } from '../task/sidecar';

/** A part of the configuration of a collector. */
export interface Settings {
  readonly [name: string]: string | number | boolean | readonly string[] | Settings;
}

/** Where programs of the task send traces and metrics to. OpenTelemetry Protocol specification: the default ports. */
export const OTLP = { grpc: 'localhost:4317', http: 'localhost:4318' };
/** Where programs of the task send what they would send to the X-Ray daemon. */
export const X_RAY_DAEMON = 'localhost:2000';
/** The ports of both. */
export const OTLP_PORTS: LocalPort[] = [{ port: 4317 }, { port: 4318 }];
export const X_RAY_PORTS: LocalPort[] = [{ port: 2000 }, { port: 2000, protocol: ecs.Protocol.UDP }];
// Where the image's program for health checks asks, over IPv4 wherever it runs.
const HEALTH = '127.0.0.1:13133';

/** How a collector writes metrics. */
export interface MetricsExporter {
  readonly name: string;
  readonly settings: Settings;
  /** Extensions of the collector that it needs. */
  readonly extensions: Record<string, Settings>;
}

/** What a collector takes and writes. */
export interface CollectorParts {
  readonly traces: boolean;
  readonly xrayDaemon: boolean;
  readonly metrics?: MetricsExporter;
}

/** The configuration of a collector of the AWS Distro for OpenTelemetry; times and sizes as in its own for ECS. */
export function collectorConfig({ traces, xrayDaemon, metrics }: CollectorParts): object {
  const traceSources = [...(traces ? ['otlp'] : []), ...(xrayDaemon ? ['awsxray'] : [])];
  const extensions = { health_check: { endpoint: HEALTH }, ...metrics?.extensions };
  return {
    extensions,
    receivers: {
      otlp: { protocols: { grpc: { endpoint: OTLP.grpc }, http: { endpoint: OTLP.http } } },
      ...(xrayDaemon ? { awsxray: { endpoint: X_RAY_DAEMON, transport: 'udp', proxy_server: { endpoint: X_RAY_DAEMON } } } : {}),
    },
    processors: {
      'resourcedetection': { detectors: ['env', 'ecs'] },
      'batch/traces': { timeout: '1s', send_batch_size: 50 },
      'batch/metrics': { timeout: '60s' },
    },
    exporters: {
      ...(traceSources.length > 0 ? { awsxray: {} } : {}),
      ...(metrics ? { [metrics.name]: metrics.settings } : {}),
    },
    service: {
      extensions: Object.keys(extensions),
      pipelines: {
        ...(traceSources.length > 0 ? { traces: { receivers: traceSources, processors: ['resourcedetection', 'batch/traces'], exporters: ['awsxray'] } } : {}),
        ...(metrics ? { metrics: { receivers: ['otlp'], processors: ['batch/metrics'], exporters: [metrics.name] } } : {}),
      },
    },
  };
}
