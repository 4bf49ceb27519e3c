import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { overridesFindings, renderOverrides } from './container-overrides';
import { JobTaskState, JobTaskStateOptions } from './job-task-state';
import { tell } from './run-alarms';
import { requestText, runTaskRequest } from './run-task-request';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { StandaloneTaskOptions } from './standalone-task-options';
import { SupervisedRun } from './supervised-run';
import { failureAlarmFindings, TaskFailureAlarmOptions } from './task-failure-alarm';
import { TaskFailures } from './task-failures';
import { TaskRun, TaskRunOptions } from './task-run';
import { refuse, under } from '../model/finding';
import { RunFilling } from '../model/job/override-texts';
import { quoted } from '../model/shell-text';
import { guard, guardCall } from '../private/guard';

const FILLING: RunFilling = { remedy: 'take runState() for values from the input of a state machine' };

/** What a `JobTask` is made of. */
export interface JobTaskProps extends StandaloneTaskOptions {
  /**
   * What one run is, and who sees to it that it ends well.
   *
   * @default TaskRun.unsupervised()
   */
  readonly run?: TaskRun;

  /**
   * When runs that fail are too many, and who is told.
   *
   * @default - nothing is watched: whoever starts a run sees how it ends
   */
  readonly failureAlarm?: TaskFailureAlarmOptions;
}

/**
 * A task that is run when somebody wants it: from a command line, a function, a pipeline or a state machine.
 *
 * With `TaskRun.supervised()` a run is one of a state machine, which starts failed tasks again and stops those that take too long.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists. Volumes on EBS are refused with
 * `StandaloneTask.EbsVolume`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html
 *
 * @example
 * const importer = new JobTask(this, 'Import', { cluster, task });
 * bucket.grantRead(importer);
 * new cdk.CfnOutput(this, 'RunImport', { value: importer.runCommand() });
 */
@propertyInjectable
export class JobTask extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.JobTask';

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
  /** Runs the task to its end; absent where nobody supervises. */
  public readonly stateMachine?: sfn.StateMachine;
  /** Why tasks failed, or everything that happened in supervised runs; absent where nothing is watched. */
  public readonly failureLogGroup?: logs.ILogGroup;
  /** Goes off when a task fails; where runs are supervised, when a whole run does. Absent without `failureAlarm`. */
  public readonly failureAlarm?: cloudwatch.Alarm;

  private readonly choices: StandaloneTask;
  private readonly task: RunnableTask;
  private readonly run: TaskRun;

  constructor(scope: Construct, id: string, props: JobTaskProps) {
    super(scope, id);

    const { failureAlarm } = props;
    this.run = props.run ?? TaskRun.unsupervised();
    this.choices = new StandaloneTask(this, props);
    guard(this, [
      ...this.choices.findings(this.run._facts),
      ...under('run', this.run._findings(this.choices, FILLING)),
      ...under('failureAlarm', failureAlarmFindings(this, failureAlarm)),
    ]);

    const { choices, run } = this;
    const task = choices.bind();
    this.task = task;
    this.taskDefinition = task.taskDefinition;
    this.taskRole = task.taskRole;
    this.executionRole = task.executionRole;
    this.connections = task.connections;
    this.logGroup = task.logGroups[0];
    if (run._supervision) {
      const supervised = new SupervisedRun(this, 'SupervisedRun', { choices, task, options: run._supervision, record: failureAlarm ?? {} });
      this.stateMachine = supervised.stateMachine;
      this.failureLogGroup = supervised.logGroup;
      this.failureAlarm = failureAlarm && tell(this, supervised.newAlarm(failureAlarm), failureAlarm);
      return;
    }
    // A task definition of another stack does not wait for what is here.
    if (Stack.of(task.taskDefinition) === Stack.of(this)) task.startedBy(task.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
    const failures = failureAlarm && new TaskFailures(this, 'Failures', { choices, task, options: failureAlarm });
    this.failureLogGroup = failures?.logGroup;
    this.failureAlarm = failures?.alarm;
  }

  /** The task's role, for the `grant*` methods of other resources. */
  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  /** Lets somebody start runs, and nothing else: of this task in its cluster, or of its state machine. */
  public grantRun(grantee: iam.IGrantable): void {
    if (this.stateMachine) {
      this.stateMachine.grantStartExecution(grantee);
    } else {
      this.task.grantRun(grantee);
    }
  }

  /**
   * The line of the AWS CLI that starts a run, for a shell such as `sh`; it may hold tokens, as for an output of the stack.
   *
   * What a supervised run is, the prop `run` says: options are refused with `JobTask.SupervisedRun`.
   *
   * @param options what this run is; what the prop `run` says where they are absent
   */
  public runCommand(options?: TaskRunOptions): string {
    const region = `--region ${Stack.of(this).region}`;
    this.checkCall(options);
    return this.stateMachine
      ? `aws stepfunctions start-execution ${region} --state-machine-arn ${quoted(this.stateMachine.stateMachineArn)}`
      : `aws ecs run-task ${region} --cli-input-json ${quoted(this.request(options))}`;
  }

  /**
   * Environment variables for a function that starts runs.
   *
   * `RUN_TASK` is a request for `RunTask` of the SDK, in JSON. For a supervised job it is `STATE_MACHINE_ARN`. The function needs `grantRun`.
   *
   * @param options what such a run is; what the prop `run` says where they are absent
   */
  public runVariables(options?: TaskRunOptions): { [name: string]: string } {
    this.checkCall(options);
    return this.stateMachine ? { STATE_MACHINE_ARN: this.stateMachine.stateMachineArn } : { RUN_TASK: this.request(options) };
  }

  /**
   * A state that runs one task to its end, for a state machine of your own, which is allowed to.
   *
   * It is catched and retried by the state's own `addCatch` and `addRetry`.
   *
   * @example
   * const importer = new JobTask(this, 'Import', { cluster, task });
   * new sfn.StateMachine(this, 'Pipeline', {
   *   definitionBody: sfn.DefinitionBody.fromChainable(
   *     importer.runState(this, 'RunImport', { overrides: [{ environment: { KEY: sfn.JsonPath.stringAt('$.key') } }] }),
   *   ),
   * });
   */
  public runState(scope: Construct, id: string, options: JobTaskStateOptions = {}): sfn.TaskStateBase {
    const filling: RunFilling = { by: 'states', remedy: 'take `sfn.JsonPath` for values of the run' };
    guardCall(this, overridesFindings(options.overrides ?? [], this.choices, filling).map((finding) => ({ ...finding, path: `overrides${finding.path}` })));
    return new JobTaskState(scope, id, this.choices, this.task, options);
  }

  private checkCall(options: TaskRunOptions | undefined): void {
    if (options === undefined) return;
    guardCall(this, this.stateMachine
      ? [refuse('JobTask.SupervisedRun', 'options', 'are for runs that nobody supervises, got some for a supervised one; set them in `run`')]
      : under('options', TaskRun.unsupervised(options)._findings(this.choices, FILLING)));
  }

  private request({ taskCount, overrides = [] }: TaskRunOptions = this.run._options): string {
    return requestText(runTaskRequest(this.task.launch, { taskCount, overrides: renderOverrides(overrides, this.task) }));
  }
}
