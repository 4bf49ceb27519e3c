import { Finding, refuse } from '../model/finding';

/** Refuses what was asked for and Windows containers do not know. */
export function checkLinuxOnly(windows: boolean, asked: { readonly [path: string]: boolean }): Finding[] {
  return Object.keys(asked).filter((path) => windows && asked[path])
    .map((path) => refuse('TaskBlueprint.LinuxOnly', path, 'does not exist for Windows containers; leave it out'));
}
