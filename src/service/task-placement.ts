import * as ecs from 'aws-cdk-lib/aws-ecs';

/** How ECS chooses among the instances of a service's pools. */
export interface TaskPlacement {
  /**
   * Strategies, the first one first; an empty list leaves it to ECS, which spreads tasks over availability zones.
   *
   * Below a target capacity of 100 percent, spreading keeps every spare instance busy and starts more for ever
   * (`PlacementOrder.SpreadFirst`).
   *
   * @default - tasks are packed onto as few instances as hold them: by CPU where the task takes any, else by memory
   */
  readonly strategies?: ecs.PlacementStrategy[];

  /**
   * What instances must be to run a task.
   *
   * @default - any instance of the pools will do
   */
  readonly constraints?: ecs.PlacementConstraint[];
}
