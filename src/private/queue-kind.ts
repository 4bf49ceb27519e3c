import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { knownEnvironment } from './environment';
import { known } from './known';
import { DeadLetterFacts } from '../model/event/event-delivery';

/** Whether a queue is FIFO; absent where that is not known. */
export function isFifoQueue(queue: sqs.IQueue): boolean | undefined {
  return told(queue, queue.queueArn);
}

/** What is known of a queue for what could not be started, of which a scope tells it. */
export function readDeadLetterQueue(scope: IConstruct, queue: sqs.IQueue): DeadLetterFacts {
  return {
    fifo: isFifoQueue(queue),
    managedKey: queue.encryptionType === undefined ? undefined : queue.encryptionType === sqs.QueueEncryption.KMS_MANAGED,
    place: knownEnvironment(queue.env),
    from: knownEnvironment(Stack.of(scope)),
  };
}

/** Whether the metrics of a queue are elsewhere than the alarms of a scope. */
export function isOfOtherAccount(scope: IConstruct, { env }: sqs.IQueue): boolean {
  const [here, there] = [known(Stack.of(scope).account), known(env.account)];
  return here !== undefined && there !== undefined && here !== there;
}

/** Whether a topic is FIFO; absent where that is not known. */
export function isFifoTopic(topic: sns.ITopic): boolean | undefined {
  return told(topic, topic.topicArn);
}

/** Of what is imported its name tells, unless that is a token: the CDK then takes it for standard. */
function told({ fifo, node }: sqs.IQueue | sns.ITopic, arn: string): boolean | undefined {
  return fifo || node.defaultChild !== undefined || known(arn) !== undefined ? fifo : undefined;
}
