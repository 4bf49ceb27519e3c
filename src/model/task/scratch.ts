import { advise, Finding, refuse } from '../finding';

const ROOT_USERS = ['root', '0'];
// Docker takes an empty user for the image's, which is not known.
const IMAGE_USER = '';

/** What is known of the directories that a container may write to besides its root filesystem. */
export interface ScratchFacts {
  readonly paths: readonly (string | undefined)[];
  /** User that the container runs as, with a group after a colon. */
  readonly user?: string;
  /** The container runs on Windows; absent when not known. */
  readonly windows?: boolean;
}

/**
 * Refuses paths that cannot be mounted, and advises against a user that may not write to them.
 *
 * ECS Developer Guide, "Use bind mounts with Amazon ECS".
 */
export function checkScratch({ paths, user, windows }: ScratchFacts): Finding[] {
  const directories = paths.map((path) => (path === undefined ? undefined : directoryOf(path, windows !== false)));
  const findings = paths.flatMap((path, index) => checkPath(path, directories[index], index, directories));
  if (findings.length > 0 || paths.length === 0 || windows || user === undefined || user === IMAGE_USER || isRoot(user)) return findings;
  const listed = paths.map((path) => path ?? 'a path that the deployment knows').join(', ');
  return [advise('TaskBlueprint.ScratchOwner', 'writablePaths',
    `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to ${listed}` +
    ' unless the image gives them another owner; chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')];
}

function checkPath(path: string | undefined, directory: string | undefined, index: number, directories: readonly (string | undefined)[]): Finding[] {
  if (path === undefined) return [];
  const place = `writablePaths[${index}]`;
  if (directory === undefined) return [refuse('TaskBlueprint.ScratchPath', place, `is an absolute path below the root, got '${path}'`)];
  return directories.indexOf(directory) === index ? [] : [refuse('TaskBlueprint.SameScratchPath', place, `is listed once, got '${path}' again`)];
}

/**
 * The directory that a path means, `undefined` if it is not absolute or the root itself: `/tmp/` is `/tmp`.
 *
 * Windows tells neither slashes nor letters apart: `C:\Data` is `c:/data`.
 */
function directoryOf(path: string, mayBeWindows: boolean): string | undefined {
  const drive = mayBeWindows ? /^[A-Za-z]:(?=[\\/])/.exec(path)?.[0].toLowerCase() : undefined;
  if (drive === undefined && !path.startsWith('/')) return undefined;
  const parts = drive === undefined ? path.split('/') : path.slice(drive.length).toLowerCase().split(/[\\/]/);
  const names = parts.filter((part) => part !== '' && part !== '.');
  return names.length === 0 ? undefined : [drive ?? '', ...names].join('/');
}

function isRoot(user: string): boolean {
  return ROOT_USERS.includes(user.split(':')[0]);
}
