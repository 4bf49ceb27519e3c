import { SOURCES } from './task-sources';
import { rules } from '../rule';
import { RuleConcern, RuleLevel } from '../rule-options';

export const FARGATE_SIZE_RULES = rules({
  concerns: [RuleConcern.DEPLOYABILITY],
  level: RuleLevel.ERROR,
  source: SOURCES.fargate,
  satisfiedBy: 'FargateSize is checked where a task takes it; without one the smallest size that fits',
}, [
  {
    id: 'FargateSize.NoSuchPair',
    info: 'Fargate has no size with this CPU and memory.',
    explanation: 'Each number of CPU units goes with a range of memory; ECS refuses any other pair when it registers the task definition.',
    remedy: 'Set `Memory` to a value in MiB that goes with `Cpu`: 512, 1024 or 2048 with 256; 1024 to 4096 with 512; 2048 to 8192 with 1024; '
      + '4096 to 16384 with 2048; 8192 to 30720 with 4096, in steps of 1024 all of them; 16384 to 61440 in steps of 4096 with 8192; '
      + '32768 to 122880 in steps of 8192 with 16384; 61440, 122880 or 249856 with 32768.',
    equals: ['E3047'],
  },
  {
    id: 'FargateSize.NoSuchCpu',
    info: 'Fargate has no size with this many CPU units.',
    explanation: 'Fargate sells fixed sizes; ECS refuses others when it registers the task definition.',
    remedy: 'Set `Cpu` to 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768.',
  },
  {
    id: 'FargateSize.TooLarge',
    info: 'The task is larger than anything that Fargate has.',
    explanation: 'ECS refuses the task definition when it is registered.',
    remedy: 'Split the task, or run it on instances.',
  },
  {
    id: 'FargateSize.Windows',
    info: 'Fargate has no such size for Windows containers.',
    explanation: 'Windows containers run with 1024 to 4096 CPU units; ECS refuses the task definition otherwise.',
    remedy: 'Set `Cpu` to 1024, 2048 or 4096.',
  },
  {
    id: 'FargateSize.EphemeralStorage',
    info: 'The disk of the task is too small or too large for Fargate.',
    explanation: 'Every task has 20 GiB and may have 21 to 200; CloudFormation refuses other numbers, 20 among them.',
    remedy: 'Set `EphemeralStorage.SizeInGiB` to 21 to 200, or leave it out for 20 GiB.',
    source: SOURCES.ephemeralStorage,
    satisfiedBy: 'FargateSize leaves the disk out unless it is asked for',
  },
  {
    id: 'FargateSize.EphemeralOnInstances',
    info: 'A disk of the task is asked for where Fargate does not run it.',
    explanation: 'Tasks on instances write to the disks of the instance; ECS refuses a disk of their own.',
    remedy: 'Leave `EphemeralStorage` out, and give the instances larger disks or the task a volume.',
    source: SOURCES.ephemeralStorage,
    satisfiedBy: 'The constructors of services on instances refuse it',
  },
  {
    id: 'FargateSize.Missing',
    info: 'A task on Fargate names no CPU or no memory.',
    explanation: 'The size of the task is what Fargate starts and bills; ECS refuses a task definition without one.',
    remedy: 'Set both `Cpu` and `Memory` of the task definition.',
    source: SOURCES.task,
    satisfiedBy: 'Every task on Fargate gets a size',
    equals: ['E3048'],
  },
]);
