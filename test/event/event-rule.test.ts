import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { eventRun, LAUNCH, START } from './runs';
import { EventRule, EventRuleProps } from '../../src/event/event-rule';
import { advise, refuse } from '../../src/model/finding';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const HERE = { account: '111122223333', region: 'eu-west-1' };
const pattern = { 'source': ['shop.orders'], 'detail-type': ['OrderPlaced'] };

function ruleOf(props: Partial<EventRuleProps> = {}): EventRule {
  return new EventRule({ pattern, found: [], delivery: {}, ...props });
}

/** A place to start tasks from, in a stack whose place is known. */
function starterIn(app = new App()): { readonly stack: Stack; readonly starter: Construct } {
  const stack = new Stack(app, 'Here', { env: HERE });
  return { stack, starter: new Construct(stack, 'Job') };
}

const ANY_RULE = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':events:eu-west-1:111122223333:rule/*']] };

describe('a rule', () => {
  test('has the task started in its cluster for a day, as often as EventBridge tries, and keeps what is given up', () => {
    const { stack, starter } = starterIn();
    const { deadLetterQueue, pipe, role, rule } = ruleOf().bind(starter, eventRun());
    expect(theOnly(stack, 'AWS::Events::Rule').Properties).toEqual({
      Description: 'Starts a task for each event',
      EventPattern: pattern,
      Targets: [{
        Id: 'Task',
        Arn: LAUNCH.clusterArn,
        RoleArn: stack.resolve(role.roleArn),
        EcsParameters: expect.objectContaining({ TaskDefinitionArn: LAUNCH.taskDefinitionArn }),
        RetryPolicy: { MaximumEventAgeInSeconds: 86400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: stack.resolve(deadLetterQueue!.queueArn) },
      }],
    });
    expect([rule?.node.path, pipe]).toEqual(['Here/Job/Rule', undefined]);
  });

  test('waits on the bus that is named, as long and as often as is asked for', () => {
    const { stack, starter } = starterIn();
    const bus = new events.EventBus(stack, 'Shop');
    ruleOf({ bus, delivery: { maxEventAge: Duration.minutes(1), retryAttempts: 0 } }).bind(starter, eventRun());
    const { EventBusName, Targets: [{ RetryPolicy }] } = theOnly(stack, 'AWS::Events::Rule').Properties;
    expect(EventBusName).toEqual(stack.resolve(bus.eventBusName));
    expect(RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 });
  });

  test('has the events sent before it is made', () => {
    const { starter } = starterIn();
    const found: (Construct | undefined)[] = [];
    ruleOf({ prepare: () => found.push(starter.node.tryFindChild('Rule') as Construct | undefined) }).bind(starter, eventRun());
    expect(found).toEqual([undefined]);
  });

  test('tells what its events fill, in a template', () => {
    const { fields, template, variables } = ruleOf({ variables: { KEY: '$.detail.key' }, fields: ['$.detail.key'] });
    expect({ fields, template, variables }).toEqual({ fields: ['$.detail.key'], template: true, variables: { KEY: '$.detail.key' } });
  });
});

test('its role is for rules of this account, and starts the task, and does nothing else', () => {
  const { stack, starter } = starterIn();
  ruleOf().bind(starter, eventRun());
  const { AssumeRolePolicyDocument: trust, Policies: [{ PolicyDocument: document }, ...more] } = theOnly(stack, 'AWS::IAM::Role').Properties;
  expect(trust.Statement).toEqual([{
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'events.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' }, ArnLike: { 'aws:SourceArn': ANY_RULE } },
  }]);
  expect([document.Statement, more, propertiesOf(stack, 'AWS::IAM::Policy')]).toEqual([[START], [], []]);
});

