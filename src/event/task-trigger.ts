import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkBucket, sendToEventBridge } from './event-bucket';
import { EventRule } from './event-rule';
import { BoundEventSource, EventRun, EventSource } from './event-source';
import { EventPatternTriggerOptions, ObjectEvent, ObjectTriggerOptions, QueueTriggerOptions, StreamTriggerOptions } from './event-trigger-options';
import { QueueSource } from './pipe-queue';
import { StreamSource } from './pipe-stream';
import { checkPattern } from '../model/event/event-source';
import { checkObjectEvents, objectEvents } from '../model/event/object-events';
import { objectFields } from '../model/event/object-fields';
import { Finding } from '../model/finding';
import { known } from '../private/known';

const OBJECT_VARIABLES = { S3_BUCKET: '$.detail.bucket.name', S3_KEY: '$.detail.object.key' };

/**
 * What starts a task: an event of a bucket or a bus, a change of a table, a record of a stream, a message of a queue.
 *
 * Every event starts a task, and may, rarely, start it twice.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
export class TaskTrigger {
  /**
   * An object is written to a bucket.
   *
   * Its variables, unless there are others, are `S3_BUCKET` and `S3_KEY`, the key as it is: not encoded as in a URL.
   *
   * A bucket of the app gets EventBridge notifications turned on. An imported one stays as it is, which is warned about with
   * `TaskTrigger.ImportedBucket`; one of another region or account is refused with `TaskTrigger.OtherEnvironment`.
   *
   * @example
   * TaskTrigger.objectCreated(bucket, { prefixes: ['incoming/'], suffixes: ['.jpg', '.png'] });
   */
  public static objectCreated(bucket: s3.IBucket, options: ObjectTriggerOptions = {}): TaskTrigger {
    return TaskTrigger.objectEvents(bucket, [ObjectEvent.CREATED], options);
  }

  /**
   * Something happens to an object of a bucket; the rest is as with `objectCreated`.
   *
   * Refused with `TaskTrigger.NoEvent`, `TaskTrigger.EmptyFilter` and `TaskTrigger.Reason`; warned about with `TaskTrigger.Glob` and
   * `TaskTrigger.LeadingSlash`, since prefixes and suffixes are taken sign by sign.
   *
   * @example
   * TaskTrigger.objectEvents(bucket, [ObjectEvent.RESTORE_COMPLETED], { prefixes: ['archive/'] });
   */
  public static objectEvents(bucket: s3.IBucket, kinds: ObjectEvent[], options: ObjectTriggerOptions = {}): TaskTrigger {
    const { prefixes, suffixes, reasons } = options;
    const facts = { detailTypes: kinds, prefixes, suffixes };
    return new TaskTrigger(new EventRule({
      pattern: objectEvents(bucket.bucketName, { ...facts, reasons }),
      found: [...checkObjectEvents({ ...facts, reasons: reasons?.map(known) }), ...checkBucket(bucket)],
      origin: bucket.env,
      variables: OBJECT_VARIABLES,
      fields: objectFields(kinds),
      delivery: options,
      prepare: () => sendToEventBridge(bucket),
    }));
  }

  /**
   * An event that matches a pattern comes to a bus.
   *
   * A pattern that also matches what the task itself causes starts it again and again. A pattern without fields is refused with
   * `TaskTrigger.EmptyPattern`.
   *
   * @example
   * TaskTrigger.eventPattern({ source: ['shop.orders'], detailType: ['OrderPlaced'] });
   */
  public static eventPattern(pattern: events.EventPattern, options: EventPatternTriggerOptions = {}): TaskTrigger {
    const { detailType, ...fields } = pattern;
    return new TaskTrigger(new EventRule({
      pattern: { ...fields, 'detail-type': detailType },
      found: checkPattern(pattern),
      bus: options.bus,
      delivery: options,
    }));
  }

  /**
   * An item of a table changes.
   *
   * Changes of one shard start their tasks in order, but nothing waits for a task to end. Refused with `TaskTrigger.NoStream`,
   * `TaskTrigger.OtherEnvironment`, `TaskTrigger.Filters` and `TaskTrigger.RecordsAtOnce`.
   *
   * @example
   * TaskTrigger.dynamoDbStream(table, { filters: [{ eventName: ['INSERT'] }] });
   */
  public static dynamoDbStream(table: dynamodb.ITable, options: StreamTriggerOptions = {}): TaskTrigger {
    return new TaskTrigger(StreamSource.dynamoDb(table, options));
  }

  /**
   * A record is written to a Kinesis data stream; the rest is as with `dynamoDbStream`.
   *
   * @example
   * TaskTrigger.kinesisStream(stream, { startFrom: StreamStart.TRIM_HORIZON, recordsAtOnce: 10 });
   */
  public static kinesisStream(stream: kinesis.IStream, options: StreamTriggerOptions = {}): TaskTrigger {
    return new TaskTrigger(StreamSource.kinesis(stream, options));
  }

  /**
   * A message comes to a queue; it is deleted once its task is started, whatever becomes of the task.
   *
   * Many small messages are cheaper with a `QueueWorker`. A queue of the app without a dead-letter queue is warned about with
   * `TaskTrigger.NoDeadLetterQueue`.
   *
   * @example
   * TaskTrigger.queue(queue, { filters: [{ body: { kind: ['report'] } }] });
   */
  public static queue(queue: sqs.IQueue, options: QueueTriggerOptions = {}): TaskTrigger {
    return new TaskTrigger(new QueueSource(queue, options));
  }

  private constructor(private readonly source: EventSource) {}

  /**
   * Variables that its events fill by themselves: paths by their names.
   *
   * @internal
   */
  public get _variables(): Readonly<Record<string, string>> {
    return this.source.variables ?? {};
  }

  /**
   * Paths of the texts that its events have; absent where not known.
   *
   * @internal
   */
  public get _fields(): readonly string[] | undefined {
    return this.source.fields;
  }

  /**
   * What it fills in stands in a template of text.
   *
   * @internal
   */
  public get _template(): boolean {
    return this.source.template ?? false;
  }

  /** @internal */
  public _findings(scope: Construct): Finding[] {
    return this.source.findings(scope);
  }

  /** @internal */
  public _bind(scope: Construct, run: EventRun): BoundEventSource {
    return this.source.bind(scope, run);
  }
}
