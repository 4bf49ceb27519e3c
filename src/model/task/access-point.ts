import { isNumeric } from './user';
import { advise, Finding, refuse } from '../finding';

// EFS API reference, CreationInfo Permissions and RootDirectory Path.
const PERMISSIONS = /^[0-7]{3,4}$/;
const DIRECTORY = /^(\/|(\/[^/]+){1,4})$/;
const LONGEST_DIRECTORY = 100;
const ROOT = '/';
// POSIX: with the bit that lets search a directory.
const MAY_ENTER = /[1357]/;

/** What is known of an access point that is to be made. */
export interface AccessPointFacts {
  readonly directory?: string;
  /** Numbers of user and group, with a colon between. */
  readonly owner?: string;
  readonly permissions?: string;
}

/** Refuses what EFS makes no access point of. */
export function checkAccessPoint({ directory, owner, permissions }: AccessPointFacts): Finding[] {
  return [
    ...(directory === undefined || (DIRECTORY.test(directory) && directory.length <= LONGEST_DIRECTORY) ? [] : [refuse('AccessPoint.Directory', 'directory',
      `is an absolute path of up to four directories and ${LONGEST_DIRECTORY} characters, got '${directory}'`)]),
    ...(owner === undefined || (isNumeric(owner) && owner.includes(':')) ? [] : [refuse('AccessPoint.Owner', 'owner',
      `is the number of a user and that of a group with a colon between, such as 1000:1000, got '${owner}'`)]),
    ...(permissions === undefined || PERMISSIONS.test(permissions) ? [] : [refuse('AccessPoint.Permissions', 'permissions',
      `is an octal number of three or four digits, such as 750, got '${permissions}'`)]),
  ];
}

/** An access point that is to be made, and where. */
export interface PlacedAccessPoint extends AccessPointFacts {
  /** Where its user finds it. */
  readonly path: string;
}

/**
 * Advises against a directory that belongs to whoever mounts it first, where the other one cannot enter it then.
 *
 * EFS User Guide, "Working with Amazon EFS access points": a directory that is there keeps its owner and its permissions.
 */
export function checkSharedDirectory(made: AccessPointFacts, others: readonly PlacedAccessPoint[]): Finding[] {
  const { directory, owner } = made;
  if (directory === undefined || directory === ROOT) return [];
  const other = others.find((each) => each.directory === directory && (keepsOut(made, each) || keepsOut(each, made)));
  return other === undefined ? [] : [advise('AccessPoint.TwoOwners', 'owner',
    `owns the directory ${directory} only if this is mounted first, got ${owner} here and ${other.owner} in \`${other.path}\`, `
    + 'one of whom cannot enter what the other owns; take one owner, or one group and permissions such as 770')];
}

function keepsOut({ owner, permissions }: AccessPointFacts, { owner: visitor }: AccessPointFacts): boolean {
  if (owner === undefined || permissions === undefined || visitor === undefined) return false;
  const [[uid, gid], [visitingUid, visitingGid]] = [owner.split(':'), visitor.split(':')];
  const [ofGroup, ofOthers] = permissions.slice(-2);
  return uid !== visitingUid && !MAY_ENTER.test(gid === visitingGid ? ofGroup : ofOthers);
}