describe('the queue of what is given up', () => {
  const sends = (queue: any, condition: object) => (
    { Effect: 'Allow', Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' }, Resource: queue, Condition: condition });

  test('of this stack takes messages of this rule alone', () => {
    const { stack, starter } = starterIn();
    const deadLetterQueue = new sqs.Queue(stack, 'Dead');
    const { rule } = ruleOf({ delivery: { deadLetterQueue } }).bind(starter, eventRun());
    expect(theOnly(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement).toEqual([
      sends(stack.resolve(deadLetterQueue.queueArn), { ArnEquals: { 'aws:SourceArn': stack.resolve(rule!.attrArn) } }),
    ]);
  });

  test('of another stack takes those of any rule of the account, and waits for none', () => {
    const app = new App();
    const { stack, starter } = starterIn(app);
    const queues = new Stack(app, 'Queues', { env: HERE });
    ruleOf({ delivery: { deadLetterQueue: new sqs.Queue(queues, 'Dead') } }).bind(starter, eventRun());
    expect(theOnly(queues, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement).toEqual([
      sends({ 'Fn::GetAtt': [expect.stringMatching(/^Dead/), 'Arn'] }, { ArnLike: { 'aws:SourceArn': ANY_RULE } }),
    ]);
    expect([queues.dependencies, stack.dependencies]).toEqual([[], [queues]]);
  });

  test('has a key that EventBridge may use, of which it tells neither rule nor account', () => {
    const { stack, starter } = starterIn();
    const encryptionMasterKey = new kms.Key(stack, 'Key');
    ruleOf({ delivery: { deadLetterQueue: new sqs.Queue(stack, 'Dead', { encryptionMasterKey }) } }).bind(starter, eventRun());
    expect(theOnly(stack, 'AWS::KMS::Key').Properties.KeyPolicy.Statement.slice(1)).toEqual([
      { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Principal: { Service: 'events.amazonaws.com' }, Resource: '*' },
    ]);
  });

  test('is made where none is given: encrypted, over TLS only, for two weeks', () => {
    const { stack, starter } = starterIn();
    ruleOf().bind(starter, eventRun());
    expect(theOnly(stack, 'AWS::SQS::Queue').Properties).toEqual({ MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true });
    expect(theOnly(stack, 'AWS::SQS::QueuePolicy').Properties.PolicyDocument.Statement[0])
      .toMatchObject({ Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  });
});

describe('what is wrong', () => {
  const elsewhere = (part: string, there: string, here: string) => refuse('TaskTrigger.OtherEnvironment', '',
    `starts tasks in the ${part} of its source, ${there}, got a stack of ${here}; send the events to a bus there first, or make the task where its source is`);

  test('is what was found before, the place of the events, and how they are delivered', () => {
    const before = advise('TaskTrigger.Glob', 'prefixes[0]', 'is told before');
    expect(ruleOf({ found: [before], origin: { account: '111122223333', region: 'us-east-1' }, delivery: { retryAttempts: 186 } }).findings(starterIn().starter)).toEqual([
      before, elsewhere('region', 'us-east-1', 'eu-west-1'),
      refuse('EventDelivery.RetryAttempts', 'retryAttempts', 'takes whole retries from 0 to 185, got 186; the nearest is 185'),
    ]);
  });

  test('is the place of a bus, unless the events say where they are from', () => {
    const { stack, starter } = starterIn();
    const bus = events.EventBus.fromEventBusArn(stack, 'Bus', 'arn:aws:events:eu-west-1:444455556666:event-bus/shop');
    expect(ruleOf({ bus }).findings(starter)).toEqual([elsewhere('account', '444455556666', '111122223333')]);
    expect(ruleOf({ bus, origin: HERE }).findings(starter)).toEqual([]);
  });

  test('is no place that is not known', () => {
    const { starter } = starterIn();
    const anywhere = new Stack(new App(), 'Anywhere');
    expect(ruleOf({ origin: { account: anywhere.account, region: anywhere.region } }).findings(starter)).toEqual([]);
    expect(ruleOf({ origin: { account: '444455556666', region: 'us-east-1' } }).findings(new Construct(anywhere, 'Job'))).toEqual([]);
  });

  test('is a pattern that grew too long by the time the template is written', () => {
    const pad = (length: number) => ({ source: ['s'.repeat(length - JSON.stringify({ source: [''] }).length)] });
    const { starter, stack } = starterIn();
    ruleOf({ pattern: pad(2048) }).bind(starter, eventRun());
    expect(Object.keys(resourcesOf(stack, 'AWS::Events::Rule'))).toHaveLength(1);
    const other = starterIn();
    const { rule } = ruleOf().bind(other.starter, eventRun());
    rule!.eventPattern = pad(2049);
    expect(() => resourcesOf(other.stack)).toThrow(
      'TaskTrigger.PatternTooLong: `trigger` takes a pattern of at most 2048 characters, got 2049; '
      + 'say it with fewer values, or make one EventTask for some of them and one for the others');
  });
});
