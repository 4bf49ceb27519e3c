import { ContainerFacts, HealthCheckFacts, InstanceFeature, LinuxFeature } from './container-facts';
import { InstanceTaskFeature } from './fargate-container';
import { TaskDefinitionFacts } from './task';
import { readMounts, readVolumes } from './task-volumes';
import { flagIn, listIn, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** Reads the facts from the properties of an `AWS::ECS::TaskDefinition`. */
export function readTaskDefinition(properties: Properties): TaskDefinitionFacts {
  const platform = propertiesIn(properties.RuntimePlatform);
  return {
    family: textIn(properties.Family),
    cpu: numberIn(properties.Cpu),
    memoryMiB: numberIn(properties.Memory),
    namesMemory: properties.Memory !== undefined,
    ephemeralStorageGiB: numberIn(propertiesIn(properties.EphemeralStorage).SizeInGiB),
    windows: textIn(platform.OperatingSystemFamily)?.startsWith('WINDOWS'),
    architecture: architectureOf(textIn(platform.CpuArchitecture)),
    networkMode: MODES.find((mode) => mode === properties.NetworkMode),
    pidMode: textIn(properties.PidMode),
    faultInjection: flagIn(properties.EnableFaultInjection),
    uses: taskFeatures(properties),
    volumes: readVolumes(properties.Volumes),
    containers: listIn(properties.ContainerDefinitions).map((container) => readContainer(propertiesIn(container))),
  };
}

/** The processor by its name in a task definition, and by that of EC2; absent when it is not known. */
export function architectureOf(name: string | undefined): TaskDefinitionFacts['architecture'] {
  if (name === 'ARM64') return 'arm64';
  return name === 'X86_64' ? 'x86_64' : undefined;
}

function taskFeatures(task: Properties): InstanceTaskFeature[] {
  return present<InstanceTaskFeature>({ ipcMode: task.IpcMode, placementConstraints: task.PlacementConstraints });
}

function readContainer(container: Properties): ContainerFacts {
  const linux = propertiesIn(container.LinuxParameters);
  const restart = propertiesIn(container.RestartPolicy);
  return {
    name: textIn(container.Name),
    essential: flagIn(container.Essential),
    cpu: numberIn(container.Cpu),
    memoryMiB: numberIn(container.Memory),
    memoryReservationMiB: numberIn(container.MemoryReservation),
    namesMemory: container.Memory !== undefined || container.MemoryReservation !== undefined,
    gpus: devicesIn(container, 'GPU'),
    neuronDevices: devicesIn(container, 'NeuronDevice'),
    image: textIn(container.Image),
    ports: listIn(container.PortMappings).map(propertiesIn).map((mapping) => ({
      port: numberIn(mapping.ContainerPort),
      hostPort: numberIn(mapping.HostPort),
      name: textIn(mapping.Name),
      named: mapping.Name !== undefined,
      protocol: mapping.Protocol === 'udp' ? 'udp' : 'tcp',
      appProtocol: textIn(mapping.AppProtocol),
    })),
    healthCheck: container.HealthCheck === undefined ? undefined : readHealthCheck(propertiesIn(container.HealthCheck)),
    dependsOn: listIn(container.DependsOn).map(propertiesIn).map((dependency) => ({
      container: textIn(dependency.ContainerName),
      condition: CONDITIONS.find((condition) => condition === dependency.Condition),
    })),
    startTimeoutSeconds: numberIn(container.StartTimeout),
    stopTimeoutSeconds: numberIn(container.StopTimeout),
    ulimits: listIn(container.Ulimits).map(propertiesIn).map((limit) => ({
      name: textIn(limit.Name), soft: numberIn(limit.SoftLimit), hard: numberIn(limit.HardLimit),
    })),
    restart: {
      enabled: flagIn(restart.Enabled),
      ignoredExitCodes: listIn(restart.IgnoredExitCodes).map(numberIn),
      attemptPeriodSeconds: numberIn(restart.RestartAttemptPeriod),
    },
    environmentFiles: listIn(container.EnvironmentFiles).map((file) => textIn(propertiesIn(file).Value)),
    environment: listIn(container.Environment).map(propertiesIn)
      .flatMap(({ Name: name, Value: value }) => (typeof name === 'string' ? { name, value: textIn(value) } : [])),
    secrets: listIn(container.Secrets).map((secret) => textIn(propertiesIn(secret).Name)),
    readonlyRootFilesystem: flagIn(container.ReadonlyRootFilesystem),
    ...readLogging(container),
    user: textIn(container.User),
    addedCapabilities: listIn(propertiesIn(linux.Capabilities).Add).flatMap((capability) => textIn(capability) ?? []),
    uses: instanceFeatures(container, linux),
    linuxFeatures: present<LinuxFeature>({
      'capabilities.drop': propertiesIn(linux.Capabilities).Drop,
      'initProcess': flagIn(linux.InitProcessEnabled),
      'systemControls': container.SystemControls,
    }),
    mounts: readMounts(container.MountPoints),
    credentialSpecs: listIn(container.CredentialSpecs).length,
  };
}

function readLogging({ FirelensConfiguration: router, LogConfiguration: logging }: Properties): Pick<ContainerFacts, 'logDriver' | 'logOutput' | 'logRouter'> {
  const { LogDriver: driver, Options: options } = propertiesIn(logging);
  const configType = propertiesIn(propertiesIn(router).Options)['config-file-type'];
  return {
    logDriver: textIn(driver),
    logOutput: textIn(propertiesIn(options).Name),
    logRouter: router === undefined ? undefined : { configType: CONFIG_TYPES.find((type) => type === configType) },
  };
}

const CONFIG_TYPES = ['file', 's3'] as const;

const MODES = ['awsvpc', 'bridge', 'host', 'none', 'default'] as const;

const CONDITIONS = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const;

/** How many devices of a kind the container asks for; absent when none, or when not known. */
function devicesIn(container: Properties, type: string): number | undefined {
  return numberIn(requirementsOf(container).find(({ Type }) => Type === type)?.Value);
}

function asksFor(container: Properties, type: string): boolean {
  return requirementsOf(container).some(({ Type }) => Type === type);
}

function requirementsOf(container: Properties): Properties[] {
  return listIn(container.ResourceRequirements).map(propertiesIn);
}

function readHealthCheck(check: Properties): HealthCheckFacts {
  return {
    command: Array.isArray(check.Command) ? check.Command.map(textIn) : undefined,
    intervalSeconds: numberIn(check.Interval),
    timeoutSeconds: numberIn(check.Timeout),
    retries: numberIn(check.Retries),
    startPeriodSeconds: numberIn(check.StartPeriod),
  };
}

function instanceFeatures(container: Properties, linux: Properties): InstanceFeature[] {
  return present<InstanceFeature>({
    devices: linux.Devices,
    disableNetworking: flagIn(container.DisableNetworking),
    dnsSearchDomains: container.DnsSearchDomains,
    dnsServers: container.DnsServers,
    dockerSecurityOptions: container.DockerSecurityOptions,
    extraHosts: container.ExtraHosts,
    gpuCount: asksFor(container, 'GPU'),
    links: container.Links,
    maxSwap: linux.MaxSwap,
    neuronDeviceCount: asksFor(container, 'NeuronDevice'),
    privileged: flagIn(container.Privileged),
    sharedMemoryMiB: linux.SharedMemorySize,
    swappiness: linux.Swappiness,
    tmpfs: linux.Tmpfs,
  });
}

/** The names of what is known to be there: not false, not an empty list, and no function that may come to nothing. */
function present<Name extends string>(values: Partial<Record<Name, unknown>>): Name[] {
  return (Object.keys(values) as Name[]).filter((name) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : value === true || typeof value === 'number' || typeof value === 'string';
  });
}
