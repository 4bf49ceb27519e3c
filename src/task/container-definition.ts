import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { grantEnvironmentFiles } from './environment-file';
import { readableFrom } from './secret-access';
import { DualStackImage } from '../private/dual-stack-image';
import { knownDuration } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

/** Makes the containers of a task definition, each with its log driver, their scratch volumes and their order. */
export function addContainers(
  taskDefinition: ecs.FargateTaskDefinition, blueprints: readonly ContainerBlueprint[], logging: readonly ecs.LogDriver[], facts: ServiceFacts,
): void {
  const containers = blueprints.map((blueprint, index) => {
    const container = addContainer(taskDefinition, blueprint, blueprint.idAt(index), logging[index], facts);
    writeLateTimes(taskDefinition, blueprint, index);
    return container;
  });
  blueprints.forEach(({ options }, index) => {
    containers[index].addContainerDependencies(...(options.dependsOn ?? []).flatMap(({ container: name, condition }) => {
      const container = containers.find(({ containerName }) => containerName === name);
      return container ? [{ container, condition }] : [];
    }));
  });
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
    secrets: secretsFor(taskDefinition, options.secrets ?? {}),
    command: options.command,
    entryPoint: options.entryPoint,
    workingDirectory: options.workingDirectory,
    healthCheck: options.healthCheck?._bind(blueprint.firstPort),
    enableRestartPolicy: options.restart ? true : undefined,
    restartIgnoredExitCodes: options.restart?.ignoredExitCodes,
    restartAttemptPeriod: knownDuration(options.restart?.attemptPeriod),
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

function secretsFor(scope: Construct, secrets: { readonly [name: string]: ecs.Secret }): { [name: string]: ecs.Secret } {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, readableFrom(scope, secret)]));
}

/** The L2 takes a token for a number, and that number is out of range: times that only the deployment knows are written past it. */
function writeLateTimes(taskDefinition: ecs.FargateTaskDefinition, { options }: ContainerBlueprint, index: number): void {
  const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
  const times = Object.entries({
    'HealthCheck.Interval': options.healthCheck?._times.interval,
    'HealthCheck.Timeout': options.healthCheck?._times.timeout,
    'RestartPolicy.RestartAttemptPeriod': options.restart?.attemptPeriod,
  });
  for (const [property, time] of times) {
    if (time?.isUnresolved()) {
      resource.addPropertyOverride(`ContainerDefinitions.${index}.${property}`, time.toSeconds());
    }
  }
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
