import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { bound } from './tasks';
import { CloudWatchAgent, CloudWatchAgentOptions } from '../../src/sidecar/cloud-watch-agent';
import { newStack } from '../task/tasks';

const METRICS = logs.LogGroup.fromLogGroupName(newStack(), 'Group', 'metrics');

function describedBy(options: CloudWatchAgentOptions) {
  return new CloudWatchAgent(options).describe();
}

function configOf(options: CloudWatchAgentOptions): any {
  return JSON.parse(describedBy(options).container.environment!.CW_CONFIG_CONTENT);
}

function boundBy(options: CloudWatchAgentOptions, compatibility?: ecs.Compatibility) {
  const agent = new CloudWatchAgent(options);
  return bound((container) => agent.bind(container), newStack(), compatibility);
}

describe('what it takes', () => {
  const EMBEDDED = { AWS_EMF_AGENT_ENDPOINT: 'tcp://127.0.0.1:25888', AWS_EMF_LOG_GROUP_NAME: 'metrics', AWS_EMF_NAMESPACE: 'CWAgent' };
  const TRACES = {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318/v1/traces',
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
    AWS_XRAY_DAEMON_ADDRESS: 'localhost:2000',
  };
  const XRAY_AND_OTLP = ['4317/tcp', '4318/tcp', '2000/tcp', '2000/udp'];

  test.each<[string, CloudWatchAgentOptions, string[], object, string[]]>([
    ['StatsD alone', {}, ['metrics'], {}, ['8125/udp']],
    ['embedded metrics', { embeddedMetrics: METRICS }, ['metrics', 'logs'], EMBEDDED, ['8125/udp', '25888/tcp', '25888/udp']],
    ['traces', { traces: true }, ['metrics', 'traces'], TRACES, ['8125/udp', ...XRAY_AND_OTLP]],
    ['all', { embeddedMetrics: METRICS, traces: true }, ['metrics', 'logs', 'traces'], { ...EMBEDDED, ...TRACES }, ['8125/udp', '25888/tcp', '25888/udp', ...XRAY_AND_OTLP]],
  ])('is %s: its configuration, the variables of the others and the ports say the same', (_, options, sections, variables, ports) => {
    expect(Object.keys(configOf(options))).toEqual(sections);
    expect(describedBy(options).environment).toEqual(variables);
    expect(describedBy(options).localPorts!.map(({ port, protocol }) => `${port}/${protocol ?? 'tcp'}`)).toEqual(ports);
  });

  test('comes from the task alone', () => {
    expect(configOf({ traces: true })).toEqual({
      metrics: { namespace: 'CWAgent', metrics_collected: { statsd: { service_address: 'localhost:8125' } } },
      traces: {
        traces_collected: {
          xray: { bind_address: 'localhost:2000', tcp_proxy: { bind_address: 'localhost:2000' } },
          otlp: { grpc_endpoint: 'localhost:4317', http_endpoint: 'localhost:4318' },
        },
      },
    });
  });
});

test('one namespace is written to, told to the containers, and granted', () => {
  const options = { metricsNamespace: 'Shop', embeddedMetrics: METRICS };

  expect(configOf(options).metrics.namespace).toBe('Shop');
  expect(describedBy(options).environment).toMatchObject({ AWS_EMF_NAMESPACE: 'Shop' });
  expect(boundBy(options).granted[0].Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': 'Shop' } });
});

describe('the task role', () => {
  test.each<[string, CloudWatchAgentOptions, unknown[]]>([
    ['metrics', {}, []],
    ['traces, and reads the sampling rules', { traces: true }, [['xray:PutTelemetryRecords', 'xray:PutTraceSegments', 'xray:GetSamplingRules', 'xray:GetSamplingTargets']]],
    ['the log group of embedded metrics', { embeddedMetrics: METRICS }, [['logs:CreateLogStream', 'logs:PutLogEvents']]],
  ])('writes %s', (_, options, actions) => {
    expect(boundBy(options).granted.map(({ Action: action }) => action)).toEqual(['cloudwatch:PutMetricData', ...actions]);
  });
});

test('the containers start once it runs, and go on when it ends', () => {
  expect(describedBy({})).toMatchObject({ startsBefore: 'START', container: { essential: false, restart: {} } });
});

test('it knows its Region on instances too', () => {
  expect(boundBy({}, ecs.Compatibility.EC2).container.Environment).toEqual([{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }]);
});
