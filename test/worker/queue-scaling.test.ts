import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack, Token } from 'aws-cdk-lib/core';
import { backlogTarget } from '../../src/model/worker/backlog';
import { TaskRange } from '../../src/service/base-and-burst';
import { QueueMetrics } from '../../src/worker/queue-metrics';
import { backlogScaling } from '../../src/worker/queue-scaling';
import { propertiesOf, theOnly } from '../kit/stacks';

const METRICS = new QueueMetrics({ queueName: 'email', clusterName: 'platform', serviceName: 'worker' }, true);
const PACE = { latencySeconds: 120, messageSeconds: 5, concurrency: 1 };
const TOKEN = Token.asNumber({ Ref: 'Least' });

function scaled(tasks: TaskRange, pace = PACE) {
  const stack = new Stack(new App(), 'Stack');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'] });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/email:1.0') });
  const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'platform', vpc });
  const scaling = backlogScaling(tasks, pace, METRICS);
  scaling._bind(new ecs.FargateService(stack, 'Service', { cluster, taskDefinition }), []);
  const policies = propertiesOf(stack, 'AWS::ApplicationAutoScaling::ScalingPolicy');
  return {
    scaling,
    target: theOnly(stack, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties,
    trackings: policies.flatMap(({ TargetTrackingScalingPolicyConfiguration: tracking }) => tracking ?? []),
    steps: policies.flatMap(({ StepScalingPolicyConfiguration: step }) => step ?? []),
    alarms: propertiesOf(stack, 'AWS::CloudWatch::Alarm'),
  };
}

const expressionOf = (metrics: any[]) => metrics.find(({ Expression: expression }) => expression)?.Expression;

test.each([
  [PACE, 25],
  [{ ...PACE, concurrency: 10 }, 250],
  [{ latencySeconds: 30, messageSeconds: 60, concurrency: 1 }, 1.5],
])('with a pace of %p each task has %d messages', (pace, messages) => {
  const { trackings: [{ CustomizedMetricSpecification: { Metrics: metrics }, TargetValue: target }] } = scaled({ min: 1, max: 10 }, pace);

  expect(target).toBe(messages);
  expect(target).toBe(backlogTarget(pace));
  expect(expressionOf(metrics)).toBe(METRICS.backlogPerTask().expression);
});

test('a minimum of one task needs no step: there is a value at any time', () => {
  const { alarms, scaling, steps, target, trackings } = scaled({ min: 1, max: 10 });

  expect(target).toMatchObject({ MinCapacity: 1, MaxCapacity: 10 });
  expect([trackings.length, steps, alarms]).toEqual([1, [], []]);
  expect(scaling._findings({})).toEqual([]);
});

test.each([['of 0', 0, 0], ['that only the deployment knows', TOKEN, { Ref: 'Least' }]])('with a minimum %s a step adds the first task, and nothing but tracking takes it away', (_, min, written) => {
  const { scaling, steps, target, trackings } = scaled({ min, max: 10 });

  expect(target).toMatchObject({ MinCapacity: written, MaxCapacity: 10 });
  expect(trackings).toHaveLength(1);
  expect(steps).toEqual([{ AdjustmentType: 'ChangeInCapacity', Cooldown: 300, StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }] }]);
  expect(scaling._findings({})).toEqual([]);
});

test('the first task is asked for by one message that waits for three minutes in a row, as late as metrics of a running task may be', () => {
  const { alarms: [alarm, ...others] } = scaled({ min: 0, max: 10 });

  expect(others).toEqual([]);
  expect(alarm).toMatchObject({ ComparisonOperator: 'GreaterThanOrEqualToThreshold', Threshold: 1, EvaluationPeriods: 3 });
  expect(alarm.DatapointsToAlarm ?? 3).toBe(3);
  expect(expressionOf(alarm.Metrics)).toBe(METRICS.waitingWithoutTask().expression);
  expect(alarm.Metrics.flatMap(({ MetricStat: stat }: any) => stat?.Period ?? [])).toEqual([60, 60]);
});
