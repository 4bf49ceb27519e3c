import { advise, Finding } from '../finding';

// ECS Developer Guide, "Fargate platform versions": what LATEST stands for.
const LATEST_LINUX = '1.4.0';
const LATEST_WINDOWS = '1.0.0';
const OLD_LINUX = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'];

/** What is known of the platform version of tasks. */
export interface PlatformVersionFacts {
  readonly fargate?: boolean;
  readonly windows?: boolean;
  readonly version?: string;
}

/** Advises against a platform version of Fargate that has a successor. */
export function checkPlatformVersion({ fargate, version, windows }: PlatformVersionFacts): Finding[] {
  const isOld = version !== undefined && OLD_LINUX.includes(version) && !(version === LATEST_WINDOWS && windows !== false);
  return fargate !== true || !isOld ? [] : [advise('PlatformVersion.Old', 'platformVersion',
    `should be LATEST or ${LATEST_LINUX}, got ${version}, which gets no new features and security fixes; leave it out`)];
}
