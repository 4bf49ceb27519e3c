import { containers, open, windowsTask } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const EBS = { Name: 'data', ConfiguredAtLaunch: true };
const MOUNT = { MountPoints: [{ SourceVolume: 'data', ContainerPath: 'C:\\data' }] };
// What the usual container of Linux has, and one of Windows has not.
const WINDOWS = { ReadonlyRootFilesystem: undefined, User: 'ContainerUser' };

export const WINDOWS_CASES: readonly RuleCase[] = [
  {
    id: 'Windows.Ulimits',
    good: task({ container: { Ulimits: [{ Name: 'nofile', SoftLimit: 8, HardLimit: 8 }] } }),
    bad: windowsTask({}, { Ulimits: [{ Name: 'nofile', SoftLimit: 8, HardLimit: 8 }] }),
    tokens: windowsTask({}, { Ulimits: [open({ Name: 'nofile', SoftLimit: 8, HardLimit: 8 })] }),
    at: 'Task Properties.ContainerDefinitions.0.Ulimits',
    message: '`ContainerDefinitions.0.Ulimits` must be left out for Windows containers',
  },
  {
    id: 'Windows.ReadonlyRoot',
    good: windowsTask({}, { ReadonlyRootFilesystem: false }),
    bad: windowsTask({}, { ReadonlyRootFilesystem: true }),
    tokens: windowsTask({}, { ReadonlyRootFilesystem: PARAMETER }),
    at: 'Task Properties.ContainerDefinitions.0.ReadonlyRootFilesystem',
    message: '`ContainerDefinitions.0.ReadonlyRootFilesystem` must be false for Windows containers, got true',
  },
  {
    id: 'Windows.Capabilities',
    good: windowsTask({}, { LinuxParameters: { Capabilities: { Add: [] } } }),
    bad: windowsTask({}, { LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'] } } }),
    tokens: windowsTask({}, { LinuxParameters: { Capabilities: { Add: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.LinuxParameters.Capabilities.Add',
    message: '`ContainerDefinitions.0.LinuxParameters.Capabilities.Add` must be left out for Windows containers',
  },
  {
    id: 'Windows.Gpu',
    good: windowsTask({ RequiresCompatibilities: ['EC2'] }),
    bad: windowsTask({ RequiresCompatibilities: ['EC2'] }, { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] }),
    tokens: windowsTask({ RequiresCompatibilities: ['EC2'] }, { ResourceRequirements: [open({ Type: 'GPU', Value: '1' })] }),
    at: 'Task Properties.ContainerDefinitions.0.ResourceRequirements',
    message: '`ContainerDefinitions.0.ResourceRequirements` must be left out for Windows containers, or the task must run on Linux',
  },
  {
    id: 'TaskBlueprint.LinuxOnly',
    good: windowsTask({}, { LinuxParameters: { InitProcessEnabled: false } }),
    bad: windowsTask({}, { LinuxParameters: { InitProcessEnabled: true } }),
    tokens: windowsTask({}, { LinuxParameters: { InitProcessEnabled: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.LinuxParameters.InitProcessEnabled',
    message: '`ContainerDefinitions.0.LinuxParameters.InitProcessEnabled` must be left out for Windows containers',
  },
  {
    id: 'Windows.Arm64',
    good: windowsTask({ RequiresCompatibilities: ['EC2'], RuntimePlatform: { CpuArchitecture: 'ARM64' } }),
    bad: windowsTask({ RuntimePlatform: { CpuArchitecture: 'ARM64' } }),
    tokens: windowsTask({ RuntimePlatform: { CpuArchitecture: PARAMETER } }),
    at: 'Task Properties.RuntimePlatform',
    message: '`RuntimePlatform` must be X86_64 for Windows containers on Fargate, got ARM64',
  },
  {
    id: 'Windows.Version',
    good: windowsTask({ RequiresCompatibilities: ['EC2'], RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2016_FULL' } }),
    bad: windowsTask({ RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2016_FULL' } }),
    tokens: windowsTask({ RuntimePlatform: { OperatingSystemFamily: PARAMETER } }),
    at: 'Task Properties.RuntimePlatform.OperatingSystemFamily',
    message: '`RuntimePlatform.OperatingSystemFamily` must be Windows Server 2019 or 2022 on Fargate, Core or Full, got WINDOWS_SERVER_2016_FULL',
  },
  {
    id: 'Windows.Ebs',
    good: task({ task: { Volumes: [EBS] }, container: MOUNT }),
    bad: windowsTask({ Volumes: [EBS] }, MOUNT),
    tokens: windowsTask({ Volumes: [{ Name: 'data', ConfiguredAtLaunch: PARAMETER }] }, MOUNT),
    at: 'Task Properties.Volumes',
    message: '`Volumes` cannot be on EBS for Windows containers on Fargate',
  },
  {
    id: 'Windows.SharedVolumes',
    good: windowsTask({ Volumes: [{ Name: 'data' }], ContainerDefinitions: containers({ ...MOUNT, ...WINDOWS }, WINDOWS) }),
    bad: windowsTask({ Volumes: [{ Name: 'data' }], ContainerDefinitions: containers({ ...MOUNT, ...WINDOWS }, { ...MOUNT, ...WINDOWS }) }),
    tokens: windowsTask({ Volumes: [{ Name: 'data' }], ContainerDefinitions: containers({ ...MOUNT, ...WINDOWS }, { MountPoints: open(MOUNT.MountPoints), ...WINDOWS }) }),
    at: 'Task Properties.Volumes',
    message: '`Volumes` cannot be shared between Windows containers on Fargate',
  },
];
