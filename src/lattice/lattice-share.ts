import * as ram from 'aws-cdk-lib/aws-ram';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { checkShare, SharedWith, sharedWith } from '../model/lattice/lattice-access';
import { known } from '../private/known';

// AWS RAM API reference, CreateResourceShare.
const LONGEST_NAME = 255;

/** Who else may use what is made here, by way of AWS RAM. */
export interface LatticeShare {
  /**
   * Ids of accounts, and ARNs of organizations and organizational units.
   *
   * Anything else is refused with `LatticeShare.Principal`, and an empty list with `LatticeShare.Nobody`.
   *
   * @default - nobody
   */
  readonly sharedWith?: string[];

  /**
   * Whether accounts outside the organization may be among them.
   *
   * @default false
   */
  readonly externalPrincipals?: boolean;
}

/** What of a share is not valid. */
export function shareFindings(share: LatticeShare): Finding[] {
  return checkShare(share.sharedWith?.map(known));
}

/** Those in a share that an auth policy can let in. */
export function shareCallers(share: LatticeShare): SharedWith {
  return sharedWith((share.sharedWith ?? []).flatMap((principal) => known(principal) ?? []));
}

/** Shares a VPC Lattice service or service network. */
export function makeShare(scope: Construct, resourceArn: string, share: LatticeShare): ram.CfnResourceShare | undefined {
  return share.sharedWith && new ram.CfnResourceShare(scope, 'Share', {
    name: Names.uniqueResourceName(scope, { maxLength: LONGEST_NAME, separator: '-' }),
    resourceArns: [resourceArn],
    principals: share.sharedWith,
    allowExternalPrincipals: share.externalPrincipals ?? false,
  });
}
