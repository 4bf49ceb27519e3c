import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Environment, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { fleetIn, managedIn, poolIn, taskOf } from './instances';
import { CapacityStrategy, InstancePool, PooledService } from '../../src';
import { checkCluster, checkEnvironment, clusterOf, givenCapacity, notOnInstances } from '../../src/service/cluster-check';
import { importedCluster, newStack, plainCluster, platformIn } from '../cluster/services';
import { recommendedApp } from '../kit/stacks';
import { read } from '../traffic/setting';

test('a cluster is a cluster, imported or not', () => {
  const stack = newStack();
  expect([plainCluster(stack), importedCluster(stack)].flatMap(checkCluster)).toEqual([]);
});

test('a construct that has a cluster is none', () => {
  expect(read(checkCluster(fleetIn(newStack()) as unknown as ecs.ICluster))).toEqual([
    'error Service.Cluster: `cluster` is an ECS cluster, got a ZonalEc2Cluster; pass its `cluster`',
  ]);
});

test('without a cluster nothing is made', () => {
  const stack = newStack();
  const scope = new Construct(stack, 'Web');
  expect(() => clusterOf(scope, undefined)).toThrow(expect.objectContaining({
    message: 'Construct at Stack/Web has 1 problem:\n  Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none',
  }));
  expect(stack.node.tryFindChild('Web')).toBeUndefined();
});

test('a cluster is what it was', () => {
  const stack = newStack();
  const cluster = plainCluster(stack);
  expect(clusterOf(new Construct(stack, 'Web'), cluster)).toBe(cluster);
});

describe('the account and region of a cluster', () => {
  const PLACE = { account: '111111111111', region: 'eu-west-1' };
  const said = (service: Environment, cluster: Environment) => {
    const app = recommendedApp();
    const there = plainCluster(new Stack(app, 'Platform', { env: cluster }));
    return read(checkEnvironment(new Stack(app, 'App', { env: service }), 'capacity', there));
  };

  test.each<[string, Environment, string, string]>([
    ['another region', { ...PLACE, region: 'eu-west-2' }, '111111111111/eu-west-1', '111111111111/eu-west-2'],
    ['another account', { ...PLACE, account: '222222222222' }, '111111111111/eu-west-1', '222222222222/eu-west-1'],
    ['another region of an unknown account', { region: 'eu-west-2' }, '111111111111/eu-west-1', 'eu-west-2'],
  ])('%s is refused', (_name, cluster, own, other) => {
    expect(said(PLACE, cluster)).toEqual([
      `error Service.OtherEnvironment: \`capacity\` is in the account and region of the service, ${own}, got one in ${other}; make the service in a stack there`,
    ]);
  });

  test.each<[string, Environment]>([['the same', PLACE], ['an unknown one', {}], ['the same region, of an unknown account', { region: 'eu-west-1' }]])('%s is fine', (_name, cluster) => {
    expect([said(PLACE, cluster), said(cluster, PLACE)]).toEqual([[], []]);
  });

  test('are those of the service', () => {
    const app = recommendedApp();
    const pool = poolIn(new Stack(app, 'Platform', { env: { ...PLACE, region: 'eu-west-2' } }));
    expect(() => new PooledService(new Stack(app, 'App', { env: PLACE }), 'Web', { task: taskOf(), capacity: CapacityStrategy.pool(pool) })).toThrow(
      'Service.OtherEnvironment: `capacity` is in the account and region of the service, 111111111111/eu-west-1, got one in 111111111111/eu-west-2');
  });
});

describe('the capacity of a service', () => {
  const refusal = (capacity?: CapacityStrategy) => () => givenCapacity(new Construct(newStack(), 'Web'), 'capacity', capacity);

  test('must be given', () => {
    expect(refusal()).toThrow('Service.NoCapacity: `capacity` names the instances to run on, got none; take CapacityStrategy.pool(), zonal() or managedInstances()');
  });

  test('must be of pools of one kind', () => {
    const managed = managedIn(newStack()) as unknown as InstancePool;
    const message = 'CapacityStrategy.NotAPool: `capacity` takes pools of the kind InstancePool here, got ManagedInstancesPool;';
    expect(refusal(CapacityStrategy.pool(managed))).toThrow(message);
    expect(refusal(CapacityStrategy.zonal(managed as never))).toThrow(message);
    expect(refusal(CapacityStrategy.zonal(undefined as never))).toThrow('`capacity` takes pools of the kind InstancePool here, got none');
  });

  test('is what it was', () => {
    const capacity = CapacityStrategy.pool(poolIn(newStack()));
    expect(givenCapacity(new Construct(newStack(), 'Web'), 'capacity', capacity)).toBe(capacity);
  });

  test('is on instances', () => {
    const stack = newStack();
    const fargate = 'error PooledService.Fargate: `capacity` must name instances, got Fargate; take CapacityStrategy.pool(), zonal() or managedInstances(), or make a FargateSpotService';
    const unknown = 'error PooledService.UnknownDefault: `capacity` takes the default strategy of a ZonalEc2Cluster, whose pools are known, got clusterDefault() of another cluster; ' +
      'take CapacityStrategy.pool(), zonal() or managedInstances(), or providers() with the names of its capacity providers';
    const said = (cluster: ecs.ICluster, capacity: CapacityStrategy) => read([notOnInstances(cluster, capacity)]);
    expect(said(plainCluster(stack), CapacityStrategy.fargate())).toEqual([fargate]);
    expect(said(platformIn(stack), CapacityStrategy.clusterDefault())).toEqual([fargate]);
    expect(said(importedCluster(stack), CapacityStrategy.clusterDefault())).toEqual([unknown]);
  });
});
