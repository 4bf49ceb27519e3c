import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { MeshAlarms, MeshAlarmsOptions, MeshAlarmsSubject } from '../../src/mesh/mesh-alarms';
import { onEveryAlarm } from '../../src/private/alarm-registry';
import { lines, ServiceStack, serviceStack } from '../deployment/services';
import { propertiesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const ALARM = 'AWS::CloudWatch::Alarm';

type Subject = Partial<MeshAlarmsSubject>;

function bind(options: MeshAlarmsOptions = {}, subject: Subject = {}, made: ServiceStack = serviceStack(), scope: Stack = made.stack) {
  const alarms = MeshAlarms.standard(options)._bind(new Construct(scope, 'Api'), {
    service: made.resource, discoveryName: 'api', protocol: 'http', tls: false, ...subject,
  });
  return { ...made, alarms };
}

/** The names of the alarms in the service's deployment configuration, in the template. */
function watchedBy(stack: Stack): unknown {
  return theOnly(stack, 'AWS::ECS::Service').Properties.DeploymentConfiguration.Alarms;
}

const idOf = (id: unknown) => String(id).replace(/[0-9A-F]{8}$/, '');

test('HTTP: the share of 5xx answers, which fails the deployment and rolls it back', () => {
  const { stack } = bind();
  const alarm = theOnly(stack, ALARM).Properties;
  expect(alarm).toMatchObject({
    Threshold: 5, EvaluationPeriods: 3, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching',
  });
  expect(alarm.AlarmName).toBeUndefined();
  Template.fromStack(stack).hasResourceProperties(ALARM, {
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: '100 * errors / requests' }),
      Match.objectLike({
        Id: 'errors',
        MetricStat: Match.objectLike({
          Metric: {
            Namespace: 'AWS/ECS', MetricName: 'HTTPCode_Target_5XX_Count', Dimensions: [{ Name: 'TargetDiscoveryName', Value: 'api' }],
          },
        }),
      }),
      Match.objectLike({
        Id: 'requests',
        MetricStat: Match.objectLike({
          Metric: {
            Namespace: 'AWS/ECS', MetricName: 'RequestCount', Dimensions: [{ Name: 'DiscoveryName', Value: 'api' }],
          },
        }),
      }),
    ]),
  });
  expect(watchedBy(stack)).toEqual({ AlarmNames: [{ Ref: expect.stringMatching(/^ApiMeshAlarmsServerErrors/) }], Enable: true, Rollback: true });
  expect(findCycle(templateGraph(stack))).toBeUndefined();
});

test.each<[string, MeshAlarmsOptions, Subject, Record<string, number>]>([
  ['HTTP/2 with thresholds', { serverErrorPercent: 1, averageLatency: Duration.seconds(1.5) }, { protocol: 'http2' }, { ServerErrors: 1, SlowAnswers: 1500 }],
  ['HTTP with TLS', {}, { tls: true }, { ServerErrors: 5, ClientTlsFailures: 10, TargetTlsFailures: 10 }],
  ['gRPC with a latency', { averageLatency: Duration.millis(200) }, { protocol: 'grpc' }, { SlowAnswers: 200 }],
  ['TCP with TLS', { connectionFailures: 3 }, { protocol: 'tcp', tls: true }, { ClientTlsFailures: 3, TargetTlsFailures: 3 }],
])('%s', (_, options, subject, thresholds) => {
  const { stack } = bind(options, subject);
  const made = Object.entries(Template.fromStack(stack).findResources(ALARM)).map(([id, { Properties }]) => [idOf(id).replace('ApiMeshAlarms', ''), Properties.Threshold]);
  expect(Object.fromEntries(made)).toEqual(thresholds);
  expect((watchedBy(stack) as any).AlarmNames.map(({ Ref }: any) => idOf(Ref).replace('ApiMeshAlarms', ''))).toEqual(Object.keys(thresholds));
});

test('minutes in a row are its user\'s choice', () => {
  expect(propertiesOf(bind({ evaluationPeriods: 7 }).stack, ALARM)).toEqual([expect.objectContaining({ EvaluationPeriods: 7 })]);
});

