import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { Finding } from '../model/finding';
import { FargateSize } from '../model/task/fargate-size';
import { PortFact, ServiceFacts } from '../private/service-facts';

/** Where a blueprint takes its task from: described here, or made elsewhere. */
export interface TaskSource {
  /** The task definition is its user's, and stays as it is. */
  readonly existing: boolean;
  readonly size?: FargateSize;
  readonly windows: boolean;
  findings(facts: ServiceFacts): Finding[];
  ports(): PortFact[];
  healthPath(): string | undefined;
  hasHealthCheck(): boolean;
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
  /** What has to be there before a task starts, besides what the task definition refers to. */
  readonly dependencies: IDependable[];
}

/** How long ECS waits for a container that names no `stopTimeout`. CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition. */
export const DEFAULT_STOP_SECONDS = 30;

/** The largest of the numbers that are known. */
export function largest(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((number) => number !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}
