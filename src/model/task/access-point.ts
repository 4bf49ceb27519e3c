import { isNumeric } from './user';
import { Finding, refuse } from '../finding';

// EFS API reference, CreationInfo Permissions and RootDirectory Path.
const PERMISSIONS = /^[0-7]{3,4}$/;
const DIRECTORY = /^(\/|(\/[^/]+){1,4})$/;
const LONGEST_DIRECTORY = 100;

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
