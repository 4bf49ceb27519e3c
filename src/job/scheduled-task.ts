import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { takenVariables } from './container-overrides';
import { letSendDeadLetters, newDeadLetterQueue } from './dead-letter-queue';
import { watchDeadLetters } from './run-alarms';
import { ScheduleDeliveryOptions, scheduleDeliveryFindings } from './scheduled-task-delivery';
import { bindScheduledRun } from './scheduled-task-run';
import { newSchedule, schedulesOf } from './scheduled-task-schedule';
import { ScheduleTiming } from './scheduled-task-timing';
import { StandaloneTask } from './standalone-task';
import { StandaloneTaskOptions } from './standalone-task-options';
import { failureAlarmFindings, TaskFailureAlarmOptions } from './task-failure-alarm';
import { TaskRun } from './task-run';
import { under } from '../model/finding';
import { checkTimeVariable } from '../model/job/overrides';
import { checkSchedule, checkTiming, isRate } from '../model/job/schedule';
import { guard } from '../private/guard';
import { InlineRole } from '../private/inline-role';
import { known, knownMinutes } from '../private/known';

/** What a `ScheduledTask` is made of. */
export interface ScheduledTaskProps extends StandaloneTaskOptions {
  /**
   * When runs start, in the time zone of the expression: UTC unless it names another.
   *
   * Expressions that EventBridge does not take are refused with `ScheduledTask.Schedule`, `ScheduledTask.Cron`, `ScheduledTask.Rate` and
   * `ScheduledTask.At`, and days that never come with `ScheduledTask.NeverRuns`. `ScheduledTask.EveryMinute` warns of an hour without a
   * minute, `ScheduledTask.BackwardRange` of a range such as `22-4`, and `ScheduledTask.AtPassed` of a single time that is past.
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * When the schedule counts, and what it belongs to.
   *
   * @default - from now on, without an end, to the minute
   */
  readonly timing?: ScheduleTiming;

  /**
   * What one run is, and who sees to it that it ends well.
   *
   * @default TaskRun.unsupervised()
   */
  readonly run?: TaskRun;

  /**
   * Environment variable of the first essential container that gets the time that the run was scheduled for, such as `2030-01-31T01:00:00Z`.
   *
   * A run that is started late, or again, has the same time. Refused with `ScheduledTask.TimeVariable`.
   *
   * @default - the task is not told
   */
  readonly timeVariable?: string;

  /**
   * What happens when a run cannot be started.
   *
   * @default - it is tried again for an hour, and then told to a queue
   */
  readonly delivery?: ScheduleDeliveryOptions;

  /**
   * When runs that fail are too many, and who is told.
   *
   * @default - one within five minutes; nobody, unless a destination receives from a construct around this one
   */
  readonly failureAlarm?: TaskFailureAlarmOptions;
}

/**
 * A task that EventBridge Scheduler starts at set times.
 *
 * Alone, it is started and no more. With `TaskRun.supervised()` it is waited for: failed and interrupted tasks are started again, those that
 * take too long are stopped, and no two runs overlap.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists. Volumes on EBS are refused with
 * `StandaloneTask.EbsVolume`: no schedule can make them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html
 *
 * @example
 * new ScheduledTask(this, 'Nightly', {
 *   cluster,
 *   task,
 *   schedule: ScheduleExpression.cron({ hour: '2', minute: '0', timeZone: TimeZone.EUROPE_BERLIN }),
 *   run: TaskRun.supervised({ timeout: Duration.hours(3) }),
 * });
 */
@propertyInjectable
export class ScheduledTask extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ScheduledTask';

  /** The schedule. */
  public readonly schedule: scheduler.Schedule;
  /** Gets what could not be started. */
  public readonly deadLetterQueue: sqs.IQueue;
  /** Runs the task to its end; absent where nobody supervises. */
  public readonly stateMachine?: sfn.StateMachine;
  /** The task definition that is run. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Security groups of the task. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to; absent where another log driver was chosen, and of a task definition that was made elsewhere. */
  public readonly logGroup?: logs.ILogGroup;
  /** Why tasks failed; of supervised runs everything that happened. */
  public readonly failureLogGroup: logs.ILogGroup;
  /** Goes off when a task fails; where runs are supervised, when a whole run does. */
  public readonly failureAlarm: cloudwatch.Alarm;
  /** Goes off when a run could not be started; absent where the queue is in another account, which has its metrics. */
  public readonly deadLetterAlarm?: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id);

    const now = Date.now();
    const { delivery = {}, failureAlarm = {}, schedule, timeVariable, timing = {} } = props;
    const run = props.run ?? TaskRun.unsupervised();
    const expression = known(schedule.expressionString);
    const choices = new StandaloneTask(this, props);
    guard(this, [
      ...choices.findings(run._facts),
      ...under('schedule', checkSchedule(expression, now)),
      ...under('timing', checkTiming({
        windowMinutes: knownMinutes(timing.flexibleWindow), start: timing.start, end: timing.end, rate: isRate(expression), now,
      })),
      ...under('run', run._findings(choices, { by: run._supervision ? undefined : 'scheduler', remedy: 'set `timeVariable` for the time of the run' })),
      ...under('timeVariable', checkTimeVariable(known(timeVariable), takenVariables(run._options.overrides ?? [], choices))),
      ...under('delivery', scheduleDeliveryFindings(this, delivery)),
      ...under('failureAlarm', failureAlarmFindings(this, failureAlarm)),
    ]);

    const task = choices.bind();
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;
    this.connections = task.connections;
    this.logGroup = task.logGroups[0];

    this.deadLetterQueue = delivery.deadLetterQueue ?? newDeadLetterQueue(this);
    const role = new InlineRole(this, 'ScheduleRole', { assumedBy: schedulesOf(this, timing.group) });
    letSendDeadLetters(role, this.deadLetterQueue);
    const scheduled = bindScheduledRun(this, run, { choices, task, role, alarm: failureAlarm, timeVariable });
    this.stateMachine = scheduled.stateMachine;
    this.schedule = newSchedule(this, { schedule, timing, now, delivery, deadLetterQueue: this.deadLetterQueue, role, target: scheduled.target });
    scheduled.startedBy(this.schedule);

    this.failureLogGroup = scheduled.logGroup;
    this.failureAlarm = scheduled.failureAlarm;
    this.deadLetterAlarm = watchDeadLetters(this, this.deadLetterQueue, failureAlarm);
  }

  /** The task's role, for the `grant*` methods of other resources. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }
}
