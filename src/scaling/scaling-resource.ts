import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** What a policy does, apart from whose policy it is. */
export type PolicyConfiguration = Pick<appscaling.CfnScalingPolicyProps,
'policyType' | 'targetTrackingScalingPolicyConfiguration' | 'predictiveScalingPolicyConfiguration'>;

/** The scalable target of a service, which the L2 keeps to itself. */
export function scalableTarget(count: ecs.ScalableTaskCount): appscaling.ScalableTarget {
  return count.node.findChild('Target') as appscaling.ScalableTarget;
}

/** Adds a policy that the L2 cannot write, in the place of one of its own: what a policy measures does not change its logical id. */
export function addPolicy(count: ecs.ScalableTaskCount, id: string, configuration: PolicyConfiguration): void {
  const target = scalableTarget(count);
  const scope = new Construct(target, id);
  new appscaling.CfnScalingPolicy(scope, 'Resource', {
    policyName: Names.uniqueId(scope),
    scalingTargetId: target.scalableTargetRef.resourceId,
    ...configuration,
  });
}
