import * as events from 'aws-cdk-lib/aws-events';
import { EventDeliveryOptions } from './event-delivery';

/** What happens to an object of a bucket. */
export enum ObjectEvent {
  /** It was written: put, posted, copied, or its upload completed. */
  CREATED = 'Object Created',
  /** It was deleted, or expired. */
  DELETED = 'Object Deleted',
  /** Its copy from an archive is asked for. */
  RESTORE_INITIATED = 'Object Restore Initiated',
  /** Its copy from an archive is there. */
  RESTORE_COMPLETED = 'Object Restore Completed',
  /** Its copy from an archive is gone. */
  RESTORE_EXPIRED = 'Object Restore Expired',
  /** It got tags. */
  TAGS_ADDED = 'Object Tags Added',
  /** It lost its tags. */
  TAGS_DELETED = 'Object Tags Deleted',
  /** Its access control list changed. */
  ACL_UPDATED = 'Object ACL Updated',
  /** A rule of the bucket's lifecycle moved it. */
  STORAGE_CLASS_CHANGED = 'Object Storage Class Changed',
  /** Intelligent-Tiering moved it. */
  ACCESS_TIER_CHANGED = 'Object Access Tier Changed',
}

/** Which objects of a bucket, and what happens when their events are not delivered. */
export interface ObjectTriggerOptions extends EventDeliveryOptions {
  /**
   * What the key of the object begins with: one of these.
   *
   * @default - anything
   */
  readonly prefixes?: string[];

  /**
   * What the key of the object ends with: one of these.
   *
   * @default - anything
   */
  readonly suffixes?: string[];

  /**
   * What the object was made or deleted by, such as `CompleteMultipartUpload` or `Lifecycle Expiration`: one of these (`TaskTrigger.Reason` otherwise).
   *
   * @default - anything
   */
  readonly reasons?: string[];
}

/** Which bus, and what happens when its events are not delivered. */
export interface EventPatternTriggerOptions extends EventDeliveryOptions {
  /**
   * Bus that the events come to, of the same region and account (`TaskTrigger.OtherEnvironment` otherwise).
   *
   * @default - the default bus
   */
  readonly bus?: events.IEventBus;
}

/** Which messages of a queue. */
export interface QueueTriggerOptions {
  /**
   * Up to five patterns, of which a message matches one (`TaskTrigger.Filters` otherwise); others are deleted.
   *
   * @default - every message
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
   */
  readonly filters?: { [field: string]: any }[];
}

/** Where the reading of a stream begins, once: when the task is first deployed. */
export enum StreamStart {
  /** Records that are written from then on. */
  LATEST = 'LATEST',
  /** All records that the stream still has. */
  TRIM_HORIZON = 'TRIM_HORIZON',
}

/** Which records of a stream, and what happens when they are not delivered. */
export interface StreamTriggerOptions extends EventDeliveryOptions {
  /**
   * Where reading begins.
   *
   * @default StreamStart.LATEST
   */
  readonly startFrom?: StreamStart;

  /**
   * Up to five patterns, of which a record matches one (`TaskTrigger.Filters` otherwise); others are passed over.
   *
   * @default - every record
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-filtering.html
   */
  readonly filters?: { [field: string]: any }[];

  /**
   * Records of one shard that are delivered at the same time, from 1 to 10 (`TaskTrigger.RecordsAtOnce` otherwise).
   *
   * @default 1
   */
  readonly recordsAtOnce?: number;
}
