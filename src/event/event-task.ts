import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { watchPipe } from './pipe-alarm';
import { TaskTrigger } from './task-trigger';
import { ContainerOverrides, overridesFindings, overrideTexts, renderOverrides, takenVariables } from '../job/container-overrides';
import { watchDeadLetters } from '../job/run-alarms';
import { StandaloneTask } from '../job/standalone-task';
import { StandaloneTaskOptions } from '../job/standalone-task-options';
import { failureAlarmFindings, TaskFailureAlarmOptions } from '../job/task-failure-alarm';
import { TaskFailures } from '../job/task-failures';
import { checkEventVariables } from '../model/event/event-variables';
import { checkFixedTexts } from '../model/event/fixed-texts';
import { under } from '../model/finding';
import { checkTaskCount } from '../model/job/standalone';
import { guard } from '../private/guard';
import { known } from '../private/known';

/** What an `EventTask` is made of. */
export interface EventTaskProps extends StandaloneTaskOptions {
  /** What starts the task. */
  readonly trigger: TaskTrigger;

  /**
   * Tasks that each event starts, from 1 to 10 (`StandaloneTask.TaskCount` otherwise).
   *
   * @default 1
   */
  readonly taskCount?: number;

  /**
   * What every run changes about the containers.
   *
   * What looks as if it were filled in from the event is refused with `EventOverrides.Path`, `EventOverrides.Placeholder` and
   * `ContainerOverrides.NotFilled`.
   *
   * @default - the task runs as its definition says
   */
  readonly overrides?: ContainerOverrides[];

  /**
   * Environment variables of the first essential container that are filled from the event: paths to single texts in it, by the names of the variables.
   *
   * A field that is no text, or that an event does not have, keeps the task from starting.
   *
   * Refused with `EventVariables.Name`, `EventVariables.Path`, `EventVariables.NoSuchText`, `EventVariables.TooMany`, `EventVariables.Twice`
   * and `EventVariables.Secret`.
   *
   * @default - those of the trigger: `S3_BUCKET` and `S3_KEY` for events of a bucket, none for others
   */
  readonly eventVariables?: { [name: string]: string };

  /**
   * When tasks that fail are too many, and who is told. A pipe that fails to start tasks is counted for itself, by the same numbers.
   *
   * @default - one failure within five minutes; nobody is told, unless a destination receives from a construct around this one
   */
  readonly failureAlarm?: TaskFailureAlarmOptions;
}

/**
 * Runs a task for each event: an object that is written, an event of a bus, a change of a table, a record of a stream, a message of a queue.
 *
 * What brings the events may start this task, in its cluster, and nothing else. Events that cannot become a task are kept in a queue.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/CWE_IAM_role.html
 *
 * @example
 * const thumbnails = new EventTask(this, 'Thumbnails', { cluster, task, trigger: TaskTrigger.objectCreated(bucket) });
 * bucket.grantRead(thumbnails);
 */
@propertyInjectable
export class EventTask extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.EventTask';

  /** The rule that starts the task; absent where a pipe does. */
  public readonly rule?: events.CfnRule;
  /** The pipe that starts the task: for tables, streams and queues. */
  public readonly pipe?: pipes.CfnPipe;
  /** What the rule or the pipe may do: start the task, and read its source. */
  public readonly triggerRole: iam.IRole;
  /** Events that could not become a task; absent for a queue, which keeps its own. */
  public readonly deadLetterQueue?: sqs.IQueue;
  /** The task definition that is run. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start a task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Security groups of the tasks. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to; absent where another log driver was chosen, and of a task definition that was made elsewhere. */
  public readonly logGroup?: logs.ILogGroup;
  /** Goes off when tasks end with another exit code than 0, or do not start. */
  public readonly failureAlarm: cloudwatch.Alarm;
  /** What ECS told of the tasks that failed. */
  public readonly failureLogGroup: logs.LogGroup;
  /** Goes off when the pipe fails to start tasks, and tries again; absent where a rule starts them. */
  public readonly pipeAlarm?: cloudwatch.Alarm;
  /** Goes off while there are events in `deadLetterQueue`; absent without it, and where it is in another account. */
  public readonly deadLetterAlarm?: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: EventTaskProps) {
    super(scope, id);

    const { failureAlarm, overrides = [], taskCount, trigger } = props;
    const eventVariables = props.eventVariables ?? trigger._variables;
    const choices = new StandaloneTask(this, props);
    guard(this, [
      ...choices.findings({ tasks: known(taskCount ?? 1), retried: false, onlyOnce: true }),
      ...under('trigger', trigger._findings(this)),
      ...checkTaskCount(known(taskCount)),
      ...[
        ...overridesFindings(overrides, choices, { remedy: 'put the path of the field into `eventVariables`' }),
        ...checkFixedTexts(overrideTexts(overrides), trigger._template && Object.keys(eventVariables).length > 0),
      ].map((finding) => ({ ...finding, path: `overrides${finding.path}` })),
      ...under('eventVariables', checkEventVariables({
        paths: Object.fromEntries(Object.entries(eventVariables).map(([name, path]) => [name, known(path)])),
        fields: trigger._fields,
        ...takenVariables(overrides, choices),
      })),
      ...under('failureAlarm', failureAlarmFindings(this, failureAlarm)),
    ]);

    const task = choices.bind();
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;
    this.connections = task.connections;
    [this.logGroup] = task.logGroups;
    const { rule, pipe, role, deadLetterQueue } = trigger._bind(this, {
      task,
      taskCount,
      overrides: renderOverrides(overrides, task),
      fields: { container: task.mainContainer, paths: eventVariables },
    });
    this.rule = rule;
    this.pipe = pipe;
    this.triggerRole = role;
    this.deadLetterQueue = deadLetterQueue;
    task.startedBy(rule ?? pipe!);

    const failures = new TaskFailures(this, 'Failures', { choices, task, options: failureAlarm });
    this.failureAlarm = failures.alarm;
    this.failureLogGroup = failures.logGroup;
    this.pipeAlarm = pipe && watchPipe(this, pipe, failureAlarm);
    this.deadLetterAlarm = deadLetterQueue && watchDeadLetters(this, deadLetterQueue, failureAlarm);
  }

  /** The task role. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }
}
