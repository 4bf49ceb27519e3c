import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkSlackChannel, SlackChannel, writeToSlack } from './slack-channel';
import { Finding, under } from '../model/finding';
import { checkEmails } from '../model/watch/subscriber';
import { known } from '../private/known';

// What the L2 calls the policy of a topic.
const L2_POLICY = 'Policy';

/** Who reads a topic for alarms that is made, and how it is encrypted. */
export interface AlarmTopicOptions {
  /**
   * E-mail addresses that get every alarm, each once it has confirmed the mail that SNS sends it.
   *
   * @default - no mail is sent
   */
  readonly emails?: string[];

  /**
   * Channel of Slack that gets every alarm.
   *
   * @default - nothing is written to a chat
   */
  readonly chat?: SlackChannel;

  /**
   * Key that encrypts the messages; its policy then lets CloudWatch use it for the alarms of this account.
   *
   * The policy of an imported key is not changed: let `cloudwatch.amazonaws.com` use it yourself. The key that AWS manages for SNS lets
   * no alarm through.
   *
   * @default - a key is made, which goes with its stack
   */
  readonly encryptionKey?: kms.IKey;
}

/** What is wrong with the options, by their own names. */
export function checkAlarmTopic({ emails = [], chat }: AlarmTopicOptions): Finding[] {
  return [
    ...checkEmails(emails.map(known)),
    ...chat ? under('chat', checkSlackChannel(chat)) : [],
  ];
}

/**
 * Makes a topic that the alarms of this account may publish to, encrypted and over TLS only.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function newAlarmTopic(scope: Construct, { emails = [], chat, encryptionKey }: AlarmTopicOptions): sns.ITopic {
  const masterKey = encryptionKey ?? new kms.Key(scope, 'Key', {
    description: 'Encrypts alarms on their way to their readers',
    enableKeyRotation: true,
    // Nothing that it encrypted is kept.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const topic = new sns.Topic(scope, 'Topic', { masterKey, enforceSSL: true });
  letAlarmsIn(topic);
  emails.forEach((email) => topic.addSubscription(new subscriptions.EmailSubscription(email)));
  if (chat) writeToSlack(scope, topic, chat);
  return topic;
}

/**
 * Lets the alarms of this account publish to a topic of this app, and use its key.
 *
 * A topic without a policy of its own lets its account publish; a topic or a key that is imported stays as it is.
 */
export function letAlarmsIn(topic: sns.ITopic): void {
  if (topic.node.tryFindChild(L2_POLICY)) topic.addToResourcePolicy(alarmsMay(topic, ['sns:Publish'], topic.topicArn));
  topic.masterKey?.addToResourcePolicy(alarmsMay(topic, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));
}

/** By account and region, and not by alarm, which names the topic already. */
function alarmsMay(scope: Construct, actions: string[], resource: string): iam.PolicyStatement {
  const stack = Stack.of(scope);
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions,
    resources: [resource],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      },
    },
  });
}
