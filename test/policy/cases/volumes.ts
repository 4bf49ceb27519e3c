import { pooled, X86_IMAGE } from './pool-templates';
import { ec2Task, open, taskOf, windowsTask } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService, task } from '../templates';

const mount = (volume: Json, path: Json = '/data') => ({ SourceVolume: volume, ContainerPath: path, ReadOnly: false });
/** A task with volumes, all of them mounted. */
const volumes = (...list: Json[]) => ({
  task: { Volumes: list }, container: { MountPoints: list.map(({ Name }, index) => mount(Name, `/data${index}`)) },
});
const on = (list: Json[], patch: Json = {}) => task(merged(volumes(...list), patch));
const efs = (configuration: Json) => on([{ Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', ...configuration } }]);
const docker = (configuration: Json) => ec2Task({ Volumes: [{ Name: 'files', DockerVolumeConfiguration: configuration }] }, { MountPoints: [mount('files')] });
const windowsDocker = (configuration: Json) => windowsTask(
  { RequiresCompatibilities: ['EC2'], Volumes: [{ Name: 'files', DockerVolumeConfiguration: configuration }] }, { MountPoints: [mount('files', 'C:\\data')] });
const DISK = { Name: 'disk', ConfiguredAtLaunch: true };
const disk = (name: Json, patch: Json = {}) => ({ Name: name, ManagedEBSVolume: { RoleArn: 'arn', SizeInGiB: 10, Encrypted: true, VolumeType: 'gp3', ...patch } });
const service = (list: Json[], configurations: Json, base = fargateService, more: Json = {}) => base(merged(volumes(...list), {
  service: { VolumeConfigurations: configurations, ...more },
}));
const SCRATCH = { Name: 'tmp' };
const FILES = { Name: 'files', EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: 'ENABLED' } };

/** A service with a disk on a pool of one type. */
const onType = (type: Json, more: Json = {}) => service([DISK], [disk('disk')], (patches) => pooled({ ...patches, launch: { InstanceType: type }, image: X86_IMAGE }), more);

export const VOLUME_CASES: readonly RuleCase[] = [
  {
    id: 'Volume.ConfiguredAtLaunch',
    good: service([DISK], [disk('disk')]),
    bad: service([{ ...DISK, Host: {} }], [disk('disk')]),
    tokens: service([{ ...DISK, ConfiguredAtLaunch: PARAMETER, Host: {} }], [disk('disk')]),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` must be configured at launch or here, got both',
  },
  {
    id: 'Volume.NotConfigured',
    good: service([DISK], [disk('disk')]),
    bad: service([DISK], undefined),
    tokens: service([DISK], open([disk('disk')])),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must configure the volume disk of the task definition at launch, got none of that name',
  },
  {
    id: 'Volume.NotNitro',
    good: onType('t3.large'),
    bad: onType('t2.large'),
    tokens: onType(PARAMETER),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must be for instances on Nitro, the only ones that ECS attaches volumes to, got t2.large',
  },
  {
    id: 'Volume.NotNitro',
    good: onType('t2.large', { VolumeConfigurations: undefined }),
    bad: onType('m4.large'),
    tokens: onType('t2.large', { CapacityProviderStrategy: [{ CapacityProvider: PARAMETER, Weight: 1 }, { CapacityProvider: { Ref: 'Provider' }, Weight: 1 }] }),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must be for instances on Nitro, the only ones that ECS attaches volumes to, got m4.large',
  },
  {
    id: 'Volume.NotInTask',
    good: service([DISK], [disk('disk')]),
    bad: service([SCRATCH], [disk('disk')]),
    tokens: service([SCRATCH], [disk(PARAMETER)]),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must be for volumes of the task definition that are configured at launch, of which it has none, got disk',
  },
  {
    id: 'Volume.NotInTask',
    good: service([DISK], [disk('disk')]),
    bad: service([SCRATCH], [disk('disk')]),
    tokens: service([SCRATCH, open(DISK)], [disk('disk')]),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must be for volumes of the task definition that are configured at launch, of which it has none, got disk',
  },
  {
    id: 'Volume.NotInTask',
    good: service([DISK], [disk('disk')]),
    bad: service([{ ...DISK, ConfiguredAtLaunch: false }], [disk('disk')]),
    tokens: service([{ ...DISK, ConfiguredAtLaunch: PARAMETER }], [disk('disk')]),
    at: 'Service Properties.VolumeConfigurations',
    message: '`VolumeConfigurations` must be for volumes of the task definition that are configured at launch, of which it has none, got disk',
  },
  {
    id: 'Volume.Name',
    good: on([{ Name: 'my_files-1' }]),
    bad: on([{ Name: 'my files' }]),
    tokens: on([{ Name: PARAMETER }]),
    at: 'Task Properties.Volumes.0',
    message: "`Volumes.0` takes 1 to 255 letters, digits, hyphens and underscores, got 'my files'",
  },
  {
    id: 'Volume.SameName',
    good: on([SCRATCH, { Name: 'other' }]),
    bad: on([SCRATCH, SCRATCH]),
    tokens: on([SCRATCH, { Name: PARAMETER }]),
    at: 'Task Properties.Volumes.1',
    message: '`Volumes.1` must have a name of its own in the task, got tmp, which `Volumes.0` has too',
  },
  {
    id: 'Volume.Platform',
    good: ec2Task({ Volumes: [{ Name: 'logs', Host: { SourcePath: '/var/log' } }] }, { MountPoints: [mount('logs')] }),
    bad: on([{ Name: 'logs', Host: { SourcePath: '/var/log' } }]),
    tokens: on([{ Name: 'logs', Host: { SourcePath: '/var/log' } }], { task: { RequiresCompatibilities: open(['FARGATE']) } }),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` is a directory of the instance, which there is on EC2, Managed Instances or external instances, got Fargate',
  },
  {
    id: 'Volume.Windows',
    good: on([FILES]),
    bad: windowsTask({ Volumes: [FILES] }, { MountPoints: [mount('files', 'C:\\data')] }),
    tokens: windowsTask({ RuntimePlatform: { OperatingSystemFamily: PARAMETER }, Volumes: [FILES] }, { MountPoints: [mount('files')] }),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` is an EFS volume, which Windows containers cannot mount',
  },
  {
    id: 'Volume.PlatformVersion',
    good: service([FILES], undefined, fargateService, { PlatformVersion: '1.4.0' }),
    bad: service([FILES], undefined, fargateService, { PlatformVersion: '1.3.0' }),
    tokens: service([FILES], undefined, fargateService, { PlatformVersion: PARAMETER }),
    at: 'Task Properties.Volumes.0',
    message: "`Volumes.0` is an EFS volume, which takes Fargate's platform version 1.4.0 or later, got 1.3.0",
  },
  {
    id: 'Volume.RootDirectory',
    good: efs({ RootDirectory: '/web', TransitEncryption: 'ENABLED' }),
    bad: efs({ RootDirectory: 'web', TransitEncryption: 'ENABLED' }),
    tokens: efs({ RootDirectory: PARAMETER, TransitEncryption: 'ENABLED' }),
    at: 'Task Properties.Volumes.0.EFSVolumeConfiguration.RootDirectory',
    message: "`Volumes.0.EFSVolumeConfiguration.RootDirectory` must be an absolute path in the file system, got 'web'",
  },
  {
    id: 'Volume.AccessPointRoot',
    good: efs({ RootDirectory: '/', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-1' } }),
    bad: efs({ RootDirectory: '/web', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-1' } }),
    tokens: efs({ RootDirectory: '/web', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: open('fsap-1') } }),
    at: 'Task Properties.Volumes.0.EFSVolumeConfiguration.RootDirectory',
    message: "`Volumes.0.EFSVolumeConfiguration.RootDirectory` must be left out with an access point, which has a directory of its own, got '/web'",
  },
  {
    id: 'Volume.TransitEncryption',
    good: efs({ TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } }),
    bad: efs({ AuthorizationConfig: { IAM: 'ENABLED' } }),
    tokens: efs({ TransitEncryption: PARAMETER, AuthorizationConfig: { IAM: 'ENABLED' } }),
    at: 'Task Properties.Volumes.0.EFSVolumeConfiguration.TransitEncryption',
    message: '`Volumes.0.EFSVolumeConfiguration.TransitEncryption` must be ENABLED with IAM authorization, got none, which means DISABLED',
  },
  {
    id: 'Volume.Unencrypted',
    good: on([FILES]),
    bad: efs({}),
    tokens: on([{ Name: 'files', EFSVolumeConfiguration: open({ FilesystemId: 'fs-1', TransitEncryption: 'ENABLED' }) }]),
    at: 'Task Properties.Volumes.0.EFSVolumeConfiguration.TransitEncryption',
    message: '`Volumes.0.EFSVolumeConfiguration.TransitEncryption` must be ENABLED, or what tasks read and write crosses the network in clear, got none, which means DISABLED',
  },
  {
    id: 'Volume.WindowsDriver',
    good: windowsDocker({ Driver: 'local' }),
    bad: windowsDocker({ Driver: 'nfs' }),
    tokens: windowsDocker({ Driver: PARAMETER }),
    at: 'Task Properties.Volumes.0.DockerVolumeConfiguration.Driver',
    message: '`Volumes.0.DockerVolumeConfiguration.Driver` must be local for Windows containers, got nfs',
  },
  {
    id: 'Volume.Autoprovision',
    good: docker({ Autoprovision: true, Scope: 'shared' }),
    bad: docker({ Autoprovision: true, Scope: 'task' }),
    tokens: docker({ Autoprovision: true, Scope: PARAMETER }),
    at: 'Task Properties.Volumes.0.DockerVolumeConfiguration.Autoprovision',
    message: '`Volumes.0.DockerVolumeConfiguration.Autoprovision` must be left out where `Scope` is not shared, got task',
  },
  {
    id: 'Volume.TwoEbs',
    good: service([DISK, SCRATCH], [disk('disk')]),
    bad: service([DISK, { ...DISK, Name: 'other' }], [disk('disk'), disk('other')]),
    tokens: service([DISK, { ...DISK, Name: 'other', ConfiguredAtLaunch: PARAMETER }], [disk('disk'), disk(PARAMETER)]),
    at: 'Task Properties.Volumes.1',
    message: '`Volumes.1` must be the only volume of its task on EBS, got disk and other',
  },
  {
    id: 'Volume.EbsOfDaemon',
    good: service([DISK], [disk('disk')], ec2Service),
    bad: service([DISK], [disk('disk')], ec2Service, { SchedulingStrategy: 'DAEMON', DesiredCount: undefined }),
    tokens: service([DISK], [disk('disk')], ec2Service, { SchedulingStrategy: PARAMETER }),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` cannot be on EBS for a daemon, whose tasks ECS gives no volumes',
  },
  {
    id: 'Volume.EbsType',
    good: service([DISK], [disk('disk', { VolumeType: 'standard' })], ec2Service),
    bad: service([DISK], [disk('disk', { VolumeType: 'standard' })]),
    tokens: service([DISK], [disk('disk', { VolumeType: PARAMETER })]),
    at: 'Service Properties.VolumeConfigurations.0.ManagedEBSVolume.VolumeType',
    message: '`VolumeConfigurations.0.ManagedEBSVolume.VolumeType` cannot be standard on Fargate',
  },
  {
    id: 'Volume.NotMounted',
    good: on([SCRATCH]),
    bad: task({ task: { Volumes: [SCRATCH] } }),
    tokens: task({ task: { Volumes: [SCRATCH] }, container: { MountPoints: open([mount('tmp')]) } }),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` must be mounted by a container, or nothing is ever on it, got none that does',
  },
  {
    id: 'Mount.NoSuchVolume',
    good: on([SCRATCH]),
    bad: on([SCRATCH], { container: { MountPoints: [mount('tmp', '/tmp'), mount('data')] } }),
    tokens: on([SCRATCH], { container: { MountPoints: [mount('tmp', '/tmp'), mount(PARAMETER)] } }),
    at: 'Task Properties.ContainerDefinitions.0.MountPoints.1.SourceVolume',
    message: '`ContainerDefinitions.0.MountPoints.1.SourceVolume` must name a volume of its task: tmp, got data',
  },
  {
    id: 'Mount.NoSuchContainer',
    good: taskOf({ VolumesFrom: [{ SourceContainer: 'c1' }] }, {}),
    bad: taskOf({ VolumesFrom: [{ SourceContainer: 'db', ReadOnly: true }] }, {}),
    tokens: taskOf({ VolumesFrom: [{ SourceContainer: PARAMETER }, open({ SourceContainer: 'db' })] }, {}),
    at: 'Task Properties.ContainerDefinitions.0.VolumesFrom.0.SourceContainer',
    message: '`ContainerDefinitions.0.VolumesFrom.0.SourceContainer` must name a container of the same task: c0 or c1, got db',
  },
  {
    id: 'Mount.Path',
    good: on([SCRATCH]),
    bad: on([SCRATCH], { container: { MountPoints: [mount('tmp', 'tmp')] } }),
    tokens: on([SCRATCH], { container: { MountPoints: [mount('tmp', PARAMETER)] } }),
    at: 'Task Properties.ContainerDefinitions.0.MountPoints.0',
    message: "`ContainerDefinitions.0.MountPoints.0` must be at an absolute path below the root, got 'tmp'",
  },
  {
    id: 'Mount.SamePath',
    good: on([SCRATCH, { Name: 'other' }]),
    bad: on([SCRATCH, { Name: 'other' }], { container: { MountPoints: [mount('tmp'), mount('other')] } }),
    tokens: on([SCRATCH, { Name: 'other' }], { container: { MountPoints: [mount('tmp'), mount('other', PARAMETER)] } }),
    at: 'Task Properties.ContainerDefinitions.0.MountPoints.1',
    message: "`ContainerDefinitions.0.MountPoints.1` must have a path of its own in the container, got '/data', where `MountPoints.0` is already",
  },
];
