import { advise, Finding, refuse } from '../finding';

const ROOT_USERS = ['root', '0'];
// Docker takes an empty user for the image's, which is not known.
const IMAGE_USER = '';

/** What is known of the directories that a container may write to besides its root filesystem. */
export interface ScratchFacts {
  readonly paths: readonly (string | undefined)[];
  /** User that the container runs as, with a group after a colon. */
  readonly user?: string;
}

/**
 * Refuses paths that cannot be mounted, and advises against a user that may not write to them.
 *
 * ECS Developer Guide, "Use bind mounts with Amazon ECS".
 */
export function checkScratch({ paths, user }: ScratchFacts): Finding[] {
  const findings = paths.flatMap((path, index) => checkPath(path, `writablePaths[${index}]`, paths.slice(0, index)));
  if (findings.length > 0 || paths.length === 0 || user === undefined || user === IMAGE_USER || isRoot(user)) return findings;
  const listed = paths.map((path) => path ?? 'a path that the deployment knows').join(', ');
  return [advise('TaskBlueprint.ScratchOwner', 'writablePaths',
    `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to ${listed}` +
    ' unless the image gives them another owner; chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')];
}

function checkPath(path: string | undefined, place: string, before: readonly (string | undefined)[]): Finding[] {
  if (path === undefined) return [];
  if (!path.startsWith('/') || normal(path) === '') {
    return [refuse('TaskBlueprint.ScratchPath', place, `is an absolute path below the root, got '${path}'`)];
  }
  return before.some((other) => other !== undefined && normal(other) === normal(path))
    ? [refuse('TaskBlueprint.SameScratchPath', place, `is listed once, got '${path}' again`)] : [];
}

/** The directory that a path means: `/tmp/` is `/tmp`, and the root is empty. */
function normal(path: string): string {
  return path.split('/').filter((part) => part !== '' && part !== '.').join('/');
}

function isRoot(user: string): boolean {
  return ROOT_USERS.includes(user.split(':')[0]);
}
