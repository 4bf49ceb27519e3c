import { isOlder } from './fargate-spot';
import { Finding, refuse } from '../finding';
import { all } from '../range';

// ECS Developer Guide, "Task definition differences for Fargate", "Fargate task ephemeral storage" and "Monitor Amazon ECS containers with ECS Exec":
// the first platform version for Linux that has them.
const FIRST_VERSION = '1.4.0';
const LARGE_CPU = 8192;

/** What is known of a task, and of the platform version of Fargate that it is to run on. */
export interface PlatformFeatureFacts {
  /** Absent where it is the latest, or not known. */
  readonly platformVersion?: string;
  /** Versions for Windows are counted by themselves. */
  readonly windows?: boolean;
  readonly cpu?: number;
  readonly ephemeralStorageGiB?: number;
  /** ECS Exec is on. */
  readonly exec?: boolean;
}

/** Refuses a platform version of Fargate that is older than what the task asks for. */
export function checkPlatformFeatures({ cpu = 0, ephemeralStorageGiB, exec, platformVersion, windows }: PlatformFeatureFacts): Finding[] {
  if (windows !== false || platformVersion === undefined || !isOlder(platformVersion, FIRST_VERSION)) return [];
  const features = [
    ...(cpu >= LARGE_CPU ? [`${cpu} CPU units`] : []),
    ...(ephemeralStorageGiB === undefined ? [] : [`a disk of ${ephemeralStorageGiB} GiB`]),
    ...(exec ? ['ECS Exec'] : []),
  ];
  return features.length === 0 ? [] : [refuse('PlatformVersion.TooOld', 'platformVersion',
    `must be ${FIRST_VERSION} or newer for ${all(features)}, got ${platformVersion}; leave it out for the latest`)];
}
