import { ContainerFacts } from '../../../src/model/task/container-facts';
import { readTaskDefinition } from '../../../src/model/task/task-definition';

const FUNCTION = { Ref: 'Parameter' };

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
    PidMode: 'task',
  })).toEqual({
    family: 'web', cpu: 1024, memoryMiB: 2048, ephemeralStorageGiB: 30, namesMemory: true, windows: true, architecture: 'arm64', networkMode: 'bridge', pidMode: 'task', uses: [], volumes: [], containers: [],
  });
});

test.each<[Record<string, unknown>, object]>([
  [{}, { namesMemory: false, networkMode: undefined, windows: undefined, architecture: undefined }],
  [{ Memory: FUNCTION }, { namesMemory: true, memoryMiB: undefined }],
  [{ NetworkMode: FUNCTION }, { networkMode: undefined }],
  [{ RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' } }, { windows: false, architecture: 'x86_64' }],
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
  })).toEqual({
    name: 'app',
    essential: true,
    cpu: 256,
    memoryMiB: 512,
    memoryReservationMiB: 128,
    namesMemory: true,
    gpus: 2,
    neuronDevices: 1,
    image: 'app:v1',
    ports: [
      { port: 80, hostPort: 0, name: 'http', named: true, protocol: 'tcp', appProtocol: 'http2' },
      { port: 53, named: false, protocol: 'udp' },
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
    addedCapabilities: ['SYS_PTRACE'],
    uses: ['gpuCount', 'neuronDeviceCount'],
    linuxFeatures: ['capabilities.drop', 'initProcess', 'systemControls'],
    mounts: [{ volume: 'data', directory: '/data', readOnly: true }],
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
    'DnsServers',
  ];
  expect(containerOf(Object.fromEntries(properties.map((name) => [name, FUNCTION])))).toEqual({
    ...containerOf({}),
    namesMemory: true,
  });
  const task = ['Family', 'Cpu', 'Memory', 'EphemeralStorage', 'RuntimePlatform', 'PidMode', 'IpcMode', 'Volumes', 'ContainerDefinitions'];
  expect(readTaskDefinition(Object.fromEntries(task.map((name) => [name, FUNCTION])))).toEqual({
    ...readTaskDefinition({}), namesMemory: true, volumes: undefined,
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
  expect(container.ports).toEqual([{ named: true, protocol: 'tcp' }]);
  expect(container.environment).toEqual([{ name: 'LEVEL' }]);
  expect(container.secrets).toEqual([undefined]);
});
