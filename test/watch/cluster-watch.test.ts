import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { AlarmDestination, ClusterWatch } from '../../src';
import { watchedEvents } from '../../src/model/watch/watched-events';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const ALARM = 'AWS::CloudWatch::Alarm';

function alarmOf(stack: Stack, alarm: { readonly alarmArn: string }): any {
  const { 'Fn::GetAtt': [id] } = stack.resolve(alarm.alarmArn);
  return resourcesOf(stack, ALARM)[id].Properties;
}

describe('the record', () => {
  test('is a log group with retention that one rule writes to', () => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster });
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties).toEqual({ RetentionInDays: 90 });
    expect(theOnly(stack, 'AWS::Events::Rule').Properties).toEqual({
      Description: 'Keeps what goes wrong in an ECS cluster',
      EventPattern: stack.resolve(watchedEvents({
        clusterArn: cluster.clusterArn,
        servicesArn: stack.formatArn({ service: 'ecs', resource: 'service', resourceName: `${cluster.clusterName}/` }),
      })),
      Targets: [{
        Id: 'Log',
        Arn: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:',
            stack.resolve(watch.logGroup.logGroupName)]],
        },
      }],
    });
    expect(watch.rule.eventPattern).toHaveProperty('source', ['aws.ecs']);
  });

  test('costs a stack one resource policy, however many clusters it watches, and no custom resource', () => {
    const { stack, cluster, vpc } = platformStack();
    new ClusterWatch(stack, 'Watch', { cluster });
    new ClusterWatch(stack, 'OtherWatch', { cluster: new ecs.Cluster(stack, 'Other', { vpc }) });
    const document = JSON.stringify({
      Statement: [{
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
        Resource: 'arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:Stack-*',
      }],
      Version: '2012-10-17',
    });
    const pieces = theOnly(stack, 'AWS::Logs::ResourcePolicy').Properties.PolicyDocument['Fn::Join'][1];
    expect(pieces.map((piece: any) => piece.Ref ?? piece).join('')).toBe(document);
    expect(Object.values(resourcesOf(stack)).filter(({ Type: type }: any) => type.startsWith('Custom::') || type === 'AWS::Lambda::Function')).toEqual([]);
  });

  test('takes a retention, and a key that CloudWatch Logs may then use', () => {
    const { stack, cluster } = platformStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    new ClusterWatch(stack, 'Watch', { cluster, retention: logs.RetentionDays.ONE_WEEK, encryptionKey });
    expect(theOnly(stack, 'AWS::Logs::LogGroup').Properties).toEqual({ RetentionInDays: 7, KmsKeyId: stack.resolve(encryptionKey.keyArn) });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } })]) },
    });
  });
});

describe('the alarms', () => {
  test.each([
    ['deploymentFailures' as const, 1, '{ ($.detail.eventName = "SERVICE_DEPLOYMENT_FAILED") || ($.detail.eventName = "DAEMON_DEPLOYMENT_ROLLBACK_IN_PROGRESS") || ' +
      '($.detail.eventName = "DAEMON_DEPLOYMENT_ROLLBACK_FAILED") }'],
    ['startFailures' as const, 3, '{ ($.detail.eventName = "SERVICE_TASK_PLACEMENT_FAILURE") || ($.detail.eventName = "SERVICE_TASK_START_IMPAIRED") || ' +
      '($.detail.eventName = "SERVICE_TASK_CONFIGURATION_FAILURE") || ($.detail.eventName = "SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED") || ' +
      '($.detail.eventName = "DAEMON_TASK_START_IMPAIRED") }'],
  ])('%s count events of the record', (which, threshold, filterPattern) => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster, startFailures: 3 });
    const alarm = alarmOf(stack, watch[which]);
    expect(alarm).toMatchObject({
      Namespace: 'ClusterWatch',
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: threshold,
      TreatMissingData: 'notBreaching',
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName: stack.resolve(watch.logGroup.logGroupName),
      FilterPattern: filterPattern,
      MetricTransformations: [{ MetricNamespace: 'ClusterWatch', MetricName: alarm.MetricName, MetricValue: '1' }],
    });
  });

  test('on pending tasks watches every service apart', () => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster });
    expect(alarmOf(stack, watch.pendingTasks!)).toMatchObject({
      EvaluationPeriods: 15,
      Threshold: 1,
      TreatMissingData: 'notBreaching',
      Metrics: [{
        Expression: {
          'Fn::Join': ['', [
            'SELECT MIN(PendingTaskCount) FROM SCHEMA("ECS/ContainerInsights", ClusterName, ServiceName) WHERE ClusterName = \'',
            stack.resolve(cluster.clusterName),
            '\' GROUP BY ServiceName',
          ]],
        },
        Period: 60,
        ReturnData: true,
      }],
    });
  });

  test('on pending tasks waits as long as it is told', () => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster, pendingFor: Duration.hours(1) });
    expect(alarmOf(stack, watch.pendingTasks!).EvaluationPeriods).toBe(60);
  });

  test('count apart for each cluster', () => {
    const { stack, cluster, vpc } = platformStack();
    new ClusterWatch(stack, 'Watch', { cluster });
    new ClusterWatch(stack, 'OtherWatch', { cluster: new ecs.Cluster(stack, 'Other', { vpc }) });
    const names = propertiesOf(stack, 'AWS::Logs::MetricFilter').map(({ MetricTransformations: [{ MetricName: name }] }) => name);
    expect(new Set(names).size).toBe(4);
  });

  test('go where they are told to, and the topic is known', () => {
    const { stack, cluster } = platformStack();
    const topic = new sns.Topic(stack, 'Topic');
    const watch = new ClusterWatch(stack, 'Watch', { cluster, alarms: AlarmDestination.topic(topic) });
    expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual(Array(3).fill([stack.resolve(topic.topicArn)]));
    expect(watch.topic).toBe(topic);
  });

  test('go to a topic that is made for them', () => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster, alarms: AlarmDestination.newTopic() });
    expect(watch.topic!.node.path).toBe('Stack/Watch/AlarmTopic/Topic');
    expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual(Array(3).fill([stack.resolve(watch.topic!.topicArn)]));
  });

  test('go to a destination around them, and tell it once', () => {
    const { stack, cluster } = platformStack();
    const alarms = AlarmDestination.newTopic();
    const watch = new ClusterWatch(stack, 'Watch', { cluster, alarms });
    alarms.receiveFrom(stack);
    new ClusterWatch(stack, 'OtherWatch', { cluster });
    expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual(Array(6).fill([stack.resolve(watch.topic!.topicArn)]));
  });

  test('tell nobody unless they are told to', () => {
    const { stack, cluster } = platformStack();
    const watch = new ClusterWatch(stack, 'Watch', { cluster });
    expect(watch.topic).toBeUndefined();
    expect(propertiesOf(stack, ALARM).map(({ AlarmActions: actions }) => actions)).toEqual([undefined, undefined, undefined]);
  });
});

