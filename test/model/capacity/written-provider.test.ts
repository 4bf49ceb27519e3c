import { readGroupProvider, readManagedInstances } from '../../../src/model/capacity/written-provider';

const PARAMETER = { Ref: 'Parameter' };
const OPEN = { 'Fn::If': ['Open', {}, { Ref: 'AWS::NoValue' }] };

describe('a provider of an Auto Scaling group', () => {
  const read = (provider: unknown) => readGroupProvider({ AutoScalingGroupProvider: provider });
  const UNKNOWN = {
    managedScaling: undefined,
    targetCapacityPercent: undefined,
    minStepSize: undefined,
    maxStepSize: undefined,
    warmUpSeconds: undefined,
    terminationProtection: undefined,
    draining: undefined,
  };

  test('is read with all that it says', () => {
    expect(read({
      ManagedScaling: { Status: 'ENABLED', TargetCapacity: '80', MinimumScalingStepSize: 1, MaximumScalingStepSize: 10, InstanceWarmupPeriod: 60 },
      ManagedTerminationProtection: 'ENABLED',
      ManagedDraining: 'DISABLED',
    })).toEqual({
      managedScaling: true,
      targetCapacityPercent: 80,
      minStepSize: 1,
      maxStepSize: 10,
      warmUpSeconds: 60,
      terminationProtection: true,
      draining: false,
    });
  });

  test('does not scale or protect, and drains, unless it says so', () => {
    expect(read({})).toEqual({ ...UNKNOWN, managedScaling: false, terminationProtection: false, draining: true });
    expect(read({ ManagedScaling: { Status: 'DISABLED' }, ManagedTerminationProtection: 'DISABLED', ManagedDraining: 'ENABLED' }))
      .toEqual({ ...UNKNOWN, managedScaling: false, terminationProtection: false, draining: true });
  });

  test.each([[PARAMETER], [OPEN], [{ ManagedScaling: PARAMETER, ManagedTerminationProtection: PARAMETER, ManagedDraining: OPEN }],
    [{ ManagedScaling: {}, ManagedTerminationProtection: OPEN, ManagedDraining: PARAMETER }]])('%j is not known', (provider) => {
    expect(read(provider)).toEqual(UNKNOWN);
  });

  test('is none of another kind', () => {
    expect(readGroupProvider({ ManagedInstancesProvider: {} })).toBeUndefined();
  });
});

describe('a provider of Managed Instances', () => {
  const read = (template: unknown,
    provider: object = {}) => readManagedInstances({ ManagedInstancesProvider: { InstanceLaunchTemplate: template, ...provider } });

  test('is read with all that it says', () => {
    expect(read({
      StorageConfiguration: { StorageSizeGiB: 100 },
      NetworkConfiguration: { Subnets: ['subnet-1', PARAMETER], SecurityGroups: [] },
      InstanceRequirements: { AllowedInstanceTypes: ['m7g.large', 'c7*'] },
      CapacityOptionType: 'RESERVED',
      CapacityReservations: { ReservationGroupArn: 'arn', ReservationPreference: 'RESERVATIONS_ONLY' },
    }, { InfrastructureOptimization: { ScaleInAfter: -1 } })).toEqual({
      storageGiB: 100,
      subnets: 2,
      securityGroups: 0,
      idleSeconds: -1,
      allowedTypes: ['m7g.large', 'c7*'],
      capacityOption: 'RESERVED',
      preference: 'RESERVATIONS_ONLY',
      group: true,
    });
  });

  test('is on demand, of any type and without reservations, unless it says so', () => {
    expect(read({})).toEqual({
      storageGiB: undefined,
      subnets: 0,
      securityGroups: 0,
      idleSeconds: undefined,
      allowedTypes: undefined,
      capacityOption: 'ON_DEMAND',
      preference: undefined,
      group: false,
    });
  });

  test.each([[PARAMETER], [OPEN]])('%j is not known', (template) => {
    expect(read(template)).toEqual({
      storageGiB: undefined,
      subnets: undefined,
      securityGroups: undefined,
      idleSeconds: undefined,
      allowedTypes: undefined,
      capacityOption: undefined,
      preference: undefined,
      group: undefined,
    });
  });

  test.each([[PARAMETER], [['m7g.large', PARAMETER]], [[OPEN]]])('types %j are not known', (types) => {
    expect(read({ InstanceRequirements: { AllowedInstanceTypes: types } })?.allowedTypes).toBeUndefined();
  });

  test('a list without types is known', () => {
    expect(read({ InstanceRequirements: { AllowedInstanceTypes: [] } })?.allowedTypes).toEqual([]);
  });

  test('is none of another kind', () => {
    expect(readManagedInstances({ AutoScalingGroupProvider: {} })).toBeUndefined();
  });
});
