import { TemplateSet } from '../../../src/model/template/template-set';
import { daemonTaskDefinitions } from '../../../src/policy/checks/daemon-task';
import { fargateSpot, taskDefinitions } from '../../../src/policy/checks/task';
import { ec2Task, open, taskOf, windowsTask } from '../cases/task-templates';
import { Json, merged, PARAMETER } from '../kit';
import { fargateService, task } from '../templates';

/** Everything that is found, whether a rule tells it or not. */
function found(template: Json): string[] {
  const set = TemplateSet.of([{ name: 'app', template }]);
  return [...taskDefinitions(set), ...fargateSpot(set), ...daemonTaskDefinitions(set)].map(({ finding, path, resource }) => (
    `${finding.id} ${resource.logicalId} ${path.replace(/^Properties\.?/, '')}`));
}

/** Services that run the task, besides the first. */
function alsoRun(template: Json, ...services: Json[]): Json {
  const { Service } = template.Resources;
  return merged(template, { Resources: Object.fromEntries(services.map((patch, index) => [`Service${index}`, merged(Service, { Properties: patch })])) });
}

test.each<[string, Json, string[]]>([
  ['a sound service', fargateService(), []],
  ['a template without tasks', { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } }, []],
  ['what a service does with a task', fargateService({ task: { RequiresCompatibilities: undefined, NetworkMode: 'bridge' } }), [
    'NetworkMode.Platform Task NetworkMode', 'NetworkMode.NotAwsvpc Task NetworkMode',
  ]],
  ['what a task without a service is for', task({ task: { RequiresCompatibilities: ['FARGATE', 'EC2'], PidMode: 'host' } }), [
    'FargateTask.PidMode Task PidMode', 'PidMode.Host Task PidMode',
  ]],
  ['a task that may run on one platform or the other', task({ task: { RequiresCompatibilities: ['FARGATE', 'EC2'], EphemeralStorage: { SizeInGiB: 30 } } }), []],
  ['a task that may run anywhere', task({ task: { RequiresCompatibilities: undefined, NetworkMode: 'bridge', Cpu: '300', EphemeralStorage: { SizeInGiB: 30 } } }), [
    'NetworkMode.NotAwsvpc Task NetworkMode',
  ]],
  ['what is wrong with it everywhere', task({ task: { RequiresCompatibilities: undefined, Family: '?' }, container: { Image: 'app', Cpu: 257 } }), [
    'Task.Family Task Family', 'Containers.CpuSum Task ContainerDefinitions.0.Cpu', 'Image.Latest Task ContainerDefinitions.0.Image',
  ]],
  ['a service of which the platform is not known', fargateService({
    task: { RequiresCompatibilities: undefined, PidMode: 'host' }, service: { LaunchType: PARAMETER },
  }), ['PidMode.Host Task PidMode']],
  ['the same, where the task says what it is for', fargateService({ task: { PidMode: 'host' }, service: { LaunchType: PARAMETER } }), [
    'FargateTask.PidMode Task PidMode', 'PidMode.Host Task PidMode',
  ]],
  ['what only Exec minds', fargateService({ service: { EnableExecuteCommand: true } }), ['ExecAccess.ReadonlyRoot Task ContainerDefinitions.0.ReadonlyRootFilesystem']],
  ['Exec that may be on', fargateService({ service: { EnableExecuteCommand: PARAMETER } }), []],
  ['what only one of two services minds', alsoRun(fargateService(), {}, { EnableExecuteCommand: true }), [
    'ExecAccess.ReadonlyRoot Task ContainerDefinitions.0.ReadonlyRootFilesystem',
  ]],
  ['services on two platforms, of which one is not named', alsoRun(fargateService({ task: { RequiresCompatibilities: ['EC2'] } }), { LaunchType: 'EC2' }), [
    'Compatibility.NotOffered Task RequiresCompatibilities',
  ]],
  ['an EBS volume of a daemon', fargateService({
    task: { RequiresCompatibilities: ['EC2'], Volumes: [{ Name: 'data', ConfiguredAtLaunch: true }] },
    container: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] },
    service: { LaunchType: 'EC2', SchedulingStrategy: 'DAEMON' },
  }), ['Volume.EbsOfDaemon Task Volumes.0']],
  ['a volume that an old platform lacks', fargateService({
    task: { Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] },
    container: { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] },
    service: { PlatformVersion: '1.3.0' },
  }), ['Volume.PlatformVersion Task Volumes.0']],
  ['a host name where links are', ec2Task({ NetworkMode: 'awsvpc' }, { Links: ['c1'], Hostname: 'a' }, {}), [
    'NetworkMode.Links Task ContainerDefinitions.0.Links', 'NetworkMode.Hostname Task ContainerDefinitions.0.Hostname',
  ]],
  ['the same on Fargate, once', taskOf({ Links: ['c1'], Hostname: 'a' }, {}), [
    'FargateContainer.Unsupported Task ContainerDefinitions.0.Links', 'NetworkMode.Hostname Task ContainerDefinitions.0.Hostname',
  ]],
  ['memory that nothing limits on Fargate', task({ task: { Memory: undefined } }), ['FargateSize.Missing Task Memory']],
  ['Windows without a mode', windowsTask({ RequiresCompatibilities: ['EC2'], NetworkMode: undefined }, { PortMappings: undefined }), ['NetworkMode.NotAwsvpc Task NetworkMode']],
  ['a mode that says what the system is', ec2Task({ NetworkMode: 'default' }, {}), [
    'Windows.ReadonlyRoot Task ContainerDefinitions.0.ReadonlyRootFilesystem', 'NetworkMode.NotAwsvpc Task NetworkMode',
  ]],
  ['a system that has no such mode', ec2Task({ NetworkMode: 'default', RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }, {}), [
    'NetworkMode.Platform Task NetworkMode', 'NetworkMode.NotAwsvpc Task NetworkMode',
  ]],
])('%s', (_name, template, findings) => {
  expect(found(template).filter((each, index, all) => all.indexOf(each) === index)).toEqual(findings);
});

