import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmDestination, Sidecar, TaskBlueprint } from '../../src';
import { StandaloneTask } from '../../src/job/standalone-task';
import { failureAlarmFindings, TaskFailureAlarmOptions } from '../../src/job/task-failure-alarm';
import { TaskFailures } from '../../src/job/task-failures';
import { failedTasks } from '../../src/model/job/task-failure';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox:1.37');
const described = TaskBlueprint.containers({ containers: [{ name: 'App', image }, { name: 'Agent', image, essential: false }] });

function watch(stack: Stack, cluster: ecs.ICluster, options?: TaskFailureAlarmOptions, task = described, id = 'Job'): TaskFailures {
  const scope = new Construct(stack, id);
  const choices = new StandaloneTask(scope, { cluster, task });
  return new TaskFailures(scope, 'Failures', { choices, task: choices.bind(), options });
}

test('one rule keeps the failures of one family in one cluster, and counts them', () => {
  const { stack, cluster } = platformStack();
  const { logGroup } = watch(stack, cluster);
  const [{ Family: family }] = propertiesOf(stack, 'AWS::ECS::TaskDefinition');
  const revisionsArn = stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${family}:` });
  expect(theOnly(stack, 'AWS::Events::Rule').Properties).toMatchObject({
    EventPattern: stack.resolve(failedTasks({ clusterArn: cluster.clusterArn, revisionsArn, essential: ['App'] })),
    Targets: [{ Id: 'Log' }],
  });
  expect(stack.resolve(logGroup.logGroupName)).toEqual({ Ref: expect.stringMatching(/^JobFailuresEvents/) });
});

test('the alarm is on the matches of the rule', () => {
  const { stack, cluster } = platformStack();
  watch(stack, cluster);
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties).toEqual({
    AlarmDescription: 'Tasks end with another exit code than 0, or do not start',
    Namespace: 'AWS/Events',
    MetricName: 'TriggeredRules',
    Dimensions: [{ Name: 'RuleName', Value: { Ref: expect.stringMatching(/^JobFailuresRule/) } }],
    Statistic: 'Sum',
    Period: 300,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('threshold, period, retention and key are what its user says', () => {
  const { stack, cluster } = platformStack();
  watch(stack, cluster, {
    failures: 3, period: Duration.hours(1), retention: logs.RetentionDays.ONE_YEAR, encryptionKey: new kms.Key(stack, 'Key'),
  });
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties).toMatchObject({ Threshold: 3, Period: 3600 });
  expect(propertiesOf(stack, 'AWS::Logs::LogGroup')).toContainEqual({
    RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
  });
});

test('the destination that is named is told', () => {
  const { stack, cluster } = platformStack();
  const topic = new sns.Topic(stack, 'Topic');
  watch(stack, cluster, { alarms: AlarmDestination.topic(topic) });
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties.AlarmActions).toEqual([stack.resolve(topic.topicArn)]);
});

test('an essential sidecar does not count, which is stopped when the others are done', () => {
  const { stack, cluster } = platformStack();
  watch(stack, cluster, {}, TaskBlueprint.container({ name: 'App', image, sidecars: [Sidecar.fireLens()] }));
  const { detail: { $or: [, exited] } } = theOnly(stack, 'AWS::Events::Rule').Properties.EventPattern;
  expect(exited.containers.name).toEqual(['App']);
});

test('the failures of many tasks are written by one statement', () => {
  const { stack, cluster } = platformStack();
  watch(stack, cluster);
  watch(stack, cluster, {}, described, 'Other');
  const document = JSON.stringify(theOnly(stack, 'AWS::Logs::ResourcePolicy').Properties.PolicyDocument);
  expect(document.match(/logs:PutLogEvents/g)).toHaveLength(1);
  expect(document).toContain(':log-group:Stack-*');
});

test('a destination around it receives its alarms', () => {
  const { stack, cluster } = platformStack();
  const action: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:sns:us-east-1:111122223333:on-call' }) };
  AlarmDestination.actions([action]).receiveFrom(stack);
  watch(stack, cluster);
  expect(theOnly(stack, 'AWS::CloudWatch::Alarm').Properties.AlarmActions).toEqual(['arn:aws:sns:us-east-1:111122223333:on-call']);
});

test('a task definition of the user may still get containers: all of them count', () => {
  const { stack, cluster } = platformStack();
  const definition = new ecs.FargateTaskDefinition(stack, 'Definition');
  definition.addContainer('App', { image });
  watch(stack, cluster, {}, TaskBlueprint.existing(definition));
  const { detail: { $or: [, exited] } } = theOnly(stack, 'AWS::Events::Rule').Properties.EventPattern;
  expect(exited).toEqual({ stopCode: ['EssentialContainerExited'], containers: { exitCode: [{ 'anything-but': [0] }] } });
});

test('options that no alarm can be made of are findings', () => {
  const { stack } = platformStack();
  const found = failureAlarmFindings(stack, { failures: 0, period: Duration.seconds(90), alarms: AlarmDestination.actions([]) });
  expect(found.map(({ id, path }) => [id, path])).toEqual([
    ['AlarmDestination.NoAction', 'alarms'], ['TaskFailureAlarm.Failures', 'failures'], ['TaskFailureAlarm.Period', 'period'],
  ]);
  expect(failureAlarmFindings(stack)).toEqual([]);
});
