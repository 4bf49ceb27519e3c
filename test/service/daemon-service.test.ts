import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { AWS_VPC, clusterIn, definitionOf, fleetIn, HOST, IMAGE, managedIn, poolIn, serviceOf, taskOf, WINDOWS } from './instances';
import {
  CapacityStrategy, DaemonService, DaemonServiceProps, InstancePool, PooledService, PoolImage, PurchaseOption, Rollout, TaskBlueprint, TaskScaling,
  TrafficSource,
} from '../../src';
import { importedVpc, newStack } from '../cluster/services';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { warnings } from '../traffic/setting';

const task = TaskBlueprint.container({ image: IMAGE, cpu: 128, memoryMiB: 256, hostMounts: [{ hostPath: '/var/log' }] });

function daemonOn(pool: (stack: Stack) => DaemonServiceProps['pool'], props: Partial<DaemonServiceProps> = {}): { stack: Stack; daemon: DaemonService } {
  const stack = newStack();
  return { stack, daemon: new DaemonService(stack, 'Logs', { pool: pool(stack), task, ...props }) };
}

describe('with only its required props', () => {
  const { stack, daemon } = daemonOn((scope) => poolIn(scope));
  const service = serviceOf(stack);

  test('one task runs on each instance, however many there are', () => {
    expect(service).toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EC2' });
    expect(service).not.toHaveProperty('DesiredCount');
    expect(service).not.toHaveProperty('CapacityProviderStrategy');
    expect(service).not.toHaveProperty('PlacementStrategies');
    expect(resourcesOf(stack, 'AWS::ApplicationAutoScaling::ScalableTarget')).toEqual({});
  });

  test('the instances are those with the mark of the pool', () => {
    expect(service.PlacementConstraints).toEqual([{ Type: 'memberOf', Expression: expect.stringMatching(/^attribute:cdk-ecs-blueprints\.pool in \[Stack-Pool-[0-9A-F]+\]$/) }]);
  });

  test('it is never rebalanced', () => {
    expect(service).not.toHaveProperty('AvailabilityZoneRebalancing');
  });

  test('an update ends the old task before it starts the new one', () => {
    expect(service.DeploymentConfiguration).toEqual({
      Strategy: 'ROLLING', MinimumHealthyPercent: 0, MaximumPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true }, LifecycleHooks: [],
    });
  });

  test('its task takes no network interface', () => {
    expect(definitionOf(stack)).toMatchObject({ NetworkMode: 'bridge', RequiresCompatibilities: ['EC2'] });
    expect(service).not.toHaveProperty('NetworkConfiguration');
    expect(daemon.connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/Pool/SecurityGroup']);
  });

  test('the files of the instance can be read', () => {
    const { ContainerDefinitions: [container], Volumes: volumes } = definitionOf(stack);
    expect(volumes).toEqual([{ Name: 'app-tmp' }, { Name: 'app-host-1', Host: { SourcePath: '/var/log' } }]);
    expect(container.MountPoints[1]).toEqual({ ContainerPath: '/var/log', ReadOnly: true, SourceVolume: 'app-host-1' });
  });

  test('it waits for its roles and for the association of the provider', () => {
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(theOnly(stack, 'AWS::ECS::Service').DependsOn).toEqual([expect.stringMatching(/^LogsExecutionRole/), expect.stringMatching(/^LogsTaskRole/), association]);
  });

  test('there is nothing else in the stack, and nothing is warned about', () => {
    const types = Object.entries(resourcesOf(stack)).filter(([id]) => id.startsWith('Logs')).map(([, resource]) => resource.Type);
    expect(types.sort()).toEqual(['AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup']);
    expect(warnings(stack)).toEqual([]);
  });

  test('it stands for its service and its task', () => {
    expect([daemon.serviceRef, daemon.env]).toEqual([daemon.service.serviceRef, daemon.service.env]);
    expect(daemon.grantPrincipal).toBe(daemon.taskRole.grantPrincipal);
    expect(stack.resolve(daemon.logGroup!.logGroupName)).toEqual({ Ref: expect.stringMatching(/^LogsLogGroup/) });
  });
});

