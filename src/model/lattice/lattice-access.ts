import { advise, Finding, refuse } from '../finding';

const ACCOUNT = /^\d{12}$/;
// Organizations API reference, Organization and OrganizationalUnit.
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ORGANIZATION_ARN = /^arn:[a-z-]+:organizations::\d{12}:organization\/(o-[a-z0-9]{10,32})$/;
const UNIT_ARN = /^arn:[a-z-]+:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9-]+$/;

/** Who a share is for, by the way in which an auth policy can tell them. */
export interface SharedWith {
  readonly accounts: readonly string[];
  readonly organizations: readonly string[];
}

/** The accounts and organizations among the principals of a share. */
export function sharedWith(principals: readonly string[]): SharedWith {
  return {
    accounts: principals.filter((principal) => ACCOUNT.test(principal)),
    organizations: principals.flatMap((principal) => ORGANIZATION_ARN.exec(principal)?.[1] ?? []),
  };
}

/** Refuses accounts and organizations that have no such id. */
export function checkCallers(accounts: readonly (string | undefined)[], organizations: readonly (string | undefined)[]): Finding[] {
  return [
    ...malformed('LatticeAuth.Account', 'accounts', accounts, ACCOUNT, 'takes account ids of 12 digits'),
    ...malformed('LatticeAuth.Organization', 'organizations', organizations, ORGANIZATION, 'takes organization ids such as o-a1b2c3d4e5'),
  ];
}

/** Refuses a share with what AWS RAM does not take for VPC Lattice, and with nobody. */
export function checkShare(principals: readonly (string | undefined)[] | undefined): Finding[] {
  if (principals === undefined) return [];
  if (principals.length === 0) return [refuse('LatticeShare.Nobody', 'sharedWith', 'needs somebody to share with, got an empty list; leave it out')];
  const isPrincipal = (text: string) => [ACCOUNT, ORGANIZATION_ARN, UNIT_ARN].some((form) => form.test(text));
  return principals.flatMap((principal, index) => (principal === undefined || isPrincipal(principal) ? []
    : [refuse('LatticeShare.Principal', `sharedWith[${index}]`,
      `takes an account id of 12 digits, or the ARN of an organization or of a unit of it, got '${principal}'`)]));
}

/** Advises against sharing a service with a unit of an organization whose requests the auth policy cannot tell from others. */
export function checkSharedUnits(principals: readonly (string | undefined)[]): Finding[] {
  return principals.flatMap((principal, index) => (principal === undefined || !UNIT_ARN.test(principal) ? []
    : [advise('LatticeShare.Unit', `sharedWith[${index}]`,
      `may put the service into its networks, but not call it, got '${principal}', which LatticeAuth.iam() cannot tell from its organization; ` +
      'name the organization or accounts of it in `auth`')]));
}

function malformed(id: string, property: string, values: readonly (string | undefined)[], form: RegExp, rule: string): Finding[] {
  return values.flatMap((value, index) => (value === undefined || form.test(value) ? [] : [refuse(id, `${property}[${index}]`, `${rule}, got '${value}'`)]));
}
