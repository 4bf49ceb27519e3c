import { managed, pooled } from './pool-templates';
import { Json, onConditions, PARAMETER, RuleCase } from '../kit';

function scaled(patch: Json, others: Json = {}): Json {
  return pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: patch } }, ...others });
}

function mixed(distribution: Json, ...types: Json[]): Json {
  return pooled({
    group: {
      LaunchTemplate: undefined,
      MixedInstancesPolicy: {
        InstancesDistribution: distribution,
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' },
          Overrides: types.map((type) => (typeof type === 'string' ? { InstanceType: type } : type)),
        },
      },
    },
  });
}

function policy(group: Json): Json {
  return { Policy: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: { AutoScalingGroupName: group, PolicyType: 'TargetTrackingScaling' } } };
}

function reserved(patch: Json): Json {
  return managed({ provider: { ManagedInstancesProvider: { InstanceLaunchTemplate: patch } } });
}

function unprotected(group: Json): Json {
  return pooled({
    group: { NewInstancesProtectedFromScaleIn: false, ...group }, provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: PARAMETER } },
  });
}

const GROUP_ARN = 'arn:aws:resource-groups:us-east-1:123456789012:group/reserved';

export const POOL_CASES: readonly RuleCase[] = [
  {
    id: 'ManagedScaling.TargetCapacity',
    good: scaled({ TargetCapacity: 1 }, { service: { PlacementStrategies: [{ Type: 'binpack', Field: 'cpu' }], AvailabilityZoneRebalancing: 'DISABLED' } }),
    bad: scaled({ TargetCapacity: 101 }),
    tokens: scaled({ TargetCapacity: PARAMETER }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling.TargetCapacity',
    message: '`AutoScalingGroupProvider.ManagedScaling.TargetCapacity` takes whole percent from 1 to 100, got 101',
  },
  {
    id: 'ManagedScaling.StepSize',
    good: scaled({ MinimumScalingStepSize: 1, MaximumScalingStepSize: 10000 }),
    bad: scaled({ MaximumScalingStepSize: 10001 }),
    tokens: scaled({ MaximumScalingStepSize: PARAMETER }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling.MaximumScalingStepSize',
    message: '`AutoScalingGroupProvider.ManagedScaling.MaximumScalingStepSize` takes whole instances from 1 to 10000, got 10001',
  },
  {
    id: 'ManagedScaling.MinAboveMax',
    good: scaled({ MinimumScalingStepSize: 5, MaximumScalingStepSize: 5 }),
    bad: scaled({ MinimumScalingStepSize: 6, MaximumScalingStepSize: 5 }),
    tokens: scaled({ MinimumScalingStepSize: 6, MaximumScalingStepSize: PARAMETER }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling.MinimumScalingStepSize',
    message: '`AutoScalingGroupProvider.ManagedScaling.MinimumScalingStepSize` must be at most the largest step of 5, got 6',
  },
  {
    id: 'ManagedScaling.WarmUp',
    good: scaled({ InstanceWarmupPeriod: 10000 }),
    bad: scaled({ InstanceWarmupPeriod: 10001 }),
    tokens: scaled({ InstanceWarmupPeriod: PARAMETER }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling.InstanceWarmupPeriod',
    message: '`AutoScalingGroupProvider.ManagedScaling.InstanceWarmupPeriod` takes whole seconds from 0 to 10000, got 10001',
  },
  {
    id: 'ManagedScaling.ShortWarmUp',
    good: scaled({ InstanceWarmupPeriod: 60 }),
    bad: scaled({ InstanceWarmupPeriod: 59 }),
    tokens: scaled({ InstanceWarmupPeriod: PARAMETER }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling.InstanceWarmupPeriod',
    message: '`AutoScalingGroupProvider.ManagedScaling.InstanceWarmupPeriod` should be at least 60 seconds, got 59',
  },
  {
    id: 'ManagedScaling.ProtectionWithoutScaling',
    good: pooled(),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: undefined } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: PARAMETER } } }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedTerminationProtection',
    message: '`AutoScalingGroupProvider.ManagedTerminationProtection` needs managed scaling, got it off',
  },
  {
    id: 'ManagedScaling.ProtectionWithoutScaleInProtection',
    good: pooled(),
    bad: pooled({ group: { NewInstancesProtectedFromScaleIn: undefined } }),
    tokens: pooled({ group: { NewInstancesProtectedFromScaleIn: PARAMETER } }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedTerminationProtection',
    message: '`AutoScalingGroupProvider.ManagedTerminationProtection` needs an Auto Scaling group whose new instances are protected from scale-in, got one without',
  },
  {
    id: 'ManagedScaling.NoTerminationProtection',
    good: pooled(),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: undefined } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: PARAMETER } } }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedTerminationProtection',
    message: '`AutoScalingGroupProvider.ManagedTerminationProtection` must be ENABLED, got it off, with which scaling in ends instances that run tasks',
  },
  {
    id: 'ManagedScaling.NoDraining',
    good: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: 'ENABLED' } } }),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: 'DISABLED' } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: PARAMETER } } }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedDraining',
    message: '`AutoScalingGroupProvider.ManagedDraining` must be ENABLED for tasks to move before their instance ends, got DISABLED',
  },
  {
    id: 'ManagedScaling.OtherPolicies',
    good: pooled({ resources: policy('another') }),
    bad: pooled({ resources: policy({ Ref: 'Group' }) }),
    tokens: pooled({ resources: policy(PARAMETER) }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling',
    message: '`AutoScalingGroupProvider.ManagedScaling` must be the only scaling of its Auto Scaling group, got 1 other policy',
  },
  {
    id: 'ManagedScaling.OtherPolicies',
    good: pooled({ resources: policy('another') }),
    bad: onConditions(pooled({ resources: policy({ Ref: 'Group' }) }), { Policy: 'IsClassic', Provider: 'IsClassic' }),
    tokens: onConditions(pooled({ resources: policy({ Ref: 'Group' }) }), { Policy: 'IsClassic', Provider: 'IsManaged' }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling',
    message: '`AutoScalingGroupProvider.ManagedScaling` must be the only scaling of its Auto Scaling group, got 1 other policy',
  },
  {
    id: 'ManagedScaling.WeightedTypes',
    good: mixed({}, 'm7g.large', 'c7g.large'),
    bad: mixed({}, 'm7g.large', { InstanceType: 'c7g.large', WeightedCapacity: '2' }),
    tokens: mixed({}, 'm7g.large', { InstanceType: 'c7g.large', WeightedCapacity: { 'Fn::If': ['Open', '2', { Ref: 'AWS::NoValue' }] } }),
    at: 'Provider Properties.AutoScalingGroupProvider.ManagedScaling',
    message: '`AutoScalingGroupProvider.ManagedScaling` counts instances, so that instance types must have no weights, got some',
  },
  {
    id: 'InstanceCount.Range',
    good: pooled({ group: { MinSize: '0' } }),
    bad: pooled({ group: { MinSize: '-1' } }),
    tokens: pooled({ group: { MinSize: PARAMETER } }),
    at: 'Group Properties.MinSize',
    message: '`MinSize` takes whole instances from 0 up, got -1',
  },
  {
    id: 'InstanceCount.MinAboveMax',
    good: pooled({ group: { MinSize: '10' } }),
    bad: pooled({ group: { MinSize: '11' } }),
    tokens: pooled({ group: { MinSize: PARAMETER } }),
    at: 'Group Properties.MinSize',
    message: '`MinSize` must be at most the maximum of 10, got 11',
  },
  {
    id: 'InstanceCount.NoInstances',
    good: pooled({ group: { MinSize: 0, MaxSize: 1 } }),
    bad: pooled({ group: { MinSize: 0, MaxSize: 0 } }),
    tokens: pooled({ group: { MinSize: 0, MaxSize: 0 }, provider: { AutoScalingGroupProvider: { ManagedScaling: { Status: PARAMETER } } } }),
    at: 'Group Properties.MaxSize',
    message: '`MaxSize` must be above 0 with managed scaling, got 0',
  },
  {
    id: 'PurchaseOption.Base',
    good: mixed({ OnDemandBaseCapacity: 0 }, 'm7g.large'),
    bad: mixed({ OnDemandBaseCapacity: -1 }, 'm7g.large'),
    tokens: mixed({ OnDemandBaseCapacity: PARAMETER }, 'm7g.large'),
    at: 'Group Properties.MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity',
    message: '`MixedInstancesPolicy.InstancesDistribution.OnDemandBaseCapacity` takes whole instances from 0 up, got -1',
  },
  {
    id: 'PurchaseOption.Percent',
    good: mixed({ OnDemandPercentageAboveBaseCapacity: 100 }, 'm7g.large'),
    bad: mixed({ OnDemandPercentageAboveBaseCapacity: 101 }, 'm7g.large'),
    tokens: mixed({ OnDemandPercentageAboveBaseCapacity: PARAMETER }, 'm7g.large'),
    at: 'Group Properties.MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity',
    message: '`MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity` takes whole percent from 0 to 100, got 101',
  },
  {
    id: 'PurchaseOption.OneSpotType',
    good: mixed({ OnDemandPercentageAboveBaseCapacity: 99 }, 'm7g.large', 'c7g.large'),
    bad: mixed({ OnDemandPercentageAboveBaseCapacity: 99 }, 'm7g.large'),
    tokens: mixed({ OnDemandPercentageAboveBaseCapacity: PARAMETER }, 'm7g.large'),
    at: 'Group Properties.MixedInstancesPolicy.LaunchTemplate.Overrides',
    message: '`MixedInstancesPolicy.LaunchTemplate.Overrides` should be several where Spot is used, got m7g.large alone',
  },
  {
    id: 'PoolUpdates.Lifetime',
    good: unprotected({ MaxInstanceLifetime: 86400 }),
    bad: unprotected({ MaxInstanceLifetime: 86399 }),
    tokens: pooled({ group: { MaxInstanceLifetime: PARAMETER } }),
    at: 'Group Properties.MaxInstanceLifetime',
    message: '`MaxInstanceLifetime` takes whole seconds from 86400 to 31536000, got 86399',
  },
  {
    id: 'PoolUpdates.ProtectedLifetime',
    good: unprotected({ MaxInstanceLifetime: 604800 }),
    bad: pooled({ group: { MaxInstanceLifetime: 604800 } }),
    tokens: pooled({ group: { MaxInstanceLifetime: 604800, NewInstancesProtectedFromScaleIn: PARAMETER } }),
    at: 'Group Properties.MaxInstanceLifetime',
    message: '`MaxInstanceLifetime` needs instances without protection from scale-in, which keeps those with tasks past their lifetime',
  },
  {
    id: 'ManagedInstances.Storage',
    good: reserved({ StorageConfiguration: { StorageSizeGiB: 30 } }),
    bad: reserved({ StorageConfiguration: { StorageSizeGiB: 29 } }),
    tokens: reserved({ StorageConfiguration: { StorageSizeGiB: PARAMETER } }),
    at: 'Provider Properties.ManagedInstancesProvider.InstanceLaunchTemplate.StorageConfiguration.StorageSizeGiB',
    message: '`ManagedInstancesProvider.InstanceLaunchTemplate.StorageConfiguration.StorageSizeGiB` takes whole GiB from 30 to 16384, got 29',
  },
  {
    id: 'ManagedInstances.Subnets',
    good: managed(),
    bad: reserved({ NetworkConfiguration: { Subnets: [] } }),
    tokens: reserved({ NetworkConfiguration: { Subnets: PARAMETER } }),
    at: 'Provider Properties.ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration.Subnets',
    message: '`ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration.Subnets` needs at least one subnet, got none',
  },
  {
    id: 'ManagedInstances.SecurityGroups',
    good: managed(),
    bad: reserved({ NetworkConfiguration: { SecurityGroups: [] } }),
    tokens: reserved({ NetworkConfiguration: { SecurityGroups: PARAMETER } }),
    at: 'Provider Properties.ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration.SecurityGroups',
    message: '`ManagedInstancesProvider.InstanceLaunchTemplate.NetworkConfiguration.SecurityGroups` needs at least one security group, got none',
  },
  {
    id: 'ManagedInstances.ScaleIn',
    good: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: -1 } } } }),
    bad: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: 3601 } } } }),
    tokens: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: PARAMETER } } } }),
    at: 'Provider Properties.ManagedInstancesProvider.InfrastructureOptimization.ScaleInAfter',
    message: '`ManagedInstancesProvider.InfrastructureOptimization.ScaleInAfter` takes whole seconds from 0 to 3600, or -1 for never, got 3601',
  },
  {
    id: 'ManagedInstances.NoTypes',
    good: reserved({ InstanceRequirements: { AllowedInstanceTypes: ['m7*'] } }),
    bad: reserved({ InstanceRequirements: { AllowedInstanceTypes: [] } }),
    tokens: reserved({ InstanceRequirements: { AllowedInstanceTypes: PARAMETER } }),
    at: 'Provider Properties.ManagedInstancesProvider.InstanceLaunchTemplate.InstanceRequirements.AllowedInstanceTypes',
    message: '`ManagedInstancesProvider.InstanceLaunchTemplate.InstanceRequirements.AllowedInstanceTypes` must name at least one instance type, got none',
  },
  {
    id: 'ManagedInstances.UnusedReservations',
    good: reserved({ CapacityOptionType: 'RESERVED', CapacityReservations: { ReservationGroupArn: GROUP_ARN, ReservationPreference: 'RESERVATIONS_FIRST' } }),
    bad: reserved({ CapacityReservations: { ReservationGroupArn: GROUP_ARN } }),
    tokens: reserved({ CapacityOptionType: PARAMETER, CapacityReservations: { ReservationGroupArn: GROUP_ARN } }),
    at: 'Provider Properties.ManagedInstancesProvider.InstanceLaunchTemplate.CapacityOptionType',
    message: '`ManagedInstancesProvider.InstanceLaunchTemplate.CapacityOptionType` must be RESERVED where capacity reservations are to be used, got ON_DEMAND',
  },
];
