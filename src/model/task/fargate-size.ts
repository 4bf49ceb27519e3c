import { describeMemory, FARGATE_ROWS, FargateRow, LARGEST_ROW, memoryValues, nearestMemory } from './fargate-table';
import { Finding, refuse } from '../finding';
import { fits, oneOf, Range } from '../range';

// CloudFormation reference, AWS::ECS::TaskDefinition EphemeralStorage: 20 GiB is the default, and writing it is rejected.
const EPHEMERAL_STORAGE_GIB: Range = { min: 21, max: 200 };

/**
 * CPU and memory of a task on Fargate.
 *
 * Fargate knows fixed pairs only; a pair that it does not know is refused by the construct that takes the size.
 * 256 and 512 CPU units, and 8192 and more, run Linux only.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html
 *
 * @example
 * FargateSize.of(1024, 2048);
 */
export class FargateSize {
  /**
   * Exactly this CPU and memory.
   *
   * A construct that takes the size refuses it with `FargateSize.NoSuchCpu`, `FargateSize.NoSuchPair`, `FargateSize.TooLarge`,
   * `FargateSize.Windows` or `FargateSize.EphemeralStorage`.
   *
   * @param cpu CPU units of the task: 256, 512, 1024, 2048, 4096, 8192, 16384 or 32768; 1024 are one vCPU
   * @param memoryMiB memory of the task in MiB
   * @param ephemeralStorageGiB scratch disk of the task in GiB, 21 to 200; leave it out for the 20 GiB that every task has
   */
  public static of(cpu: number, memoryMiB: number, ephemeralStorageGiB?: number): FargateSize {
    return new FargateSize(cpu, memoryMiB, ephemeralStorageGiB);
  }

  /**
   * The smallest size with at least this CPU and memory: the fewest CPU units first, then the least memory.
   *
   * What no size can hold is kept as it was asked for, and refused by the construct that takes it with `FargateSize.TooLarge`.
   *
   * @param cpu CPU units that the task needs at least
   * @param memoryMiB memory in MiB that the task needs at least
   */
  public static smallestFor(cpu: number, memoryMiB: number): FargateSize {
    const row = FARGATE_ROWS.find((candidate) => candidate.cpu >= cpu && cpu >= 0 && !(candidate.maxMiB < memoryMiB));
    if (!row) return new FargateSize(cpu, memoryMiB);
    const memory = memoryMiB >= 0 ? memoryValues(row).find((value) => value >= memoryMiB) : undefined;
    return new FargateSize(row.cpu, memory ?? memoryMiB);
  }

  private constructor(
    /** CPU units of the task; 1024 are one vCPU. */
    public readonly cpu: number,
    /** Memory of the task in MiB. */
    public readonly memoryMiB: number,
    /**
     * Scratch disk of the task in GiB.
     *
     * @default - the 20 GiB that every Fargate task has
     */
    public readonly ephemeralStorageGiB?: number,
  ) {}
}

/** What is known of the size of a task on Fargate. */
export interface FargateSizeFacts {
  readonly cpu?: number;
  readonly memoryMiB?: number;
  readonly ephemeralStorageGiB?: number;
  readonly windows?: boolean;
}

/** Refuses CPU and memory that Fargate does not pair, and scratch disks out of range. */
export function checkFargateSize({ cpu, memoryMiB, ephemeralStorageGiB, windows }: FargateSizeFacts): Finding[] {
  return [...checkPair(cpu, memoryMiB, windows ?? false), ...checkEphemeralStorage(ephemeralStorageGiB)];
}

/** Refuses a scratch disk where tasks share those of their instances. */
export function checkEphemeralOnInstances({ ephemeralStorageGiB }: Pick<FargateSizeFacts, 'ephemeralStorageGiB'>, external: boolean = false): Finding[] {
  // CloudFormation reference, AWS::ECS::TaskDefinition EphemeralStorage.
  const instead = external ? 'give the machines larger disks' : 'give the instances larger disks, or the task a volume on EBS';
  return ephemeralStorageGiB === undefined ? [] : [refuse('FargateSize.EphemeralOnInstances', 'ephemeralStorageGiB',
    `is for tasks on Fargate, got ${ephemeralStorageGiB} on instances; ${instead}`)];
}

function checkPair(cpu: number | undefined, memoryMiB: number | undefined, windows: boolean): Finding[] {
  if ((cpu ?? 0) > LARGEST_ROW.cpu || (memoryMiB ?? 0) > LARGEST_ROW.maxMiB) {
    return [tooLarge(cpu, memoryMiB)];
  }
  if (cpu === undefined) return [];
  const row = FARGATE_ROWS.find((candidate) => candidate.cpu === cpu);
  if (!row) {
    return [refuse('FargateSize.NoSuchCpu', '', `takes ${oneOf(cpusFor(windows))} CPU units, got ${cpu}`)];
  }
  if (windows && !row.windows) {
    return [refuse('FargateSize.Windows', '', `takes ${oneOf(cpusFor(true))} CPU units for Windows containers, got ${cpu}`)];
  }
  return memoryMiB === undefined || memoryValues(row).includes(memoryMiB) ? [] : [noSuchPair(row, memoryMiB)];
}

function checkEphemeralStorage(sizeGiB: number | undefined): Finding[] {
  if (sizeGiB === undefined || fits(sizeGiB, EPHEMERAL_STORAGE_GIB)) return [];
  const { min, max } = EPHEMERAL_STORAGE_GIB;
  return [refuse('FargateSize.EphemeralStorage', 'ephemeralStorageGiB',
    `takes whole GiB from ${min} to ${max}, got ${sizeGiB}; leave it out for the 20 GiB that every task has`)];
}

function cpusFor(windows: boolean): number[] {
  return FARGATE_ROWS.filter((row) => row.windows || !windows).map((row) => row.cpu);
}

function noSuchPair(row: FargateRow, memoryMiB: number): Finding {
  return refuse('FargateSize.NoSuchPair', '',
    `${row.cpu} CPU units take ${describeMemory(row)}, got ${memoryMiB}; the nearest is FargateSize.of(${row.cpu}, ${nearestMemory(row, memoryMiB)})`);
}

function tooLarge(cpu: number | undefined, memoryMiB: number | undefined): Finding {
  const asked = [...(cpu === undefined ? [] : [`${cpu} CPU units`]), ...(memoryMiB === undefined ? [] : [`${memoryMiB} MiB`])].join(' and ');
  return refuse('FargateSize.TooLarge', '',
    `must be at most ${LARGEST_ROW.cpu} CPU units and ${LARGEST_ROW.maxMiB} MiB on Fargate, got ${asked}; split the task or run it on instances`);
}
