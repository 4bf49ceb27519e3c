import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Aws, CfnParameter } from 'aws-cdk-lib/core';
import { bound } from './tasks';
import { MetricsExporter } from '../../src/sidecar/collector-config';
import { TelemetryMetrics } from '../../src/sidecar/telemetry-metrics';
import { propertiesOf, theOnly } from '../kit/stacks';
import { newStack, sentences } from '../task/tasks';

const WORKSPACE = 'arn:aws:aps:eu-west-1:123456789012:workspace/ws-1';

function exporterOf(metrics: TelemetryMetrics, stack = newStack()) {
  let exporter: MetricsExporter | undefined;
  const { granted } = bound((container) => { exporter = metrics._bind(container); }, stack);
  return { exporter: stack.resolve(exporter), granted, stack };
}

describe('to CloudWatch', () => {
  const writes = (group: unknown) => [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: group }];

  test('they are events of a log group that is kept for a month', () => {
    const { exporter, granted, stack } = exporterOf(TelemetryMetrics.cloudWatch());
    const group = expect.stringMatching(/MetricsLogGroup/);

    expect(exporter).toEqual({ name: 'awsemf', settings: { namespace: 'ECS/Application', log_group_name: { Ref: group } }, extensions: {} });
    expect(granted).toEqual(writes({ 'Fn::GetAtt': [group, 'Arn'] }));
    expect(theOnly(stack, 'AWS::Logs::LogGroup')).toMatchObject({ DeletionPolicy: 'Retain', Properties: { RetentionInDays: 30 } });
  });

  test('their namespace and their log group are as their user says', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const { exporter } = exporterOf(TelemetryMetrics.cloudWatch({ namespace: 'Shop', retention: logs.RetentionDays.ONE_WEEK, encryptionKey }), stack);

    expect(exporter.settings.namespace).toBe('Shop');
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties).toMatchObject({ RetentionInDays: 7, KmsKeyId: stack.resolve(encryptionKey.keyArn) });
  });

  test('a log group that is there is used, and none is made', () => {
    const stack = newStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', 'metrics');
    const { exporter, granted } = exporterOf(TelemetryMetrics.cloudWatch({ logGroup }), stack);

    expect(exporter.settings.log_group_name).toBe('metrics');
    expect(granted).toEqual(writes(stack.resolve(logGroup.logGroupArn)));
    expect(propertiesOf(stack, 'AWS::Logs::LogGroup')).toEqual([]);
  });

  test('a log group that is there takes no options of another', () => {
    const logGroup = logs.LogGroup.fromLogGroupName(newStack(), 'Group', 'metrics');

    expect(sentences(TelemetryMetrics.cloudWatch({ logGroup, namespace: 'Shop' })._findings())).toEqual([]);
    expect(sentences(TelemetryMetrics.cloudWatch({ logGroup, retention: logs.RetentionDays.ONE_DAY })._findings())).toEqual([
      'error TaskLogging.OptionOfOwnGroup: `retention` is for the log group that is made, got `logGroup` too; set it on your log group',
    ]);
  });
});

describe('to Prometheus', () => {
  test('they are signed, and may be written to one workspace', () => {
    const { exporter, granted } = exporterOf(TelemetryMetrics.prometheus({ workspaceArn: WORKSPACE, prometheusEndpoint: 'https://aps/workspaces/ws-1/' }));

    expect(exporter).toEqual({
      name: 'prometheusremotewrite',
      settings: { endpoint: 'https://aps/workspaces/ws-1/api/v1/remote_write', auth: { authenticator: 'sigv4auth' } },
      extensions: { sigv4auth: { region: { Ref: 'AWS::Region' } } },
    });
    expect(granted).toEqual([{ Effect: 'Allow', Action: 'aps:RemoteWrite', Resource: WORKSPACE }]);
  });

  test('the endpoint may lack the slash at its end, which that of the resource has', () => {
    const stack = newStack();
    const token = new CfnParameter(stack, 'Endpoint').valueAsString;
    const endpointOf = (prometheusEndpoint: string, scope = newStack()) => (
      exporterOf(TelemetryMetrics.prometheus({ workspaceArn: WORKSPACE, prometheusEndpoint }), scope).exporter.settings.endpoint);

    expect(endpointOf('https://aps/workspaces/ws-1')).toBe('https://aps/workspaces/ws-1/api/v1/remote_write');
    expect(endpointOf(`https://aps.${Aws.REGION}/ws-1`)).toEqual({ 'Fn::Join': ['', ['https://aps.', { Ref: 'AWS::Region' }, '/ws-1/api/v1/remote_write']] });
    expect(endpointOf(token, stack)).toEqual({ 'Fn::Join': ['', [{ Ref: 'Endpoint' }, 'api/v1/remote_write']] });
  });
});

test('nowhere, nothing is made or granted', () => {
  const { exporter, granted } = exporterOf(TelemetryMetrics.none());

  expect([exporter, granted]).toEqual([undefined, []]);
  expect([TelemetryMetrics.none(), TelemetryMetrics.cloudWatch()].map(({ _areTaken: taken }) => taken)).toEqual([false, true]);
});
