import * as fc from 'fast-check';
import { collectorConfig, CollectorParts, MetricsExporter, OTLP, OTLP_PORTS, X_RAY_DAEMON, X_RAY_PORTS } from '../../src/sidecar/collector-config';

const CLOUD_WATCH: MetricsExporter = { name: 'awsemf', settings: { namespace: 'Shop' }, extensions: {} };
const PROMETHEUS: MetricsExporter = {
  name: 'prometheusremotewrite', settings: { endpoint: 'https://aps/api/v1/remote_write' }, extensions: { sigv4auth: { region: 'eu-west-1' } },
};

const configOf = (parts: CollectorParts): any => collectorConfig(parts);

/** Every value of a name, however deep. */
function valuesOf(name: string, value: any): any[] {
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name && typeof inner === 'string' ? [inner] : valuesOf(name, inner)));
}

describe('pipelines', () => {
  const traces = (receivers: string[]) => ({ receivers, processors: ['resourcedetection', 'batch/traces'], exporters: ['awsxray'] });
  const metrics = (exporter: string) => ({ receivers: ['otlp'], processors: ['batch/metrics'], exporters: [exporter] });

  test.each<[string, CollectorParts, object]>([
    ['nothing', { traces: false, xrayDaemon: false }, {}],
    ['traces over OTLP', { traces: true, xrayDaemon: false }, { traces: traces(['otlp']) }],
    ['traces of the X-Ray SDKs', { traces: false, xrayDaemon: true }, { traces: traces(['awsxray']) }],
    ['traces of both', { traces: true, xrayDaemon: true }, { traces: traces(['otlp', 'awsxray']) }],
    ['metrics for CloudWatch', { traces: false, xrayDaemon: false, metrics: CLOUD_WATCH }, { metrics: metrics('awsemf') }],
    ['traces and metrics for Prometheus', { traces: true, xrayDaemon: false, metrics: PROMETHEUS }, { traces: traces(['otlp']), metrics: metrics('prometheusremotewrite') }],
  ])('take %s', (_, parts, pipelines) => {
    expect(configOf(parts).service.pipelines).toEqual(pipelines);
  });

  // The collector does not start with a name that is not there.
  test('name what there is, and write with all of it', () => {
    fc.assert(fc.property(fc.boolean(), fc.boolean(), fc.constantFrom(undefined, CLOUD_WATCH, PROMETHEUS), (first, second, exporter) => {
      const { exporters, extensions, processors, receivers, service } = configOf({ traces: first, xrayDaemon: second, metrics: exporter });
      const named = (part: string) => Object.values<any>(service.pipelines).flatMap((pipeline) => pipeline[part]);

      expect(Object.keys(receivers)).toEqual(expect.arrayContaining(named('receivers')));
      expect(Object.keys(processors)).toEqual(expect.arrayContaining(named('processors')));
      expect(Object.keys(exporters)).toEqual(named('exporters'));
      expect(Object.keys(extensions)).toEqual(service.extensions);
    }), { numRuns: 12 });
  });
});

test('extensions are those of the metrics, and the one that the health check asks', () => {
  expect(configOf({ traces: true, xrayDaemon: false, metrics: PROMETHEUS })).toMatchObject({
    extensions: { health_check: { endpoint: '127.0.0.1:13133' }, sigv4auth: { region: 'eu-west-1' } },
    exporters: { prometheusremotewrite: PROMETHEUS.settings },
  });
});

test('nobody outside of the task reaches it', () => {
  const { extensions, receivers } = configOf({ traces: true, xrayDaemon: true, metrics: CLOUD_WATCH });
  const hosts = valuesOf('endpoint', { extensions, receivers }).map((endpoint) => endpoint.split(':')[0]);

  expect(hosts).toEqual(['127.0.0.1', 'localhost', 'localhost', 'localhost', 'localhost']);
});

test('X-Ray SDKs send over UDP and ask for sampling rules over TCP, at one port', () => {
  expect(configOf({ traces: false, xrayDaemon: true }).receivers.awsxray).toEqual({
    endpoint: X_RAY_DAEMON, transport: 'udp', proxy_server: { endpoint: X_RAY_DAEMON },
  });
  expect(X_RAY_PORTS).toEqual([{ port: 2000 }, { port: 2000, protocol: 'udp' }]);
});

test('addresses have the ports that are kept free for them', () => {
  const portOf = (address: string) => Number(address.split(':')[1]);

  expect([OTLP.grpc, OTLP.http].map(portOf)).toEqual(OTLP_PORTS.map(({ port }) => port));
  expect(X_RAY_PORTS.map(({ port }) => port)).toEqual([portOf(X_RAY_DAEMON), portOf(X_RAY_DAEMON)]);
});
