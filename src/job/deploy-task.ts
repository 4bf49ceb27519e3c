import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CfnResource, CustomResource, Duration, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct, DependencyGroup, IDependable } from 'constructs';
import { ContainerOverrides, overridesFindings } from './container-overrides';
import { deployFor, RepeatedRun } from './deploy-nonce';
import { circleFindings, haveWait, rulesOf, waitingFindings } from './deploy-order';
import { renderPlan } from './deploy-task-plan';
import { DeployTaskRunner, runnerOf } from './deploy-task-runner';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { StandaloneTaskOptions } from './standalone-task-options';
import { DeploymentHook, DeploymentStage } from '../deployment/deployment-hook';
import { checkDeployTask, checkHook, checkHooked, checkNotHooked, STOP_MINUTES } from '../model/job/deploy-task';
import { guard, guardAtSynth, guardCall } from '../private/guard';
import { known, knownMinutes } from '../private/known';

const DEFAULT_TIMEOUT = Duration.minutes(15);
const DEFAULT_LOG_LINES = 20;

/** What a `DeployTask` is made of. */
export interface DeployTaskProps extends StandaloneTaskOptions {
  /**
   * Services that change only once the task has succeeded: nothing else of theirs waits.
   *
   * @default - none; the task is run at any time of the stack update
   */
  readonly runBefore?: ecsRefs.IServiceRef[];

  /**
   * Stage of a deployment of ECS that runs the task, in place of the stack update; for rollouts that take `hook()` among their hooks.
   *
   * `PRE_SCALE_UP`, `POST_SCALE_UP`, `POST_TEST_TRAFFIC_SHIFT` or `POST_PRODUCTION_TRAFFIC_SHIFT`: those that a deployment comes by once.
   *
   * @default - the stack update runs the task
   */
  readonly stage?: DeploymentStage;

  /**
   * How long the task may take, with the wait for room: whole minutes, known at synth, up to 55, or 1435 with `stage`.
   *
   * @default Duration.minutes(15)
   */
  readonly timeout?: Duration;

  /**
   * Values that have the task run again when they change, such as the hash of a folder of migrations; it does not get them.
   *
   * @default - only another revision of the task definition, such as one with another image, or other `overrides` do
   */
  readonly inputs?: { readonly [name: string]: string };

  /**
   * What its run changes about the containers.
   *
   * @default - nothing
   */
  readonly overrides?: ContainerOverrides[];

  /**
   * Last lines of the failed container's log that are told with the failure, from 0 to 50; as many of them as there is room for.
   *
   * They are seen by whoever sees the events of the stack. With 0 the log stays where it is.
   *
   * @default 20
   */
  readonly logLines?: number;
}

/**
 * A task that is run to its end as a part of a deployment, such as the migration of a database before the services that need it.
 *
 * The deployment fails with the task, and says why. On the way back nothing is run.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists. Its own codes are `DeployTask.Timeout`,
 * `DeployTask.LogLines`, `DeployTask.Stage`, `DeployTask.TwoMoments`, `DeployTask.ImportedService`, `DeployTask.OtherStage` and
 * `DeployTask.Circle`, and the warning `DeployTask.Spot`.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 *
 * @example
 * const migrate = new DeployTask(this, 'Migrate', {
 *   cluster,
 *   task: TaskBlueprint.container({ image, command: ['npm', 'run', 'migrate'] }),
 *   timeout: Duration.minutes(10),
 *   runBefore: [web],
 * });
 * migrate.connections.allowToDefaultPort(database);
 */
@propertyInjectable
export class DeployTask extends Construct implements iam.IGrantable, ec2.IConnectable {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.DeployTask';

  /** The task definition that is run. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** What the application may do in AWS; `grant*` methods that get this construct give to this role. */
  public readonly taskRole: iam.IRole;
  /** What ECS may do to start the task: pull the image, read the named secrets, write logs. */
  public readonly executionRole: iam.IRole;
  /** Who may reach the task, and what it may reach. */
  public readonly connections: ec2.Connections;
  /** Where the containers log to; absent where another log driver was chosen, and of a task definition that was made elsewhere. */
  public readonly logGroup?: logs.ILogGroup;

  private readonly awaited = new DependencyGroup();
  private readonly runnable: RunnableTask;
  private readonly runner: DeployTaskRunner;
  private readonly madeHook?: DeploymentHook;
  private hooked?: ecs.CfnService;

