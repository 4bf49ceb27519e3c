import { advise, Finding, refuse } from '../finding';
import { all } from '../range';

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

/** Advises against sharing a service with those whose requests the default auth policy cannot tell: units of an organization, and tokens. */
export function checkSharedStrangers(principals: readonly (string | undefined)[]): Finding[] {
  return principals.flatMap((principal, index) => {
    const path = `sharedWith[${index}]`;
    if (principal === undefined) {
      return advise('LatticeShare.Unknown', path,
        'may put the service into its networks, but not call it, got a value that only the deployment knows; name its account in `auth`');
    }
    return UNIT_ARN.test(principal) ? advise('LatticeShare.Unit', path,
      `may put the service into its networks, but not call it, got '${principal}', which LatticeAuth.iam() cannot tell from its organization; ` +
      'name the organization or accounts of it in `auth`') : [];
  });
}

/** Whose signed requests an auth policy lets in, besides those of its own account; `undefined` is a token. */
export interface AdmittedCallers {
  readonly accounts: readonly (string | undefined)[];
  readonly organizations: readonly (string | undefined)[];
}

/**
 * Advises to let in those who find the service in a network that is shared with them: `network` is who that is.
 *
 * Whoever names an organization may mean these accounts by it, and whoever names accounts those of an organization that are to call.
 */
export function checkNetworkCallers(network: readonly (string | undefined)[], { accounts, organizations }: AdmittedCallers): Finding[] {
  const strangers = network.flatMap((principal) => {
    if (principal === undefined || accounts.includes(principal)) return [];
    const mayMean = [...organizations, ...ACCOUNT.test(principal) ? accounts.filter((account) => account === undefined) : accounts];
    return mayMean.length > 0 ? [] : principal;
  });
  return strangers.length === 0 ? [] : [advise('LatticeAuth.NotAdmitted', 'auth',
    `lets in this account and those it names, got a network that is shared with ${all(strangers)}, whose requests are refused; name who may call in ` +
    'LatticeAuth.iam({ accounts, organizations })')];
}

function malformed(id: string, property: string, values: readonly (string | undefined)[], form: RegExp, rule: string): Finding[] {
  return values.flatMap((value, index) => (value === undefined || form.test(value) ? [] : [refuse(id, `${property}[${index}]`, `${rule}, got '${value}'`)]));
}
