import { Finding, refuse } from '../finding';

// ECS Developer Guide, "Amazon ECS clusters for Fargate Spot".
const OLDEST_PLATFORM_X86 = '1.3.0';
const OLDEST_PLATFORM_ARM = '1.4.0';

/** What is known of a task that may run on Fargate Spot. */
export interface FargateSpotFacts {
  readonly spot?: boolean;
  readonly windows?: boolean;
  readonly arm64?: boolean;
  /** Fargate platform version: `1.4.0` or `LATEST`. */
  readonly platformVersion?: string;
}

/** Refuses tasks that Fargate Spot cannot run. */
export function checkFargateSpot({ spot, windows, arm64, platformVersion }: FargateSpotFacts): Finding[] {
  if (!spot) return [];
  if (windows) {
    return [refuse('FargateSpot.Windows', '', 'runs Windows containers, which Fargate Spot does not have; use on-demand Fargate only')];
  }
  const oldest = arm64 ? OLDEST_PLATFORM_ARM : OLDEST_PLATFORM_X86;
  if (platformVersion === undefined || !isOlder(platformVersion, oldest)) return [];
  return [refuse('FargateSpot.PlatformVersion', 'platformVersion',
    `must be ${oldest} or newer on Fargate Spot${arm64 ? ' with ARM64' : ''}, got ${platformVersion}; leave it out for the latest`)];
}

/** Whether a platform version comes before another one; false for LATEST. */
export function isOlder(version: string, than: string): boolean {
  if (!/^\d+\.\d+\.\d+$/.test(version)) return false;
  const [ours, theirs] = [version, than].map((text) => text.split('.').map(Number));
  const differing = ours.findIndex((part, index) => part !== theirs[index]);
  return differing >= 0 && ours[differing] < theirs[differing];
}
