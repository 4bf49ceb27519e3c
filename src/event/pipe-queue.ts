import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BoundEventSource, EventRun, EventSource } from './event-source';
import { QueueTriggerOptions } from './event-trigger-options';
import { makePipe } from './pipe-run';
import { checkPipe, checkPlace, checkRedrive } from '../model/event/event-source';
import { Finding } from '../model/finding';
import { knownEnvironment } from '../private/environment';

// EventBridge User Guide, "Amazon Simple Queue Service as a source".
const ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** Messages of a queue; what cannot become a task, the queue's own redrive policy takes care of. */
export class QueueSource implements EventSource {
  constructor(private readonly queue: sqs.IQueue, private readonly options: QueueTriggerOptions) {}

  public findings(scope: Construct): Finding[] {
    return [
      ...checkPlace(knownEnvironment(this.queue.env), knownEnvironment(Stack.of(scope))),
      ...checkPipe({ filters: this.options.filters?.length }),
      ...checkRedrive(this.redrives),
    ];
  }

  public bind(scope: Construct, run: EventRun): BoundEventSource {
    const { queue } = this;
    return makePipe(scope, run, {
      source: queue.queueArn,
      // Written, since 10 is the default, and ECS takes one.
      parameters: { sqsQueueParameters: { batchSize: 1 } },
      filters: this.options.filters,
      grantRead: (role) => {
        queue.grant(role, ...ACTIONS);
        queue.encryptionMasterKey?.grantDecrypt(role);
      },
    });
  }

  /** Not known of an imported queue. */
  private get redrives(): boolean | undefined {
    const resource = this.queue.node.defaultChild;
    return sqs.CfnQueue.isCfnQueue(resource) ? resource.redrivePolicy !== undefined : undefined;
  }
}
