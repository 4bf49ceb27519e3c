import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { QueueMetrics } from './queue-metrics';
import { Finding, under } from '../model/finding';
import { checkQueueAlarms, oldestMessageSeconds } from '../model/worker/queue-alarms';
import { WorkFacts } from '../model/worker/work-queue';
import { recordAlarm } from '../private/alarm-registry';
import { known, knownSeconds } from '../private/known';
import { AlarmDestination } from '../watch/alarm-destination';
import { notify } from '../watch/notification';

const MINUTE = Duration.minutes(1);
const DEFAULT_DEAD_LETTERS = 1;
/** Minutes in a row in which the oldest message is too old: SQS says its age about once a minute. */
const MINUTES_TOO_OLD = 3;

/** When the alarms of a worker go off, and who is told. */
export interface QueueAlarmsOptions {
  /**
   * Age of the oldest message that is too old, from 1 second.
   *
   * @default - the `acceptableLatency` and the `messageDuration` of the worker, and the 10 minutes that scaling may take to answer a burst
   */
  readonly oldestMessage?: Duration;

  /**
   * Messages in the dead-letter queue that are too many, from 1.
   *
   * @default 1
   */
  readonly deadLetters?: number;

  /**
   * Who is told of the two alarms.
   *
   * @default - nobody, unless a destination receives from a construct around the worker
   */
  readonly destination?: AlarmDestination;
}

/** The alarms of a worker; absent where there is none. */
export interface BoundQueueAlarms {
  readonly deadLetters?: cloudwatch.Alarm;
  readonly oldestMessage?: cloudwatch.Alarm;
}

/** What is known of the work and of the queue. */
export interface WatchedFacts extends WorkFacts {
  readonly retentionSeconds?: number;
}

/** How the alarms come about. */
export interface QueueAlarmSubject {
  readonly metrics: QueueMetrics;
  readonly deadLetterQueue?: sqs.IQueue;
  readonly latencySeconds: number;
  readonly messageSeconds: number;
}

/** Alarms on a queue whose messages fail or wait for too long. */
export class QueueAlarms {
  /**
   * An alarm on messages in the dead-letter queue, and one on the age of the oldest message.
   *
   * A worker refuses numbers out of range with `QueueAlarms.OldestMessage` and `QueueAlarms.DeadLetters`, and warns of an age that
   * no message of the queue comes to with `QueueAlarms.AboveRetention`.
   *
   * @example
   * QueueAlarms.standard({ oldestMessage: Duration.minutes(30), destination: AlarmDestination.topic(topic) });
   */
  public static standard(options: QueueAlarmsOptions = {}): QueueAlarms {
    return new QueueAlarms(options);
  }

  /** No alarms. */
  public static none(): QueueAlarms {
    return new QueueAlarms();
  }

  private constructor(private readonly options?: QueueAlarmsOptions) {}

  /** @internal */
  public _findings(scope: Construct, { latencySeconds, messageSeconds, retentionSeconds }: WatchedFacts): Finding[] {
    if (this.options === undefined) return [];
    const { oldestMessage, deadLetters, destination } = this.options;
    const byDefault = latencySeconds === undefined || messageSeconds === undefined ? undefined : oldestMessageSeconds(latencySeconds, messageSeconds);
    return [
      ...checkQueueAlarms({
        oldestMessageSeconds: oldestMessage ? knownSeconds(oldestMessage) : byDefault, deadLetters: known(deadLetters), retentionSeconds,
      }),
      ...under('destination', destination?._findings(Stack.of(scope)) ?? []),
    ];
  }

  /** @internal */
  public _bind(scope: Construct, { metrics, deadLetterQueue, latencySeconds, messageSeconds }: QueueAlarmSubject): BoundQueueAlarms {
    if (this.options === undefined) return {};
    const { oldestMessage, deadLetters, destination } = this.options;
    const alarms = {
      deadLetters: deadLetterQueue && recordAlarm(new cloudwatch.Alarm(scope, 'DeadLetters', {
        alarmDescription: 'Messages for an ECS worker failed and are in its dead-letter queue',
        metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: cloudwatch.Stats.MAXIMUM, period: MINUTE }),
        threshold: deadLetters ?? DEFAULT_DEAD_LETTERS,
        evaluationPeriods: 1,
        // A queue that nothing happens to has no metrics.
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      })),
      oldestMessage: recordAlarm(new cloudwatch.Alarm(scope, 'OldestMessage', {
        alarmDescription: 'Messages for an ECS worker wait for longer than they should',
        metric: metrics.oldestMessageAge(),
        threshold: oldestMessage?.toSeconds() ?? oldestMessageSeconds(latencySeconds, messageSeconds),
        evaluationPeriods: MINUTES_TOO_OLD,
        treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
      })),
    };
    const bound = destination?._bind(scope);
    if (bound) Object.values(alarms).forEach((alarm) => { if (alarm) notify(alarm, bound); });
    return alarms;
  }
}
