import { ec2Task, open, windowsTask } from './task-templates';
import { PARAMETER, RuleCase } from '../kit';
import { task } from '../templates';

export const FARGATE_SIZE_CASES: readonly RuleCase[] = [
  {
    id: 'FargateSize.NoSuchPair',
    good: task({ task: { Cpu: '.5 vCPU', Memory: '4GB' } }),
    bad: task({ task: { Memory: '4096' } }),
    tokens: task({ task: { Memory: PARAMETER } }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` 256 CPU units take 512, 1024 or 2048 MiB, got 4096',
  },
  {
    id: 'FargateSize.NoSuchCpu',
    good: task({ task: { Cpu: '512', Memory: '1024' } }),
    bad: task({ task: { Cpu: '300' } }),
    tokens: task({ task: { Cpu: PARAMETER } }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` takes 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768 CPU units, got 300',
  },
  {
    id: 'FargateSize.TooLarge',
    good: task({ task: { Cpu: '32768', Memory: '249856' } }),
    bad: task({ task: { Cpu: '64 vCPU', Memory: '249856' } }),
    tokens: task({ task: { Cpu: PARAMETER, Memory: PARAMETER } }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` must be at most 32768 CPU units and 249856 MiB on Fargate, got 65536 CPU units and 249856 MiB',
  },
  {
    id: 'FargateSize.Windows',
    good: windowsTask(),
    bad: windowsTask({ Cpu: '512' }),
    tokens: windowsTask({ Cpu: '512', RuntimePlatform: { OperatingSystemFamily: PARAMETER } }),
    at: 'Task Properties.Cpu',
    message: '`Cpu` takes 1024, 2048 or 4096 CPU units for Windows containers, got 512',
  },
  {
    id: 'FargateSize.EphemeralStorage',
    good: task({ task: { EphemeralStorage: { SizeInGiB: 21 } } }),
    bad: task({ task: { EphemeralStorage: { SizeInGiB: 20 } } }),
    tokens: task({ task: { EphemeralStorage: { SizeInGiB: PARAMETER } } }),
    at: 'Task Properties.EphemeralStorage.SizeInGiB',
    message: '`EphemeralStorage.SizeInGiB` takes whole GiB from 21 to 200, got 20',
  },
  {
    id: 'FargateSize.EphemeralOnInstances',
    good: task({ task: { EphemeralStorage: { SizeInGiB: 30 } } }),
    bad: ec2Task({ EphemeralStorage: { SizeInGiB: 30 } }),
    tokens: ec2Task({ EphemeralStorage: open({ SizeInGiB: 30 }) }),
    at: 'Task Properties.EphemeralStorage.SizeInGiB',
    message: '`EphemeralStorage.SizeInGiB` is for tasks on Fargate, got 30 on instances',
  },
  {
    id: 'FargateSize.Missing',
    good: ec2Task({ Memory: undefined, Cpu: undefined }, { Memory: 128 }),
    bad: task({ task: { Memory: undefined } }),
    tokens: task({ task: { Memory: open('512') } }),
    at: 'Task Properties.Memory',
    message: '`Memory` must be set on Fargate, where the size of the task decides what it gets, got none',
  },
];
