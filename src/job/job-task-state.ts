import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerOverrides, renderOverrides } from './container-overrides';
import { runTaskParameters } from './run-task-request';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { supervisionStatements } from './supervision-access';

/** How a state machine runs a job. */
export interface JobTaskStateOptions {
  /**
   * How long the task may take.
   *
   * @default - as long as the state machine
   */
  readonly timeout?: Duration;

  /**
   * What the state changes about the task's containers; values may be read from its input, as with `sfn.JsonPath.stringAt()`.
   *
   * Refused with `ContainerOverrides.UnknownContainer`, `ContainerOverrides.Twice` and, for attributes of Scheduler, `ContainerOverrides.NotFilled`.
   *
   * @default - the task runs as its definition says
   */
  readonly overrides?: ContainerOverrides[];

  /**
   * Where in its input the state writes how the task ended, such as `$.task`; `sfn.JsonPath.DISCARD` for nowhere.
   *
   * @default - in place of the input
   */
  readonly resultPath?: string;
}

/** Runs a task to its end. The L2's state starts no task on Managed Instances, and may stop every task of the account. */
export class JobTaskState extends sfn.TaskStateBase {
  protected readonly taskMetrics?: sfn.TaskMetricsConfig;
  protected readonly taskPolicies: iam.PolicyStatement[];
  private readonly request: Record<string, unknown>;

  constructor(scope: Construct, id: string, choices: StandaloneTask, task: RunnableTask, options: JobTaskStateOptions) {
    super(scope, id, { taskTimeout: options.timeout && sfn.Timeout.duration(options.timeout), resultPath: options.resultPath });
    this.request = runTaskParameters(task.launch, renderOverrides(options.overrides ?? [], task));
    this.taskPolicies = [...task.runStatements, ...supervisionStatements(task.taskDefinition, choices.cluster)];
  }

  /** @internal */
  protected _renderTask(queryLanguage: sfn.QueryLanguage = sfn.QueryLanguage.JSON_PATH): any {
    return {
      Resource: `arn:${Stack.of(this).partition}:states:::ecs:runTask.sync`,
      ...this._renderParametersOrArguments(this.request, queryLanguage),
    };
  }
}
