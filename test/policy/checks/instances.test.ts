import { associationOf, awsvpcPooled, pooled, PoolPatches, X86_IMAGE } from '../cases/pool-templates';
import { findingsOf, Json, merged, PARAMETER } from '../kit';

/** What rules of a room say of resources. */
function told(template: Json | Json[], rules: RegExp): string[] {
  return findingsOf(template).filter(({ rule }) => rules.test(rule.id)).map(({ message, resource, rule }) => `${resource.logicalId} ${rule.id} ${message}`);
}

const ids = (template: Json | Json[], rules: RegExp) => told(template, rules).map((text) => text.split(' ').slice(0, 2).join(' '));

/** The pool once more, by another name. */
function withSecondPool(template: Json, { group = {}, provider = {}, launch = {} }: PoolPatches = {}): Json {
  const { Provider, Group, Launch } = template.Resources;
  return merged(template, {
    Resources: {
      Association: associationOf({ Ref: 'Provider' }, { Ref: 'Provider2' }),
      Provider2: merged(Provider, { Properties: merged({ AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group2' } } }, provider) }),
      Group2: merged(Group, { Properties: merged({ LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch2' } } }, group) }),
      Launch2: merged(Launch, { Properties: { LaunchTemplateData: launch } }),
    },
  });
}

const strategy = (...providers: string[]) => (
  { CapacityProviderStrategy: providers.map((name) => ({ CapacityProvider: { Ref: name }, Weight: 1 })) });

describe('services on a pool', () => {
  // An instance holds one task.
  const ONE_EACH: PoolPatches = { task: { Cpu: '1024', Memory: '2048' }, launch: { InstanceType: 't4g.medium' }, group: { MaxSize: 3 } };
  const other = (template: Json, patch: Json = {}) => (
    merged(template, { Resources: { Other: merged(template.Resources.Service, { Properties: patch }) } }));
  const LOAD = /^PoolLoad/;

  test('are counted together, in each pool of theirs', () => {
    const template = other(pooled(ONE_EACH));
    expect(told(template, LOAD)).toEqual([
      'Group PoolLoad.ServicesAbovePool `MaxSize` gives instances, which are 3 at most, and the services on them need 4 or more: '
      + 'Service up to 2 and Other up to 2, 4 tasks together',
    ]);
    expect(told(merged(template, { Resources: { Group: { Properties: { MaxSize: 8 } } } }), LOAD)).toEqual([]);
  });

  test('are not counted where they are daemons, or their task is not known', () => {
    const template = pooled({ ...ONE_EACH, group: { MaxSize: 4 } });
    expect(ids(other(template), LOAD)).toEqual(['Group PoolLoad.UpdatesAbovePool']);
    expect(told(other(template, { SchedulingStrategy: 'DAEMON' }), LOAD)).toEqual([]);
    expect(told(other(template, { SchedulingStrategy: PARAMETER }), LOAD)).toEqual([]);
    expect(told(other(template, { TaskDefinition: PARAMETER }), LOAD)).toEqual([]);
    expect(told(other(template, { CapacityProviderStrategy: PARAMETER }), LOAD)).toEqual([]);
  });

  test('have room for their updates by what each may start and stop', () => {
    const template = (patch: Json) => other(pooled({ ...ONE_EACH, group: { MaxSize: 6 } }), { DeploymentConfiguration: patch });
    expect(ids(template({}), LOAD)).toEqual(['Group PoolLoad.UpdatesAbovePool']);
    expect(ids(template({ MaximumPercent: 100, MinimumHealthyPercent: 50 }), LOAD)).toEqual([]);
    expect(ids(template({ MaximumPercent: 150 }), LOAD)).toEqual(['Group PoolLoad.UpdatesAbovePool']);
    expect(ids(template({ MaximumPercent: PARAMETER }), LOAD)).toEqual([]);
    expect(ids(template({ MinimumHealthyPercent: PARAMETER }), LOAD)).toEqual([]);
  });

  test('are those that have no other pool', () => {
    // Three instances for two tasks; the other two tasks may be in either pool.
    const either = other(withSecondPool(pooled(ONE_EACH), { group: { MaxSize: 3 } }), strategy('Provider', 'Provider2'));
    expect(ids(either, /^PoolLoad.Services/)).toEqual([]);
    // In whatever order a service names them, two pools are the same two pools.
    const both = merged(either, { Resources: { Service: { Properties: strategy('Provider2', 'Provider') }, Group: { Properties: { MaxSize: 2 } }, Group2: { Properties: { MaxSize: 1 } } } });
    expect(ids(both, /^PoolLoad.Services/)).toEqual(['Group PoolLoad.ServicesAbovePool']);
  });

  test('of two templates are not one because of their names', () => {
    expect(ids([pooled(ONE_EACH), pooled(ONE_EACH)], /^PoolLoad.Services/)).toEqual([]);
  });
});

describe('availability zones', () => {
  const ZONES = /^ZoneSpread/;
  const zones = (a: Json, b: Json) => ({ SubnetA: { Properties: { AvailabilityZone: a } }, SubnetB: { Properties: { AvailabilityZone: b } } });
  const tasksIn = (...subnets: Json[]) => ({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } } });
  const task = { Memory: '3072' };

  test('are compared by name where both are known by name', () => {
    const inOne = awsvpcPooled({ task, resources: zones('eu-west-1a', 'eu-west-1b'), service: tasksIn({ Ref: 'SubnetB' }), group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }] } });
    expect(told(inOne, /^ZoneSpread.Subnets/)).toEqual([
      'Service ZoneSpread.Subnets the service has instances in eu-west-1a and subnets for its tasks in eu-west-1b, '
      + 'so that tasks of the other zones cannot get a network interface and do not start',
    ]);
    expect(ids(awsvpcPooled({ task, resources: zones('eu-west-1a', 'eu-west-1b') }), ZONES)).toEqual([]);
  });

  test('are not compared where one is a name, and the other a place among the zones of the region', () => {
    const third = { SubnetC: { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: 'eu-west-1c' } } };
    expect(ids(awsvpcPooled({ task, resources: third, service: tasksIn({ Ref: 'SubnetC' }) }), ZONES)).toEqual([]);
  });

  test('are not compared where a subnet is all that is known of them', () => {
    const template = awsvpcPooled({ task, service: tasksIn('subnet-2'), group: { VPCZoneIdentifier: ['subnet-1'] } });
    expect(ids(template, ZONES)).toEqual(['Service ZoneSpread.OneZone']);
  });

  test('of one are told of replicas only', () => {
    const template = (scheduling: Json) => pooled({ group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }] }, service: { SchedulingStrategy: scheduling } });
    expect(ids(template('REPLICA'), ZONES)).toEqual(['Service ZoneSpread.OneZone']);
    expect(ids(template('DAEMON'), ZONES)).toEqual([]);
    expect(ids(template(PARAMETER), ZONES)).toEqual([]);
  });

  test('of two pools count together, and where one is not known none does', () => {
    const template = (subnets: Json) => withSecondPool(
      pooled({ group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }] }, service: strategy('Provider', 'Provider2') }), { group: { VPCZoneIdentifier: subnets } });
    expect(ids(template([{ Ref: 'SubnetA' }]), ZONES)).toEqual(['Service ZoneSpread.OneZone']);
    expect(ids(template([{ Ref: 'SubnetB' }]), ZONES)).toEqual([]);
    expect(ids(template(PARAMETER), ZONES)).toEqual([]);
  });
});

