import { ec2Task, open } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { fargateService, task } from '../templates';

export const FARGATE_TASK_CASES: readonly RuleCase[] = [
  {
    id: 'FargateContainer.Unsupported',
    good: ec2Task({}, { Privileged: true }),
    bad: task({ container: { LinuxParameters: { Tmpfs: [{ ContainerPath: '/tmp', Size: 64 }] } } }),
    tokens: task({ container: { LinuxParameters: { Tmpfs: [open({ ContainerPath: '/tmp', Size: 64 })] } } }),
    at: 'Task Properties.ContainerDefinitions.0.LinuxParameters.Tmpfs',
    message: '`ContainerDefinitions.0.LinuxParameters.Tmpfs` must be left out on Fargate, or the task must run on instances',
  },
  {
    id: 'FargateContainer.Capability',
    good: task({ container: { LinuxParameters: { Capabilities: { Add: ['SYS_PTRACE'] } } } }),
    bad: task({ container: { LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } } }),
    tokens: task({ container: { LinuxParameters: { Capabilities: { Add: [PARAMETER] } } } }),
    at: 'Task Properties.ContainerDefinitions.0.LinuxParameters.Capabilities.Add',
    message: '`ContainerDefinitions.0.LinuxParameters.Capabilities.Add` takes SYS_PTRACE only on Fargate, got NET_ADMIN',
  },
  {
    id: 'FargateContainer.LogDriver',
    good: task({ container: { LogConfiguration: { LogDriver: 'splunk' } } }),
    bad: task({ container: { LogConfiguration: { LogDriver: 'syslog' } } }),
    tokens: task({ container: { LogConfiguration: { LogDriver: PARAMETER } } }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.LogDriver',
    message: '`ContainerDefinitions.0.LogConfiguration.LogDriver` takes the driver awslogs, splunk or awsfirelens on Fargate, got syslog',
  },
  {
    id: 'FargateTask.Unsupported',
    good: ec2Task({ IpcMode: 'task' }),
    bad: task({ task: { IpcMode: 'task' } }),
    tokens: task({ task: { IpcMode: open('task') } }),
    at: 'Task Properties.IpcMode',
    message: '`IpcMode` must be left out on Fargate, or the task must run on instances',
  },
  {
    id: 'FargateTask.PidMode',
    good: task({ task: { PidMode: 'task' } }),
    bad: task({ task: { PidMode: 'host' } }),
    tokens: task({ task: { PidMode: PARAMETER } }),
    at: 'Task Properties.PidMode',
    message: '`PidMode` must be task or absent on Fargate, got host',
  },
  {
    id: 'FargateSpot.Windows',
    good: fargateService({ task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }, service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    bad: fargateService({ task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, container: { ReadonlyRootFilesystem: undefined }, service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    tokens: fargateService({ task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: PARAMETER } }, service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    at: 'Task Properties.RuntimePlatform',
    message: '`RuntimePlatform` runs Windows containers, which Fargate Spot does not have',
  },
  {
    id: 'FargateSpot.PlatformVersion',
    good: fargateService({ service: { PlatformVersion: '1.3.0', CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    bad: fargateService({ service: { PlatformVersion: '1.2.0', CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    tokens: fargateService({ service: { PlatformVersion: PARAMETER, CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }], LaunchType: undefined } }),
    at: 'Service Properties.PlatformVersion',
    message: '`PlatformVersion` must be 1.3.0 or newer on Fargate Spot, got 1.2.0',
  },
  {
    id: 'PlatformVersion.TooOld',
    good: fargateService({ task: { EphemeralStorage: { SizeInGiB: 30 } }, service: { PlatformVersion: '1.4.0' } }),
    bad: fargateService({ task: { EphemeralStorage: { SizeInGiB: 30 } }, service: { PlatformVersion: '1.3.0' } }),
    tokens: fargateService({ task: { EphemeralStorage: { SizeInGiB: 30 } }, service: { PlatformVersion: PARAMETER } }),
    at: 'Service Properties.PlatformVersion',
    message: '`PlatformVersion` must be 1.4.0 or newer for a disk of 30 GiB, got 1.3.0',
  },
  {
    id: 'PlatformVersion.TooOld',
    good: fargateService({ service: { PlatformVersion: '1.3.0' } }),
    bad: fargateService({ service: { PlatformVersion: '1.3.0', EnableExecuteCommand: true } }),
    tokens: fargateService({ task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } }, service: { PlatformVersion: '1.0.0', EnableExecuteCommand: true } }),
    at: 'Service Properties.PlatformVersion',
    message: '`PlatformVersion` must be 1.4.0 or newer for ECS Exec, got 1.3.0',
  },
];
