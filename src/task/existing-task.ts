import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { BoundTask, DEFAULT_STOP_SECONDS, largest, TaskSource } from './task-source';
import { checkExec } from '../model/exec';
import { FargateSize } from '../model/fargate-size';
import { Finding, refuse, under } from '../model/finding';
import { checkFargateSpot } from '../model/spot';
import { known } from '../private/known';
import { PortFact, ServiceFacts } from '../private/service-facts';

/** A task definition that its user made; it is read when a service asks, and stays as it is. */
export class ExistingTask implements TaskSource {
  constructor(private readonly taskDefinition: ecs.TaskDefinition) {}

  public get size(): FargateSize | undefined {
    const { taskDefinition } = this;
    return taskDefinition instanceof ecs.FargateTaskDefinition
      ? FargateSize.of(taskDefinition.cpu, taskDefinition.memoryMiB, taskDefinition.ephemeralStorageGiB) : undefined;
  }

  public get windows(): boolean {
    return this.operatingSystem?.startsWith('WINDOWS') ?? false;
  }

  public findings({ fargate, spot, exec }: ServiceFacts): Finding[] {
    const containers = this.rendered().map(({ readonlyRootFilesystem }) => ({ readonlyRootFilesystem: plain<boolean>(readonlyRootFilesystem) }));
    return [
      ...(fargate && !this.taskDefinition.isFargateCompatible ? [refuse('TaskBlueprint.NotFargate', '',
        `is a task definition for Fargate, got compatibility ${ecs.Compatibility[this.taskDefinition.compatibility]}; make it an ecs.FargateTaskDefinition`)] : []),
      ...under('runtimePlatform', checkFargateSpot({ spot, windows: this.windows })),
      ...(exec ? checkExec({ containers }) : []),
    ];
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
    return this.rendered().some(({ essential, healthCheck }) => essential !== false && healthCheck !== undefined);
  }

  public startPeriodSeconds(): number | undefined {
    return largest(this.rendered().map(({ healthCheck }) =>
      plain<number>((healthCheck as ecs.CfnTaskDefinition.HealthCheckProperty | undefined)?.startPeriod)));
  }

  public stopSeconds(): number | undefined {
    return largest(this.rendered().map(({ stopTimeout }) => (stopTimeout === undefined ? DEFAULT_STOP_SECONDS : plain<number>(stopTimeout))));
  }

  public bind(): BoundTask {
    const { executionRole } = this.taskDefinition;
    return { taskDefinition: this.taskDefinition, dependencies: executionRole ? [executionRole] : [] };
  }

  private get containers(): ecs.ContainerDefinition[] {
    return (this.taskDefinition as unknown as { readonly containers: ecs.ContainerDefinition[] }).containers;
  }

  private rendered(): ecs.CfnTaskDefinition.ContainerDefinitionProperty[] {
    return this.containers.map((container) => container.renderContainerDefinition());
  }

  private get operatingSystem(): string | undefined {
    const { runtimePlatform } = this.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
    return Stack.of(this.taskDefinition).resolve(runtimePlatform)?.operatingSystemFamily;
  }
}

/** A value that is known at synth. */
function plain<T>(value: unknown): T | undefined {
  return known(value) as T | undefined;
}