describe('Container Insights', () => {
  function watchOf(insights?: ecs.ContainerInsights): { stack: Stack; watch: ClusterWatch } {
    const { stack, vpc } = platformStack();
    const cluster = new ecs.Cluster(stack, 'Watched', { vpc, containerInsightsV2: insights });
    return { stack, watch: new ClusterWatch(stack, 'Watch', { cluster }) };
  }

  test('that are disabled cost the alarm on pending tasks', () => {
    const { stack, watch } = watchOf(ecs.ContainerInsights.DISABLED);
    expect(watch.pendingTasks).toBeUndefined();
    Template.fromStack(stack).resourceCountIs(ALARM, 2);
    Annotations.fromStack(stack).hasWarning('/Stack/Watch', Match.stringLikeRegexp(
      '`cluster` has Container Insights disabled, which counts pending tasks: there is no alarm on tasks that stay pending'));
  });

  test.each([ecs.ContainerInsights.ENABLED, ecs.ContainerInsights.ENHANCED, undefined])('that are %s do not', (insights) => {
    const { stack, watch } = watchOf(insights);
    expect(watch.pendingTasks).toBeDefined();
    Annotations.fromStack(stack).hasNoWarning('/Stack/Watch', '*');
  });

  test('that only the deployment knows do not', () => {
    const { stack, cluster } = platformStack();
    (cluster.node.defaultChild as ecs.CfnCluster).clusterSettings = Lazy.any({ produce: () => [{ name: 'containerInsights', value: 'disabled' }] });
    expect(new ClusterWatch(stack, 'Watch', { cluster }).pendingTasks).toBeDefined();
  });
});

test('everything wrong is told at once, before anything is made', () => {
  const app = recommendedApp();
  const { cluster } = platformStack(app);
  const abroad = new Stack(app, 'Abroad', { env: { region: 'eu-west-1' } });
  const elsewhere = ecs.Cluster.fromClusterArn(abroad, 'Cluster', 'arn:aws:ecs:us-east-1:111122223333:cluster/shop');
  expect(() => new ClusterWatch(abroad, 'Watch', {
    cluster: elsewhere,
    alarms: AlarmDestination.topic(sns.Topic.fromTopicArn(abroad, 'Topic', 'arn:aws:sns:us-east-1:111122223333:alarms')),
    pendingFor: Duration.hours(4),
    startFailures: 0,
  })).toThrow([
    'ClusterWatch at Abroad/Watch has 4 problems:',
    '  ClusterWatch.OtherEnvironment: `cluster` sends its events within its own region, us-east-1, got a stack of eu-west-1; watch it from a stack of us-east-1',
    '  AlarmDestination.OtherRegion: `alarms` takes the alarms of its own region, us-east-1, got one of eu-west-1; make a destination for each region',
    '  ClusterWatch.PendingFor: `pendingFor` takes whole minutes from 1 to 180, got 240; the nearest is 180',
    '  ClusterWatch.StartFailures: `startFailures` takes whole events from 1 up, got 0; the nearest is 1',
  ].join('\n'));
  expect(abroad.node.tryFindChild('Watch')).toBeUndefined();
  expect(cluster.node.path).toBe('Stack/Cluster');
});

test('an imported cluster is watched by its name', () => {
  const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const cluster = ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:us-east-1:111122223333:cluster/shop');
  new ClusterWatch(stack, 'Watch', { cluster });
  const [inCluster, ofService] = theOnly(stack, 'AWS::Events::Rule').Properties.EventPattern.$or;
  expect(inCluster.detail.clusterArn).toEqual(['arn:aws:ecs:us-east-1:111122223333:cluster/shop']);
  expect(ofService.resources).toEqual([{ prefix: 'arn:aws:ecs:us-east-1:111122223333:service/shop/' }]);
});

test('lets tokens through', () => {
  const { stack, cluster } = platformStack();
  const watch = new ClusterWatch(stack, 'Watch', { cluster, pendingFor: Duration.minutes(Token.asNumber({ Ref: 'Minutes' })), startFailures: Token.asNumber({ Ref: 'Failures' }) });
  expect(stack.resolve((watch.pendingTasks!.node.defaultChild as any).evaluationPeriods)).toEqual({ Ref: 'Minutes' });
  expect(stack.resolve((watch.startFailures.node.defaultChild as any).threshold)).toEqual({ Ref: 'Failures' });
});
