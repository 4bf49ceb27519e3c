import { advise, Finding, refuse } from '../model/finding';
import { known } from '../private/known';

const ROOT_USERS = ['root', '0'];

/** A directory that a container may write to. */
export interface ScratchVolume {
  readonly name: string;
  readonly path: string;
}

/** One volume for each path; a path keeps its volume's name, whatever else changes. */
export function scratchVolumes(container: string, paths: readonly string[]): ScratchVolume[] {
  return paths.map((path, index) => ({ path, name: `${container}-${slug(known(path) ?? String(index))}` }));
}

/** Refuses paths that cannot be mounted; advises against a user that may not write to them. */
export function checkScratch(paths: readonly string[], user: string | undefined): Finding[] {
  const place = 'writablePaths';
  const broken = paths.flatMap((path, index) => {
    if (known(path) !== undefined && !path.startsWith('/')) {
      return [refuse('TaskBlueprint.ScratchPath', `${place}[${index}]`, `is an absolute path, got '${path}'`)];
    }
    return paths.indexOf(path) === index ? [] : [refuse('TaskBlueprint.SameScratchPath', `${place}[${index}]`, `is listed once, got '${path}' again`)];
  });
  return broken.length === 0 && paths.length > 0 && user !== undefined && !isRoot(user)
    ? [advise('TaskBlueprint.ScratchOwner', place, `belong to root with mode 0755 when the container starts, so that user ${user} cannot write to ${paths.join(', ')}`
      + ' unless the image gives them another owner; chown them in the Dockerfile and name them in a VOLUME, then acknowledge this')]
    : broken;
}

function isRoot(user: string): boolean {
  return ROOT_USERS.includes(user.split(':')[0]);
}

/** `/var/run` is var-run; other characters are spelled out, so that two paths never share a volume. */
function slug(path: string): string {
  return path.replace(/^\//, '').replace(/[^A-Za-z0-9/]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`).replace(/\//g, '-');
}
