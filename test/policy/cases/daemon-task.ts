import { containers, open } from './task-templates';
import { Json, merged, PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

const MOUNT = { MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] };

function daemonTask(patch: Json = {}, container: Json = {}): Json {
  const { Resources: { Logs, ExecutionRole, TaskRole }, ...template } = task();
  const roles = { ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] }, TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } };
  return {
    ...template,
    Resources: {
      Logs,
      ExecutionRole,
      TaskRole,
      Task: {
        Type: 'AWS::ECS::DaemonTaskDefinition',
        Properties: merged({ Cpu: '256', Memory: '512', ...roles, ContainerDefinitions: containers(container) }, patch),
      },
      Daemon: { Type: 'AWS::ECS::Daemon', Properties: { DaemonTaskDefinitionArn: { Ref: 'Task' } } },
    },
  };
}

function daemon(deployment: Json): Json {
  return merged(daemonTask(), { Resources: { Daemon: { Properties: { DeploymentConfiguration: deployment } } } });
}

export const DAEMON_TASK_CASES: readonly RuleCase[] = [
  {
    id: 'DaemonTask.Unsupported',
    good: daemonTask(),
    bad: daemonTask({ NetworkMode: 'host' }),
    tokens: daemonTask({ NetworkMode: open('host') }),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must be left out of a managed daemon: ECS gives the daemons of an instance a network of their own',
  },
  {
    id: 'DaemonTask.PidMode',
    good: daemonTask({ PidMode: 'shared' }),
    bad: daemonTask({ PidMode: 'host' }),
    tokens: daemonTask({ PidMode: PARAMETER }),
    at: 'Task Properties.PidMode',
    message: '`PidMode` must be shared or absent for a managed daemon, got host',
  },
  {
    id: 'DaemonTask.Volume',
    good: daemonTask({ Volumes: [{ Name: 'data', Host: { SourcePath: '/var/log' } }] }, MOUNT),
    bad: daemonTask({ Volumes: [{ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } }] }, MOUNT),
    tokens: daemonTask({ Volumes: [open({ Name: 'data', EFSVolumeConfiguration: { FilesystemId: 'fs-1' } })] }, MOUNT),
    at: 'Task Properties.Volumes.0',
    message: '`Volumes.0` must be a scratch volume or a directory of the instance for a managed daemon, which has no others',
  },
  {
    id: 'DaemonTask.LogDriver',
    good: daemonTask({}, { LogConfiguration: { LogDriver: 'splunk' } }),
    bad: daemonTask({}, { LogConfiguration: { LogDriver: 'syslog' } }),
    tokens: daemonTask({}, { LogConfiguration: { LogDriver: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.LogConfiguration.LogDriver',
    message: '`ContainerDefinitions.0.LogConfiguration.LogDriver` takes the driver awslogs, splunk or awsfirelens for a managed daemon, got syslog',
  },
  {
    id: 'ManagedDaemon.DrainPercent',
    good: daemon({ DrainPercent: 1 }),
    bad: daemon({ DrainPercent: 0.5 }),
    tokens: daemon({ DrainPercent: PARAMETER }),
    at: 'Daemon Properties.DeploymentConfiguration.DrainPercent',
    message: '`DeploymentConfiguration.DrainPercent` takes a percentage from 1 to 100, got 0.5',
  },
  {
    id: 'ManagedDaemon.BakeTime',
    good: daemon({ BakeTimeInMinutes: 1440 }),
    bad: daemon({ BakeTimeInMinutes: 1441 }),
    tokens: daemon({ BakeTimeInMinutes: PARAMETER }),
    at: 'Daemon Properties.DeploymentConfiguration.BakeTimeInMinutes',
    message: '`DeploymentConfiguration.BakeTimeInMinutes` takes whole minutes from 0 to 1440, got 1441',
  },
];