describe('of two pools in one cluster', () => {
  const stack = newStack();
  const [first, second] = [poolIn(stack), poolIn(stack, {}, 'Other')];
  new DaemonService(stack, 'Logs', { pool: second, task });

  test('each marks its instances with a value of its own', () => {
    expect(first._attribute.name).toBe(second._attribute.name);
    expect(first._attribute.value).not.toBe(second._attribute.value);
    const userData = propertiesOf(stack, 'AWS::EC2::LaunchTemplate').map(({ LaunchTemplateData: data }) => JSON.stringify(data.UserData));
    const marks = [first, second].map(({ _attribute: { value } }) => value);
    expect(userData.map((text) => marks.map((mark) => text.includes(mark)))).toEqual([[true, false], [false, true]]);
  });

  test('the daemon is on the instances of its own', () => {
    expect(serviceOf(stack).PlacementConstraints).toEqual([
      { Type: 'memberOf', Expression: `attribute:cdk-ecs-blueprints.pool in [${second._attribute.value}]` },
    ]);
  });
});

test('of a zonal cluster, all zones run the daemon', () => {
  const stack = newStack();
  const fleet = fleetIn(stack);
  new DaemonService(stack, 'Logs', { pool: fleet, task });
  const [one, two] = fleet.pools.map(({ _attribute: { value } }) => value);
  expect(serviceOf(stack).PlacementConstraints).toEqual([{ Type: 'memberOf', Expression: `attribute:cdk-ecs-blueprints.pool in [${one},${two}]` }]);
  expect(warnings(stack)).toEqual([]);
});

describe('what it takes of each instance', () => {
  const served = (stack: Stack, pool: InstancePool) => new PooledService(stack, 'Web', { capacity: CapacityStrategy.pool(pool), task: taskOf({ cpu: 4096 }) });

  test('is not there for services that are made after it', () => {
    const stack = newStack();
    const pool = poolIn(stack);
    new DaemonService(stack, 'Logs', { pool, task });
    expect(() => served(stack, pool)).toThrow(expect.objectContaining({
      message: 'PooledService at Stack/Web has 1 problem:\n' +
      '  InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 3968 CPU units for it, got 4096 CPU units; take a larger type or split the task',
    }));
  });

  test('is there for services on another pool', () => {
    const stack = newStack();
    const pool = poolIn(stack);
    new DaemonService(stack, 'Logs', { pool: poolIn(stack, {}, 'Other'), task });
    expect(served(stack, pool).minTaskCount).toBe(2);
  });

  test('is not there in any zone of a zonal cluster', () => {
    const stack = newStack();
    const fleet = fleetIn(stack);
    new DaemonService(stack, 'Logs', { pool: fleet, task });
    const taken = expect.objectContaining({ cpu: 128, memoryMiB: 256 });
    expect(fleet.pools.map((pool) => pool._facts().daemons)).toEqual([[taken], [taken]]);
  });

  test('is an interface in awsvpc mode', () => {
    const stack = newStack();
    const pool = poolIn(stack);
    new DaemonService(stack, 'Logs', { pool, task: taskOf({ networkMode: AWS_VPC }) });
    expect(pool._facts().daemons).toEqual([expect.objectContaining({ ownNetworkInterface: true })]);
    expect(serviceOf(stack).NetworkConfiguration.AwsvpcConfiguration).toMatchObject({ AssignPublicIp: 'DISABLED', Subnets: ['subnet-11111111', 'subnet-22222222'] });
  });
});

describe('the pool may be', () => {
  test('one on Spot, of which nobody is warned: the daemon is where the instances are', () => {
    const { stack } = daemonOn((scope) => poolIn(scope, { purchase: PurchaseOption.spot(), types: ['m7i.xlarge', 'm6i.xlarge'] }));
    expect(warnings(stack)).toEqual([]);
    expect(definitionOf(stack).ContainerDefinitions[0].StopTimeout).toBe(120);
  });

  test('one in a single zone, which is no danger to a daemon', () => {
    const { stack } = daemonOn((scope) => poolIn(scope, { vpcSubnets: { availabilityZones: ['us-east-1a'] } }));
    expect(warnings(stack)).toEqual([]);
  });

  test('one that runs Windows, whose own network mode takes no interface', () => {
    const { stack } = daemonOn((scope) => poolIn(scope, { machineImage: PoolImage.windows() }), {
      task: taskOf({ runtimePlatform: WINDOWS, cpu: 128, memoryMiB: 256, port: 8125 }),
    });
    expect(definitionOf(stack)).not.toHaveProperty('NetworkMode');
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8125, Protocol: 'tcp' }]);
  });
});

test('what is chosen is written', () => {
  const { stack } = daemonOn((scope) => poolIn(scope), {
    task: taskOf({ networkMode: AWS_VPC }),
    serviceName: 'logs',
    network: { vpcSubnets: { availabilityZones: ['us-east-1a'] } },
    rollout: Rollout.rolling({ minHealthyPercent: 50, maxHealthyPercent: 100 }),
  });
  expect(serviceOf(stack)).toMatchObject({
    ServiceName: 'logs',
    DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 },
    NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-11111111'] } },
  });
});

