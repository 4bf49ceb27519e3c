import { ContainerFacts } from '../../../src/model/task/container-facts';
import { readTaskDefinition } from '../../../src/model/task/task-definition';

const FUNCTION = { Ref: 'Parameter' };
const CHOICE = { 'Fn::If': ['Condition', 'something', { Ref: 'AWS::NoValue' }] };

function containerOf(properties: Record<string, unknown>): ContainerFacts {
  return readTaskDefinition({ ContainerDefinitions: [properties] }).containers[0];
}

test('a task is read', () => {
  expect(readTaskDefinition({
    Family: 'web',
    Cpu: '1024',
    Memory: 2048,
    EphemeralStorage: { SizeInGiB: 30 },
    RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    NetworkMode: 'bridge',
    RequiresCompatibilities: ['EC2', 'EXTERNAL'],
    PidMode: 'task',
  })).toEqual({
    family: 'web',
    cpu: 1024,
    namesCpu: true,
    memoryMiB: 2048,
    ephemeralStorageGiB: 30,
    namesMemory: true,
    operatingSystem: 'WINDOWS_SERVER_2022_CORE',
    windows: true,
    architecture: 'arm64',
    networkMode: 'bridge',
    namesNetworkMode: true,
    compatibilities: ['EC2', 'EXTERNAL'],
    pidMode: 'task',
    uses: [],
    volumes: [],
    containers: [],
  });
});

