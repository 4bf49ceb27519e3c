import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, Environment, Lazy, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmDestination, CircuitBreakerDeployment, RollbackAlarms } from '../../src';
import { recordAlarm } from '../../src/private/alarm-registry';
import { propertiesOf, recommendedApp, theOnly } from '../kit/stacks';

const ALARM = 'AWS::CloudWatch::Alarm';
const HERE: Environment = { account: '111122223333', region: 'us-east-1' };

/** An alarm as this library makes them. */
function ourAlarm(scope: Construct, id = 'Ours'): cloudwatch.Alarm {
  return recordAlarm(usersAlarm(scope, id));
}

function usersAlarm(scope: Construct, id = 'Theirs'): cloudwatch.Alarm {
  return new cloudwatch.Alarm(scope, id, {
    metric: new cloudwatch.Metric({ namespace: 'Test', metricName: id }), threshold: 1, evaluationPeriods: 1,
  });
}

/** What each alarm of a stack does when it goes off. */
function actionsIn(stack: Stack): Record<string, any> {
  return Object.fromEntries(propertiesOf(stack, ALARM).map((alarm) => [alarm.MetricName, alarm.AlarmActions]));
}

function stackIn(app: Construct = recommendedApp(), id = 'Stack', env?: Environment): Stack {
  return new Stack(app, id, { env });
}

describe('receives', () => {
  test('every alarm of this library, before and after, and leaves those of its user', () => {
    const stack = stackIn();
    const topic = new sns.Topic(stack, 'Topic');
    ourAlarm(stack, 'Before');
    usersAlarm(stack, 'Theirs');
    AlarmDestination.topic(topic).receiveFrom(stack);
    ourAlarm(stack, 'After');
    const told = [stack.resolve(topic.topicArn)];
    expect(actionsIn(stack)).toEqual({ Before: told, After: told, Theirs: undefined });
  });

  test('the alarms of a service that was there before this library', () => {
    const stack = stackIn();
    const topic = new sns.Topic(stack, 'Topic');
    const service = new ecs.CfnService(stack, 'Service', { cluster: 'shop', taskDefinition: 'web:1', desiredCount: 2 });
    AlarmDestination.topic(topic).receiveFrom(stack);
    new CircuitBreakerDeployment(stack, 'Breaker', { service, rollbackOn: RollbackAlarms.standard() });
    const told = [stack.resolve(topic.topicArn)];
    expect(actionsIn(stack)).toEqual({ CPUUtilization: told, MemoryUtilization: told });
  });

  test('from a whole app and from a stage, across stacks', () => {
    const app = recommendedApp();
    const stage = new Stage(app, 'Production');
    const [monitoring, shop] = [stackIn(stage, 'Monitoring', HERE), stackIn(stage, 'Shop', HERE)];
    AlarmDestination.topic(new sns.Topic(monitoring, 'Topic')).receiveFrom(stage);
    ourAlarm(shop);
    AlarmDestination.topic(sns.Topic.fromTopicArn(shop, 'Everywhere', 'arn:aws:sns:us-east-1:111122223333:everywhere')).receiveFrom(app);
    expect(actionsIn(shop).Ours).toEqual([
      { 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'Production-Monitoring', Region: 'us-east-1' }) },
      'arn:aws:sns:us-east-1:111122223333:everywhere',
    ]);
  });

  test('an alarm once, however many destinations are the same topic', () => {
    const stack = stackIn();
    const topic = new sns.Topic(stack, 'Topic');
    AlarmDestination.topic(topic).receiveFrom(stack);
    AlarmDestination.topic(topic).receiveFrom(stack.node.root as App);
    AlarmDestination.topic(new sns.Topic(stack, 'Second')).receiveFrom(stack);
    ourAlarm(stack);
    expect(actionsIn(stack).Ours).toEqual([{ Ref: expect.stringMatching(/^Topic/) }, { Ref: expect.stringMatching(/^Second/) }]);
  });

  test('with actions of one\'s own', () => {
    const stack = stackIn();
    AlarmDestination.actions([{ bind: () => ({ alarmActionArn: 'arn:aws:lambda:us-east-1:111122223333:function:page' }) }]).receiveFrom(stack);
    ourAlarm(stack);
    expect(actionsIn(stack).Ours).toEqual(['arn:aws:lambda:us-east-1:111122223333:function:page']);
  });
});

