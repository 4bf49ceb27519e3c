import * as ecs from 'aws-cdk-lib/aws-ecs';

/** A container that another one waits for. */
export interface ContainerDependency {
  /** Name of the container to wait for. */
  readonly container: string;

  /**
   * What to wait for.
   *
   * @default ecs.ContainerDependencyCondition.HEALTHY
   */
  readonly condition?: ecs.ContainerDependencyCondition;
}
