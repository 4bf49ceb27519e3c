import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const DAEMON_TASK_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.daemonTask,
  satisfiedBy: 'ManagedDaemon refuses it',
}, [
  {
    id: 'DaemonTask.Unsupported',
    info: 'A daemon task definition asks for what it has no place for.',
    explanation: 'ECS gives managed daemons their network and runs them on all instances of their pools; CloudFormation refuses the property.',
    remedy: 'Leave the property out, or run the task as a service.',
    source: SOURCES.managedDaemons,
  },
  {
    id: 'DaemonTask.PidMode',
    info: 'The process namespace is not one that a managed daemon has.',
    explanation: 'A managed daemon may see the processes of its instance, and nothing else.',
    remedy: 'Set `PidMode` to shared, or leave it out.',
  },
  {
    id: 'DaemonTask.Volume',
    info: 'A managed daemon has a volume that it cannot have.',
    explanation: 'It has scratch volumes and directories of its instance; ECS refuses the others.',
    remedy: 'Take a scratch volume, or one with `Host.SourcePath`.',
    source: SOURCES.managedDaemons,
  },
  {
    id: 'DaemonTask.LogDriver',
    info: 'A managed daemon logs with a driver that it does not have.',
    explanation: 'ECS takes awslogs, awsfirelens and splunk, and refuses the others.',
    remedy: 'Set `LogDriver` to awslogs, awsfirelens or splunk.',
    source: SOURCES.managedDaemons,
    satisfiedBy: 'Managed daemons log with awslogs',
  },
  {
    id: 'ManagedDaemon.DrainPercent',
    info: 'The part of the instances that is drained at a time is out of range.',
    explanation: 'ECS takes 1 to 100 percent.',
    remedy: 'Set `DrainPercent` to 1 to 100, or leave it out for 25.',
    source: SOURCES.daemon,
  },
  {
    id: 'ManagedDaemon.BakeTime',
    info: 'The bake time of a daemon deployment is out of range.',
    explanation: 'ECS takes 0 to 1440 minutes.',
    remedy: 'Set `BakeTimeInMinutes` to 0 to 1440.',
    source: SOURCES.daemon,
  },
]);
