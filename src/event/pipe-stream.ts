import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Arn, ArnFormat, Duration, ResourceEnvironment, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { deliveryFindings } from './event-delivery';
import { BoundEventSource, EventRun, EventSource } from './event-source';
import { StreamStart, StreamTriggerOptions } from './event-trigger-options';
import { makePipe } from './pipe-run';
import { letSendDeadLetters, newDeadLetterQueue } from '../job/dead-letter-queue';
import { STREAM_DELIVERY } from '../model/event/event-delivery';
import { checkPipe, checkPlace } from '../model/event/event-source';
import { Finding, refuse } from '../model/finding';
import { knownEnvironment } from '../private/environment';
import { known } from '../private/known';

// Everything behind a record in its shard waits for it.
const MAX_EVENT_AGE = Duration.hours(1);
// No limit, so that the age alone decides.
const ANY_NUMBER = -1;

/** What there is to know of a stream, of whichever service. */
interface Stream {
  /** Absent where there is none. */
  readonly arn?: string;
  readonly env: ResourceEnvironment;
  readonly key?: kms.IKey;
  /** What Pipes asks for: EventBridge User Guide, the page of each source. */
  readonly actions: string[];
  /** The same, of what cannot be narrowed down to a stream. */
  readonly unscopedAction: string;
  readonly parameters: 'dynamoDbStreamParameters' | 'kinesisStreamParameters';
}

/** Records of a stream, one after the other in each shard, unless several may be worked on at once. */
export class StreamSource implements EventSource {
  /** The changes of a table. */
  public static dynamoDb(table: dynamodb.ITable, options: StreamTriggerOptions): StreamSource {
    return new StreamSource({
      arn: table.tableStreamArn,
      env: placeOf(table),
      key: table.encryptionKey,
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      unscopedAction: 'dynamodb:ListStreams',
      parameters: 'dynamoDbStreamParameters',
    }, options);
  }

  /** The records of a data stream. */
  public static kinesis(stream: kinesis.IStream, options: StreamTriggerOptions): StreamSource {
    return new StreamSource({
      arn: stream.streamArn,
      env: stream.env,
      key: stream.encryptionKey,
      actions: [
        'kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards', 'kinesis:SubscribeToShard',
      ],
      unscopedAction: 'kinesis:ListStreams',
      parameters: 'kinesisStreamParameters',
    }, options);
  }

  private constructor(private readonly stream: Stream, private readonly options: StreamTriggerOptions) {}

  public findings(scope: Construct): Finding[] {
    const { filters, recordsAtOnce } = this.options;
    return [
      ...(this.stream.arn === undefined ? [refuse('TaskTrigger.NoStream', '', 'is a table with a stream, got one without; give the table a `stream`')] : []),
      ...checkPlace(knownEnvironment(this.stream.env), knownEnvironment(Stack.of(scope))),
      ...checkPipe({ filters: filters?.length, parallel: known(recordsAtOnce) }),
      ...deliveryFindings(scope, this.options, STREAM_DELIVERY),
    ];
  }

  public bind(scope: Construct, run: EventRun): BoundEventSource {
    const deadLetterQueue = this.options.deadLetterQueue ?? newDeadLetterQueue(scope);
    return makePipe(scope, run, {
      source: this.stream.arn!,
      parameters: { [this.stream.parameters]: this.parameters(deadLetterQueue) },
      filters: this.options.filters,
      deadLetterQueue,
      grantRead: (role) => this.grantRead(role, deadLetterQueue),
    });
  }

  private parameters(deadLetterQueue: sqs.IQueue): pipes.CfnPipe.PipeSourceKinesisStreamParametersProperty {
    const { maxEventAge, recordsAtOnce, retryAttempts, startFrom } = this.options;
    return {
      // Written, since 100 is the default, and ECS takes one.
      batchSize: 1,
      startingPosition: startFrom ?? StreamStart.LATEST,
      parallelizationFactor: recordsAtOnce,
      maximumRecordAgeInSeconds: (maxEventAge ?? MAX_EVENT_AGE).toSeconds(),
      maximumRetryAttempts: retryAttempts ?? ANY_NUMBER,
      deadLetterConfig: { arn: deadLetterQueue.queueArn },
    };
  }

  private grantRead(role: iam.Role, deadLetterQueue: sqs.IQueue): void {
    const { actions, arn, key, unscopedAction } = this.stream;
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [arn!] }));
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [unscopedAction], resources: ['*'] }));
    key?.grantDecrypt(role);
    letSendDeadLetters(role, deadLetterQueue);
  }
}

/** An imported table says that it is where its stack is; its ARN knows better. */
function placeOf({ env, tableArn }: dynamodb.ITable): ResourceEnvironment {
  const { account = env.account, region = env.region } = known(tableArn) === undefined ? env : Arn.split(tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { account, region };
}
