import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct, IDependable } from 'constructs';
import { OverrideVariable, renderOverrides, withVariables } from './container-overrides';
import { runTaskParameters } from './run-task-request';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { letSupervise } from './supervision-access';
import { TaskFailureAlarmOptions } from './task-failure-alarm';
import { RunOverlap, SupervisedRunOptions } from './task-run';
import { runDefinition } from '../model/job/run-definition';
import { acknowledgeUnscopedActions } from '../private/acknowledge';
import { InlineRole } from '../private/inline-role';
import { letCloudWatchLogsUse } from '../private/log-encryption';

/** The task that is run, and how. */
export interface SupervisedTask {
  readonly choices: StandaloneTask;
  readonly task: RunnableTask;
  readonly options: SupervisedRunOptions;
  /** What the main container gets from the run. */
  readonly variables?: OverrideVariable[];
  /** How long the record of the runs is kept, and by whose key. */
  readonly record: Pick<TaskFailureAlarmOptions, 'encryptionKey' | 'retention'>;
}

/** A state machine that runs a task to its end. */
export class SupervisedRun extends Construct {
  public readonly stateMachine: sfn.StateMachine;
  /** What happened in the runs. */
  public readonly logGroup: logs.LogGroup;
  /** What has to be there before a run starts. */
  public readonly dependencies: IDependable[];
  private readonly role: InlineRole;

  constructor(scope: Construct, id: string, private readonly supervised: SupervisedTask) {
    super(scope, id);
    const { options, record } = supervised;
    this.role = new InlineRole(this, 'Role', { assumedBy: stateMachinesOf(this) });
    this.logGroup = this.newLog(record);
    this.letRun();
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      // More containers may be added to a task definition of the user's before synth.
      definitionBody: sfn.DefinitionBody.fromString(Lazy.string({ produce: () => Stack.of(this).toJsonString(this.definition()) })),
      role: this.role,
      tracingEnabled: options.tracing ?? true,
      logs: { destination: this.logGroup, level: sfn.LogLevel.ALL, includeExecutionData: true },
    });
    this.dependencies = (options.overlap ?? RunOverlap.SKIP) === RunOverlap.ALLOW ? [] : [this.letSeeRuns()];
    supervised.task.startedBy(this.stateMachine.node.defaultChild as sfn.CfnStateMachine);
  }

  /** Goes off when a run fails, or somebody stops it. */
  public newAlarm({ failures, period = Duration.minutes(5) }: TaskFailureAlarmOptions): cloudwatch.Alarm {
    const options = { period, statistic: cloudwatch.Stats.SUM };
    return new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: 'Supervised runs of a task fail',
      metric: new cloudwatch.MathExpression({
        // Metrics without a run that ended so have no data.
        expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
        label: 'Runs that failed',
        usingMetrics: {
          failed: this.stateMachine.metricFailed(options),
          timedOut: this.stateMachine.metricTimedOut(options),
          aborted: this.stateMachine.metricAborted(options),
        },
        period,
      }),
      threshold: failures ?? 1,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }

  private definition(): Record<string, unknown> {
    const { choices: { cluster }, options, task, variables = [] } = this.supervised;
    const overrides = withVariables(renderOverrides(options.overrides ?? [], task), task.mainContainer, variables);
    return runDefinition({
      partition: Stack.of(this).partition,
      cluster: cluster.clusterArn,
      family: task.taskDefinition.family,
      launch: runTaskParameters(task.launch, overrides),
      count: options.taskCount ?? 1,
      timeoutSeconds: (options.timeout ?? Duration.hours(24)).toSeconds(),
      retries: options.retries ?? 2,
      retryDelaySeconds: (options.retryDelay ?? Duration.minutes(1)).toSeconds(),
      overlap: options.overlap ?? RunOverlap.SKIP,
      essential: this.essentialContainers(),
    });
  }

  /** Those whose exit codes say how the work ended; sidecars and log routers are stopped when it is done. */
  private essentialContainers(): string[] | undefined {
    const { choices: { facts, options } } = this.supervised;
    const names = options.task._facts(facts).containers
      .filter(({ essential, logRouter, sidecar }) => essential !== false && !sidecar && !logRouter)
      .map(({ name }) => name);
    return names.every((name) => name !== undefined) ? names : undefined;
  }

  private newLog({ encryptionKey, retention = logs.RetentionDays.THREE_MONTHS }: SupervisedTask['record']): logs.LogGroup {
    if (encryptionKey) letCloudWatchLogsUse(encryptionKey, this);
    return new logs.LogGroup(this, 'Runs', { retention, encryptionKey });
  }

  private letRun(): void {
    const { choices: { cluster }, task } = this.supervised;
    task.grantRun(this.role);
    letSupervise(this.role, this, cluster);
    // Tasks that took too long are looked for, and ListTasks has no other bounds than the cluster.
    this.role.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['ecs:ListTasks'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterArn } },
    }));
    acknowledgeUnscopedActions(this.role);
  }

  /** In a policy apart: the machine needs its role first. */
  private letSeeRuns(): iam.Policy {
    return new iam.Policy(this, 'SeesRuns', {
      roles: [this.role],
      statements: [new iam.PolicyStatement({ actions: ['states:ListExecutions'], resources: [this.stateMachine.stateMachineArn] })],
    });
  }
}

/**
 * Step Functions on behalf of a machine of this account. Which one is not said: it needs the role first.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
function stateMachinesOf(scope: Construct): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  const machines = stack.formatArn({ service: 'states', resource: 'stateMachine', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return new iam.ServicePrincipal('states.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': machines } },
  });
}
