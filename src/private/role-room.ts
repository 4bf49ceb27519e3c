import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { getCustomizeRolesConfig } from 'aws-cdk-lib/core/lib/helpers-internal';
import { charactersOf, COMMON_REFERENCE } from './characters';
import { guardAtSynth } from './guard';
import { finalProperties } from './rendered';
import { checkRoleRoom, RoleSharers } from '../model/role-room';
import { listIn, propertiesIn } from '../model/template-value';

const policiesOf = new WeakMap<iam.Role, iam.Policy[]>();

/** Counts, at synth, one more policy on a role that many constructs of a stack share, and that has room for a few of them. */
export function countPolicy(role: iam.Role, policy: iam.Policy, sharers: RoleSharers): void {
  // Roles made elsewhere (`Role.customizeRoles`) take no policies from this template.
  if (getCustomizeRolesConfig(role).enabled) return;
  const policies = policiesOf.get(role) ?? watched(role, sharers);
  policies.push(policy);
}

function watched(role: iam.Role, sharers: RoleSharers): iam.Policy[] {
  const policies: iam.Policy[] = [];
  policiesOf.set(role, policies);
  guardAtSynth(role, () => checkRoleRoom({
    policies: policies.length,
    fewest: charactersIn(role, policies, 0),
    likely: charactersIn(role, policies, COMMON_REFERENCE),
  }, sharers));
  return policies;
}

function charactersIn(role: iam.Role, policies: iam.Policy[], reference: number): number {
  const { Policies: inline } = finalProperties(role.node.defaultChild as iam.CfnRole);
  const documents = [
    ...listIn(inline).map((policy) => propertiesIn(policy).PolicyDocument),
    ...policies.map(({ document }) => Stack.of(role).resolve(document)),
  ];
  return documents.reduce<number>((sum, document) => sum + charactersOf(document, reference), 0);
}
