import * as iam from 'aws-cdk-lib/aws-iam';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { AdmittedCallers, checkCallers, SharedWith } from '../model/lattice/lattice-access';
import { known } from '../private/known';

/** Whose signed requests are let in, besides those of the account that has the service. */
export interface LatticeCallers {
  /**
   * Ids of other accounts.
   *
   * @default - those that the service is shared with
   */
  readonly accounts?: string[];

  /**
   * Ids of organizations, such as `o-a1b2c3d4e5`.
   *
   * @default - those that the service is shared with
   */
  readonly organizations?: string[];
}

/**
 * Who may call a VPC Lattice service, or anything in a service network.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/auth-policies.html
 */
export class LatticeAuth {
  /**
   * Requests are signed (SigV4), and come from this account or from those named here.
   *
   * An auth policy alone lets nobody in: a caller needs the permission `vpc-lattice-svcs:Invoke` too, as `grantInvoke` gives it.
   * Refused with `LatticeAuth.Account` and `LatticeAuth.Organization` where an id is none.
   *
   * @example
   * LatticeAuth.iam({ accounts: ['111122223333'] });
   */
  public static iam(callers: LatticeCallers = {}): LatticeAuth {
    const { accounts = [], organizations = [] } = callers;
    return new LatticeAuth(
      (scope, shared) => policyFor(scope, [...accounts, ...shared.accounts], [...organizations, ...shared.organizations]),
      { accounts: accounts.map(known), organizations: organizations.map(known) },
    );
  }

  /** Requests pass an auth policy of your own; it may let unsigned ones in. */
  public static policy(document: iam.PolicyDocument): LatticeAuth {
    return new LatticeAuth(() => document);
  }

  /** Whoever reaches it may call: nothing is signed, and the network alone decides. */
  public static open(): LatticeAuth {
    return new LatticeAuth();
  }

  private constructor(
    private readonly policy?: (scope: Construct, shared: SharedWith) => iam.PolicyDocument,
    private readonly callers?: AdmittedCallers,
  ) {}

  /** @internal */
  public get _authType(): string {
    return this.policy ? 'AWS_IAM' : 'NONE';
  }

  /** @internal */
  public _findings(): Finding[] {
    return this.callers ? checkCallers(this.callers.accounts, this.callers.organizations) : [];
  }

  /**
   * Who is let in of those that a service is shared with, and who is named; `undefined` where a policy of its user or nobody decides.
   *
   * @internal
   */
  public _admits(shared: SharedWith): AdmittedCallers | undefined {
    const { accounts, organizations } = this.callers ?? {};
    return accounts && organizations && { accounts: [...accounts, ...shared.accounts], organizations: [...organizations, ...shared.organizations] };
  }

  /**
   * @param resourceArn of the service or service network
   * @internal
   */
  public _bind(scope: Construct, resourceArn: string, shared: SharedWith): vpclattice.CfnAuthPolicy | undefined {
    return this.policy && new vpclattice.CfnAuthPolicy(scope, 'AuthPolicy', { resourceIdentifier: resourceArn, policy: this.policy(scope, shared) });
  }
}

function policyFor(scope: Construct, accounts: string[], organizations: string[]): iam.PolicyDocument {
  const own = Stack.of(scope).account;
  const principals = [
    ...[...new Set([own, ...accounts])].map((account) => new iam.AccountPrincipal(account)),
    ...[...new Set(organizations)].map((organization) => new iam.OrganizationPrincipal(organization)),
  ];
  return new iam.PolicyDocument({
    statements: principals.map((principal) => new iam.PolicyStatement({ principals: [principal], actions: ['vpc-lattice-svcs:Invoke'], resources: ['*'] })),
  });
}
