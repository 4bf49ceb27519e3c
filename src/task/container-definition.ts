import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Tokenization } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ContainerBlueprint } from './container-blueprint';
import { grantEnvironmentFiles } from './environment-file';
import { HostMount } from './host-mount';
import { hostVolumeName } from './scratch';
import { readableFrom } from './secret-access';
import { networkModeOf } from './task-source';
import { DualStackImage } from '../private/dual-stack-image';
import { knownDuration } from '../private/known';
import { ServiceFacts } from '../private/service-facts';

/** Makes the containers of a task definition, each with its log driver, their scratch volumes and their order. */
export function addContainers(
  taskDefinition: ecs.TaskDefinition, blueprints: readonly ContainerBlueprint[], logging: readonly ecs.LogDriver[], facts: ServiceFacts,
): void {
  const containers = blueprints.map((blueprint, index) => {
    const container = addContainer(taskDefinition, blueprint, blueprint.idAt(index), logging[index], facts);
    writeLateTimes(taskDefinition, blueprint, index);
    writeDevices(taskDefinition, blueprint, index);
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
  taskDefinition: ecs.TaskDefinition, blueprint: ContainerBlueprint, id: string, logging: ecs.LogDriver, facts: ServiceFacts,
): ecs.ContainerDefinition {
  const { options, part: { logRouter } } = blueprint;
  const definition: ecs.ContainerDefinitionOptions = {
    containerName: blueprint.name,
    image: facts.ipv6Only ? new DualStackImage(options.image) : options.image,
    essential: blueprint.isEssential,
    cpu: options.cpu,
    memoryLimitMiB: options.memoryMiB,
    memoryReservationMiB: options.memoryReservationMiB,
    portMappings: blueprint.ports(networkModeOf(taskDefinition.networkMode)),
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
    gpuCount: options.gpuCount,
    privileged: options.privileged,
    dockerSecurityOptions: options.hardening?._securityOptions,
    logging,
  };
  const container = logRouter === undefined
    ? taskDefinition.addContainer(id, definition) : taskDefinition.addFirelensLogRouter(id, { ...definition, firelensConfig: logRouter });
  blueprint.scratch.forEach(({ name, path }) => {
    taskDefinition.addVolume({ name });
    container.addMountPoints({ sourceVolume: name, containerPath: path, readOnly: false });
  });
  addHostMounts(taskDefinition, container, options.hostMounts ?? []);
  (options.mounts ?? []).forEach(({ path, readOnly = false, volume }) => {
    container.addMountPoints({ sourceVolume: volume, containerPath: path, readOnly });
  });
  grantEnvironmentFiles(container, container.environmentFiles ?? [], taskDefinition.obtainExecutionRole());
  return container;
}

function addHostMounts(taskDefinition: ecs.TaskDefinition, container: ecs.ContainerDefinition, mounts: readonly HostMount[]): void {
  mounts.forEach(({ hostPath, containerPath = hostPath, writable = false }, index) => {
    const name = hostVolumeName(container.containerName, index);
    taskDefinition.addVolume({ name, host: { sourcePath: hostPath } });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly: !writable });
  });
}

function secretsFor(scope: Construct, secrets: { readonly [name: string]: ecs.Secret }): { [name: string]: ecs.Secret } {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, readableFrom(scope, secret)]));
}

/** The L2 takes a token for a number, and that number is out of range: times that only the deployment knows are written past it. */
function writeLateTimes(taskDefinition: ecs.TaskDefinition, { options }: ContainerBlueprint, index: number): void {
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

/** The L2 knows GPUs only. */
function writeDevices(taskDefinition: ecs.TaskDefinition, { options: { gpuCount, neuronDeviceCount } }: ContainerBlueprint, index: number): void {
  if ((neuronDeviceCount ?? 0) === 0) return;
  const devices = Object.entries({ GPU: gpuCount ?? 0, NeuronDevice: neuronDeviceCount! }).filter(([, count]) => count !== 0);
  (taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride(
    `ContainerDefinitions.${index}.ResourceRequirements`, devices.map(([Type, count]) => ({ Type, Value: Tokenization.stringifyNumber(count) })));
}

function linuxParameters(scope: Construct, { initProcess, options }: ContainerBlueprint, id: string): ecs.LinuxParameters | undefined {
  const { add = [], drop = [] } = options.capabilities ?? {};
  if (!initProcess && add.length + drop.length === 0 && options.sharedMemoryMiB === undefined) {
    return undefined;
  }
  const parameters = new ecs.LinuxParameters(scope, `${id}LinuxParameters`, { initProcessEnabled: initProcess, sharedMemorySize: options.sharedMemoryMiB });
  parameters.addCapabilities(...add);
  parameters.dropCapabilities(...drop);
  return parameters;
}
