import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { getCustomizeRolesConfig } from 'aws-cdk-lib/core/lib/helpers-internal';
import { checkRunnerRoom } from '../model/job/deploy-task';
import { listIn, propertiesIn } from '../model/template-value';
import { charactersOf, COMMON_REFERENCE } from '../private/characters';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';

const policiesOf = new WeakMap<iam.Role, iam.Policy[]>();

/** Counts, at synth, one more policy on the role that all such tasks of a stack share, which has room for about seven. */
export function countRunPolicy(role: iam.Role, policy: iam.Policy): void {
  // Roles made elsewhere (`Role.customizeRoles`) take no policies from this template.
  if (getCustomizeRolesConfig(role).enabled) return;
  const policies = policiesOf.get(role) ?? watched(role);
  policies.push(policy);
}

function watched(role: iam.Role): iam.Policy[] {
  const policies: iam.Policy[] = [];
  policiesOf.set(role, policies);
  guardAtSynth(role, () => checkRunnerRoom({
    policies: policies.length,
    fewest: charactersIn(role, policies, 0),
    likely: charactersIn(role, policies, COMMON_REFERENCE),
  }));
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