test.each<[Record<string, unknown>, object]>([
  [{}, { namesCpu: false, namesMemory: false, namesNetworkMode: false, networkMode: undefined, windows: undefined, architecture: undefined }],
  [{}, { compatibilities: [] }],
  [{ Cpu: FUNCTION }, { namesCpu: undefined, cpu: undefined }],
  [{ Memory: FUNCTION }, { namesMemory: true, memoryMiB: undefined }],
  [{ Cpu: '1 vCPU', Memory: '2GB' }, { namesCpu: true, cpu: 1024, namesMemory: true, memoryMiB: 2048 }],
  [{ Cpu: '.25 vcpu', Memory: '0.5 gb' }, { namesCpu: true, cpu: 256, namesMemory: true, memoryMiB: 512 }],
  [{ Cpu: '10.001vCPU', Memory: '30 GB' }, { namesCpu: true, cpu: 10241, namesMemory: true, memoryMiB: 30720 }],
  [{ Cpu: '1 CPU', Memory: 'x2GB' }, { namesCpu: true, cpu: undefined, namesMemory: true, memoryMiB: undefined }],
  [{ Cpu: 'x1 vCPU', Memory: '2GB!' }, { namesCpu: true, cpu: undefined, namesMemory: true, memoryMiB: undefined }],
  [{ Cpu: '1 vCPU!' }, { namesCpu: true, cpu: undefined }],
  [{ Cpu: '2GB', Memory: '1 vCPU' }, { namesCpu: true, cpu: undefined, namesMemory: true, memoryMiB: undefined }],
  [{ NetworkMode: FUNCTION }, { namesNetworkMode: undefined, networkMode: undefined }],
  [{ RequiresCompatibilities: FUNCTION }, { compatibilities: undefined }],
  [{ RequiresCompatibilities: ['EC2', FUNCTION] }, { compatibilities: undefined }],
  [{ RequiresCompatibilities: ['EC2', CHOICE] }, { compatibilities: undefined }],
  [{ RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' } }, { operatingSystem: 'LINUX', windows: false, architecture: 'x86_64' }],
])('of a task with %j it is known: %j', (properties, facts) => {
  expect(readTaskDefinition(properties)).toEqual({ ...readTaskDefinition({}), ...facts });
});

test.each<[Record<string, unknown>, string[]]>([
  [{ IpcMode: 'host' }, ['ipcMode']],
  [{ PlacementConstraints: [{ Type: 'memberOf' }] }, ['placementConstraints']],
  [{ PlacementConstraints: [] }, []],
])('a task with %j uses %j', (properties, uses) => {
  expect(readTaskDefinition(properties).uses).toEqual(uses);
});

test('a container is read', () => {
  expect(containerOf({
    Name: 'app',
    Essential: true,
    Cpu: 256,
    Memory: 512,
    MemoryReservation: 128,
    Image: 'app:v1',
    PortMappings: [{ ContainerPort: 80, HostPort: 0, Name: 'http', Protocol: 'tcp', AppProtocol: 'http2' }, { ContainerPort: 53, Protocol: 'udp' }],
    HealthCheck: { Command: ['CMD', 'true'], Interval: 10, Timeout: 5, Retries: 3, StartPeriod: 0 },
    DependsOn: [{ ContainerName: 'db', Condition: 'HEALTHY' }, { ContainerName: 'x', Condition: 'OTHER' }],
    StartTimeout: 60,
    StopTimeout: 90,
    Ulimits: [{ Name: 'nofile', SoftLimit: 1, HardLimit: 2 }],
    RestartPolicy: { Enabled: true, IgnoredExitCodes: [0], RestartAttemptPeriod: 60 },
    EnvironmentFiles: [{ Type: 's3', Value: 'arn:aws:s3:::bucket/app.env' }],
    Environment: [{ Name: 'LEVEL', Value: 'info' }],
    Secrets: [{ Name: 'DB_PASSWORD', ValueFrom: 'arn' }],
    ReadonlyRootFilesystem: true,
    LogConfiguration: { LogDriver: 'awslogs' },
    LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'], Drop: ['ALL'] }, InitProcessEnabled: true },
    SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1' }],
    CredentialSpecs: ['credentialspec:arn'],
    ResourceRequirements: [{ Type: 'GPU', Value: '2' }, { Type: 'NeuronDevice', Value: '1' }],
    MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data', ReadOnly: true }],
    VolumesFrom: [{ SourceContainer: 'db', ReadOnly: true }, { SourceContainer: FUNCTION }],
    User: '1000',
    Hostname: 'app',
    VersionConsistency: 'disabled',
  })).toEqual({
    name: 'app',
    essential: true,
    cpu: 256,
    memoryMiB: 512,
    namesHardLimit: true,
    memoryReservationMiB: 128,
    namesMemory: true,
    gpus: 2,
    neuronDevices: 1,
    image: 'app:v1',
    ports: [
      { port: 80, hostPort: 0, namesHostPort: true, name: 'http', named: true, protocol: 'tcp', appProtocol: 'http2' },
      { port: 53, namesHostPort: false, named: false, protocol: 'udp' },
    ],
    healthCheck: { command: ['CMD', 'true'], intervalSeconds: 10, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 0 },
    dependsOn: [{ container: 'db', condition: 'HEALTHY' }, { container: 'x' }],
    startTimeoutSeconds: 60,
    stopTimeoutSeconds: 90,
    ulimits: [{ name: 'nofile', soft: 1, hard: 2 }],
    restart: { enabled: true, ignoredExitCodes: [0], attemptPeriodSeconds: 60 },
    environmentFiles: ['arn:aws:s3:::bucket/app.env'],
    environment: [{ name: 'LEVEL', value: 'info' }],
    secrets: ['DB_PASSWORD'],
    readonlyRootFilesystem: true,
    logDriver: 'awslogs',
    mayLogAnyhow: false,
    privileged: false,
    user: '1000',
    namesUser: true,
    namesHostname: true,
    versionConsistency: 'disabled',
    addedCapabilities: ['SYS_PTRACE'],
    uses: ['gpuCount', 'neuronDeviceCount'],
    linuxFeatures: ['capabilities.drop', 'initProcess', 'systemControls'],
    mounts: [{ volume: 'data', directory: '/data', readOnly: true }],
    volumesFrom: ['db', undefined],
    credentialSpecs: 1,
  });
});

test.each(['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'])('%s is a condition', (condition) => {
  expect(containerOf({ DependsOn: [{ ContainerName: 'db', Condition: condition }] }).dependsOn).toEqual([{ container: 'db', condition }]);
});

test.each<[Record<string, unknown>, string]>([
  [{ LinuxParameters: { Devices: [{ HostPath: '/dev/x' }] } }, 'devices'],
  [{ DisableNetworking: true }, 'disableNetworking'],
  [{ DnsSearchDomains: ['a'] }, 'dnsSearchDomains'],
  [{ DnsServers: ['1.1.1.1'] }, 'dnsServers'],
  [{ DockerSecurityOptions: ['no-new-privileges'] }, 'dockerSecurityOptions'],
  [{ ExtraHosts: [{ Hostname: 'a', IpAddress: '1.1.1.1' }] }, 'extraHosts'],
  [{ ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }, 'gpuCount'],
  [{ ResourceRequirements: [{ Type: 'NeuronDevice', Value: '1' }] }, 'neuronDeviceCount'],
  [{ Links: ['db'] }, 'links'],
  [{ LinuxParameters: { MaxSwap: 0 } }, 'maxSwap'],
  [{ Privileged: true }, 'privileged'],
  [{ LinuxParameters: { SharedMemorySize: 64 } }, 'sharedMemoryMiB'],
  [{ LinuxParameters: { Swappiness: 0 } }, 'swappiness'],
  [{ LinuxParameters: { Tmpfs: [{ Size: 1 }] } }, 'tmpfs'],
])('a container with %j uses %s', (properties, feature) => {
  expect(containerOf(properties).uses).toEqual([feature]);
});

test('what is off or empty is not in use', () => {
  const { uses, linuxFeatures } = containerOf({
    Privileged: false, DisableNetworking: 'false', Links: [], ResourceRequirements: [{ Type: 'InferenceAccelerator' }], LinuxParameters: { InitProcessEnabled: false },
  });
  expect([uses, linuxFeatures]).toEqual([[], []]);
});

test('what a function stands for is not known', () => {
  const properties = [
    'Name', 'Essential', 'Cpu', 'Memory', 'MemoryReservation', 'Image', 'PortMappings', 'DependsOn', 'StartTimeout', 'StopTimeout', 'Ulimits', 'RestartPolicy',
    'EnvironmentFiles', 'Environment', 'Secrets', 'ReadonlyRootFilesystem', 'LogConfiguration', 'LinuxParameters', 'SystemControls', 'CredentialSpecs', 'Privileged',
    'DnsServers', 'User', 'VersionConsistency',
  ];
  expect(containerOf(Object.fromEntries(properties.map((name) => [name, FUNCTION])))).toEqual({
    ...containerOf({}),
    essential: undefined,
    mayLogAnyhow: true,
    namesHardLimit: undefined,
    namesMemory: true,
    namesUser: undefined,
    privileged: undefined,
  });
  const task = ['Family', 'Cpu', 'Memory', 'EphemeralStorage', 'RuntimePlatform', 'PidMode', 'IpcMode', 'Volumes', 'ContainerDefinitions'];
  expect(readTaskDefinition(Object.fromEntries(task.map((name) => [name, FUNCTION])))).toEqual({
    ...readTaskDefinition({}), namesCpu: undefined, namesMemory: true, volumes: undefined, containers: [{ mayBeAbsent: true, mayLogAnyhow: true }],
  });
});

test('a health check of which nothing is known is there nevertheless', () => {
  expect(containerOf({ HealthCheck: FUNCTION }).healthCheck).toEqual({});
  expect(containerOf({ HealthCheck: { Command: FUNCTION } }).healthCheck).toEqual({});
});

test('names and values that a function stands for are left out alone', () => {
  const container = containerOf({
    PortMappings: [{ ContainerPort: FUNCTION, Name: FUNCTION }],
    Environment: [{ Name: FUNCTION, Value: 'a' }, { Name: 'LEVEL', Value: FUNCTION }],
    Secrets: [{ Name: FUNCTION }],
  });
  expect(container.ports).toEqual([{ named: true, namesHostPort: false, protocol: 'tcp' }]);
  expect(container.environment).toEqual([{ name: 'LEVEL' }]);
  expect(container.secrets).toEqual([undefined]);
});

test('a container that may be left out may be any', () => {
  expect(readTaskDefinition({ ContainerDefinitions: [{ Name: 'a' }, CHOICE] }).containers)
    .toEqual([containerOf({ Name: 'a' }), { mayBeAbsent: true, mayLogAnyhow: true }]);
});

test('entries that may be left out count for nothing', () => {
  const container = containerOf({
    PortMappings: [{ ContainerPort: 80 }, CHOICE],
    Ulimits: [CHOICE],
    EnvironmentFiles: [CHOICE],
    CredentialSpecs: [CHOICE],
    RestartPolicy: { IgnoredExitCodes: [CHOICE] },
    DnsServers: [CHOICE],
    ResourceRequirements: [CHOICE],
  });
  expect(container).toEqual(containerOf({}));
});

test.each<[unknown, boolean | undefined]>([['a', true], [FUNCTION, true], [CHOICE, undefined], [undefined, false]])(
  'with %j a name is given: %p', (value, given) => {
    expect(containerOf({ Hostname: value, PortMappings: [{ ContainerPort: 80, HostPort: value, Name: value }] }))
      .toMatchObject({ namesHostname: given, ports: [{ named: given, namesHostPort: given }] });
  });

test.each<[Record<string, unknown>, object]>([
  [{ ContainerPort: 53, HostPort: 53, Protocol: FUNCTION }, { port: undefined, hostPort: undefined }],
  [{ ContainerPort: 53, HostPort: 53, Protocol: 'tcp' }, { port: 53, hostPort: 53 }],
  [{ ContainerPortRange: '5000-5099' }, { port: undefined, range: { from: 5000, to: 5099 } }],
  [{ ContainerPortRange: '5000' }, { range: undefined }],
  [{ ContainerPortRange: 'a5000-5099' }, { range: undefined }],
  [{ ContainerPortRange: '5000-5099b' }, { range: undefined }],
  [{ ContainerPortRange: FUNCTION }, { range: undefined }],
])('of a port %j is known: %j', (mapping, facts) => {
  expect(containerOf({ PortMappings: [mapping] }).ports).toMatchObject([facts]);
});

test.each<[Record<string, unknown>, object]>([
  [{}, { mayLogAnyhow: false }],
  [{ FirelensConfiguration: { Type: 'fluentbit' }, LogConfiguration: { LogDriver: 'awslogs' } }, { logRouter: {}, mayLogAnyhow: false }],
  [{ FirelensConfiguration: FUNCTION }, { logRouter: {}, mayLogAnyhow: false }],
  [{ FirelensConfiguration: CHOICE }, { logRouter: undefined, mayLogAnyhow: true }],
  [{ LogConfiguration: CHOICE }, { mayLogAnyhow: true }],
  [{ LogConfiguration: { LogDriver: FUNCTION } }, { mayLogAnyhow: true }],
])('of what a container with %j logs with is known: %j', (properties, facts) => {
  expect(containerOf(properties)).toMatchObject(facts);
});

test.each<[unknown, boolean | undefined]>([[undefined, false], [false, false], ['true', true], [CHOICE, undefined], [FUNCTION, undefined]])(
  'a container with Privileged %j is privileged: %p', (value, privileged) => {
    expect(containerOf({ Privileged: value }).privileged).toBe(privileged);
  });

test.each<[unknown, boolean | undefined]>([[undefined, true], [false, false], ['true', true], [CHOICE, undefined], [FUNCTION, undefined]])(
  'a container with Essential %j is essential: %p', (value, essential) => {
    expect(containerOf({ Essential: value }).essential).toBe(essential);
  });
