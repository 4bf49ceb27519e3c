import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Fn } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { DeploymentKindFacts } from '../model/deployment/circuit-breaker';
import { checkRollout } from '../model/deployment/rollout-plan';
import { Finding } from '../model/finding';
import { numberIn, Properties, propertiesIn, textIn } from '../model/template-value';
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
  return factsIn({
    DesiredCount: known(service.desiredCount),
    SchedulingStrategy: known(service.schedulingStrategy),
    DeploymentController: { Type: known(controller.type) },
    DeploymentConfiguration: {
      Strategy: known(deployment.strategy),
      MinimumHealthyPercent: known(deployment.minimumHealthyPercent),
      MaximumPercent: known(deployment.maximumPercent),
    },
  });
}

/** What is known of a service once the app is complete. */
export function factsAtSynth(service: ecs.CfnService): DeploymentFacts {
  return factsIn(finalProperties(service));
}

/** Refuses percentages with which a rolling update of the service can never finish. */
export function checkProgress({ daemon, ...rollout }: DeploymentFacts): Finding[] {
  return daemon ? [] : checkRollout(rollout);
}

function factsIn(service: Properties): DeploymentFacts {
  const deployment = propertiesIn(service.DeploymentConfiguration);
  return {
    controller: textIn(propertiesIn(service.DeploymentController).Type),
    strategy: textIn(deployment.Strategy),
    desiredCount: numberIn(service.DesiredCount),
    minHealthyPercent: numberIn(deployment.MinimumHealthyPercent),
    maxHealthyPercent: numberIn(deployment.MaximumPercent),
    daemon: service.SchedulingStrategy === 'DAEMON',
  };
}

function struct<T>(value: unknown): Partial<T> {
  return value ?? {};
}