test('services that run a task alike are looked at once', () => {
  const one = fargateService({ task: { Family: '?' } });
  expect(found(alsoRun(one, { DesiredCount: 3 }, { DesiredCount: 4 }))).toEqual(found(one));
});

test('a task that may run on Spot may have to run on Spot', () => {
  const service = { LaunchType: undefined, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] };
  const arm = { RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' } };
  expect(found(fargateService({ task: arm, service: { ...service, PlatformVersion: '1.3.0' } }))).toEqual(['FargateSpot.PlatformVersion Service PlatformVersion']);
  expect(found(fargateService({ service: { ...service, PlatformVersion: '1.3.0' } }))).toEqual([]);
  expect(found(fargateService({ task: arm, service: { PlatformVersion: '1.3.0' } }))).toEqual([]);
});

test.each<[Json, string]>([
  [{ LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } }, 'FargateContainer.Capability Task ContainerDefinitions.0.LinuxParameters.Capabilities.Add'],
  [{ LinuxParameters: { Devices: [{ HostPath: '/dev/a' }] } }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.LinuxParameters.Devices'],
  [{ LinuxParameters: { MaxSwap: 1 } }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.LinuxParameters.MaxSwap'],
  [{ LinuxParameters: { Swappiness: 1 } }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.LinuxParameters.Swappiness'],
  [{ LinuxParameters: { SharedMemorySize: 1 } }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.LinuxParameters.SharedMemorySize'],
  [{ ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.ResourceRequirements'],
  [{ ResourceRequirements: [{ Type: 'NeuronDevice', Value: '1' }] }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.ResourceRequirements'],
  [{ DnsServers: ['10.0.0.2'] }, 'FargateContainer.Unsupported Task ContainerDefinitions.0.DnsServers'],
  [{ Environment: [{ Name: 'A', Value: 'b' }, { Name: 'db.password', Value: 'c' }] }, 'Environment.LooksSecret Task ContainerDefinitions.0.Environment.1'],
  [{ Environment: [{ Name: 'A', Value: 'b' }], Secrets: [{ Name: 'A', ValueFrom: 'arn' }] }, 'Environment.AlsoSecret Task ContainerDefinitions.0.Environment.0'],
  [{ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] }, 'Mount.NoSuchVolume Task ContainerDefinitions.0.MountPoints.0.SourceVolume'],
  [{ MemoryReservation: 5 }, 'Containers.Memory Task ContainerDefinitions.0.MemoryReservation'],
])('what is found about a container with %j is at its place', (container, finding) => {
  expect(found(task({ container }))).toEqual([finding]);
});

test.each<[Json, string]>([
  [{ EFSVolumeConfiguration: { FilesystemId: 'fs-1', RootDirectory: 'data' } }, 'Volume.RootDirectory Task Volumes.1.EFSVolumeConfiguration.RootDirectory'],
  [{ S3FilesVolumeConfiguration: { FileSystemArn: 'arn', RootDirectory: 'data' } }, 'Volume.RootDirectory Task Volumes.1.S3FilesVolumeConfiguration.RootDirectory'],
])('what is found about a volume with %j is at its place', (volume, finding) => {
  const MountPoints = ['scratch', 'data'].map((name) => ({ SourceVolume: name, ContainerPath: `/${name}` }));
  expect(found(task({ task: { Volumes: [{ Name: 'scratch' }, { Name: 'data', ...volume }] }, container: { MountPoints } }))).toEqual([finding]);
});

test('what is found about a daemon is at its place', () => {
  const { Resources: { Task: { Properties: { ContainerDefinitions: [web] } } } } = task();
  const template = (patch: Json, exec: Json) => ({
    Resources: {
      Task: { Type: 'AWS::ECS::DaemonTaskDefinition', Properties: { Memory: '512', ContainerDefinitions: [merged(web, { PortMappings: undefined, ...patch })] } },
      Daemon: { Type: 'AWS::ECS::Daemon', Properties: { DaemonTaskDefinitionArn: { 'Fn::GetAtt': ['Task', 'DaemonTaskDefinitionArn'] }, EnableExecuteCommand: exec } },
    },
  });
  expect(found(template({ DockerLabels: { a: 'b' } }, false))).toEqual(['DaemonTask.Unsupported Task ContainerDefinitions.0.DockerLabels']);
  expect(found(template({ Image: 'app', Cpu: -1 }, PARAMETER))).toEqual([
    'Containers.Cpu Task ContainerDefinitions.0.Cpu', 'Image.Latest Task ContainerDefinitions.0.Image',
  ]);
  expect(found(template({}, true))).toEqual(['ExecAccess.ReadonlyRoot Task ContainerDefinitions.0.ReadonlyRootFilesystem']);
});

test('places that a text names are those of the template', () => {
  const set = TemplateSet.of([{ name: 'app', template: taskOf({ PortMappings: [{ ContainerPort: 80 }] }, { PortMappings: [{ ContainerPort: 80 }] }) }]);
  expect(taskDefinitions(set).map(({ finding }) => finding.text)).toEqual([
    'must listen on a port of its own in the task, got 80/tcp, which `ContainerDefinitions.0.PortMappings.0` has too; take another',
  ]);
});

test('what only the deployment decides is not told', () => {
  expect(found(task({ task: { ContainerDefinitions: PARAMETER } }))).toEqual([]);
  expect(found(task({ task: { ContainerDefinitions: open([]) } }))).toEqual([]);
  const all = ['Cpu', 'Memory', 'NetworkMode', 'RequiresCompatibilities', 'Family', 'PidMode', 'IpcMode', 'Volumes', 'EphemeralStorage', 'RuntimePlatform'];
  expect(found(fargateService({ task: Object.fromEntries(all.map((name) => [name, open('x')])) }))).toEqual([]);
});
