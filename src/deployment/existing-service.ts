import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { DeploymentKindFacts } from '../model/deployment/circuit-breaker';
import { checkRollout } from '../model/deployment/rollout-plan';
import { readDeployment } from '../model/deployment/written-service';
import { Finding } from '../model/finding';
import { known } from '../private/known';
import { finalProperties } from '../private/rendered';

/** Every ECS service in a construct: itself, the one inside an L2 or L3, or several. */
export function serviceResourcesIn(construct: IConstruct): ecs.CfnService[] {
  return construct.node.findAll().filter((node): node is ecs.CfnService => ecs.CfnService.isCfnService(node));
}

/** The name of the cluster that a service runs in. */
export function clusterNameOf(service: ecs.CfnService): string {
  // ECS API reference, CreateService: without a cluster the one called `default` is taken.
  const cluster = service.cluster ?? 'default';
  if (known(cluster) !== undefined) return cluster.startsWith('arn:') ? cluster.slice(cluster.lastIndexOf('/') + 1) : cluster;
  const [, attribute] = service.stack.resolve(cluster)?.['Fn::GetAtt'] ?? [];
  return attribute === 'Arn' ? Fn.select(1, Fn.split('/', cluster)) : cluster;
}

/** What is known of how a service is deployed. */
export interface DeploymentFacts extends DeploymentKindFacts {
  readonly desiredCount?: number;
  readonly minHealthyPercent?: number;
  readonly maxHealthyPercent?: number;
  readonly daemon: boolean;
}

/** What is known of a service while constructs are still made: tokens are not resolved, and lifecycle hooks not bound. */
export function factsNow(service: ecs.CfnService): DeploymentFacts {
  const controller = struct<ecs.CfnService.DeploymentControllerProperty>(service.deploymentController);
  const deployment = struct<ecs.CfnService.DeploymentConfigurationProperty>(service.deploymentConfiguration);
  return {
    controller: known(controller.type),
    strategy: known(deployment.strategy),
    desiredCount: known(service.desiredCount),
    minHealthyPercent: known(deployment.minimumHealthyPercent),
    maxHealthyPercent: known(deployment.maximumPercent),
    daemon: known(service.schedulingStrategy) === 'DAEMON',
  };
}

/** What is known of a service once the app is complete. */
export function factsAtSynth(service: ecs.CfnService): DeploymentFacts {
  const { daemon = false, ...facts } = readDeployment(finalProperties(service));
  return { ...facts, daemon };
}

/** Refuses percentages with which a rolling update of the service can never finish. */
export function checkProgress({ daemon, ...rollout }: DeploymentFacts): Finding[] {
  return daemon ? [] : checkRollout(rollout);
}

function struct<T>(value: unknown): Partial<T> {
  return value ?? {};
}
