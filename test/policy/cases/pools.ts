import { managed, pooled } from './pool-templates';
import { Json, PARAMETER, RuleCase } from '../kit';

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
  return pooled({ group: { NewInstancesProtectedFromScaleIn: false, ...group }, provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: PARAMETER } } });
}

const GROUP_ARN = 'arn:aws:resource-groups:us-east-1:123456789012:group/reserved';

export const POOL_CASES: readonly RuleCase[] = [
  {
    id: 'ManagedScaling.TargetCapacity',
    good: scaled({ TargetCapacity: 1 }, { service: { PlacementStrategies: [{ Type: 'binpack', Field: 'cpu' }], AvailabilityZoneRebalancing: 'DISABLED' } }),
    bad: scaled({ TargetCapacity: 101 }),
    tokens: scaled({ TargetCapacity: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.StepSize',
    good: scaled({ MinimumScalingStepSize: 1, MaximumScalingStepSize: 10000 }),
    bad: scaled({ MaximumScalingStepSize: 10001 }),
    tokens: scaled({ MaximumScalingStepSize: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.MinAboveMax',
    good: scaled({ MinimumScalingStepSize: 5, MaximumScalingStepSize: 5 }),
    bad: scaled({ MinimumScalingStepSize: 6, MaximumScalingStepSize: 5 }),
    tokens: scaled({ MinimumScalingStepSize: 6, MaximumScalingStepSize: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.WarmUp',
    good: scaled({ InstanceWarmupPeriod: 10000 }),
    bad: scaled({ InstanceWarmupPeriod: 10001 }),
    tokens: scaled({ InstanceWarmupPeriod: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.ShortWarmUp',
    good: scaled({ InstanceWarmupPeriod: 60 }),
    bad: scaled({ InstanceWarmupPeriod: 59 }),
    tokens: scaled({ InstanceWarmupPeriod: PARAMETER }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.ProtectionWithoutScaling',
    good: pooled(),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: undefined } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: PARAMETER } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.ProtectionWithoutScaleInProtection',
    good: pooled(),
    bad: pooled({ group: { NewInstancesProtectedFromScaleIn: undefined } }),
    tokens: pooled({ group: { NewInstancesProtectedFromScaleIn: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.NoTerminationProtection',
    good: pooled(),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: undefined } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedTerminationProtection: PARAMETER } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.NoDraining',
    good: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: 'ENABLED' } } }),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: 'DISABLED' } } }),
    tokens: pooled({ provider: { AutoScalingGroupProvider: { ManagedDraining: PARAMETER } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.NoTag',
    good: pooled({ group: { Tags: [{ Key: 'team', Value: 'web' }, { Key: 'AmazonECSManaged', Value: '' }] } }),
    bad: pooled({ group: { Tags: undefined } }),
    tokens: pooled({ group: { Tags: [{ Key: PARAMETER, Value: '', PropagateAtLaunch: true }] } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.OtherPolicies',
    good: pooled({ resources: policy('another') }),
    bad: pooled({ resources: policy({ Ref: 'Group' }) }),
    tokens: pooled({ resources: policy(PARAMETER) }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedScaling.WeightedTypes',
    good: mixed({}, 'm7g.large', 'c7g.large'),
    bad: mixed({}, 'm7g.large', { InstanceType: 'c7g.large', WeightedCapacity: '2' }),
    tokens: mixed({}, 'm7g.large', { InstanceType: 'c7g.large', WeightedCapacity: { 'Fn::If': ['Open', '2', { Ref: 'AWS::NoValue' }] } }),
    at: '?',
    message: '?',
  },
  {
    id: 'InstanceCount.Range',
    good: pooled({ group: { MinSize: '0' } }),
    bad: pooled({ group: { MinSize: '-1' } }),
    tokens: pooled({ group: { MinSize: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'InstanceCount.MinAboveMax',
    good: pooled({ group: { MinSize: '10' } }),
    bad: pooled({ group: { MinSize: '11' } }),
    tokens: pooled({ group: { MinSize: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'InstanceCount.NoInstances',
    good: pooled({ group: { MinSize: 0, MaxSize: 1 } }),
    bad: pooled({ group: { MinSize: 0, MaxSize: 0 } }),
    tokens: pooled({ group: { MinSize: 0, MaxSize: 0 }, provider: { AutoScalingGroupProvider: { ManagedScaling: { Status: PARAMETER } } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'PurchaseOption.Base',
    good: mixed({ OnDemandBaseCapacity: 0 }, 'm7g.large'),
    bad: mixed({ OnDemandBaseCapacity: -1 }, 'm7g.large'),
    tokens: mixed({ OnDemandBaseCapacity: PARAMETER }, 'm7g.large'),
    at: '?',
    message: '?',
  },
  {
    id: 'PurchaseOption.Percent',
    good: mixed({ OnDemandPercentageAboveBaseCapacity: 100 }, 'm7g.large'),
    bad: mixed({ OnDemandPercentageAboveBaseCapacity: 101 }, 'm7g.large'),
    tokens: mixed({ OnDemandPercentageAboveBaseCapacity: PARAMETER }, 'm7g.large'),
    at: '?',
    message: '?',
  },
  {
    id: 'PurchaseOption.OneSpotType',
    good: mixed({ OnDemandPercentageAboveBaseCapacity: 99 }, 'm7g.large', 'c7g.large'),
    bad: mixed({ OnDemandPercentageAboveBaseCapacity: 99 }, 'm7g.large'),
    tokens: mixed({ OnDemandPercentageAboveBaseCapacity: PARAMETER }, 'm7g.large'),
    at: '?',
    message: '?',
  },
  {
    id: 'PoolUpdates.Lifetime',
    good: unprotected({ MaxInstanceLifetime: 86400 }),
    bad: unprotected({ MaxInstanceLifetime: 86399 }),
    tokens: pooled({ group: { MaxInstanceLifetime: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'PoolUpdates.ProtectedLifetime',
    good: unprotected({ MaxInstanceLifetime: 604800 }),
    bad: pooled({ group: { MaxInstanceLifetime: 604800 } }),
    tokens: pooled({ group: { MaxInstanceLifetime: 604800, NewInstancesProtectedFromScaleIn: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.Storage',
    good: reserved({ StorageConfiguration: { StorageSizeGiB: 30 } }),
    bad: reserved({ StorageConfiguration: { StorageSizeGiB: 29 } }),
    tokens: reserved({ StorageConfiguration: { StorageSizeGiB: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.Subnets',
    good: managed(),
    bad: reserved({ NetworkConfiguration: { Subnets: [] } }),
    tokens: reserved({ NetworkConfiguration: { Subnets: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.SecurityGroups',
    good: managed(),
    bad: reserved({ NetworkConfiguration: { SecurityGroups: [] } }),
    tokens: reserved({ NetworkConfiguration: { SecurityGroups: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.ScaleIn',
    good: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: -1 } } } }),
    bad: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: 3601 } } } }),
    tokens: managed({ provider: { ManagedInstancesProvider: { InfrastructureOptimization: { ScaleInAfter: PARAMETER } } } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.NoTypes',
    good: reserved({ InstanceRequirements: { AllowedInstanceTypes: ['m7*'] } }),
    bad: reserved({ InstanceRequirements: { AllowedInstanceTypes: [] } }),
    tokens: reserved({ InstanceRequirements: { AllowedInstanceTypes: PARAMETER } }),
    at: '?',
    message: '?',
  },
  {
    id: 'ManagedInstances.UnusedReservations',
    good: reserved({ CapacityOptionType: 'RESERVED', CapacityReservations: { ReservationGroupArn: GROUP_ARN, ReservationPreference: 'RESERVATIONS_FIRST' } }),
    bad: reserved({ CapacityReservations: { ReservationGroupArn: GROUP_ARN } }),
    tokens: reserved({ CapacityOptionType: PARAMETER, CapacityReservations: { ReservationGroupArn: GROUP_ARN } }),
    at: '?',
    message: '?',
  },
];
