import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ScheduleDeliveryOptions } from './scheduled-task-delivery';
import { ScheduledRun } from './scheduled-task-run';
import { ScheduleTiming } from './scheduled-task-timing';
import { isPast } from '../model/job/schedule';

// A nightly run that starts the next evening surprises more than one that does not start.
const MAX_EVENT_AGE = Duration.hours(1);
const RETRY_ATTEMPTS = 185;
// EventBridge Scheduler User Guide, "Managing a schedule group": the group of schedules that name none.
const DEFAULT_GROUP = 'default';

/** What a schedule is made of. */
export interface ScheduleParts {
  readonly schedule: scheduler.ScheduleExpression;
  readonly timing: ScheduleTiming;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly delivery: ScheduleDeliveryOptions;
  readonly deadLetterQueue: sqs.IQueue;
  readonly role: iam.IRole;
  readonly target: ScheduledRun['target'];
}

/** Makes the schedule, with a target of our own: the role, the queue and the task are there already. */
export function newSchedule(scope: Construct, { deadLetterQueue, delivery, now, role, schedule, target, timing }: ScheduleParts): scheduler.Schedule {
  return new scheduler.Schedule(scope, 'Schedule', {
    description: 'Starts a task of ECS',
    schedule,
    // One that is past would fail the next update of the schedule, which has begun without it.
    start: isPast(timing.start, now) ? undefined : timing.start,
    end: timing.end,
    enabled: timing.enabled,
    timeWindow: timing.flexibleWindow && scheduler.TimeWindow.flexible(timing.flexibleWindow),
    scheduleGroup: timing.group,
    key: timing.encryptionKey,
    target: {
      bind: () => ({
        ...target,
        role,
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
        retryPolicy: {
          maximumEventAgeInSeconds: (delivery.maxEventAge ?? MAX_EVENT_AGE).toSeconds(),
          maximumRetryAttempts: delivery.retryAttempts ?? RETRY_ATTEMPTS,
        },
      }),
    },
  });
}

/**
 * EventBridge Scheduler on behalf of a group of schedules: a single schedule cannot be named there.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function schedulesOf(scope: Construct, group: scheduler.IScheduleGroup | undefined): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  return new iam.ServicePrincipal('scheduler.amazonaws.com', {
    conditions: {
      StringEquals: {
        'aws:SourceAccount': stack.account,
        'aws:SourceArn': group?.scheduleGroupArn ?? stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: DEFAULT_GROUP }),
      },
    },
  });
}
