import { checkInstanceCount } from '../../model/capacity/instance-count';
import { checkAllowedTypes, checkIdleSeconds, checkManagedInstances, checkReservations } from '../../model/capacity/managed-instances';
import { checkManagedScaling, checkProviderName } from '../../model/capacity/managed-scaling';
import { checkPoolSafety } from '../../model/capacity/pool-safety';
import { checkPoolUpdates } from '../../model/capacity/pool-updates';
import { checkPurchase, checkSpotTypes } from '../../model/capacity/purchase';
import { readGroupProvider, readManagedInstances } from '../../model/capacity/written-provider';
import { Finding, under } from '../../model/finding';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { together } from '../../model/template/together';
import { textIn } from '../../model/template-value';
import { groupPool, InstanceGroup, instanceGroupsIn } from '../../model/workload/instance-groups';
import { poolsIn } from '../../model/workload/pools';
import { Located, told } from '../check';

const SCALING = 'AutoScalingGroupProvider.ManagedScaling';
const DISTRIBUTION = 'MixedInstancesPolicy.InstancesDistribution';
const MANAGED = 'ManagedInstancesProvider';
const MANAGED_TEMPLATE = `${MANAGED}.InstanceLaunchTemplate`;

const PROVIDER_NAMES = {
  draining: 'AutoScalingGroupProvider.ManagedDraining',
  maxStepSize: `${SCALING}.MaximumScalingStepSize`,
  minStepSize: `${SCALING}.MinimumScalingStepSize`,
  scaling: SCALING,
  targetCapacityPercent: `${SCALING}.TargetCapacity`,
  terminationProtection: 'AutoScalingGroupProvider.ManagedTerminationProtection',
  warmUp: `${SCALING}.InstanceWarmupPeriod`,
};

const GROUP_NAMES = {
  instanceTypes: 'MixedInstancesPolicy.LaunchTemplate.Overrides',
  max: 'MaxSize',
  min: 'MinSize',
  onDemandBase: `${DISTRIBUTION}.OnDemandBaseCapacity`,
  onDemandPercent: `${DISTRIBUTION}.OnDemandPercentageAboveBaseCapacity`,
  maxInstanceLifetime: 'MaxInstanceLifetime',
};

const MANAGED_NAMES = {
  capacityOptionType: `${MANAGED_TEMPLATE}.CapacityOptionType`,
  groupArn: `${MANAGED_TEMPLATE}.CapacityReservations.ReservationGroupArn`,
  idleInstances: `${MANAGED}.InfrastructureOptimization.ScaleInAfter`,
  instanceTypes: `${MANAGED_TEMPLATE}.InstanceRequirements.AllowedInstanceTypes`,
  securityGroups: `${MANAGED_TEMPLATE}.NetworkConfiguration.SecurityGroups`,
  storage: `${MANAGED_TEMPLATE}.StorageConfiguration.StorageSizeGiB`,
  vpcSubnets: `${MANAGED_TEMPLATE}.NetworkConfiguration.Subnets`,
};

/** Capacity providers of Auto Scaling groups. */
export function groupProviders(set: TemplateSet): readonly Located[] {
  return [...poolsIn(set).values()].flatMap(({ group, provider }) => {
    const facts = readGroupProvider(provider.properties);
    if (facts === undefined) return told(provider, checkProviderName(textIn(provider.properties.Name)));
    const { weightedTypes, protectedFromScaleIn } = group?.facts ?? {};
    const scaling = checkManagedScaling({
      ...facts, protectedFromScaleIn, weightedTypes, otherPolicies: group && policiesOf(set, group, provider),
    });
    return told(provider, [
      ...checkProviderName(textIn(provider.properties.Name)),
      ...scaling.map((finding) => ({ ...finding, path: finding.path === '' ? 'scaling' : finding.path })),
      ...checkPoolSafety(facts),
    ], PROVIDER_NAMES);
  });
}

/** Auto Scaling groups whose instances are for ECS. */
export function instanceGroups(set: TemplateSet): readonly Located[] {
  return instanceGroupsIn(set).flatMap((group) => {
    const { facts, providers, resource } = group;
    const { instanceTypes, spot } = groupPool(group);
    const scaled = providers.some((provider) => readGroupProvider(provider.properties)?.managedScaling);
    return told(resource, [
      ...checkInstanceCount({ ...facts, managedScaling: scaled }),
      ...checkPurchase(facts),
      ...under('instanceTypes', checkSpotTypes(spot ?? false, instanceTypes ?? [])),
      ...checkPoolUpdates(facts),
    ], GROUP_NAMES);
  });
}

/** Capacity providers of Managed Instances. */
export function managedInstances(set: TemplateSet): readonly Located[] {
  return set.resources('AWS::ECS::CapacityProvider').flatMap((provider) => {
    const facts = readManagedInstances(provider.properties);
    return facts === undefined ? [] : told(provider, [
      ...checkManagedInstances(facts),
      ...under('idleInstances', checkIdleSeconds(facts.idleSeconds)),
      ...under('instanceTypes', checkAllowedTypes(facts.allowedTypes)),
      ...checkReservations(facts).map((finding): Finding => ({ ...finding, path: finding.path === '' ? 'capacityOptionType' : finding.path })),
    ], MANAGED_NAMES);
  });
}

/** How many policies scale the group, beside the one of ECS. */
function policiesOf(set: TemplateSet, { resource }: InstanceGroup, provider: Resource): number {
  const policies = set.referrers(resource, 'AWS::AutoScaling::ScalingPolicy').filter((policy) => isOf(set, policy, resource));
  return together([provider, ...policies], (each) => each).length - 1;
}

function isOf(set: TemplateSet, policy: Resource, group: Resource): boolean {
  return set.target(policy, policy.properties.AutoScalingGroupName) === group;
}
