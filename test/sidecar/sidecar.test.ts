import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { joined, said, variablesOf } from './tasks';
import { Sidecar } from '../../src/sidecar/sidecar';
import { TelemetryMetrics } from '../../src/sidecar/telemetry-metrics';
import { resourcesOf } from '../kit/stacks';
import { IMAGE, newStack } from '../task/tasks';

const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
const TRACES = { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' };
const X_RAY = { Effect: 'Allow', Action: [...TRACES.Action, 'xray:GetSamplingRules', 'xray:GetSamplingTargets'], Resource: '*' };

function apiKey(stack = newStack()): ecs.Secret {
  return ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Key', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf'));
}

/** The configuration of a collector, with what only the deployment knows in angle brackets. */
function configOf(collector: any): any {
  const { AOT_CONFIG_CONTENT: text } = variablesOf(collector);
  return JSON.parse(typeof text === 'string' ? text : text['Fn::Join'][1].map((part: any) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join(''));
}

describe('a collector', () => {
  test('takes traces and metrics, and hinders nobody when it ends', () => {
    const { containers, granted, stack } = joined([Sidecar.openTelemetry({ serviceName: 'web' })]);
    const { 'otel-collector': collector, app } = containers;
    const config = configOf(collector);

    expect(collector).toMatchObject({
      Image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0',
      Essential: false,
      RestartPolicy: { Enabled: true },
      HealthCheck: { Command: ['CMD', '/healthcheck'] },
      MemoryReservation: 256,
      ReadonlyRootFilesystem: true,
      User: 'aoc',
      LinuxParameters: { Capabilities: { Drop: ['ALL'] } },
    });
    expect(config.extensions).toEqual({ health_check: { endpoint: '127.0.0.1:13133' } });
    expect(config.receivers).toEqual({ otlp: { protocols: { grpc: { endpoint: 'localhost:4317' }, http: { endpoint: 'localhost:4318' } } } });
    expect(config.exporters).toEqual({ awsxray: {}, awsemf: { namespace: 'ECS/Application', log_group_name: expect.stringMatching(/^<.*MetricsLogGroup.*>$/) } });
    expect(config.service.pipelines).toMatchObject({ traces: { receivers: ['otlp'], exporters: ['awsxray'] }, metrics: { receivers: ['otlp'], exporters: ['awsemf'] } });
    expect(variablesOf(collector)).toMatchObject({ AWS_REGION: { Ref: 'AWS::Region' } });
    expect(variablesOf(app)).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_SERVICE_NAME: 'web',
    });
    expect(app.DependsOn).toEqual([{ ContainerName: 'otel-collector', Condition: 'START' }]);
    expect(granted).toEqual([TRACES, {
      Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [expect.stringMatching(/MetricsLogGroup/), 'Arn'] },
    }]);
    expect(theOnlyMetricsGroup(stack)).toMatchObject({ RetentionInDays: 30 });
    expect(said([Sidecar.openTelemetry()])).toEqual([]);
  });

  test('does what every receiver and exporter in its pipelines says', () => {
    const all = Sidecar.openTelemetry({ xrayDaemon: true, metrics: TelemetryMetrics.prometheus({ workspaceArn: 'arn', prometheusEndpoint: 'https://aps/' }) });
    const { extensions, exporters, processors, receivers, service } = configOf(joined([all]).containers['otel-collector']);
    const used = Object.values<any>(service.pipelines);

    expect(service.extensions).toEqual(Object.keys(extensions));
    expect(new Set(used.flatMap((pipeline) => pipeline.exporters))).toEqual(new Set(Object.keys(exporters)));
    expect(new Set(used.flatMap((pipeline) => pipeline.receivers))).toEqual(new Set(Object.keys(receivers)));
    expect(Object.keys(processors)).toEqual(expect.arrayContaining(used.flatMap((pipeline) => pipeline.processors)));
  });

  test('stands in for the X-Ray daemon', () => {
    const { containers, granted } = joined([Sidecar.openTelemetry({ traces: false, xrayDaemon: true, metrics: TelemetryMetrics.none() })]);
    const config = configOf(containers['otel-collector']);

    expect(config.receivers.awsxray).toEqual({ endpoint: 'localhost:2000', transport: 'udp', proxy_server: { endpoint: 'localhost:2000' } });
    expect(config.service.pipelines).toMatchObject({ traces: { receivers: ['awsxray'] } });
    expect(variablesOf(containers.app)).toMatchObject({ AWS_XRAY_DAEMON_ADDRESS: 'localhost:2000', OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' });
    expect(granted).toEqual([X_RAY]);
  });

  test('writes metrics to Prometheus', () => {
    const workspaceArn = 'arn:aws:aps:eu-west-1:123456789012:workspace/ws-1';
    const metrics = TelemetryMetrics.prometheus({ workspaceArn, prometheusEndpoint: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/' });
    const { containers, granted } = joined([Sidecar.openTelemetry({ traces: false, metrics })]);

    expect(configOf(containers['otel-collector'])).toMatchObject({
      extensions: { sigv4auth: { region: '<AWS::Region>' } },
      exporters: {
        prometheusremotewrite: {
          endpoint: 'https://aps-workspaces.eu-west-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write', auth: { authenticator: 'sigv4auth' },
        },
      },
      service: { extensions: ['health_check', 'sigv4auth'], pipelines: { metrics: { exporters: ['prometheusremotewrite'] } } },
    });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'aps:RemoteWrite', Resource: workspaceArn }]);
  });

  test('writes metrics to a log group and a namespace of one\'s own', () => {
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', 'metrics');
    const { containers } = joined([Sidecar.openTelemetry({ metrics: TelemetryMetrics.cloudWatch({ logGroup, namespace: 'Shop' }) })], {}, stack);

    expect(configOf(containers['otel-collector']).exporters.awsemf).toEqual({ namespace: 'Shop', log_group_name: 'metrics' });
  });

  test('takes a configuration of one\'s own with the rights for it', () => {
    const statements = [new iam.PolicyStatement({ actions: ['kinesis:PutRecords'], resources: ['arn'] })];
    const { containers, granted } = joined([Sidecar.openTelemetry({ config: 'receivers: {}', statements })]);

    expect(variablesOf(containers['otel-collector'])).toMatchObject({ AOT_CONFIG_CONTENT: 'receivers: {}' });
    expect(variablesOf(containers.app)).toEqual({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'kinesis:PutRecords', Resource: 'arn' }]);
  });

  test.each<[string, Sidecar, string]>([
    ['of nothing', Sidecar.openTelemetry({ traces: false, metrics: TelemetryMetrics.none() }),
      'error OpenTelemetry.Nothing: `sidecars[0]` takes traces or metrics, got neither; leave the collector out'],
    ['with two configurations', Sidecar.openTelemetry({ config: '{}', traces: true }),
      'error OpenTelemetry.OwnConfig: `sidecars[0].traces` is for the configuration that is made, got `config` too; leave one of them out'],
    ['with options of a group that it does not make',
      Sidecar.openTelemetry({ metrics: TelemetryMetrics.cloudWatch({ logGroup: logs.LogGroup.fromLogGroupName(newStack(), 'G', 'g'), retention: 1 }) }),
      'error TaskLogging.OptionOfOwnGroup: `sidecars[0].metrics.retention` is for the log group that is made, got `logGroup` too; set it on your log group'],
  ])('%s is refused', (_, sidecar, sentence) => {
    expect(said([sidecar])).toEqual([sentence]);
  });
});

