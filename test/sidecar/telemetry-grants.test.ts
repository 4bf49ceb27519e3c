import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { bound } from './tasks';
import { grantMetrics, grantTraces, nameRegion } from '../../src/sidecar/telemetry-grants';
import { newStack } from '../task/tasks';

const SEND = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const SAMPLE = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];

function grantedBy(grant: (taskRole: iam.IRole) => void, stack = newStack()): any[] {
  return bound(({ taskDefinition }) => grant(taskDefinition.taskRole), stack).granted;
}

test.each([
  [false, false, []],
  [true, false, [{ Effect: 'Allow', Action: SEND, Resource: '*' }]],
  [false, true, [{ Effect: 'Allow', Action: [...SEND, ...SAMPLE], Resource: '*' }]],
  [true, true, [{ Effect: 'Allow', Action: [...SEND, ...SAMPLE], Resource: '*' }]],
])('traces: %p, for the X-Ray SDKs: %p', (traces, xrayDaemon, statements) => {
  expect(grantedBy((taskRole) => grantTraces(taskRole, { traces, xrayDaemon }))).toEqual(statements);
});

test('metrics go into one namespace and no other', () => {
  expect(grantedBy((taskRole) => grantMetrics(taskRole, 'Shop'))).toEqual([
    { Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*', Condition: { StringEquals: { 'cloudwatch:namespace': 'Shop' } } },
  ]);
});

test.each<[string, (taskRole: iam.IRole) => void]>([
  ['traces', (taskRole) => grantTraces(taskRole, { traces: true, xrayDaemon: false })],
  ['metrics', (taskRole) => grantMetrics(taskRole, 'Shop')],
])('that %s have no resources is acknowledged', (_, grant) => {
  const stack = newStack();
  grantedBy(grant, stack);
  stack.node.findAll().forEach(({ node }) => node.validate());

  const acknowledged = stack.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:acknowledged-rules');
  expect(acknowledged.flatMap(({ data }) => Object.keys(data))).toEqual(expect.arrayContaining([expect.stringContaining('AwsSolutions-IAM5[Resource::*]')]));
});

test('the Region is named on instances too, where ECS does not', () => {
  const { container } = bound(nameRegion, newStack(), ecs.Compatibility.EC2);

  expect(container.Environment).toEqual([{ Name: 'AWS_REGION', Value: { Ref: 'AWS::Region' } }]);
});
