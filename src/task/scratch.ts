import { known } from '../private/known';

/** A directory that a container may write to. */
export interface ScratchVolume {
  readonly name: string;
  readonly path: string;
}

/** One volume for each path; a path keeps its volume's name, whatever else changes. */
export function scratchVolumes(container: string, paths: readonly string[]): ScratchVolume[] {
  return paths.map((path, index) => ({ path, name: `${container}-${slug(known(path) ?? String(index))}` }));
}

/** What the volume of a host mount is called. */
export function hostVolumeName(container: string, index: number): string {
  return `${container}-host-${index + 1}`;
}

/** `/var/run` is var-run; other characters are spelled out, so that two paths never share a volume. */
function slug(path: string): string {
  return path.replace(/^\//, '').replace(/[^A-Za-z0-9/]/g, (character) => `_${character.codePointAt(0)?.toString(16)}_`).replace(/\//g, '-');
}
