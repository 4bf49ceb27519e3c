import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { BoundTask, DEFAULT_STOP_SECONDS, largest, TaskSource } from './task-source';
import { Finding, refuse } from '../model/finding';
import { FargateSize } from '../model/task/fargate-size';
import { checkTask, TaskDefinitionFacts } from '../model/task/task';
import { readTaskDefinition } from '../model/task/task-definition';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

// More containers may be added before synth, where these are looked for again.
const MENDED_BY_ANOTHER_CONTAINER = ['Containers.None', 'Containers.NoneEssential'];

/** A task definition that its user made; it is read when a service asks, and stays as it is. */
export class ExistingTask implements TaskSource {
  public readonly existing = true;

  constructor(private readonly taskDefinition: ecs.TaskDefinition) {}

  public get size(): FargateSize | undefined {
    const { taskDefinition } = this;
    return taskDefinition instanceof ecs.FargateTaskDefinition
      ? FargateSize.of(taskDefinition.cpu, taskDefinition.memoryMiB, taskDefinition.ephemeralStorageGiB) : undefined;
  }

  public get windows(): boolean {
    return this.facts().windows;
  }

  public findings(service: ServiceFacts): Finding[] {
    const { compatibility, isFargateCompatible } = this.taskDefinition;
    if (service.fargate && !isFargateCompatible) {
      return [refuse('TaskBlueprint.NotFargate', '',
        `is a task definition for Fargate, got compatibility ${ecs.Compatibility[compatibility]}; make it an ecs.FargateTaskDefinition`)];
    }
    return checkTask(this.facts(), service).filter(({ id }) => !MENDED_BY_ANOTHER_CONTAINER.includes(id));
  }

  public ports(): PortFact[] {
    return this.containers.flatMap(({ containerName, portMappings }) => portMappings
      .filter(({ containerPortRange }) => containerPortRange === undefined)
      .map(({ containerPort, name, protocol }) => ({
        container: containerName, name, port: known(containerPort), protocol: protocol ?? ecs.Protocol.TCP,
      })));
  }

  /** A path would have to be read out of a command. */
  public healthPath(): undefined {
    return undefined;
  }

  public hasHealthCheck(): boolean {
    return this.facts().containers.some(({ essential, healthCheck }) => essential !== false && healthCheck !== undefined);
  }

  public startPeriodSeconds(): number | undefined {
    return largest(this.facts().containers.map(({ healthCheck }) => healthCheck?.startPeriodSeconds));
  }

  public stopSeconds(): number | undefined {
    return largest(this.rendered().map(({ stopTimeout }) => known(stopTimeout ?? DEFAULT_STOP_SECONDS)));
  }

  public bind(): BoundTask {
    const { executionRole } = this.taskDefinition;
    return { taskDefinition: this.taskDefinition, logGroups: [], dependencies: executionRole ? [executionRole] : [] };
  }

  private get containers(): ecs.ContainerDefinition[] {
    return (this.taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] }).containers;
  }

  /** Container by container: rendering the whole task has the L2 add the log router that its user may still add. */
  private facts(): TaskDefinitionFacts {
    const { cpu, memory, ephemeralStorage, pidMode, runtimePlatform } = this.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
    const properties = { cpu, memory, ephemeralStorage, pidMode, runtimePlatform, containerDefinitions: this.rendered() };
    return readTaskDefinition(inCloudFormation(Stack.of(this.taskDefinition).resolve(properties)));
  }

  private rendered(): ecs.CfnTaskDefinition.ContainerDefinitionProperty[] {
    return this.containers.map((container) => container.renderContainerDefinition());
  }
}

/** The same with the names that CloudFormation gives to the properties. */
function inCloudFormation(value: any): any {
  if (Array.isArray(value)) return value.map(inCloudFormation);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name[0].toUpperCase() + name.slice(1), inCloudFormation(inner)]));
}
