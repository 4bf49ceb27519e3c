/**
 * What `RunTask` is told of a task, in its own words; each service that calls it has a shape of its own for that.
 *
 * All of them also ask for tags: those that ECS manages, and those of the task definition.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export interface TaskLaunch {
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  /** Absent where the cluster's default strategy decides. */
  readonly capacityProviderStrategy?: readonly ProviderItem[];
  /** Absent where the task has no network interface of its own. */
  readonly awsvpc?: AwsvpcConfiguration;
  readonly placementStrategy?: readonly PlacementItem[];
  readonly placementConstraints?: readonly ConstraintItem[];
  readonly enableExecuteCommand: boolean;
}

export interface ProviderItem {
  readonly capacityProvider: string;
  readonly base?: number;
  readonly weight?: number;
}

export interface AwsvpcConfiguration {
  readonly subnets: string[];
  readonly securityGroups: string[];
  readonly assignPublicIp: 'ENABLED' | 'DISABLED';
}

export interface PlacementItem {
  readonly type: string;
  readonly field?: string;
}

export interface ConstraintItem {
  readonly type: string;
  readonly expression?: string;
}