describe('a daemon refuses', () => {
  test.each<[string, (stack: Stack) => DaemonServiceProps['pool'], Partial<DaemonServiceProps>, string]>([
    ['no pool at all', () => ({ pools: [] }), {}, 'DaemonService.NoPool: `pool` is an InstancePool or a ZonalEc2Cluster with at least one pool, got none'],
    ['nothing for a pool', () => undefined as never, {}, 'DaemonService.NoPool: `pool` is an InstancePool or a ZonalEc2Cluster with at least one pool, got none'],
    ['a pool of Managed Instances', (stack) => managedIn(stack) as never, {},
      'DaemonService.NoPool: `pool` is an InstancePool or a ZonalEc2Cluster with at least one pool, got ManagedInstancesPool; make a ManagedDaemon for it'],
    ['to run twice on an instance', (stack) => poolIn(stack), { rollout: Rollout.rolling({ minHealthyPercent: 0, maxHealthyPercent: 200 }) },
      'DaemonService.MaxHealthyPercent: `rollout.maxHealthyPercent` is 100 for a daemon, which never runs twice on an instance, got 200; leave `rollout` out, or set 100'],
    ['an update that can never progress', (stack) => poolIn(stack), { rollout: Rollout.rolling({ minHealthyPercent: 100, maxHealthyPercent: 100 }) },
      'RolloutPlan.Stalls: `rollout` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100; lower the first or raise the second'],
    ['a task that no instance can hold', (stack) => poolIn(stack), { task: taskOf({ cpu: 8192 }) },
      'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units for it, got 8192 CPU units; take a larger type or split the task'],
    ['host mode where no such task is placed', (stack) => poolIn(stack), { task: taskOf({ networkMode: HOST }) },
      'InstanceMatch.HostModeTaskRole: `task.networkMode` must not be host on instances that take no such task with a task role; set `agent.hostModeTaskRoles` of the pool, or take awsvpc or bridge'],
    ['a network without an interface', (stack) => poolIn(stack), { network: { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } } },
      'ServiceNetwork.NoInterface: `network.vpcSubnets` is for tasks with a network interface of their own, got the network mode bridge, in which they have the instance\'s; leave it out or use awsvpc'],
    ['memory that nobody names', (stack) => poolIn(stack), { task: TaskBlueprint.container({ image: IMAGE }) },
      'Containers.NoMemory: `task.memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task'],
    ['pools of two clusters', (stack) => {
      const other = new ecs.Cluster(stack, 'OtherCluster', { vpc: importedVpc(stack) });
      return { pools: [poolIn(stack, { cluster: clusterIn(stack) }), poolIn(stack, { cluster: other }, 'Other')] };
    }, {}, 'CapacityStrategy.TwoClusters: `pool` takes pools of one cluster, got some of Stack/Platform/Cluster and of Stack/OtherCluster; run a service on each'],
    ['a name that ECS does not take', (stack) => poolIn(stack), { serviceName: 'my logs' },
      "Service.Name: `serviceName` takes 1 to 255 letters, digits, hyphens and underscores, got 'my logs'"],
  ])('%s', (_name, pool, props, message) => {
    expect(() => daemonOn(pool, props)).toThrow(expect.objectContaining({ message: `DaemonService at Stack/Logs has 1 problem:\n  ${message}` }));
  });

  test('rebalancing, which starts a task before it stops one', () => {
    const { ENABLED: availabilityZoneRebalancing } = ecs.AvailabilityZoneRebalancing;
    const rollout = Rollout.rolling({ minHealthyPercent: 0, maxHealthyPercent: 100, availabilityZoneRebalancing });
    expect(() => daemonOn((stack) => poolIn(stack), { rollout })).toThrow(
      'PlacementOrder.Rebalancing: `rollout.availabilityZoneRebalancing` needs a replica service, got a daemon; turn rebalancing off,');
  });
});

test('a count, scaling, strategies and traffic are no props, and change nothing where languages let them through', () => {
  const placement = { strategies: [ecs.PlacementStrategy.packedByCpu()] };
  const foreign = { desiredCount: 3, scaling: TaskScaling.exactly(3), placement, traffic: TrafficSource.loadBalancer() };
  const { stack } = daemonOn((scope) => poolIn(scope), foreign as Partial<DaemonServiceProps>);
  expect(serviceOf(stack)).toEqual(serviceOf(daemonOn((scope) => poolIn(scope)).stack));
});
