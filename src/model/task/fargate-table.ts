import { oneOf } from '../range';

/** The memory that one Fargate CPU value can be paired with. */
export interface FargateRow {
  readonly cpu: number;
  readonly minMiB: number;
  readonly maxMiB: number;
  /** Distance between two memory values; absent where only the listed values exist. */
  readonly stepMiB?: number;
  readonly onlyMiB?: readonly number[];
  /** Windows containers can have this CPU value. */
  readonly windows: boolean;
}

// ECS Developer Guide, "Task definition differences for Fargate". The CloudFormation reference still ends at 16384 units.
export const FARGATE_ROWS: readonly FargateRow[] = [
  { cpu: 256, minMiB: 512, maxMiB: 2048, onlyMiB: [512, 1024, 2048], windows: false },
  { cpu: 512, minMiB: 1024, maxMiB: 4096, stepMiB: 1024, windows: false },
  { cpu: 1024, minMiB: 2048, maxMiB: 8192, stepMiB: 1024, windows: true },
  { cpu: 2048, minMiB: 4096, maxMiB: 16384, stepMiB: 1024, windows: true },
  { cpu: 4096, minMiB: 8192, maxMiB: 30720, stepMiB: 1024, windows: true },
  { cpu: 8192, minMiB: 16384, maxMiB: 61440, stepMiB: 4096, windows: false },
  { cpu: 16384, minMiB: 32768, maxMiB: 122880, stepMiB: 8192, windows: false },
  { cpu: 32768, minMiB: 61440, maxMiB: 249856, onlyMiB: [61440, 122880, 249856], windows: false },
];

/** The largest Fargate task. */
export const LARGEST_ROW = FARGATE_ROWS[FARGATE_ROWS.length - 1];

/** Every memory value of a row, ascending. */
export function memoryValues({ minMiB, maxMiB, stepMiB, onlyMiB }: FargateRow): readonly number[] {
  if (stepMiB === undefined) return onlyMiB ?? [];
  return Array.from({ length: (maxMiB - minMiB) / stepMiB + 1 }, (_, index) => minMiB + index * stepMiB);
}

/** The memory value of a row that is closest to the one asked for; the larger one of two that are equally close. */
export function nearestMemory(row: FargateRow, memoryMiB: number): number {
  const distance = (value: number) => Math.abs(value - memoryMiB);
  return memoryValues(row).reduce((best, value) => (distance(value) <= distance(best) ? value : best));
}

/** A row's memory as it is written in a sentence. */
export function describeMemory({ minMiB, maxMiB, stepMiB, onlyMiB }: FargateRow): string {
  return onlyMiB ? `${oneOf(onlyMiB)} MiB` : `${minMiB} to ${maxMiB} MiB in steps of ${stepMiB}`;
}
