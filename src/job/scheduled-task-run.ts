import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { renderOverrides, withVariables } from './container-overrides';
import { tell } from './run-alarms';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { SupervisedRun } from './supervised-run';
import { TaskFailureAlarmOptions } from './task-failure-alarm';
import { TaskFailures } from './task-failures';
import { SupervisedRunOptions, TaskRun, TaskRunOptions } from './task-run';

// What a state machine gets the time as.
const TIME = 'scheduledTime';

/** What a schedule starts, and what watches it. */
export interface ScheduledRun {
  readonly target: Pick<scheduler.ScheduleTargetConfig, 'arn' | 'ecsParameters' | 'input'>;
  /** Absent where nobody supervises. */
  readonly stateMachine?: sfn.StateMachine;
  readonly logGroup: logs.ILogGroup;
  readonly failureAlarm: cloudwatch.Alarm;
  /** Gives the schedule's role what it needs, and has the schedule wait for what it does not refer to. */
  startedBy(schedule: scheduler.Schedule): void;
}

/** The task of a schedule. */
export interface ScheduledTaskParts {
  readonly choices: StandaloneTask;
  readonly task: RunnableTask;
  readonly alarm: TaskFailureAlarmOptions;
  /** Gets the time that the run was scheduled for. */
  readonly timeVariable?: string;
  /** What the schedule may do. */
  readonly role: iam.IRole;
}

/** Makes what the schedule starts. */
export function bindScheduledRun(scope: Construct, run: TaskRun, parts: ScheduledTaskParts): ScheduledRun {
  return run._supervision ? supervised(scope, run._supervision, parts) : unsupervised(scope, run._options, parts);
}

function unsupervised(scope: Construct, options: TaskRunOptions, parts: ScheduledTaskParts): ScheduledRun {
  const { alarm, choices, role, task } = parts;
  task.grantRun(role);
  const failures = new TaskFailures(scope, 'Failures', { choices, task, options: alarm });
  return {
    target: taskTarget(options, parts),
    logGroup: failures.logGroup,
    failureAlarm: failures.alarm,
    startedBy: (schedule) => task.startedBy(schedule.node.defaultChild as scheduler.CfnSchedule),
  };
}

function supervised(scope: Construct, options: SupervisedRunOptions, { alarm, choices, role, task, timeVariable }: ScheduledTaskParts): ScheduledRun {
  const variables = timeVariable === undefined ? [] : [{ 'name': timeVariable, 'value.$': `$$.Execution.Input.${TIME}` }];
  const supervisedRun = new SupervisedRun(scope, 'SupervisedRun', { choices, task, options, record: alarm, variables });
  const { dependencies, logGroup, stateMachine } = supervisedRun;
  stateMachine.grantStartExecution(role);
  return {
    target: runTarget(stateMachine),
    stateMachine,
    logGroup,
    failureAlarm: tell(scope, supervisedRun.newAlarm(alarm), alarm),
    startedBy: (schedule) => schedule.node.addDependency(...dependencies),
  };
}

/** A call of `RunTask`; the L2's targets for ECS know no Managed Instances, and grant more than that. */
function taskTarget({ taskCount, overrides = [] }: TaskRunOptions, { task, timeVariable }: ScheduledTaskParts): ScheduledRun['target'] {
  const { launch } = task;
  const variables = timeVariable === undefined ? [] : [{ name: timeVariable, value: scheduler.ContextAttribute.scheduledTime }];
  const items = withVariables(renderOverrides(overrides, task), task.mainContainer, variables);
  return {
    arn: launch.clusterArn,
    ecsParameters: {
      taskDefinitionArn: launch.taskDefinitionArn,
      taskCount: taskCount ?? 1,
      capacityProviderStrategy: filled(launch.capacityProviderStrategy),
      networkConfiguration: launch.awsvpc && { awsvpcConfiguration: launch.awsvpc },
      placementStrategy: filled(launch.placementStrategy),
      placementConstraints: filled(launch.placementConstraints),
      enableExecuteCommand: launch.enableExecuteCommand,
      enableEcsManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION,
    },
    input: items.length > 0 ? scheduler.ScheduleTargetInput.fromObject({ containerOverrides: items }) : undefined,
  };
}

/** A run of a state machine, which is told the time that it was to start at. */
function runTarget({ stateMachineArn }: sfn.IStateMachine): ScheduledRun['target'] {
  return {
    arn: stateMachineArn,
    input: scheduler.ScheduleTargetInput.fromObject({ [TIME]: scheduler.ContextAttribute.scheduledTime }),
  };
}

function filled<T>(items: readonly T[] | undefined): T[] | undefined {
  return items && items.length > 0 ? [...items] : undefined;
}