describe('a CloudWatch agent', () => {
  test('takes StatsD, and may write one namespace', () => {
    const { containers, granted } = joined([Sidecar.cloudWatchAgent()]);
    const { 'cloudwatch-agent': agent, app } = containers;

    expect(agent).toMatchObject({
      Image: 'public.ecr.aws/cloudwatch-agent/cloudwatch-agent:1.300072.0b1766', Essential: false, RestartPolicy: { Enabled: true }, ReadonlyRootFilesystem: false,
    });
    expect(JSON.parse(variablesOf(agent).CW_CONFIG_CONTENT)).toEqual({ metrics: { namespace: 'CWAgent', metrics_collected: { statsd: { service_address: 'localhost:8125' } } } });
    expect(variablesOf(app)).toEqual({});
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'CWAgent' } } }]);
    expect(said([Sidecar.cloudWatchAgent()])).toEqual([]);
  });

  test('takes embedded metrics and traces when asked', () => {
    const stack = newStack();
    const embeddedMetrics = logs.LogGroup.fromLogGroupName(stack, 'Group', 'metrics');
    const { containers, granted } = joined([Sidecar.cloudWatchAgent({ embeddedMetrics, traces: true, metricsNamespace: 'Shop' })], {}, stack);

    expect(JSON.parse(variablesOf(containers['cloudwatch-agent']).CW_CONFIG_CONTENT)).toMatchObject({
      metrics: { namespace: 'Shop' },
      logs: { metrics_collected: { emf: {} } },
      traces: {
        traces_collected: {
          xray: { bind_address: 'localhost:2000', tcp_proxy: { bind_address: 'localhost:2000' } },
          otlp: { grpc_endpoint: 'localhost:4317', http_endpoint: 'localhost:4318' },
        },
      },
    });
    expect(variablesOf(containers.app)).toEqual({
      AWS_EMF_AGENT_ENDPOINT: 'tcp://127.0.0.1:25888',
      AWS_EMF_LOG_GROUP_NAME: 'metrics',
      AWS_EMF_NAMESPACE: 'Shop',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://localhost:4318/v1/traces',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      AWS_XRAY_DAEMON_ADDRESS: 'localhost:2000',
    });
    expect(granted).toEqual([
      { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'Shop' } } },
      X_RAY,
      expect.objectContaining({ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }),
    ]);
  });
});

