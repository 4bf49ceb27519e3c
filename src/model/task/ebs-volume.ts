import { Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// CloudFormation reference, AWS::ECS::Service ServiceManagedEBSVolumeConfiguration.
const TYPES: Readonly<Record<string, EbsType>> = {
  gp2: { size: { min: 1, max: 16384, unit: 'GiB' } },
  gp3: { size: { min: 1, max: 16384, unit: 'GiB' }, iops: { min: 3000, max: 16000 } },
  io1: { size: { min: 4, max: 16384, unit: 'GiB' }, iops: { min: 100, max: 64000 }, needsIops: true },
  io2: { size: { min: 4, max: 16384, unit: 'GiB' }, iops: { min: 100, max: 256000 }, needsIops: true },
  sc1: { size: { min: 125, max: 16384, unit: 'GiB' } },
  st1: { size: { min: 125, max: 16384, unit: 'GiB' } },
  standard: { size: { min: 1, max: 1024, unit: 'GiB' } },
};
// The same, Throughput; its lower end is that of EBS: EBS User Guide, "Amazon EBS General Purpose SSD volumes".
const THROUGHPUT_TYPE = 'gp3';
const THROUGHPUT: Range = { min: 125, max: 1000, unit: 'MiB per second' };
// EBS User Guide, "Initialize Amazon EBS volumes".
const INITIALIZATION_RATE: Range = { min: 100, max: 300, unit: 'MiB per second' };
const SNAPSHOT = /^snap-[0-9a-f]+$/;

interface EbsType {
  readonly size: Range;
  /** Absent where they cannot be chosen. */
  readonly iops?: Range;
  readonly needsIops?: boolean;
}

/** What is known of a volume on EBS. */
export interface EbsVolumeFacts {
  readonly type: string;
  /** Properties that were given, known or not. */
  readonly given: readonly string[];
  readonly sizeGiB?: number;
  readonly snapshotId?: string;
  readonly iops?: number;
  /** MiB per second. */
  readonly throughput?: number;
  /** MiB per second. */
  readonly volumeInitializationRate?: number;
}

/** Whether there is such a type of volume. */
export function isEbsType(type: string): boolean {
  return Object.keys(TYPES).includes(type);
}

/** Refuses what EBS does not make a volume of. */
export function checkEbsVolume(facts: EbsVolumeFacts): Finding[] {
  const { given, snapshotId, sizeGiB, type } = facts;
  return [
    ...(given.includes('size') || given.includes('snapshotId') ? [] : [refuse('EbsVolume.NoSize', 'size', 'must be set where no snapshot is named, got neither')]),
    ...(snapshotId === undefined || SNAPSHOT.test(snapshotId) ? []
      : [refuse('EbsVolume.Snapshot', 'snapshotId', `must be the id of a snapshot, such as snap-0123456789abcdef0, got '${snapshotId}'`)]),
    ...checkRange('EbsVolume.Size', 'size', sizeGiB, TYPES[type].size),
    ...checkIops(facts, TYPES[type]),
    ...checkThroughput(facts),
    ...checkInitialization(facts),
  ];
}

function checkIops({ given, iops, type }: EbsVolumeFacts, { iops: range, needsIops }: EbsType): Finding[] {
  const isGiven = given.includes('iops');
  if (needsIops && !isGiven) return [refuse('EbsVolume.NoIops', 'iops', `must be set for ${type}, got none; take gp3, which has 3000 without asking`)];
  if (isGiven && range === undefined) {
    const chosen = Object.keys(TYPES).filter((name) => TYPES[name].iops);
    return [refuse('EbsVolume.IopsOfType', 'iops', `is for ${oneOf(chosen)}, got ${type}; leave it out`)];
  }
  return range ? checkRange('EbsVolume.Iops', 'iops', iops, range) : [];
}

function checkThroughput({ given, throughput, type }: EbsVolumeFacts): Finding[] {
  return given.includes('throughput') && type !== THROUGHPUT_TYPE
    ? [refuse('EbsVolume.ThroughputOfType', 'throughput', `is for ${THROUGHPUT_TYPE}, got ${type}; leave it out`)]
    : checkRange('EbsVolume.Throughput', 'throughput', throughput, THROUGHPUT);
}

function checkInitialization({ given, volumeInitializationRate }: EbsVolumeFacts): Finding[] {
  return given.includes('volumeInitializationRate') && !given.includes('snapshotId')
    ? [refuse('EbsVolume.NoSnapshot', 'volumeInitializationRate', 'is for volumes made from a snapshot, got none; leave it out')]
    : checkRange('EbsVolume.InitializationRate', 'volumeInitializationRate', volumeInitializationRate, INITIALIZATION_RATE);
}