  constructor(scope: Construct, id: string, props: DeployTaskProps) {
    super(scope, id);

    const { inputs = {}, overrides = [], runBefore = [], stage } = props;
    const timeout = props.timeout ?? DEFAULT_TIMEOUT;
    const logLines = props.logLines ?? DEFAULT_LOG_LINES;
    const choices = new StandaloneTask(this, props);
    guard(this, [
      ...choices.findings(),
      ...overridesFindings(overrides, choices).map((finding) => ({ ...finding, path: `overrides${finding.path}` })),
      ...checkDeployTask({
        timeoutMinutes: knownMinutes(timeout), logLines: known(logLines), stage: known(stage), before: runBefore.length, spot: choices.facts.spot,
      }),
      ...waitingFindings(this, runBefore, choices),
    ]);

    this.runnable = choices.bind();
    this.taskDefinition = this.runnable.taskDefinition;
    this.taskRole = this.runnable.taskRole;
    this.executionRole = this.runnable.executionRole;
    this.connections = this.runnable.connections;
    this.logGroup = this.runnable.logGroups[0];
    this.runner = runnerOf(this, { runnable: this.runnable, cluster: choices.cluster, readsLogs: logLines !== 0 });
    const plan = renderPlan(this, this.runnable, { inputs, logLines, overrides, timeout });
    if (stage === undefined) {
      this.runInStackUpdate(plan, timeout, runBefore);
    } else {
      this.madeHook = this.makeHook(stage, plan, timeout, { runnable: this.runnable, inputs, overrides });
    }
  }

  public get grantPrincipal(): iam.IPrincipal {
    return this.taskRole.grantPrincipal;
  }

  /**
   * Runs the task only when all of these are there, such as a database that it migrates.
   *
   * The run alone waits: what is made for the task, its security group above all, may be there before.
   */
  public runAfter(...dependencies: IDependable[]): void {
    this.awaited.add(...dependencies);
  }

  /**
   * The hook that runs the task at its `stage`, for one service of this stack with a rollout that moves traffic.
   *
   * Refused with `DeployTask.NoStage` where the stack update runs the task, with `DeployTask.TwoServices` by a second service, and with
   * `DeployTask.OtherStack` by one of another stack. At synth, a task with a `stage` whose hook no service has is `DeployTask.NoHook`.
   *
   * @example
   * const smokeTest = new DeployTask(this, 'SmokeTest', { cluster, task, stage: DeploymentStage.POST_SCALE_UP });
   *
   * Rollout.blueGreen({ hooks: [smokeTest.hook()] });
   */
  public hook(): DeploymentHook {
    guardCall(this, checkHook(this.madeHook !== undefined));
    return this.madeHook!;
  }

  private runInStackUpdate(plan: string, timeout: Duration, runBefore: readonly ecsRefs.IServiceRef[]): void {
    const resource = new CustomResource(this, 'Run', {
      resourceType: 'Custom::EcsDeployTask',
      serviceToken: this.runner.function.functionArn,
      serviceTimeout: timeout.plus(Duration.minutes(STOP_MINUTES)),
      properties: { Plan: plan },
    }).node.defaultChild as CfnResource;
    this.runBy(resource);
    const services = haveWait(runBefore, resource);
    guardAtSynth(this, () => circleFindings(resource, services));
  }

  private makeHook(stage: DeploymentStage, plan: string, timeout: Duration, run: RepeatedRun): DeploymentHook {
    guardAtSynth(this, () => checkNotHooked(this.hooked !== undefined));
    return DeploymentHook._of(this.runner.function, {
      stages: [stage],
      timeout: timeout.plus(Duration.minutes(STOP_MINUTES)),
      details: { Plan: plan, StackId: Stack.of(this).stackId },
    }, (service) => {
      guardCall(this, checkHooked({ where: service.node.path, otherStack: Stack.of(service) !== Stack.of(this), taken: this.hooked?.node.path }));
      this.hooked = service;
      this.runBy(service);
      deployFor(service, run);
    });
  }

  /** Has what starts the task wait for all that the task needs to run. */
  private runBy(resource: CfnResource): void {
    this.runnable.startedBy(resource);
    resource.node.addDependency(this.runner.policy, this.taskRole, rulesOf(this.connections, Stack.of(this)), this.awaited);
  }
}
