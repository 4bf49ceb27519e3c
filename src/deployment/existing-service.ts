import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IConstruct } from 'constructs';
import { Finding, refuse } from '../model/finding';
import { checkRollout } from '../model/rollout-plan';
import { known } from '../private/known';

/** Every ECS service in a construct: itself, the one inside an L2 or L3, or several. */
export function serviceResourcesIn(construct: IConstruct): ecs.CfnService[] {
  return construct.node.findAll().filter((node): node is ecs.CfnService => ecs.CfnService.isCfnService(node));
}

/** The name of the cluster that a service runs in. */
export function clusterNameOf(service: ecs.CfnService): string {
  // ECS API reference, CreateService: without a cluster the one called `default` is taken.
  const cluster = service.cluster ?? 'default';
  return known(cluster)?.startsWith('arn:') ? cluster.slice(cluster.lastIndexOf('/') + 1) : cluster;
}

/** What is known of how a service is deployed. */
export interface DeploymentFacts {
  readonly controller?: string;
  readonly strategy?: string;
  readonly desiredCount?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
  readonly daemon: boolean;
}

/** What is known of a service while constructs are still made: tokens are not resolved, and lifecycle hooks not bound. */
export function factsNow(service: ecs.CfnService): DeploymentFacts {
  return factsOf(service, known);
}

/** What is known of a service once the app is complete. */
export function factsAtSynth(service: ecs.CfnService): DeploymentFacts {
  return factsOf(service, (value) => service.stack.resolve(value));
}

/** Refuses a service whose deployments a circuit breaker cannot watch. */
export function checkRolling({ controller, strategy }: DeploymentFacts): Finding[] {
  if (controller !== undefined && controller !== 'ECS') {
    return [refuse('CircuitBreakerDeployment.NotRolling', 'service',
      `has the deployment controller ECS for a circuit breaker, got ${controller}; only rolling deployments have one`)];
  }
  if (strategy !== undefined && strategy !== 'ROLLING') {
    return [refuse('CircuitBreakerDeployment.NotRolling', 'service',
      `has the deployment strategy ROLLING for a circuit breaker, got ${strategy}; let alarms guard the others`)];
  }
  return [];
}

/** Refuses percentages with which a rolling update of the service can never finish. */
export function checkProgress({ daemon, ...rollout }: DeploymentFacts): Finding[] {
  return daemon ? [] : checkRollout(rollout);
}

function factsOf(service: ecs.CfnService, read: (value: unknown) => unknown): DeploymentFacts {
  const controller = struct<ecs.CfnService.DeploymentControllerProperty>(read(service.deploymentController));
  const deployment = struct<ecs.CfnService.DeploymentConfigurationProperty>(read(service.deploymentConfiguration));
  return {
    controller: text(read(controller.type)),
    strategy: text(read(deployment.strategy)),
    desiredCount: number(read(service.desiredCount)),
    minHealthyPercent: number(read(deployment.minimumHealthyPercent)),
    maxHealthyPercent: number(read(deployment.maximumPercent)),
    daemon: read(service.schedulingStrategy) === 'DAEMON',
  };
}

function struct<T>(value: unknown): Partial<T> {
  return value ?? {};
}

/** What resolves to an intrinsic function is unknown. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