test('alarms of its user come beside the standard ones', () => {
  const made = serviceStack();
  const own = new cloudwatch.Alarm(made.stack, 'Own', {
    metric: new cloudwatch.Metric({ namespace: 'Shop', metricName: 'LostOrders' }), threshold: 1, evaluationPeriods: 1,
  });
  expect(bind({ alarms: [own] }, { protocol: 'tcp' }, made).alarms.map(({ node }) => node.path)).toEqual(['Stack/Own']);
  expect(watchedBy(made.stack)).toEqual({ AlarmNames: [made.stack.resolve(own.alarmName)], Enable: true, Rollback: true });
});

test('alarms of its user may not wait for the service', () => {
  const made = serviceStack();
  const circular = new cloudwatch.Alarm(made.stack, 'Circular', { metric: made.service.metricCpuUtilization(), threshold: 90, evaluationPeriods: 1 });
  bind({ alarms: [circular] }, {}, made);
  expect(() => Template.fromStack(made.stack)).toThrow(
    'RollbackAlarms.Circle: `Stack/Circular` watches the service whose deployment it fails, so that each waits for the other; give it a name in plain text');
});

test('whoever watches the cluster hears of the alarms', () => {
  const { stack, alarms } = bind({}, { tls: true });
  const heard: string[] = [];
  onEveryAlarm(stack, ({ node }) => heard.push(node.path));
  expect(heard).toEqual(alarms.map(({ node }) => node.path));
});

test('a mesh in another stack: the service names the alarms, and waits for nobody', () => {
  const made = serviceStack();
  const other = new Stack(made.stack.node.root, 'Other');
  bind({}, {}, made, other);
  expect(theOnly(other, ALARM).Properties.AlarmName).toMatch(/^Other-Api-MeshAlarms-?\w*-ServerErrors$/);
  expect((watchedBy(made.stack) as any).AlarmNames).toEqual([theOnly(other, ALARM).Properties.AlarmName]);
  expect(made.stack.dependencies).toEqual([]);
});

describe('findings', () => {
  const use = { protocol: 'http', tls: true } as const;

  test.each<[MeshAlarmsOptions, string]>([
    [{ serverErrorPercent: 0 }, 'error RollbackAlarms.Percent: `serverErrorPercent` takes a percentage above 0 and up to 100, got 0'],
    [{ averageLatency: Duration.millis(0) }, 'error MeshAlarms.Latency: `averageLatency` takes a time above 0 seconds, got 0'],
    [{ connectionFailures: 0 }, 'error MeshAlarms.Count: `connectionFailures` takes whole connections from 1 up, got 0; the nearest is 1'],
    [{ evaluationPeriods: 1441 }, 'error MeshAlarms.Count: `evaluationPeriods` takes whole minutes from 1 to 1440, got 1441; the nearest is 1440'],
  ])('%p', (options, line) => {
    expect(lines(MeshAlarms.standard(options)._findings(use))).toEqual([line]);
  });

  test('of what the port has no metric for', () => {
    expect(lines(MeshAlarms.standard({ serverErrorPercent: 5 })._findings({ protocol: 'tcp', tls: true }))).toEqual([
      'error MeshAlarms.NoServerErrors: `serverErrorPercent` is of HTTP answers, got 5 for a port that speaks tcp; leave it out, or give the port an appProtocol',
    ]);
    const alarms = [cloudwatch.Alarm.fromAlarmArn(new Stack(), 'Own', 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:own')];
    expect(MeshAlarms.standard({ alarms })._findings({ protocol: 'tcp', tls: false })).toEqual([]);
    expect(MeshAlarms.standard({ serverErrorPercent: 5, averageLatency: Duration.seconds(1) })._findings()).toEqual([]);
  });

  test('where ECS may take no alarms', () => {
    const stack = new Stack(undefined, 'Stack', { env: { region: 'cn-north-1' } });
    expect(MeshAlarms.standard()._findings({ ...use, stack })).toEqual([expect.objectContaining({ id: 'RollbackAlarms.Partition', severity: 'warning' })]);
    expect(MeshAlarms.standard()._findings({ ...use, stack: new Stack() })).toEqual([]);
  });

  test('what only the deployment knows gets through', () => {
    const stack = new Stack();
    const { valueAsNumber: value } = new CfnParameter(stack, 'Number', { type: 'Number' });
    expect(MeshAlarms.standard({
      serverErrorPercent: value, averageLatency: Duration.seconds(value), connectionFailures: value, evaluationPeriods: value,
    })._findings(use)).toEqual([]);
  });
});
