import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, IDependable } from 'constructs';
import { Finding } from '../model/finding';
import { LaunchPlatform, NetworkMode } from '../model/task/network-mode';
import { TaskDefinitionFacts } from '../model/task/task';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

/** Where a blueprint takes its task from: described here, or made elsewhere. */
export interface TaskSource {
  /** The task definition is its user's, and stays as it is. */
  readonly existing: boolean;
  /** Where such a task definition is made. */
  readonly stack?: Stack;
  /** What is known of the task definition in such a service. */
  facts(service: Pick<ServiceFacts, 'platforms' | 'daemon'>): TaskDefinitionFacts;
  findings(facts: ServiceFacts): Finding[];
  ports(): PortFact[];
  healthPath(): string | undefined;
  hasHealthCheck(): boolean;
  /** A container logs to a log group that binding tells of. */
  hasLogGroup(): boolean;
  /** The longest `startPeriod` of a health check that is known. */
  startPeriodSeconds(): number | undefined;
  /** The longest `stopTimeout` of a container that is known. */
  stopSeconds(facts: ServiceFacts): number | undefined;
  bind(scope: Construct, facts: ServiceFacts): BoundTask;
}

/** A task definition, ready for a service. */
export interface BoundTask {
  readonly taskDefinition: ecs.TaskDefinition;
  /** Where the containers log to in CloudWatch Logs, as far as it is known; the first is the main container's. */
  readonly logGroups: logs.ILogGroup[];
  /** What the tasks reach, each over its default port: `openReach` lets them. */
  readonly servers: ec2.Connections[];
  /** Volumes that only a service can configure, at launch. */
  readonly volumeConfigurations: ecs.CfnService.ServiceVolumeConfigurationProperty[];
  /** What has to be there before a task starts, besides what the task definition refers to. */
  readonly dependencies: IDependable[];
}

/**
 * What the L2 of a task definition has to be told; Managed Instances take the task through the L2 of EC2.
 *
 * For all three it is only near the truth: to the L2, `FARGATE_AND_EC2_AND_MANAGED_INSTANCES` is compatible with nothing.
 */
export function compatibilityOf(platforms: readonly LaunchPlatform[]): ecs.Compatibility {
  if (isOn(platforms, 'external')) return ecs.Compatibility.EXTERNAL;
  if (isOn(platforms, 'fargate')) return ecs.Compatibility.EC2_AND_FARGATE;
  return isOn(platforms, 'managed-instances') ? ecs.Compatibility.EC2_AND_MANAGED_INSTANCES : ecs.Compatibility.EC2;
}

/** True when tasks run on one of these. */
export function isOn(platforms: readonly LaunchPlatform[], ...some: LaunchPlatform[]): boolean {
  return some.some((platform) => platforms.includes(platform));
}

/** The mode as rules name it; absent when it is not known. */
export function networkModeOf(mode: ecs.NetworkMode): NetworkMode | undefined {
  return mode === ecs.NetworkMode.NAT ? 'default' : known(mode);
}

/** How long ECS waits for a container that names no `stopTimeout`. CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition. */
export const DEFAULT_STOP_SECONDS = 30;

/** The largest of the numbers that are known. */
export function largest(numbers: readonly (number | undefined)[]): number | undefined {
  const told = numbers.filter((number) => number !== undefined);
  return told.length > 0 ? Math.max(...told) : undefined;
}
