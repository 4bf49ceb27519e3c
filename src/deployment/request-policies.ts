import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { scalableTarget } from './scaling-resource';
import { checkRequestPolicy } from '../model/deployment/scaling-requests';
import { Finding } from '../model/finding';
import { Properties, propertiesIn, textIn } from '../model/template-value';
import { finalProperties } from '../private/rendered';

/**
 * Checks at synth the policies that others gave a service whose rollout moves traffic between two target groups.
 *
 * Those are the policies of its stack that belong to its scalable target, whoever made them; one below the target goes by its id, another by
 * its path.
 */
export function checkRequestPolicies(count: ecs.ScalableTaskCount | undefined): Finding[] {
  if (count === undefined) return [];
  const stack = Stack.of(count);
  const target = JSON.stringify(stack.resolve(count.scalableTargetRef.resourceId));
  return stack.node.findAll()
    .filter((child): child is appscaling.CfnScalingPolicy => child instanceof appscaling.CfnScalingPolicy && Stack.of(child) === stack)
    .map((policy) => ({ policy, properties: finalProperties(policy) }))
    .filter(({ properties }) => JSON.stringify(properties.ScalingTargetId) === target)
    .flatMap(({ policy, properties }) => checkRequestPolicy({
      name: policy.node.path.replace(`${scalableTarget(count).node.path}/`, '').replace(/\/Resource$/, ''),
      predefinedMetric: predefinedMetricIn(properties),
    }));
}

function predefinedMetricIn(policy: Properties): string | undefined {
  const tracking = propertiesIn(policy.TargetTrackingScalingPolicyConfiguration);
  return textIn(propertiesIn(tracking.PredefinedMetricSpecification).PredefinedMetricType);
}
