import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const FARGATE_TASK_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.fargate,
  satisfiedBy: 'The constructors of services on Fargate refuse it',
}, [
  {
    id: 'FargateContainer.Unsupported',
    info: 'A container asks for what Fargate does not have.',
    explanation: 'Devices, privileges, swap, GPUs, links and settings of DNS belong to instances; ECS refuses them with FARGATE.',
    remedy: 'Leave the property out, or run the task on instances.',
  },
  {
    id: 'FargateContainer.Capability',
    info: 'A container adds a capability that Fargate does not give.',
    explanation: 'Fargate adds SYS_PTRACE and nothing else; ECS refuses the others.',
    remedy: 'Leave all but SYS_PTRACE out of `Capabilities.Add`.',
  },
  {
    id: 'FargateContainer.LogDriver',
    info: 'A container logs with a driver that Fargate does not have.',
    explanation: 'Fargate has awslogs, awsfirelens and splunk; ECS refuses the others.',
    remedy: 'Set `LogDriver` to awslogs, awsfirelens or splunk.',
    satisfiedBy: 'Containers log with awslogs',
  },
  {
    id: 'FargateTask.Unsupported',
    info: 'The task asks for what Fargate does not have.',
    explanation: 'IPC modes and placement constraints are about instances; ECS refuses them with FARGATE.',
    remedy: 'Leave the property out, or run the task on instances.',
  },
  {
    id: 'FargateTask.PidMode',
    info: 'The process namespace is not one that Fargate has.',
    explanation: 'On Fargate the containers of a task may share their processes, and nothing more.',
    remedy: 'Set `PidMode` to task, or leave it out.',
  },
  {
    id: 'FargateSpot.Windows',
    info: 'A service with Windows containers may run on Fargate Spot.',
    explanation: 'Fargate Spot runs Linux only: no task is ever placed there.',
    remedy: 'Take FARGATE_SPOT out of the strategy.',
    source: SOURCES.fargateSpot,
  },
  {
    id: 'FargateSpot.PlatformVersion',
    info: 'The platform version is too old for Fargate Spot.',
    explanation: 'Fargate Spot runs tasks with platform version 1.3.0 and later, and with ARM64 from 1.4.0.',
    remedy: 'Leave `PlatformVersion` out for the latest.',
    source: SOURCES.fargateSpot,
    satisfiedBy: 'The platform version is left out',
  },
  {
    id: 'PlatformVersion.TooOld',
    info: 'The platform version is older than what the task asks for.',
    explanation: 'Tasks of 8192 CPU units and more, disks of a chosen size and ECS Exec came with version 1.4.0 for Linux; ECS refuses the service.',
    remedy: 'Leave `PlatformVersion` out for the latest.',
    satisfiedBy: 'The platform version is left out',
  },
]);

export const COMPATIBILITY_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.task,
  satisfiedBy: 'RequiresCompatibilities names what the service runs on',
}, [
  {
    id: 'Compatibility.Unknown',
    info: 'The task is said to run on something that ECS does not have.',
    explanation: 'ECS takes EC2, FARGATE, EXTERNAL and MANAGED_INSTANCES.',
    remedy: 'Correct the entry of `RequiresCompatibilities`.',
  },
  {
    id: 'Compatibility.NotOffered',
    info: 'A service runs the task where the task definition does not say so.',
    explanation: 'ECS checks a task definition for what it lists, and refuses a service on a platform that it was not checked for.',
    remedy: 'Add the platform to `RequiresCompatibilities`.',
    equals: ['E3054'],
  },
]);