describe('a topic of this app', () => {
  const ALARMS_MAY = { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } };

  test('lets alarms use its key, and publish where it has a policy, once for however many destinations', () => {
    const stack = stackIn(undefined, 'Stack', HERE);
    const topic = new sns.Topic(stack, 'Topic', { masterKey: new kms.Key(stack, 'Key'), enforceSSL: true });
    AlarmDestination.topic(topic).receiveFrom(stack);
    AlarmDestination.topic(topic).receiveFrom(stack);
    const Condition = {
      StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*' },
    };
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement.slice(1)).toEqual([
      { ...ALARMS_MAY, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*', Condition },
    ]);
    expect(theOnly(stack, 'AWS::SNS::TopicPolicy').Properties.PolicyDocument.Statement.slice(1)).toEqual([
      { ...ALARMS_MAY, Sid: '1', Action: 'sns:Publish', Resource: stack.resolve(topic.topicArn), Condition },
    ]);
  });

  test('gets no policy for it that it did not have', () => {
    const stack = stackIn();
    AlarmDestination.topic(new sns.Topic(stack, 'Topic')).receiveFrom(stack);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test('may have its key in one stack, and its alarms in another', () => {
    const app = recommendedApp();
    const [keys, topics, shop] = ['Keys', 'Topics', 'Shop'].map((id) => stackIn(app, id));
    const topic = new sns.Topic(topics, 'Topic', { masterKey: new kms.Key(keys, 'Key') });
    AlarmDestination.topic(topic).receiveFrom(app);
    ourAlarm(shop);
    expect(actionsIn(shop).Ours).toHaveLength(1);
    expect([keys, topics, shop].map((stack) => stack.dependencies.map(({ node: { id } }) => id))).toEqual([[], ['Keys'], ['Topics']]);
    expect(theOnly(keys, 'AWS::KMS::Key').Properties.KeyPolicy.Statement[1].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });

  test('that is imported stays as it is', () => {
    const stack = stackIn(undefined, 'Stack', HERE);
    const [topicArn, keyArn] = ['arn:aws:sns:us-east-1:111122223333:on-call', 'arn:aws:kms:us-east-1:111122223333:key/1'];
    AlarmDestination.topic(sns.Topic.fromTopicAttributes(stack, 'Topic', { topicArn, keyArn })).receiveFrom(stack);
    ourAlarm(stack);
    expect(actionsIn(stack).Ours).toEqual([topicArn]);
    expect(Object.keys(Template.fromStack(stack).toJSON().Resources)).toEqual([expect.stringMatching(/^Ours/)]);
  });
});

describe('a topic that is made', () => {
  test('is encrypted, and open to the alarms of this account over TLS only', () => {
    const stack = stackIn(undefined, 'Stack', HERE);
    AlarmDestination.newTopic().receiveFrom(stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Key'), 'Arn'] } });
    const alarmsOfThisAccount = {
      StringEquals: { 'aws:SourceAccount': '111122223333' },
      ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:us-east-1:111122223333:alarm:*' },
    };
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Action: 'sns:Publish', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          {
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Resource: { Ref: Match.stringLikeRegexp('Topic') },
            Condition: alarmsOfThisAccount,
          },
        ],
      },
    });
    const key = theOnly(stack, 'AWS::KMS::Key');
    expect(key.DeletionPolicy).toBe('Delete');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.Properties.KeyPolicy.Statement[1]).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Resource: '*',
      Condition: alarmsOfThisAccount,
    });
  });

  test('takes a key, and lets CloudWatch use it', () => {
    const stack = stackIn();
    const encryptionKey = new kms.Key(stack, 'Mine', { removalPolicy: RemovalPolicy.RETAIN });
    AlarmDestination.newTopic({ encryptionKey }).receiveFrom(stack);
    expect(theOnly(stack, 'AWS::SNS::Topic').Properties.KmsMasterKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement[1].Principal).toEqual({ Service: 'cloudwatch.amazonaws.com' });
  });

  test('sends mail', () => {
    const stack = stackIn();
    AlarmDestination.newTopic({ emails: ['on-call@example.com', 'lead@example.com'] }).receiveFrom(stack);
    expect(propertiesOf(stack, 'AWS::SNS::Subscription')).toEqual(['on-call@example.com', 'lead@example.com'].map((Endpoint) => ({
      Protocol: 'email', Endpoint, TopicArn: { Ref: expect.stringMatching(/Topic/) },
    })));
  });

  test('writes to Slack with a role that may do nothing', () => {
    const stack = stackIn();
    AlarmDestination.chat({ workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' }).receiveFrom(stack);
    expect(theOnly(stack, 'AWS::Chatbot::SlackChannelConfiguration').Properties).toEqual({
      ConfigurationName: expect.stringMatching(/^Stack-AlarmReceiver-AlarmTopic-[0-9A-F]{8}$/),
      SlackWorkspaceId: 'T07EA123LEP',
      SlackChannelId: 'C07EZ1ABC23',
      SnsTopicArns: [{ Ref: expect.stringMatching(/Topic/) }],
      IamRoleArn: { 'Fn::GetAtt': [expect.stringMatching(/Slack/), 'Arn'] },
      GuardrailPolicies: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/CloudWatchReadOnlyAccess']] }],
    });
    expect(theOnly(stack, 'AWS::IAM::Role').Properties).toEqual({
      AssumeRolePolicyDocument: expect.objectContaining({ Statement: [expect.objectContaining({ Principal: { Service: 'chatbot.amazonaws.com' } })] }),
    });
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('writes to Slack with a role of its user', () => {
    const stack = stackIn();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('chatbot.amazonaws.com') });
    AlarmDestination.chat({ workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23', role }).receiveFrom(stack);
    expect(theOnly(stack, 'AWS::Chatbot::SlackChannelConfiguration').Properties.IamRoleArn).toEqual(stack.resolve(role.roleArn));
  });

  test('is one, wherever its destination is used', () => {
    const app = recommendedApp();
    const [first, second] = [stackIn(app, 'First', HERE), stackIn(app, 'Second', HERE)];
    const destination = AlarmDestination.newTopic();
    destination.receiveFrom(first);
    destination.receiveFrom(app);
    ourAlarm(second);
    Template.fromStack(second).resourceCountIs('AWS::SNS::Topic', 0);
    Template.fromStack(first).resourceCountIs('AWS::SNS::Topic', 1);
    expect(actionsIn(second).Ours).toEqual([{ 'Fn::GetStackOutput': expect.objectContaining({ StackName: 'First' }) }]);
  });
});

describe('refuses', () => {
  test('what it cannot be made of, at once, and can be tried again', () => {
    const stack = stackIn();
    const wrong = AlarmDestination.newTopic({ emails: ['nobody'], chat: { workspaceId: 'my-team', channelId: '#alerts' } });
    expect(() => wrong.receiveFrom(stack)).toThrow([
      'AlarmReceiver at Stack/AlarmReceiver has 3 problems:',
      "  AlarmDestination.Email: `destination.emails[0]` is an e-mail address, got 'nobody'",
      "  AlarmDestination.SlackWorkspace: `destination.chat.workspaceId` is the id of the workspace, such as T07EA123LEP, got 'my-team'; " +
        'the console of Amazon Q Developer in chat applications shows it',
      "  AlarmDestination.SlackChannel: `destination.chat.channelId` is the id of the channel, such as C07EZ1ABC23, got '#alerts'; " +
        "it is the end of the channel's link in Slack",
    ].join('\n'));
    expect(stack.node.tryFindChild('AlarmReceiver')).toBeUndefined();
  });

  test('a topic that is made without a stack', () => {
    expect(() => AlarmDestination.newTopic().receiveFrom(new App())).toThrow('AlarmReceiver at AlarmReceiver has 1 problem:\n' +
      '  AlarmDestination.NoStack: `destination` makes a topic, which needs a stack to be in; use it in a stack first, or take AlarmDestination.topic()');
  });

  test('no action', () => {
    expect(() => AlarmDestination.actions([]).receiveFrom(stackIn())).toThrow(
      'AlarmDestination.NoAction: `destination` needs at least one action, got none; leave the destination out');
  });

  test('at synth, an alarm of another region', () => {
    const app = recommendedApp();
    const topic = new sns.Topic(stackIn(app, 'Home', HERE), 'Topic');
    AlarmDestination.topic(topic).receiveFrom(app);
    ourAlarm(stackIn(app, 'Abroad', { ...HERE, region: 'eu-west-1' }));
    expect(() => app.synth()).toThrow('[Abroad/Ours] AlarmDestination.OtherRegion: `Home/Topic` takes the alarms of its own region, us-east-1, ' +
      'got one of eu-west-1; make a destination for each region');
  });
});

test('warns of an alarm of another account', () => {
  const stack = stackIn(undefined, 'Stack', HERE);
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:444455556666:central');
  AlarmDestination.topic(topic).receiveFrom(stack);
  ourAlarm(stack);
  expect(actionsIn(stack).Ours).toEqual(['arn:aws:sns:us-east-1:444455556666:central']);
  Annotations.fromStack(stack).hasWarning('/Stack/Ours', Match.stringLikeRegexp(
    '`Stack/Topic` is a topic of account 444455556666, whose policy has to let cloudwatch.amazonaws.com publish alarms of account 111122223333'));
});

test('lets tokens through', () => {
  const stack = stackIn();
  const token = (value: string) => Lazy.string({ produce: () => value });
  AlarmDestination.newTopic({
    emails: [token('a'), token('b')],
    chat: { workspaceId: token('my-team'), channelId: token('#alerts') },
  }).receiveFrom(stack);
  expect(propertiesOf(stack, 'AWS::SNS::Subscription').map(({ Endpoint: endpoint }) => endpoint)).toEqual(['a', 'b']);
});
