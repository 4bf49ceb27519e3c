import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { CodeDeployConfig } from './code-deploy-config';
import { RollbackAlarms } from './rollback-alarms';
import { TestTraffic } from './test-traffic';

/**
 * Functions that CodeDeploy runs during a deployment, each at its stage.
 *
 * A function ends its stage with `PutLifecycleEventHookExecutionStatus`, for which its role is given the permission: `Failed`, or nothing
 * for an hour, fails the deployment. A function that was imported without its role needs that permission from elsewhere.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html#appspec-hooks-ecs
 */
export interface CodeDeployHooks {
  /**
   * Before the new tasks start.
   *
   * @default - nothing runs
   */
  readonly beforeInstall?: lambda.IFunction;

  /**
   * Once the new tasks run.
   *
   * @default - nothing runs
   */
  readonly afterInstall?: lambda.IFunction;

  /**
   * Once test traffic reaches the new tasks; it takes `testTraffic`.
   *
   * @default - nothing runs
   */
  readonly afterAllowTestTraffic?: lambda.IFunction;

  /**
   * Before production traffic reaches the new tasks.
   *
   * @default - nothing runs
   */
  readonly beforeAllowTraffic?: lambda.IFunction;

  /**
   * Once all production traffic reaches the new tasks.
   *
   * @default - nothing runs
   */
  readonly afterAllowTraffic?: lambda.IFunction;
}

/** How a rollout by CodeDeploy goes. */
export interface CodeDeployOptions {
  /**
   * How traffic moves to the new tasks.
   *
   * @default CodeDeployConfig.allAtOnce()
   */
  readonly config?: CodeDeployConfig;

  /**
   * Where the new tasks are reached before they get production traffic: a port or a listener; CodeDeploy takes no header.
   *
   * @default - there is no test traffic
   */
  readonly testTraffic?: TestTraffic;

  /**
   * Time in which somebody has to approve of the new tasks with `ContinueDeployment`, or else the deployment stops; whole minutes from 1 up.
   *
   * @default - nobody is asked
   */
  readonly approvalWait?: Duration;

  /**
   * Time that the old tasks are kept once all traffic is on the new ones, while alarms can still bring it back; whole minutes.
   *
   * @default Duration.minutes(5)
   */
  readonly terminationWait?: Duration;

  /**
   * Alarms that fail a deployment, at most 10; CodeDeploy watches them until the old tasks end.
   *
   * @default - no alarm fails a deployment
   */
  readonly rollbackOn?: RollbackAlarms;

  /**
   * Whether a deployment that failed, was stopped or set off an alarm goes back to the old tasks.
   *
   * @default true
   */
  readonly rollback?: boolean;

  /**
   * Functions that run during a deployment.
   *
   * @default - nothing runs
   */
  readonly hooks?: CodeDeployHooks;

  /**
   * Role that CodeDeploy deploys with.
   *
   * @default - a new role with the managed policy `AWSCodeDeployRoleForECS`
   */
  readonly role?: iam.IRole;

  /**
   * Whether ECS moves running tasks to even out the availability zones.
   *
   * @default - on, but off where tasks are packed onto instances
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}
