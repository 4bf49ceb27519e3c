import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Finding } from '../model/finding';
import { checkRequestPolicy } from '../model/scaling/scaling-requests';
import { readPolicy } from '../model/scaling/written-scaling';
import { finalProperties } from '../private/rendered';

/** Checks at synth the policies that others added to a service whose rollout moves traffic between two target groups. */
export function checkRequestPolicies(count: ecs.ScalableTaskCount | undefined): Finding[] {
  // Below the scalable target alone, where its methods put them: a walk over the whole tree for each service would cost too much.
  const policies = count?.node.findAll().filter((child) => child instanceof appscaling.CfnScalingPolicy) ?? [];
  return policies.flatMap((policy) => checkRequestPolicy({
    name: policy.node.scope!.node.id,
    predefinedMetric: readPolicy(finalProperties(policy)).predefinedMetric,
  }));
}
