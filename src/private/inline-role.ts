import * as iam from 'aws-cdk-lib/aws-iam';
import { AspectPriority, Aspects, Lazy, Token } from 'aws-cdk-lib/core';
import { getCustomizeRolesConfig } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { leadsTo } from './references';

// IAM User Guide, "IAM and AWS STS quotas": all inline policies of a role together, white space not counted.
const INLINE_POLICY_CHARACTERS = 10_240;
// An ARN that only the deployment knows counts as a long one.
const UNRESOLVED_ARN_CHARACTERS = 150;

/**
 * A role whose grants are part of it, not a resource of their own: one resource less, and nobody can use the role before its policy is there.
 *
 * Two cases fall back on the policy resource that every other role has. When a resource policy names the role, such as that of the key
 * behind a secret, an inline grant on that secret would close a circle: role, secret, key, role. And what outgrows an inline policy has
 * to be split up.
 */
export class InlineRole extends iam.Role {
  private readonly inline: iam.PolicyStatement[] = [];
  private characters = 0;
  private spilled: boolean;

  constructor(scope: Construct, id: string, props: iam.RoleProps) {
    super(scope, id, props);
    // Roles made elsewhere (`Role.customizeRoles`) take their grants from a report, not from this template.
    this.spilled = getCustomizeRolesConfig(this).enabled;
    if (!this.spilled) {
      this.renderInline(this.node.defaultChild as iam.CfnRole);
      this.watchForCircles();
    }
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    if (this.spilled) {
      return super.addToPrincipalPolicy(statement);
    }
    this.inline.push(statement);
    this.characters += charactersOf(statement);
    if (this.characters > INLINE_POLICY_CHARACTERS) {
      this.spill();
    }
    return { statementAdded: true, policyDependable: this };
  }

  /** The grants that are part of the role; empty once they are a resource of their own. */
  public get inlineDocument(): iam.PolicyDocument {
    return new iam.PolicyDocument({ statements: this.inline });
  }

  private renderInline(resource: iam.CfnRole): void {
    const given = resource.policies;
    // Uncached, since looking for circles reads roles before they may spill.
    resource.policies = Lazy.uncachedAny({
      produce: () => [
        ...Array.isArray(given) ? given : [],
        ...this.inline.length > 0 ? [{ policyName: 'DefaultPolicy', policyDocument: this.inlineDocument }] : [],
      ],
    }, { omitEmptyArray: true });
    this.node.addValidation({ validate: () => this.inlineDocument.validateForIdentityPolicy() });
  }

  /**
   * A resource policy that names the role reads its `policyFragment`, a plain property that the role sets for itself.
   *
   * Whether that closes a circle shows only at synth: the policy of an imported resource is dropped, that of a bucket is a resource apart.
   */
  private watchForCircles(): void {
    const { policyFragment } = this;
    let watched = false;
    Object.defineProperty(this, 'policyFragment', {
      get: () => {
        if (!watched) {
          watched = true;
          Aspects.of(this).add({ visit: (node) => { if (node === this) this.breakCircle(); } }, { priority: AspectPriority.READONLY });
        }
        return policyFragment;
      },
    });
  }

  private breakCircle(): void {
    if (leadsTo(this.inlineDocument, this.node.defaultChild as iam.CfnRole)) {
      this.spill();
    }
  }

  private spill(): void {
    this.spilled = true;
    this.inline.splice(0).forEach((statement) => super.addToPrincipalPolicy(statement));
  }
}

function charactersOf(statement: iam.PolicyStatement): number {
  const unresolved = statement.resources.filter((resource) => Token.isUnresolved(resource));
  return JSON.stringify(statement.toStatementJson()).length + UNRESOLVED_ARN_CHARACTERS * unresolved.length;
}
