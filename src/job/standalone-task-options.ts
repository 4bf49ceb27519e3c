import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CapacityStrategy } from '../cluster/capacity-strategy';
import { ServiceNetwork } from '../service/service-network';
import { TaskPlacement } from '../service/task-placement';
import { ExecAccess } from '../task/exec-access';
import { TaskBlueprint } from '../task/task-blueprint';

/**
 * What a task is made of that runs outside of a service, and ends.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/standalone-tasks.html
 */
export interface StandaloneTaskOptions {
  /** What runs: containers, size, roles, secrets, logs, network mode. At least one essential container has to be there (`StandaloneTask.NoContainer`). */
  readonly task: TaskBlueprint;

  /**
   * Cluster that runs the task.
   *
   * @default - the cluster of the pools that `capacity` names
   */
  readonly cluster?: ecs.ICluster;

  /**
   * Where the task runs; on Spot it may be stopped at two minutes' notice, and nothing starts it again.
   *
   * @default CapacityStrategy.fargate()
   */
  readonly capacity?: CapacityStrategy;

  /**
   * Where in the VPC the task runs; for tasks with a network interface of their own, as all on Fargate have.
   *
   * @default - private subnets, no public address, a security group of its own
   */
  readonly network?: ServiceNetwork;

  /**
   * How ECS chooses among the instances.
   *
   * @default - on EC2 tasks are packed onto as few instances as hold them; Managed Instances place tasks by themselves
   */
  readonly placement?: TaskPlacement;

  /**
   * Shells into running containers with ECS Exec.
   *
   * @default - off
   */
  readonly exec?: ExecAccess;
}
