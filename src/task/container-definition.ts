import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { grantEnvironmentFiles } from './environment-file';
import { DualStackImage } from '../private/dual-stack-image';
import { ServiceFacts } from '../private/service-facts';

/** Makes the containers of a task definition, their scratch volumes and their order. */
export function addContainers(
  taskDefinition: ecs.FargateTaskDefinition, blueprints: readonly ContainerBlueprint[], logging: ecs.LogDriver, facts: ServiceFacts,
): void {
  const containers = blueprints.map((blueprint, index) => addContainer(taskDefinition, blueprint, idOf(blueprint, index), logging, facts));
  blueprints.forEach(({ options }, index) => {
    containers[index].addContainerDependencies(...(options.dependsOn ?? []).flatMap(({ container: name, condition }) => {
      const container = containers.find(({ containerName }) => containerName === name);
      return container ? [{ container, condition }] : [];
    }));
  });
}

/** As the L2 does it, the construct is called by the container's name, unless that is a token. */
function idOf({ name }: ContainerBlueprint, index: number): string {
  return Token.isUnresolved(name) ? `Container${index + 1}` : name;
}

function addContainer(
  taskDefinition: ecs.FargateTaskDefinition, blueprint: ContainerBlueprint, id: string, logging: ecs.LogDriver, facts: ServiceFacts,
): ecs.ContainerDefinition {
  const { options } = blueprint;
  const container = taskDefinition.addContainer(id, {
    containerName: blueprint.name,
    image: facts.ipv6Only ? new DualStackImage(options.image) : options.image,
    essential: blueprint.isEssential,
    cpu: options.cpu,
    memoryLimitMiB: options.memoryMiB,
    memoryReservationMiB: options.memoryReservationMiB,
    portMappings: blueprint.ports,
    environment: options.environment,
    environmentFiles: options.environmentFiles,
    secrets: options.secrets,
    command: options.command,
    entryPoint: options.entryPoint,
    workingDirectory: options.workingDirectory,
    healthCheck: options.healthCheck?._bind(blueprint.firstPort),
    enableRestartPolicy: options.restart ? true : undefined,
    restartIgnoredExitCodes: options.restart?.ignoredExitCodes,
    restartAttemptPeriod: options.restart?.attemptPeriod,
    startTimeout: options.startTimeout,
    stopTimeout: options.stopTimeout ?? facts.stopTimeout,
    ulimits: options.ulimits,
    user: options.user,
    readonlyRootFilesystem: blueprint.readonlyRootFilesystem,
    linuxParameters: linuxParameters(taskDefinition, blueprint, id),
    dockerLabels: options.dockerLabels,
    systemControls: options.systemControls,
    pseudoTerminal: options.pseudoTerminal,
    interactive: options.interactive,
    versionConsistency: options.versionConsistency,
    credentialSpecs: options.credentialSpecs,
    logging,
  });
  blueprint.scratch.forEach(({ name, path }) => {
    taskDefinition.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath: path, readOnly: false });
  });
  grantEnvironmentFiles(container, container.environmentFiles ?? [], taskDefinition.obtainExecutionRole());
  return container;
}

function linuxParameters(scope: Construct, { initProcess, options }: ContainerBlueprint, id: string): ecs.LinuxParameters | undefined {
  const { add = [], drop = [] } = options.capabilities ?? {};
  if (!initProcess && add.length + drop.length === 0) {
    return undefined;
  }
  const parameters = new ecs.LinuxParameters(scope, `${id}LinuxParameters`, { initProcessEnabled: initProcess });
  parameters.addCapabilities(...add);
  parameters.dropCapabilities(...drop);
  return parameters;
}
