import { ContainerFacts, ContainerPortFacts, HealthCheckFacts, InstanceFeature, LinuxFeature } from './container-facts';
import { InstanceTaskFeature } from './fargate-container';
import { TaskDefinitionFacts } from './task';
import { readMounts, readVolumes } from './task-volumes';
import { flagIn, isFunction, isGiven, isWritten, knownList, listIn, numberIn, Properties, propertiesIn, textIn } from '../template-value';

/** Reads the facts from the properties of an `AWS::ECS::TaskDefinition`. */
export function readTaskDefinition(properties: Properties): TaskDefinitionFacts {
  const platform = propertiesIn(properties.RuntimePlatform);
  const operatingSystem = textIn(platform.OperatingSystemFamily);
  return {
    family: textIn(properties.Family),
    cpu: sizeIn(properties.Cpu, VCPUS),
    namesCpu: isWritten(properties.Cpu),
    memoryMiB: sizeIn(properties.Memory, GIGABYTES),
    namesMemory: properties.Memory !== undefined,
    ephemeralStorageGiB: numberIn(propertiesIn(properties.EphemeralStorage).SizeInGiB),
    operatingSystem,
    windows: operatingSystem?.startsWith('WINDOWS'),
    architecture: architectureOf(textIn(platform.CpuArchitecture)),
    networkMode: MODES.find((mode) => mode === properties.NetworkMode),
    namesNetworkMode: isWritten(properties.NetworkMode),
    compatibilities: compatibilitiesIn(properties),
    pidMode: textIn(properties.PidMode),
    faultInjection: flagIn(properties.EnableFaultInjection),
    uses: taskFeatures(properties),
    volumes: readVolumes(properties.Volumes),
    containers: readContainers(properties.ContainerDefinitions),
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

// CloudFormation reference, AWS::ECS::TaskDefinition Cpu and Memory: numbers, or texts such as `1 vCPU`, `.5 vCPU`, `2GB` and `2 GB`.
const VCPUS = /^(\d*\.?\d+) ?vcpu$/i;
const GIGABYTES = /^(\d*\.?\d+) ?gb$/i;
const PARTS_OF_ONE = 1024;

function sizeIn(value: unknown, inUnits: RegExp): number | undefined {
  const [, units] = inUnits.exec(textIn(value) ?? '') ?? [];
  return units === undefined ? numberIn(value) : Math.round(Number(units) * PARTS_OF_ONE);
}

/** Empty where there are none, absent where not all are known. */
function compatibilitiesIn({ RequiresCompatibilities: written }: Properties): string[] | undefined {
  const given = knownList(written)?.map(textIn);
  return given?.every((name) => name !== undefined) ? given : undefined;
}

// What is no list, or a choice in it, may be any container.
const ANY_CONTAINER: ContainerFacts = { mayBeAbsent: true, mayLogAnyhow: true };

function readContainers(containers: unknown = []): ContainerFacts[] {
  if (!Array.isArray(containers)) return [ANY_CONTAINER];
  return containers.map((container) => (isFunction(container) ? ANY_CONTAINER : readContainer(propertiesIn(container))));
}

function readContainer(container: Properties): ContainerFacts {
  const linux = propertiesIn(container.LinuxParameters);
  const restart = propertiesIn(container.RestartPolicy);
  return {
    name: textIn(container.Name),
    essential: isWritten(container.Essential) === false ? true : flagIn(container.Essential),
    cpu: numberIn(container.Cpu),
    memoryMiB: numberIn(container.Memory),
    namesHardLimit: isWritten(container.Memory),
    memoryReservationMiB: numberIn(container.MemoryReservation),
    namesMemory: container.Memory !== undefined || container.MemoryReservation !== undefined,
    gpus: devicesIn(container, 'GPU'),
    neuronDevices: devicesIn(container, 'NeuronDevice'),
    image: textIn(container.Image),
    versionConsistency: textIn(container.VersionConsistency),
    namesHostname: isGiven(container.Hostname),
    ports: sure(container.PortMappings).map(propertiesIn).map(readPort),
    healthCheck: container.HealthCheck === undefined ? undefined : readHealthCheck(propertiesIn(container.HealthCheck)),
    dependsOn: listIn(container.DependsOn).map(propertiesIn).map((dependency) => ({
      container: textIn(dependency.ContainerName),
      condition: CONDITIONS.find((condition) => condition === dependency.Condition),
    })),
    startTimeoutSeconds: numberIn(container.StartTimeout),
    stopTimeoutSeconds: numberIn(container.StopTimeout),
    ulimits: sure(container.Ulimits).map(propertiesIn).map((limit) => ({
      name: textIn(limit.Name), soft: numberIn(limit.SoftLimit), hard: numberIn(limit.HardLimit),
    })),
    restart: {
      enabled: flagIn(restart.Enabled),
      // One that is not known may be any.
      ignoredExitCodes: knownList(restart.IgnoredExitCodes)?.map(numberIn) ?? [undefined],
      attemptPeriodSeconds: numberIn(restart.RestartAttemptPeriod),
    },
    environmentFiles: sure(container.EnvironmentFiles).map((file) => textIn(propertiesIn(file).Value)),
    environment: listIn(container.Environment).map(propertiesIn)
      .flatMap(({ Name: name, Value: value }) => (typeof name === 'string' ? { name, value: textIn(value) } : [])),
    secrets: listIn(container.Secrets).map((secret) => textIn(propertiesIn(secret).Name)),
    readonlyRootFilesystem: flagIn(container.ReadonlyRootFilesystem),
    ...readLogging(container),
    privileged: isWritten(container.Privileged) === false ? false : flagIn(container.Privileged),
    user: textIn(container.User),
    namesUser: isWritten(container.User),
    addedCapabilities: listIn(propertiesIn(linux.Capabilities).Add).flatMap((capability) => textIn(capability) ?? []),
    uses: instanceFeatures(container, linux),
    linuxFeatures: present<LinuxFeature>({
      'capabilities.drop': propertiesIn(linux.Capabilities).Drop,
      'initProcess': flagIn(linux.InitProcessEnabled),
      'systemControls': container.SystemControls,
    }),
    mounts: readMounts(container.MountPoints),
    volumesFrom: sure(container.VolumesFrom).map((volumes) => textIn(propertiesIn(volumes).SourceContainer)),
    credentialSpecs: sure(container.CredentialSpecs).length,
  };
}

function readPort(mapping: Properties): ContainerPortFacts {
  const { AppProtocol: appProtocol, ContainerPort: port, ContainerPortRange: range, HostPort: hostPort, Name: name, Protocol: protocol = 'tcp' } = mapping;
  const [, from, to] = PORT_RANGE.exec(textIn(range) ?? '') ?? [];
  // A port of which nobody knows whether it is one of TCP is none to compare with others.
  const isComparable = textIn(protocol) !== undefined;
  return {
    port: isComparable ? numberIn(port) : undefined,
    range: from === undefined ? undefined : { from: Number(from), to: Number(to) },
    hostPort: isComparable ? numberIn(hostPort) : undefined,
    namesHostPort: isGiven(hostPort),
    name: textIn(name),
    named: isGiven(name),
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    appProtocol: textIn(appProtocol),
  };
}

const PORT_RANGE = /^(\d+)-(\d+)$/;

type LoggingFacts = Pick<ContainerFacts, 'logDriver' | 'logOutput' | 'logRouter' | 'mayLogAnyhow'>;

function readLogging({ FirelensConfiguration: router, LogConfiguration: logging }: Properties): LoggingFacts {
  const { LogDriver: driver, Options: options } = propertiesIn(logging);
  const configType = propertiesIn(propertiesIn(router).Options)['config-file-type'];
  const isRouter = isGiven(router);
  return {
    logDriver: textIn(driver),
    logOutput: textIn(propertiesIn(options).Name),
    logRouter: isRouter ? { configType: CONFIG_TYPES.find((type) => type === configType) } : undefined,
    mayLogAnyhow: isRouter === undefined || isFunction(logging) || isFunction(driver),
  };
}

/** The entries of a list that are there however its choices turn out: none where one is open. */
function sure(list: unknown): readonly unknown[] {
  return knownList(list) ?? [];
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
    return Array.isArray(value) ? sure(value).length > 0 : value === true || typeof value === 'number' || typeof value === 'string';
  });
}