describe('the order of placement', () => {
  const ORDER = /^PlacementOrder.SpreadFirst/;
  const target = (percent: number) => ({ AutoScalingGroupProvider: { ManagedScaling: { TargetCapacity: percent } } });
  const spread = { PlacementStrategies: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }] };
  const two = (first: PoolPatches, second: PoolPatches) => (
    withSecondPool(pooled({ ...first, service: { ...strategy('Provider', 'Provider2'), ...spread } }), second));
  const inA = { VPCZoneIdentifier: [{ Ref: 'SubnetA' }] };
  const inB = { VPCZoneIdentifier: [{ Ref: 'SubnetB' }] };

  test('is held against the pool that keeps most room', () => {
    expect(told(two({ provider: target(100) }, { provider: target(80) }), ORDER)).toEqual([
      'Service PlacementOrder.SpreadFirst `PlacementStrategies` should put binpack before spread while the target capacity is below 100, '
      + 'got spread by attribute:ecs.availability-zone at 80, which starts instances until each task has its own',
    ]);
    expect(told(two({ provider: target(100) }, { provider: target(100) }), ORDER)).toEqual([]);
  });

  test('spreads nothing over the zones of pools that have one each', () => {
    expect(told(two({ provider: target(80), group: inA }, { provider: target(80), group: inB }), ORDER)).toEqual([]);
    expect(ids(two({ provider: target(80), group: inA }, { provider: target(80), group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }] } }), ORDER))
      .toEqual(['Service PlacementOrder.SpreadFirst']);
  });
});

test('a device is told at the container that asks for it', () => {
  const side = { Name: 'side', Image: 'public.ecr.aws/side:1', Memory: 64, ResourceRequirements: [{ Type: 'GPU', Value: '1' }] };
  const template = pooled({ image: X86_IMAGE, launch: { InstanceType: 'g5.xlarge' }, container: { ResourceRequirements: [{ Type: 'Other', Value: '1' }] } });
  template.Resources.Task.Properties.ContainerDefinitions.push(side);
  expect(findingsOf(template).filter(({ rule }) => rule.id === 'InstanceMatch.Image').map(({ path, resource }) => `${resource.logicalId} ${path}`))
    .toEqual(['Task Properties.ContainerDefinitions.1.ResourceRequirements']);
});
