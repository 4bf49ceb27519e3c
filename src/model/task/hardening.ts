import { Finding, refuse } from '../finding';
import { all, oneOf } from '../range';
import { isNumeric, isRoot } from './user';

// Docker's documentation, "Runtime privilege and Linux capabilities": what a container has that asks for nothing.
const DOCKER_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'NET_RAW', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
];

/** What is known of a container that is to have the strict preset. */
export interface HardenedFacts {
  /** User that the preset names; absent when not known. */
  readonly user?: string;
  readonly kept: readonly string[];
  /** Options of the container that say the opposite of the preset, or the same once more. */
  readonly against: readonly string[];
  /** Directories are handed over to the user before the container starts. */
  readonly handsOver: boolean;
  readonly windows: boolean;
  readonly noNewPrivileges: boolean;
  /** Docker runs every task, and takes its security options: on EC2 instances, and on machines outside AWS. */
  readonly onDocker: boolean;
}

// Where a user of the preset says what they wanted to say with the option.
const INSTEAD: Readonly<Record<string, string>> = {
  capabilities: 'name those that it needs in `keepCapabilities` of the preset',
  user: 'name the user in the preset alone',
  writablePaths: 'name them in `writable` of the preset',
};

/**
 * The capabilities to take away so that these are left of Docker's: one by one, since `ALL` could only be followed by adding some back, and
 * Fargate adds none but `SYS_PTRACE`.
 */
export function droppedCapabilities(kept: readonly string[]): string[] {
  return kept.length === 0 ? ['ALL'] : DOCKER_CAPABILITIES.filter((capability) => !kept.includes(capability));
}

/** Refuses what a strict container cannot have. */
export function checkHardening({ against, handsOver, kept, noNewPrivileges, onDocker, user, windows }: HardenedFacts): Finding[] {
  if (windows) return [refuse('Hardening.Windows', '', 'is for Linux containers: Windows has no read-only root and no capabilities; leave it out')];
  const unknown = kept.filter((capability) => !DOCKER_CAPABILITIES.includes(capability));
  return [
    ...checkUser(user, handsOver),
    ...(unknown.length === 0 ? [] : [refuse('Hardening.Capability', 'keepCapabilities',
      `takes those that Docker gives: ${oneOf(DOCKER_CAPABILITIES)}, got ${all(unknown)}`)]),
    ...(noNewPrivileges && !onDocker ? [refuse('Hardening.NoNewPrivileges', 'noNewPrivileges',
      'is for tasks on EC2 instances and machines outside AWS, since neither Fargate nor Managed Instances take `dockerSecurityOptions`; leave it out')] : []),
    ...against.map((option) => refuse('Hardening.Conflict', option,
      `is the preset's to say, got a value of its own; leave it out${INSTEAD[option] ? `, and ${INSTEAD[option]}` : ''}`)),
  ];
}

function checkUser(user: string | undefined, handsOver: boolean): Finding[] {
  if (user === undefined) return [];
  if (user.trim() === '' || isRoot(user)) return [refuse('Hardening.RootUser', 'user', `is not root and not left to the image, got '${user}'; take the number of another, such as 1000:1000`)];
  return !handsOver || isNumeric(user) ? [] : [refuse('Hardening.UserName', 'user',
    `is a number, with a group's number after a colon, where directories are handed over to it, got ${user}; take its number, or WritablePaths.ofImage(…)`)];
}

/** What is known of a volume that is handed over to the user of a container. */
export interface HandOverFacts {
  readonly volume: string;
  /** Absent when not known. */
  readonly user?: string;
  /** Where the user is written. */
  readonly path: string;
}

/** Refuses a volume that is handed over to two users: the last one has it. */
export function checkOwners(handOvers: readonly HandOverFacts[]): Finding[] {
  return handOvers.flatMap(({ path, user, volume }) => {
    const first = handOvers.find((other) => other.volume === volume);
    return user === undefined || first?.user === undefined || first.user === user ? [] : [refuse('Hardening.TwoOwners', path,
      `is the one of all containers to which the volume ${volume} is handed over, got ${user} here and ${first.user} in \`${first.path}\`; take one user for both`)];
  });
}
