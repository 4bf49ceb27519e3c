const ROOT = /^(root|0+)$/;
const NUMERIC = /^\d+(:\d+)?$/;

/** Whether a user, with a group after a colon, is root. */
export function isRoot(user: string): boolean {
  return ROOT.test(user.split(':')[0]);
}

/** Whether a user is written in numbers, which mean the same in every image. */
export function isNumeric(user: string): boolean {
  return NUMERIC.test(user);
}
