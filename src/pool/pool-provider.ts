import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { BoundPoolScaling } from './pool-scaling';

/** The capacity provider of a group. */
export function newProvider(
  scope: Construct, autoScalingGroup: autoscaling.AutoScalingGroup, scaling: BoundPoolScaling, capacityProviderName: string | undefined,
): ecs.AsgCapacityProvider {
  const provider = new ecs.AsgCapacityProvider(scope, 'Provider', { ...scaling.provider, autoScalingGroup, capacityProviderName });
  if (!scaling.provider.enableManagedScaling) {
    // The L2 leaves it out, and a provider that was scaled before would stay so.
    resourceOf(provider).addPropertyOverride('AutoScalingGroupProvider.ManagedScaling', { Status: 'DISABLED' });
  }
  return provider;
}

/** The resource of a capacity provider, which the L2 does not call its default child. */
export function resourceOf(provider: ecs.AsgCapacityProvider): ecs.CfnCapacityProvider {
  return provider.node.children.find((child) => child instanceof ecs.CfnCapacityProvider)!;
}

/**
 * Puts a provider on a cluster, without what the L2 adds to its group: a second bootstrap, and the permissions to pull and log for all
 * tasks of the instance, with every session of Systems Manager on Bottlerocket.
 */
export function addToCluster(cluster: ecs.Cluster, provider: ecs.AsgCapacityProvider): void {
  const ignore = { value: () => {} };
  const autoScalingGroup = Object.create(provider.autoScalingGroup, { addUserData: ignore, addToRolePolicy: ignore });
  cluster.addAsgCapacityProvider(Object.create(provider, {
    autoScalingGroup: { value: autoScalingGroup },
    machineImageType: { value: ecs.MachineImageType.AMAZON_LINUX_2 },
  }));
}