describe('a Datadog agent', () => {
  test('gets its key as a secret, and tags what the application sends', () => {
    const stack = newStack();
    const { containers, granted } = joined([Sidecar.datadog({ apiKey: apiKey(stack), site: 'datadoghq.eu', env: 'production', service: 'web', version: '2.3' })], {}, stack);
    const { 'datadog-agent': agent, app } = containers;

    expect(agent).toMatchObject({
      Image: 'public.ecr.aws/datadog/agent:7.84.2',
      Essential: false,
      MemoryReservation: 512,
      HealthCheck: { Command: ['CMD', 'agent', 'health'], StartPeriod: 15 },
      Secrets: [{ Name: 'DD_API_KEY', ValueFrom: expect.stringContaining('secret:key-AbCdEf') }],
    });
    expect(variablesOf(agent)).toEqual({ DD_SITE: 'datadoghq.eu', DD_APM_ENABLED: 'true', DD_ENV: 'production', ECS_FARGATE: 'true' });
    expect(variablesOf(app)).toEqual({ DD_AGENT_HOST: 'localhost', DD_ENV: 'production', DD_SERVICE: 'web', DD_VERSION: '2.3' });
    expect(granted).toEqual([]);
    expect(said([Sidecar.datadog({ apiKey: apiKey() })])).toEqual([]);
  });

  test('without more has the site of the United States, and no traces when told so', () => {
    const stack = newStack();
    const { containers } = joined([Sidecar.datadog({ apiKey: apiKey(stack), traces: false })], {}, stack);
    expect(variablesOf(containers['datadog-agent'])).toEqual({ DD_SITE: 'datadoghq.com', DD_APM_ENABLED: 'false', ECS_FARGATE: 'true' });
  });

  test('on instances is not told that it is on Fargate, and is advised against', () => {
    const stack = newStack();
    const { containers } = joined([Sidecar.datadog({ apiKey: apiKey(stack) })], { memoryMiB: 128 }, stack, { platforms: ['ec2'] });
    expect(variablesOf(containers['datadog-agent'])).not.toHaveProperty('ECS_FARGATE');
    expect(said([Sidecar.datadog({ apiKey: apiKey() })], { memoryMiB: 128 }, { platforms: ['ec2'] })).toEqual([
      'warning Datadog.Daemon: `sidecars[0]` sees its own task only, and takes memory in each; on instances run one agent on each of them, with DaemonService',
    ]);
  });
});

test.each<[string, Sidecar]>([
  ['a collector', Sidecar.openTelemetry()],
  ['a CloudWatch agent', Sidecar.cloudWatchAgent()],
  ['a Datadog agent', Sidecar.datadog({ apiKey: apiKey() })],
])('%s has no image for Windows', (_, sidecar) => {
  expect(said([sidecar], { runtimePlatform: WINDOWS })).toContain(
    'error Sidecar.Windows: `sidecars[0]` has an image for Linux, got Windows containers; add one with an image for Windows by Sidecar.container()');
});

test('all of them together fit into a task', () => {
  const stack = newStack();
  const { containers, task } = joined([
    Sidecar.fireLens(),
    Sidecar.openTelemetry(),
    Sidecar.datadog({ apiKey: apiKey(stack) }),
    Sidecar.container({ name: 'proxy', image: IMAGE, taskEnvironment: { HTTP_PROXY: 'http://localhost:3128' } }),
  ], {}, stack);
  expect(Object.keys(containers)).toEqual(['app', 'log-router', 'otel-collector', 'datadog-agent', 'proxy']);
  expect(task).toMatchObject({ Cpu: '256', Memory: '2048' });
  // Others of the task, sidecars too, log through the router.
  expect(Object.values<any>(containers).map(({ LogConfiguration: { LogDriver } }) => LogDriver)).toEqual(['awsfirelens', 'awslogs', 'awsfirelens', 'awsfirelens', 'awsfirelens']);
  expect(variablesOf(containers.app)).toMatchObject({ HTTP_PROXY: 'http://localhost:3128' });
  expect(said([Sidecar.cloudWatchAgent(), Sidecar.openTelemetry({ xrayDaemon: true })])).toEqual([]);
});

test('two that take the same are refused', () => {
  const text = (port: string) => `error Sidecar.LocalPort: \`sidecars[1]\` listens on port ${port} of the task's address, which \`sidecars[0]\` has too;`
    + ' take another port for that, or leave one of them out';
  expect(said([Sidecar.openTelemetry({ xrayDaemon: true }), Sidecar.cloudWatchAgent({ traces: true })])).toEqual(['4317/tcp', '4318/tcp', '2000/tcp', '2000/udp'].map(text));
  expect(said([Sidecar.cloudWatchAgent(), Sidecar.datadog({ apiKey: apiKey(), traces: false })])).toEqual([text('8125/udp')]);
});

function theOnlyMetricsGroup(stack: ReturnType<typeof newStack>): any {
  const [, properties] = Object.entries(resourcesOf(stack, 'AWS::Logs::LogGroup')).find(([id]) => id.includes('MetricsLogGroup'))!;
  return properties.Properties;
}
