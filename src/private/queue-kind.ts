import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { known } from './known';

/** Whether a queue is FIFO; absent where that is not known. */
export function isFifoQueue(queue: sqs.IQueue): boolean | undefined {
  return told(queue, queue.queueArn);
}

/** Whether a topic is FIFO; absent where that is not known. */
export function isFifoTopic(topic: sns.ITopic): boolean | undefined {
  return told(topic, topic.topicArn);
}

/** Of what is imported its name tells, unless that is a token: the CDK then takes it for standard. */
function told({ fifo, node }: sqs.IQueue | sns.ITopic, arn: string): boolean | undefined {
  return fifo || node.defaultChild !== undefined || known(arn) !== undefined ? fifo : undefined;
}
