import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { newStack } from './services';
import { CapacityStrategy, FargateSpotService, PooledService, PooledServiceProps, ZonalEc2Cluster } from '../../src';
import { resourcesOf } from '../kit/stacks';
import { fleetIn, serviceOf, taskOf } from '../service/instances';
import { warnings } from '../traffic/setting';

function onDefault(props: Partial<PooledServiceProps> = {}): { stack: Stack; fleet: ZonalEc2Cluster; web: PooledService } {
  const stack = newStack();
  const fleet = fleetIn(stack);
  const web = new PooledService(stack, 'Web', { task: taskOf(), cluster: fleet.cluster, capacity: CapacityStrategy.clusterDefault(), ...props });
  return { stack, fleet, web };
}

describe('a service on the default of a zonal cluster', () => {
  const { stack, fleet, web } = onDefault();

  test('names neither providers nor a launch type, so that the default decides', () => {
    expect(serviceOf(stack)).not.toHaveProperty('CapacityProviderStrategy');
    expect(serviceOf(stack)).not.toHaveProperty('LaunchType');
    expect(web.tasksByProvider(4)).toEqual([]);
  });

  test('is packed, and knows its instances, as one that names the pools', () => {
    expect(serviceOf(stack)).toMatchObject({ AvailabilityZoneRebalancing: 'DISABLED', PlacementStrategies: [{ Type: 'binpack', Field: 'CPU' }] });
    expect(web.demand?.tasksPerInstance).toBe(3);
  });

  test('waits for the association that says what the default is', () => {
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    const [service] = Object.values(resourcesOf(stack, 'AWS::ECS::Service'));
    expect(service.DependsOn).toContain(association);
  });

  test('is told of nothing, and is on the pools of the cluster', () => {
    expect(warnings(stack)).toEqual([]);
    expect(CapacityStrategy.clusterDefault()._on(fleet.cluster)._facts(fleet.cluster)).toEqual(CapacityStrategy.zonal(fleet)._facts(fleet.cluster));
  });
});

test('what no instance can hold is refused', () => {
  expect(() => onDefault({ task: taskOf({ cpu: 8192 }) })).toThrow(
    'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units for it, got 8192 CPU units');
});

test('the instances let in what they share their address with', () => {
  const { fleet, web } = onDefault({ task: taskOf({ networkMode: ecs.NetworkMode.BRIDGE }) });
  expect(web.connections.securityGroups).toEqual(fleet.connections.securityGroups);
});

test('a default that becomes another one is refused at synth', () => {
  const { stack, fleet } = onDefault();
  fleet.cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: 'FARGATE', weight: 1 }]);
  expect(() => (stack.node.root as App).synth()).toThrow('CapacityStrategy.OtherDefault: `cluster` keeps the default strategy of its pools for this service, '
    + 'which was checked for them, got another one; choose CapacityStrategy.zonal() for the service');
});

test('a service on Fargate does not take it', () => {
  const stack = newStack();
  const { cluster } = fleetIn(stack);
  new FargateSpotService(stack, 'Web', { task: taskOf({ cpu: undefined, memoryMiB: undefined }), cluster, capacity: CapacityStrategy.clusterDefault() });
  expect(() => (stack.node.root as App).synth()).toThrow('CapacityStrategy.ClusterDefaultNotFargate');
});
