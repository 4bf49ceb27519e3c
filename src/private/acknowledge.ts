import * as iam from 'aws-cdk-lib/aws-iam';
import { Acknowledgment, Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { InlineRole } from './inline-role';

/** Findings that the library acknowledges, each true for every user of what it concerns. */
export const ACKNOWLEDGED: readonly Acknowledgment[] = [
  {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'ecr:GetAuthorizationToken, the ssmmessages channels of ECS Exec and logs:DescribeLogGroups are granted on every resource, as AWS documents them',
  },
];

// Service Authorization Reference: no resource types, or (DescribeLogGroups) as ECS Exec asks for it.
const UNSCOPED_ACTIONS = [
  'ecr:GetAuthorizationToken',
  'logs:DescribeLogGroups',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/**
 * Acknowledges a role's grants on every resource, if those are all actions that cannot be narrowed down.
 *
 * Decided at synth, per policy: one more grant on `*`, and the finding is the user's to see.
 */
export function acknowledgeUnscopedActions(role: iam.IRole): void {
  role.node.addValidation({
    validate: () => {
      policiesOf(role)
        .filter(({ document }) => isUnscopedForGoodReason(document))
        .forEach(({ construct }) => Validations.of(construct).acknowledge(...ACKNOWLEDGED));
      return [];
    },
  });
}

interface HeldPolicy {
  readonly construct: IConstruct;
  readonly document: iam.PolicyDocument;
}

function policiesOf(role: iam.IRole): HeldPolicy[] {
  const inline = role instanceof InlineRole && role.node.defaultChild ? [{ construct: role.node.defaultChild, document: role.inlineDocument }] : [];
  const children = role.node.children.filter((child) => child instanceof iam.Policy);
  return [...inline, ...children.map((policy) => ({ construct: policy, document: policy.document }))];
}

function isUnscopedForGoodReason(document: iam.PolicyDocument): boolean {
  const unscoped = statementsOf(document).filter(({ Effect: effect, Resource: resource }) => effect === 'Allow' && [resource].flat().includes('*'));
  return unscoped.length > 0
    && unscoped.every((statement) => [statement.Action].flat().every((action) => UNSCOPED_ACTIONS.includes(action)));
}

interface RenderedStatement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: string | string[];
}

function statementsOf(document: iam.PolicyDocument): RenderedStatement[] {
  return document.toJSON()?.Statement ?? [];
}
