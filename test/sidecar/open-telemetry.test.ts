import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { bound, variablesOf } from './tasks';
import { OpenTelemetry, OpenTelemetryOptions } from '../../src/sidecar/open-telemetry';
import { TelemetryMetrics } from '../../src/sidecar/telemetry-metrics';
import { newStack, sentences } from '../task/tasks';

const NOTHING: OpenTelemetryOptions = { traces: false, metrics: TelemetryMetrics.none() };

function describedBy(options: OpenTelemetryOptions, windows = false) {
  return new OpenTelemetry(options).describe({ containerNames: ['app'], windows });
}

function boundBy(options: OpenTelemetryOptions, stack = newStack()) {
  const collector = new OpenTelemetry(options);
  return bound((container) => collector.bind(container), stack);
}

describe('the containers of the task', () => {
  const exported = (traces: string, metrics: string) => ({ OTEL_TRACES_EXPORTER: traces, OTEL_METRICS_EXPORTER: metrics, OTEL_LOGS_EXPORTER: 'none' });

  test.each<[string, OpenTelemetryOptions, Record<string, string>]>([
    ['traces and metrics, by default', {}, exported('otlp', 'otlp')],
    ['traces alone', { metrics: TelemetryMetrics.none() }, exported('otlp', 'none')],
    ['metrics alone', { traces: false }, exported('none', 'otlp')],
    ['with the X-Ray SDKs', { ...NOTHING, xrayDaemon: true }, { ...exported('none', 'none'), AWS_XRAY_DAEMON_ADDRESS: 'localhost:2000' }],
    ['as another configuration takes it, which nobody has read', { config: 'receivers: {}' }, {}],
    ['under a name', { ...NOTHING, serviceName: 'web' }, { ...exported('none', 'none'), OTEL_SERVICE_NAME: 'web' }],
  ])('send %s', (_, options, variables) => {
    expect(describedBy(options).environment).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf', ...variables,
    });
  });

  test('keep off the ports that it listens on', () => {
    const ports = (options: OpenTelemetryOptions) => describedBy(options).localPorts!.map(({ port, protocol }) => `${port}/${protocol ?? 'tcp'}`);

    expect(ports({})).toEqual(['4317/tcp', '4318/tcp', '13133/tcp']);
    expect(ports({ xrayDaemon: true })).toEqual(['4317/tcp', '4318/tcp', '13133/tcp', '2000/tcp', '2000/udp']);
  });

  test('start once it runs, and go on when it ends', () => {
    expect(describedBy({})).toMatchObject({ startsBefore: 'START', container: { essential: false, restart: {} } });
  });
});

test('it runs without root, writes nowhere, and has capabilities on neither system', () => {
  expect(describedBy({}).container).toMatchObject({ user: 'aoc', writablePaths: [], capabilities: { drop: ['ALL'] } });
  expect(describedBy({}, true).container.capabilities).toBeUndefined();
});

test('it is where its user has it, and takes what its user gives it', () => {
  expect(describedBy({ name: 'adot', cpu: 64 }).container).toMatchObject({ name: 'adot', cpu: 64, memoryReservationMiB: 256 });
  expect(describedBy({ memoryMiB: 128 }).container).toMatchObject({ memoryMiB: 128, memoryReservationMiB: undefined });
});

describe('the task role', () => {
  const SEND = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];

  test.each<[string, OpenTelemetryOptions, unknown[]]>([
    ['nothing where nothing is taken', NOTHING, []],
    ['to write traces', { metrics: TelemetryMetrics.none() }, [SEND]],
    ['to read sampling rules besides for the X-Ray SDKs', { ...NOTHING, xrayDaemon: true }, [[...SEND, 'xray:GetSamplingRules', 'xray:GetSamplingTargets']]],
    ['what another configuration is said to need', { config: '{}', statements: [new iam.PolicyStatement({ actions: ['aps:RemoteWrite'], resources: ['arn'] })] }, ['aps:RemoteWrite']],
  ])('gets %s', (_, options, actions) => {
    expect(boundBy(options).granted.map(({ Action: action }) => action)).toEqual(actions);
  });
});

describe('its configuration', () => {
  test('is written when names are known that only the task has, one for each task', () => {
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', 'metrics');
    const options = { traces: false, metrics: TelemetryMetrics.cloudWatch({ logGroup }) };

    expect(describedBy(options).container.environment).toBeUndefined();
    expect(JSON.parse(variablesOf(boundBy(options, stack).container).AOT_CONFIG_CONTENT).exporters).toEqual({
      awsemf: { namespace: 'ECS/Application', log_group_name: 'metrics' },
    });
  });

  test('is its user\'s where there is one, word for word', () => {
    expect(describedBy({ config: 'receivers: {}' }).container.environment).toEqual({ AOT_CONFIG_CONTENT: 'receivers: {}' });
    expect(variablesOf(boundBy({ config: 'receivers: {}' }).container)).toEqual({ AWS_REGION: { Ref: 'AWS::Region' } });
  });

  test.each<[string, OpenTelemetryOptions, string[]]>([
    ['that is the default', {}, []],
    ['of one\'s own', { config: '{}' }, []],
    ['of one\'s own next to any option that makes one, turned off or on', { config: '{}', traces: false, xrayDaemon: true, metrics: TelemetryMetrics.none() },
      ['traces', 'xrayDaemon', 'metrics'].map((option) => (
        `error OpenTelemetry.OwnConfig: \`sidecars[0].${option}\` is for the configuration that is made, got \`config\` too; leave one of them out`))],
    ['that takes nothing', NOTHING, ['error OpenTelemetry.Nothing: `sidecars[0]` takes traces or metrics, got neither; leave the collector out']],
    ['that takes traces of the X-Ray SDKs alone', { ...NOTHING, xrayDaemon: true }, []],
  ])('%s is told of: %#', (_, options, said) => {
    expect(sentences(new OpenTelemetry(options)._findings('sidecars[0]'))).toEqual(said);
  });
});
