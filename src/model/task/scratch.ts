import { isRoot } from './user';
import { advise, Finding } from '../finding';

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
 * Advises against a user that may not write to the directories.
 *
 * ECS Developer Guide, "Use bind mounts with Amazon ECS".
 */
export function checkScratch({ paths, user, windows }: ScratchFacts): Finding[] {
  if (paths.length === 0 || windows || user === undefined || user === IMAGE_USER || isRoot(user)) return [];
  const listed = paths.map((path) => path ?? 'a path that the deployment knows').join(', ');
  return [advise('TaskBlueprint.ScratchOwner', 'writablePaths',
    `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to ${listed}` +
    ' unless the image gives them another owner; take `hardening: Hardening.strict(…)` in place of `user`, which hands them over,' +
    ' or chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')];
}
