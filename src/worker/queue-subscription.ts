import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { knownEnvironment } from '../private/environment';
import { known } from '../private/known';
import { numbered } from '../private/numbered';

/** A topic whose messages go to the queue. */
export interface QueueSubscription {
  /** The topic; a FIFO queue takes messages of FIFO topics only (`WorkQueue.StandardTopic` otherwise). */
  readonly topic: sns.ITopic;

  /**
   * Which messages, by their attributes.
   *
   * @default - all of them
   */
  readonly filterPolicy?: { [attribute: string]: sns.SubscriptionFilter };

  /**
   * Which messages, by their body, in place of `filterPolicy` (`WorkQueue.TwoFilters` otherwise).
   *
   * @default - all of them
   */
  readonly filterPolicyWithMessageBody?: { [attribute: string]: sns.FilterOrPolicy };

  /**
   * Hand messages over as they were published, not wrapped in what SNS says of them.
   *
   * A message sent to the queue itself then looks the same. SNS drops raw messages with more than 10 attributes.
   *
   * @default true
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
   */
  readonly rawMessageDelivery?: boolean;
}

// Workers may share a queue, and SNS takes one subscription of a queue to a topic.
const made = new WeakMap<sqs.IQueue, Map<string, QueueSubscription>>();

/** Whether a queue has another subscription to the topic. */
export function isSubscribedOtherwise(queue: sqs.IQueue, subscription: QueueSubscription): boolean {
  const there = made.get(queue)?.get(subscription.topic.topicArn);
  return there !== undefined && there !== subscription;
}

/** Subscribes a queue to topics, each of which then may send to it, and use its key. */
export function subscribe(scope: Construct, queue: sqs.IQueue, subscriptions: readonly QueueSubscription[]): void {
  const there = made.get(queue) ?? new Map<string, QueueSubscription>();
  made.set(queue, there);
  subscriptions.forEach((wanted, index) => {
    const { topic, filterPolicy, filterPolicyWithMessageBody, rawMessageDelivery } = wanted;
    if (there.has(topic.topicArn)) return;
    there.set(topic.topicArn, wanted);
    const policy = queue.addToResourcePolicy(topicMay(['sqs:SendMessage'], queue.queueArn, { ArnEquals: { 'aws:SourceArn': topic.topicArn } }));
    queue.encryptionMasterKey?.addToResourcePolicy(topicMay(['kms:Decrypt', 'kms:GenerateDataKey'], '*', { ArnLike: { 'aws:SourceArn': nearly(topic) } }));
    const subscription = new sns.Subscription(scope, numbered('Subscription', index), {
      topic,
      protocol: sns.SubscriptionProtocol.SQS,
      endpoint: queue.queueArn,
      rawMessageDelivery: rawMessageDelivery ?? true,
      filterPolicy,
      filterPolicyWithMessageBody,
      region: otherRegion(topic, scope),
    });
    if (policy.policyDependable) subscription.node.addDependency(policy.policyDependable);
  });
}

/**
 * Without the condition any topic of any account could have SNS send.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
 */
function topicMay(actions: string[], resource: string, conditions: iam.Conditions): iam.PolicyStatement {
  return new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('sns.amazonaws.com')], actions, resources: [resource], conditions });
}

/**
 * The topics of its account and region, where its name is not known: a key that names a topic that is encrypted with it, or that is made in
 * a stack that comes after its own, would close a circle.
 */
function nearly(topic: sns.ITopic): string {
  const { account, region } = topic.env;
  return known(topic.topicArn) ?? Stack.of(topic).formatArn({ service: 'sns', account, region, resource: '*' });
}

/** SNS has to be told where a topic is that is not here. */
function otherRegion(topic: sns.ITopic, scope: Construct): string | undefined {
  const { region } = knownEnvironment(topic.env);
  return region === knownEnvironment(Stack.of(scope)).region ? undefined : region;
}
