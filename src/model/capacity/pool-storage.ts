import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// EBS User Guide, "General Purpose SSD volumes": gp3.
const LARGEST_GIB = 65536;
const IOPS: Range = { min: 3000, max: 80000, unit: 'operations a second' };
const IOPS_A_GIB = 500;
const THROUGHPUT: Range = { min: 125, max: 2000, unit: 'MiB a second' };
const THROUGHPUT_AN_OPERATION = 0.25;

/** What is known of the disk of a pool's instances. */
export interface PoolStorageFacts {
  readonly sizeGiB?: number;
  readonly iops?: number;
  readonly throughput?: number;
  /** Size of the snapshot in the machine image: EC2 refuses a smaller volume. */
  readonly imageGiB?: number;
}

/** Refuses a gp3 volume that EC2 does not make. */
export function checkPoolStorage(facts: PoolStorageFacts): Finding[] {
  const findings = [
    ...checkRange('PoolStorage.Size', 'size', facts.sizeGiB, { min: facts.imageGiB ?? 1, max: LARGEST_GIB, unit: 'GiB' }),
    ...checkRange('PoolStorage.Iops', 'iops', facts.iops, IOPS),
    ...checkRange('PoolStorage.Throughput', 'throughput', facts.throughput, THROUGHPUT),
  ];
  return findings.length > 0 ? findings : checkRatios(facts);
}

function checkRatios({ sizeGiB, iops, throughput }: PoolStorageFacts): Finding[] {
  if (sizeGiB !== undefined && iops !== undefined && iops > IOPS.min && iops > sizeGiB * IOPS_A_GIB) {
    return [refuse('PoolStorage.IopsOfSize', 'iops', `is at most ${IOPS_A_GIB} for each GiB, ${sizeGiB * IOPS_A_GIB} here, got ${iops}; raise the size`)];
  }
  const operations = iops ?? IOPS.min;
  return throughput !== undefined && throughput > operations * THROUGHPUT_AN_OPERATION
    ? [refuse('PoolStorage.ThroughputOfIops', 'throughput',
      `is at most a quarter of the iops, ${Math.floor(operations * THROUGHPUT_AN_OPERATION)} here, got ${throughput}; raise the iops`)] : [];
}
