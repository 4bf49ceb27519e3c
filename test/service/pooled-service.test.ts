import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stack } from 'aws-cdk-lib/core';
import { AWS_VPC, BRIDGE, clusterIn, definitionOf, fleetIn, HOST, managedIn, NAT, NONE, pooled, poolIn, serviceOf, taskOf, WINDOWS } from './instances';
import {
  CapacityStrategy, ManagedInstanceTypes, ManagedPurchase, PooledService, PooledServiceProps, PoolImage, PoolImageVariant, PoolScaling,
  PurchaseOption, Rollout, TaskBlueprint, TaskScaling, TrafficSource,
} from '../../src';
import { importedCluster, importedVpc } from '../cluster/services';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { warnings } from '../traffic/setting';

const SERVICE = 'AWS::ECS::Service';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';
const TARGETS = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const balanced = TrafficSource.loadBalancer({ internal: true, plainHttp: true });
const hostRoles = { agent: { hostModeTaskRoles: true } };

describe('with only its required props', () => {
  const { stack, web } = pooled(() => ({}));
  const service = serviceOf(stack);
  const definition = definitionOf(stack);
  const [container] = definition.ContainerDefinitions;

  test('tasks run on the pool, by a strategy and not by a launch type', () => {
    expect(service.CapacityProviderStrategy).toEqual([{ CapacityProvider: { Ref: expect.stringMatching(/^PoolProvider/) }, Weight: 1 }]);
    expect(service).not.toHaveProperty('LaunchType');
  });

  test('the service is in the cluster of the pool', () => {
    expect(service.Cluster).toEqual(stack.resolve(clusterIn(stack).clusterName));
  });

  test('tasks are packed by CPU, on any instance', () => {
    expect(service.PlacementStrategies).toEqual([{ Type: 'binpack', Field: 'CPU' }]);
    expect(service).not.toHaveProperty('PlacementConstraints');
  });

  test('that rebalancing is off is written, for an absent value would turn it on', () => {
    expect(service.AvailabilityZoneRebalancing).toBe('DISABLED');
  });

  test('two tasks run, each as often as needed on an instance', () => {
    expect(service).toMatchObject({ DesiredCount: 2, SchedulingStrategy: 'REPLICA' });
  });

  test('deployments never go below the desired count, and failing ones are rolled back', () => {
    expect(service.DeploymentConfiguration).toEqual({
      Strategy: 'ROLLING', MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true }, LifecycleHooks: [],
    });
  });

  test('tasks have an interface of their own, in private subnets, with a group that lets nobody in', () => {
    expect(service.NetworkConfiguration.AwsvpcConfiguration).toEqual({
      AssignPublicIp: 'DISABLED', Subnets: ['subnet-11111111', 'subnet-22222222'], SecurityGroups: [{ 'Fn::GetAtt': [expect.stringMatching(/^WebSecurityGroup/), 'GroupId'] }],
    });
    expect(web.connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/Web/SecurityGroup']);
    expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup').flatMap(({ SecurityGroupIngress: rules }) => rules ?? [])).toEqual([]);
  });

  test('the task is for EC2, and takes what its container takes', () => {
    expect(definition).toMatchObject({ RequiresCompatibilities: ['EC2'], NetworkMode: 'awsvpc' });
    expect(definition).not.toHaveProperty('Cpu');
    expect(definition).not.toHaveProperty('Memory');
    expect(container).toMatchObject({ Cpu: 1024, Memory: 2048 });
  });

  test('task role and execution role are two roles that only ECS of this account assumes', () => {
    expect(definition.TaskRoleArn).not.toEqual(definition.ExecutionRoleArn);
    for (const id of [definition.TaskRoleArn, definition.ExecutionRoleArn].map((reference) => reference['Fn::GetAtt'][0])) {
      const [statement, ...others] = resourcesOf(stack)[id].Properties.AssumeRolePolicyDocument.Statement;
      expect(others).toEqual([]);
      expect(statement.Principal).toEqual({ Service: 'ecs-tasks.amazonaws.com' });
      expect(statement.Condition.StringEquals['aws:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    }
    expect(web.grantPrincipal).toBe(web.taskRole.grantPrincipal);
  });

  test('the root filesystem is read-only, an init process runs, and logs go to a group of its own', () => {
    expect(container).toMatchObject({ ReadonlyRootFilesystem: true, LinuxParameters: { InitProcessEnabled: true }, LogConfiguration: { LogDriver: 'awslogs' } });
    expect(stack.resolve(web.logGroup!.logGroupName)).toEqual(container.LogConfiguration.Options['awslogs-group']);
  });

  test('on demand, the stop timeout is ECS’s own, and without a health source there is no grace period', () => {
    expect(container).not.toHaveProperty('StopTimeout');
    expect(service).not.toHaveProperty('HealthCheckGracePeriodSeconds');
  });

  test('tags travel to tasks, and ECS adds its own', () => {
    expect(service).toMatchObject({ PropagateTags: 'SERVICE', EnableECSManagedTags: true });
  });

  test('the service waits for its roles and for the association of its provider, so that it is gone before that is', () => {
    const [association] = Object.keys(resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations'));
    expect(theOnly(stack, SERVICE).DependsOn).toEqual([association, expect.stringMatching(/^WebExecutionRole/), expect.stringMatching(/^WebTaskRole/)]);
  });

  test('there is nothing else in the stack', () => {
    const types = Object.entries(resourcesOf(stack)).filter(([id]) => id.startsWith('Web')).map(([, resource]) => resource.Type);
    expect(types.sort()).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::ECS::Service', 'AWS::ECS::TaskDefinition', 'AWS::IAM::Role', 'AWS::IAM::Role', 'AWS::Logs::LogGroup',
    ]);
  });

  test('nothing is warned about', () => {
    expect(warnings(stack)).toEqual([]);
  });

  test('it tells its numbers', () => {
    expect([web.minTaskCount, web.maxTaskCount, web.rolloutPlan(4).peakTasks]).toEqual([2, 2, 8]);
    expect(web.tasksByProvider(3)).toEqual([{ provider: expect.any(String), tasks: 3 }]);
    expect(web.scalableTaskCount).toBeUndefined();
  });

  test('it stands for its service', () => {
    expect([web.serviceRef, web.env]).toEqual([web.service.serviceRef, web.service.env]);
    expect([web.metricCpuUtilization().metricName, web.metricMemoryUtilization().metricName]).toEqual(['CPUUtilization', 'MemoryUtilization']);
  });
});

describe('what a task takes of an instance', () => {
  test.each<[string, (stack: Stack) => Partial<PooledServiceProps>, number | undefined]>([
    ['is an interface, of which there are three', () => ({}), 3],
    ['is CPU in bridge mode', () => ({ task: taskOf({ networkMode: BRIDGE }) }), 4],
    ['is CPU where a trunk takes many', (stack) => ({ capacity: CapacityStrategy.pool(poolIn(stack, { agent: { tasksWithTrunking: 20 } })) }), 4],
    ['leaves less where daemons run', (stack) => {
      const pool = poolIn(stack);
      pool._addDaemon({ cpu: 128 });
      return { capacity: CapacityStrategy.pool(pool), task: taskOf({ networkMode: BRIDGE }) };
    }, 3],
    ['is no interface of a Managed Instance, which has a trunk', (stack) => ({
      capacity: CapacityStrategy.managedInstances(managedIn(stack, { instanceTypes: ManagedInstanceTypes.named(['m7i.xlarge']) })),
    }), 4],
    ['is not known of any Managed Instance', (stack) => ({ capacity: CapacityStrategy.managedInstances(managedIn(stack)) }), undefined],
    ['is not known of providers by name', (stack) => ({
      cluster: clusterIn(stack), capacity: CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]),
    }), undefined],
  ])('%s', (_name, props, tasksPerInstance) => {
    expect(pooled(props).web.demand?.tasksPerInstance).toBe(tasksPerInstance);
  });
});

describe('placement', () => {
  test('a task that reserves no CPU is packed by memory', () => {
    const { stack } = pooled(() => ({ task: taskOf({ cpu: undefined, networkMode: BRIDGE }) }));
    expect(serviceOf(stack).PlacementStrategies).toEqual([{ Type: 'binpack', Field: 'MEMORY' }]);
  });

  test('strategies and constraints are written as they are given', () => {
    const { stack } = pooled(() => ({
      placement: {
        strategies: [ecs.PlacementStrategy.packedByMemory(), ecs.PlacementStrategy.spreadAcrossInstances()],
        constraints: [ecs.PlacementConstraint.distinctInstances()],
      },
    }));
    expect(serviceOf(stack)).toMatchObject({
      AvailabilityZoneRebalancing: 'DISABLED',
      PlacementStrategies: [{ Type: 'binpack', Field: 'MEMORY' }, { Type: 'spread', Field: 'instanceId' }],
      PlacementConstraints: [{ Type: 'distinctInstance' }],
    });
  });

  test('none is written as none, and ECS then rebalances', () => {
    const { stack } = pooled((scope) => ({ placement: { strategies: [] }, capacity: CapacityStrategy.zonal(fleetIn(scope)) }));
    expect(serviceOf(stack)).toMatchObject({ PlacementStrategies: [], AvailabilityZoneRebalancing: 'ENABLED' });
  });
});

describe('capacity', () => {
  test('a zonal cluster has a share for each zone', () => {
    const { stack } = pooled((scope) => ({ capacity: CapacityStrategy.zonal(fleetIn(scope)) }));
    expect(serviceOf(stack).CapacityProviderStrategy).toEqual(['FleetZone1Provider', 'FleetZone2Provider'].map((id) => ({
      CapacityProvider: { Ref: expect.stringMatching(`^${id}`) }, Weight: 1,
    })));
    expect(warnings(stack)).toEqual([]);
  });

  test('several pools have base and weight, and Spot its time to stop', () => {
    const { stack, web } = pooled((scope) => ({
      capacity: CapacityStrategy.pools([
        { pool: poolIn(scope), base: 2 }, { pool: poolIn(scope, { purchase: PurchaseOption.spot(), types: ['m7i.xlarge', 'm6i.xlarge'] }, 'Spot'), weight: 3 },
      ]),
    }));
    expect(serviceOf(stack).CapacityProviderStrategy).toEqual([
      { CapacityProvider: { Ref: expect.stringMatching(/^PoolProvider/) }, Base: 2, Weight: 1 },
      { CapacityProvider: { Ref: expect.stringMatching(/^SpotProvider/) }, Weight: 3 },
    ]);
    expect(definitionOf(stack).ContainerDefinitions[0].StopTimeout).toBe(120);
    expect(web.tasksByProvider(6).map(({ tasks }) => tasks)).toEqual([3, 3]);
  });

  test('a Spot pool without a share leaves the stop timeout alone', () => {
    const { stack } = pooled((scope) => ({
      capacity: CapacityStrategy.pools([{ pool: poolIn(scope) }, { pool: poolIn(scope, { purchase: PurchaseOption.spot() }, 'Spot'), weight: 0 }]),
    }));
    expect(definitionOf(stack).ContainerDefinitions[0]).not.toHaveProperty('StopTimeout');
  });

  test('Managed Instances place tasks by themselves, and take a task of their own kind', () => {
    const { stack } = pooled((scope) => ({ capacity: CapacityStrategy.managedInstances(managedIn(scope)) }));
    const service = serviceOf(stack);
    expect(service.CapacityProviderStrategy).toEqual([{ CapacityProvider: { Ref: expect.stringMatching(/^ManagedProvider/) }, Weight: 1 }]);
    expect(service).toMatchObject({ AvailabilityZoneRebalancing: 'ENABLED' });
    expect(service).not.toHaveProperty('PlacementStrategies');
    expect(service).not.toHaveProperty('LaunchType');
    expect(definitionOf(stack)).toMatchObject({ RequiresCompatibilities: ['EC2', 'MANAGED_INSTANCES'], Cpu: '1024', Memory: '2048', NetworkMode: 'awsvpc' });
    expect(warnings(stack)).toEqual([]);
  });

  test('Managed Instances on demand and on Spot are in one service', () => {
    const { stack } = pooled((scope) => ({
      capacity: CapacityStrategy.managedInstancesPools([
        { pool: managedIn(scope), base: 2 }, { pool: managedIn(scope, { purchase: ManagedPurchase.spot() }, 'Spot'), weight: 3 },
      ]),
    }));
    expect(serviceOf(stack).CapacityProviderStrategy).toEqual([
      { CapacityProvider: { Ref: expect.stringMatching(/^ManagedProvider/) }, Base: 2, Weight: 1 },
      { CapacityProvider: { Ref: expect.stringMatching(/^SpotProvider/) }, Weight: 3 },
    ]);
    expect(definitionOf(stack).ContainerDefinitions[0].StopTimeout).toBe(120);
  });

  test('providers are named on a cluster that is imported', () => {
    const { stack } = pooled((scope) => ({
      cluster: importedCluster(scope), capacity: CapacityStrategy.providers([{ provider: 'steady', base: 1, weight: 1 }, { provider: 'spare' }]),
    }));
    expect(serviceOf(stack)).toMatchObject({
      Cluster: 'imported',
      CapacityProviderStrategy: [{ CapacityProvider: 'steady', Base: 1, Weight: 1 }, { CapacityProvider: 'spare' }],
      PlacementStrategies: [{ Type: 'binpack', Field: 'CPU' }],
      AvailabilityZoneRebalancing: 'DISABLED',
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('scaling owns the count', () => {
    const { stack, web } = pooled(() => ({ scaling: TaskScaling.between(2, 10, { cpuPercent: 60 }) }));
    expect(serviceOf(stack)).not.toHaveProperty('DesiredCount');
    expect([web.minTaskCount, web.maxTaskCount, web.scalableTaskCount]).toEqual([2, 10, expect.anything()]);
  });

  test('the service may be in another stack than its pool', () => {
    const app = recommendedApp();
    const [platform, stack] = [new Stack(app, 'Shared'), new Stack(app, 'Stack')];
    const pool = poolIn(platform);
    pooled(() => ({ capacity: CapacityStrategy.pool(pool), task: taskOf({ networkMode: BRIDGE, port: 8080 }), traffic: balanced }), stack);
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 32768, ToPort: 65535 })]);
    expect(propertiesOf(platform, INGRESS)).toEqual([]);
    expect(platform.dependencies).toEqual([]);
  });

  test('two services of such a stack open the instances to their balancer once', () => {
    const app = recommendedApp();
    const [platform, stack] = [new Stack(app, 'Shared'), new Stack(app, 'Stack')];
    const capacity = CapacityStrategy.pool(poolIn(platform));
    const task = taskOf({ networkMode: BRIDGE, port: 8080 });
    const { listener } = new PooledService(stack, 'First', { capacity, task, traffic: balanced });
    new PooledService(stack, 'Second', { capacity, task, traffic: TrafficSource.listenerRule({ listener: listener!, priority: 1, pathPatterns: ['/two'] }) });
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 32768, ToPort: 65535 })]);
  });
});

describe('the network mode', () => {
  const served = (options: Parameters<typeof taskOf>[0], traffic: TrafficSource = balanced, pool: Parameters<typeof poolIn>[1] = hostRoles) => (
    pooled((scope) => ({ capacity: CapacityStrategy.pool(poolIn(scope, pool)), task: taskOf(options), traffic })));
  const ruleTo = (from: number, to: number, protocol = 'tcp') => ({
    IpProtocol: protocol,
    FromPort: from,
    ToPort: to,
    GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^PoolSecurityGroup/), 'GroupId'] },
    SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^WebLoadBalancerSecurityGroup/), 'GroupId'] },
    Description: 'Load balancer to target',
  });

  test('awsvpc: targets by address, the port of the container opened to the balancer alone', () => {
    const { stack } = served({ networkMode: AWS_VPC, port: 8080 });
    expect(theOnly(stack, TARGETS).Properties.TargetType).toBe('ip');
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8080, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' }]);
    expect(propertiesOf(stack, INGRESS)).toEqual([]);
  });

  test('bridge: targets by instance, a port that the instance chooses, and the range of those opened to the balancer alone', () => {
    const { stack, web } = served({ networkMode: BRIDGE, port: 8080 });
    expect(theOnly(stack, TARGETS).Properties.TargetType).toBe('instance');
    expect(definitionOf(stack)).toMatchObject({ NetworkMode: 'bridge' });
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8080, HostPort: 0, Name: 'http', AppProtocol: 'http', Protocol: 'tcp' }]);
    expect(propertiesOf(stack, INGRESS)).toEqual([ruleTo(32768, 65535)]);
    expect(serviceOf(stack)).not.toHaveProperty('NetworkConfiguration');
    expect(serviceOf(stack).LoadBalancers).toEqual([{ ContainerName: 'app', ContainerPort: 8080, TargetGroupArn: expect.anything() }]);
    expect(web.connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/Pool/SecurityGroup']);
    expect(Object.keys(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter((id) => id.startsWith('WebSecurityGroup'))).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('bridge with a port of the instance: that port is opened', () => {
    const { stack } = served({ networkMode: BRIDGE, ports: [{ containerPort: 8080, hostPort: 80 }] });
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8080, HostPort: 80, Protocol: 'tcp' }]);
    expect(propertiesOf(stack, INGRESS)).toEqual([ruleTo(80, 80)]);
    expect(warnings(stack)).toEqual([]);
  });

  test('host: the port of the container is that of the instance, and has no name, which ECS refuses there', () => {
    const { stack } = served({ networkMode: HOST, port: 8080 });
    expect(theOnly(stack, TARGETS).Properties.TargetType).toBe('instance');
    expect(definitionOf(stack)).toMatchObject({ NetworkMode: 'host', ContainerDefinitions: [{ PortMappings: [{ ContainerPort: 8080, Protocol: 'tcp' }] }] });
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8080, Protocol: 'tcp' }]);
    expect(propertiesOf(stack, INGRESS)).toEqual([ruleTo(8080, 8080)]);
  });

  test('Windows’ own: targets by instance, and the range of dynamic ports', () => {
    const { stack } = served({ networkMode: NAT, port: 8080, runtimePlatform: WINDOWS }, balanced, { machineImage: PoolImage.windows() });
    expect(theOnly(stack, TARGETS).Properties.TargetType).toBe('instance');
    expect(definitionOf(stack)).not.toHaveProperty('NetworkMode');
    expect(definitionOf(stack).ContainerDefinitions[0].PortMappings).toEqual([{ ContainerPort: 8080, Protocol: 'tcp' }]);
    expect(propertiesOf(stack, INGRESS)).toEqual([ruleTo(32768, 65535)]);
  });

  test('none: no interface, no port', () => {
    const { stack } = pooled(() => ({ task: taskOf({ networkMode: NONE }) }));
    expect(definitionOf(stack)).toMatchObject({ NetworkMode: 'none' });
    expect(serviceOf(stack)).not.toHaveProperty('NetworkConfiguration');
  });

  test.each<[string, ecs.NetworkMode, elbv2.Protocol, number | undefined, [number, number, string][], string | undefined]>([
    ['TCP to dynamic ports', BRIDGE, elbv2.Protocol.TCP, undefined, [[32768, 65535, 'tcp']], 'false'],
    ['TCP to a port of the instance', BRIDGE, elbv2.Protocol.TCP, 9000, [[9000, 9000, 'tcp']], 'false'],
    ['TCP to the instance', HOST, elbv2.Protocol.TCP, undefined, [[8080, 8080, 'tcp']], 'false'],
    ['TCP to an address', AWS_VPC, elbv2.Protocol.TCP, undefined, [], undefined],
  ])('behind a network load balancer, %s', (_name, networkMode, protocol, hostPort, rules, keepsClientIp) => {
    const traffic = TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ protocol, listenerPort: 443 }] });
    const { stack } = served({ networkMode, ports: [{ containerPort: 8080, hostPort }] }, traffic);
    expect(propertiesOf(stack, INGRESS)).toEqual(rules.map((rule) => ruleTo(...rule)));
    const attributes: { Key: string; Value: string }[] = theOnly(stack, TARGETS).Properties.TargetGroupAttributes;
    expect(attributes.find(({ Key: key }) => key === 'preserve_client_ip.enabled')?.Value).toBe(keepsClientIp);
  });

  test('behind a network load balancer, UDP to a port of the instance, with its health on another', () => {
    const ports = [{ containerPort: 53, hostPort: 53, protocol: ecs.Protocol.UDP }, { containerPort: 8080, hostPort: 8080 }];
    const traffic = TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ protocol: elbv2.Protocol.UDP }] });
    const { stack } = served({ networkMode: BRIDGE, ports }, traffic);
    expect(propertiesOf(stack, INGRESS)).toEqual([ruleTo(53, 53, 'udp'), ruleTo(8080, 8080)]);
    expect(theOnly(stack, TARGETS).Properties).toMatchObject({ TargetType: 'instance', HealthCheckPort: '8080' });
  });

  test('on Managed Instances, host mode has the groups of the instances', () => {
    const { stack, web } = pooled((scope) => ({
      capacity: CapacityStrategy.managedInstances(managedIn(scope)), task: taskOf({ networkMode: HOST, port: 8080 }), traffic: balanced,
    }));
    expect(web.connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/Managed/SecurityGroup']);
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 8080, ToPort: 8080 })]);
  });

  test('in the mode of the instance, only the pools of the service are opened', () => {
    const { web } = pooled((scope) => {
      poolIn(scope, {}, 'Other');
      return { task: taskOf({ networkMode: BRIDGE, port: 8080 }) };
    });
    expect(web.connections.securityGroups.map(({ node }) => node.path)).toEqual(['Stack/Pool/SecurityGroup']);
  });

  test('a target group that exists opens them the same way', () => {
    const { stack } = pooled((scope) => {
      poolIn(scope, {}, 'Other');
      const balancer = new elbv2.ApplicationLoadBalancer(scope, 'Shared', { vpc: importedVpc(scope) });
      const targetGroup = new elbv2.ApplicationTargetGroup(scope, 'Targets', { vpc: importedVpc(scope), port: 80, targetType: elbv2.TargetType.INSTANCE });
      balancer.addListener('Http', { port: 80, open: false, defaultTargetGroups: [targetGroup] });
      return { task: taskOf({ networkMode: BRIDGE, port: 8080 }), traffic: TrafficSource.applicationTargetGroup(targetGroup) };
    });
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^PoolSecurityGroup/), 'GroupId'] } })]);
  });
});

function refusal(props: (stack: Stack) => Partial<PooledServiceProps>): string {
  try {
    pooled(props);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is refused';
}

function warned(props: (stack: Stack) => Partial<PooledServiceProps>): string[] {
  return warnings(pooled(props).stack).map((text) => text.replace(/ \[ack: .*/, ''));
}

const onPool = (props: Parameters<typeof poolIn>[1], rest: Partial<PooledServiceProps> = {}) => (stack: Stack) => ({
  capacity: CapacityStrategy.pool(poolIn(stack, props)), ...rest,
});

describe('a service refuses', () => {
  test.each<[string, (stack: Stack) => Partial<PooledServiceProps>, string]>([
    ['a task that no instance can hold', () => ({ task: taskOf({ cpu: 8192 }) }),
      'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units for it, got 8192 CPU units; take a larger type or split the task'],
    ['one that no Managed Instance can hold', (stack) => ({
      capacity: CapacityStrategy.managedInstances(managedIn(stack, { instanceTypes: ManagedInstanceTypes.named(['m7i.xlarge']) })), task: taskOf({ cpu: 8192, memoryMiB: 16384 }),
    }), 'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: m7i.xlarge has 4096 CPU units and 16383 MiB for it, got 8192 CPU units and 16384 MiB; take a larger type or split the task'],
    ['rebalancing of packed tasks', () => ({ rollout: Rollout.rolling({ availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }) }),
      'PlacementOrder.Rebalancing: `rollout.availabilityZoneRebalancing` needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got binpack by CPU;' +
      ' turn rebalancing off, and use one pool for each availability zone to stay spread over zones'],
    ['a host port that the instance keeps', () => ({ task: taskOf({ networkMode: BRIDGE, ports: [{ containerPort: 2375, hostPort: 2375 }] }) }),
      'NetworkMode.ReservedPort: `task.ports[0].hostPort` must not be one that the instance keeps for itself, got 2375; leave it out for a dynamic port'],
    ['a host port beside an interface of its own', () => ({ task: taskOf({ ports: [{ containerPort: 8080, hostPort: 80 }] }) }),
      'NetworkMode.HostPort: `task.ports[0].hostPort` must be the container port 8080 with awsvpc, got 80; leave it out'],
    ['a name for a port in host mode', onPool(hostRoles, { task: taskOf({ networkMode: HOST, ports: [{ containerPort: 8080, name: 'api' }] }) }),
      "ContainerPort.NamedInMode: `task.ports[0]` takes a name and an application protocol with the network mode awsvpc or bridge only, got 'api' with host; leave them out"],
    ['host mode on instances that place no such task', () => ({ task: taskOf({ networkMode: HOST }) }),
      'InstanceMatch.HostModeTaskRole: `task.networkMode` must not be host on instances that take no such task with a task role; set `agent.hostModeTaskRoles` of the pool, or take awsvpc or bridge'],
    ['a network for tasks without an interface', () => ({ task: taskOf({ networkMode: BRIDGE }), network: { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS } } }),
      'ServiceNetwork.NoInterface: `network.vpcSubnets` is for tasks with a network interface of their own, got the network mode bridge, in which they have the instance\'s; leave it out or use awsvpc'],
    ['a public address', () => ({ network: { assignPublicIp: true } }),
      'NetworkMode.PublicIp: `network.assignPublicIp` must be off on instances, whose tasks never get a public address, got one asked for on EC2; place the tasks in subnets with a NAT gateway'],
    ['a target group by address in bridge mode', (stack) => ({
      task: taskOf({ networkMode: BRIDGE, port: 8080 }),
      traffic: TrafficSource.applicationTargetGroup(new elbv2.ApplicationTargetGroup(stack, 'Targets', { vpc: importedVpc(stack), port: 80, targetType: elbv2.TargetType.IP })),
    }), 'NetworkMode.TargetType: `traffic.targetGroup.targetType` must be instance with the network mode bridge, got ip; take a target group of type instance'],
    ['bridge mode on Managed Instances', (stack) => ({ capacity: CapacityStrategy.managedInstances(managedIn(stack)), task: taskOf({ networkMode: BRIDGE }) }),
      'NetworkMode.Platform: `task.networkMode` must be awsvpc or host on Managed Instances, got bridge'],
    ['an image for another processor', () => ({ task: taskOf({ runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.ARM64 } }) }),
      'InstanceMatch.Architecture: `task` is built for arm64, and no instance of its pool is: m7i.xlarge is x86_64; build the image for it or take other instance types'],
    ['Windows on Linux', () => ({ task: taskOf({ runtimePlatform: WINDOWS }) }),
      'InstanceMatch.OperatingSystem: `task.runtimePlatform` is for Windows, and the instances of its pool run Linux; change its operatingSystemFamily, or take a pool that runs Windows'],
    ['Windows on Managed Instances', (stack) => ({ capacity: CapacityStrategy.managedInstances(managedIn(stack)), task: taskOf({ runtimePlatform: WINDOWS }) }),
      'InstanceMatch.OperatingSystem: `task.runtimePlatform` is for Windows, and the instances of its pool run Linux; change its operatingSystemFamily, or take a pool that runs Windows'],
    ['Linux on Windows', onPool({ machineImage: PoolImage.windows() }),
      'InstanceMatch.OperatingSystem: `task.runtimePlatform` is for Linux, and the instances of its pool run Windows; change its operatingSystemFamily, or take a pool that runs Linux'],
    ['GPUs with an image that does not drive them', onPool({ types: ['g5.xlarge'], machineImage: PoolImage.amazonLinux2023({ variant: PoolImageVariant.STANDARD }) }, { task: taskOf({ gpuCount: 1 }) }),
      'InstanceMatch.Image: `task.gpuCount` need a machine image that drives them, got 1 on the standard image; take the gpu variant of the ECS-optimized image'],
    ['more GPUs than an instance has', onPool({ types: ['g5.xlarge'] }, { task: taskOf({ gpuCount: 2 }) }),
      'InstanceDemand.TaskTooLarge: `task` fits on no instance of its pool: g5.xlarge has 1 GPU for it, got 2 GPUs; take a type of the g or p families with enough GPUs'],
    ['an update for which a fixed host port leaves no instance', onPool({ instances: { max: 2 } }, { task: taskOf({ networkMode: BRIDGE, ports: [{ containerPort: 8080, hostPort: 80 }] }) }),
      'RolloutPlan.Stalls: `rollout` can neither start nor stop any of 2 tasks: 2 must keep running, and each of 2 instances takes one; set minHealthyPercent to at most 50, or have at least 3 instances'],
    ['more tasks than there can be instances for their port', onPool({ ...hostRoles, instances: { max: 2 } }, { task: taskOf({ networkMode: HOST, port: 8080 }), scaling: TaskScaling.exactly(3) }),
      'RolloutPlan.Stalls: `rollout` needs an instance for each of 3 tasks, since their host port is fixed, got 2; have at least 3 instances'],
    ['Fargate', (stack) => ({ cluster: clusterIn(stack), capacity: CapacityStrategy.fargate() }),
      'PooledService.Fargate: `capacity` must name instances, got Fargate; ' +
      'take CapacityStrategy.pool(), zonal() or managedInstances(), or make a FargateSpotService'],
    ['a capacity that names neither pools nor a cluster', () => ({ capacity: CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]) }),
      'Service.NoCluster: `cluster` must be named with a capacity that names no pools, got none'],
    ['memory that nobody names', () => ({ task: taskOf({ memoryMiB: undefined, networkMode: BRIDGE }) }),
      'Containers.NoMemory: `task.memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task'],
    ['an existing task definition for Fargate', (stack) => {
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
      taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });
      return { task: TaskBlueprint.existing(taskDefinition) };
    }, 'TaskBlueprint.NotInstances: `task` is a task definition for EC2, got compatibility FARGATE; make it an ecs.Ec2TaskDefinition'],
    ['two bases', (stack) => ({ capacity: CapacityStrategy.pools([{ pool: poolIn(stack), base: 1 }, { pool: poolIn(stack, {}, 'Other'), base: 1 }]) }),
      'CapacitySplit.TwoBases: `capacity` takes a base above 0 on one provider only, got shares[0].base 1 and shares[1].base 1; set the others to 0'],
    ['a pool twice', (stack) => {
      const pool = poolIn(stack);
      return { capacity: CapacityStrategy.pools([{ pool }, { pool }]) };
    }, 'CapacitySplit.SameProvider: `capacity` takes each capacity provider once, got Stack/Pool more than once; add up its weights'],
    ['too many strategies', () => ({ placement: { strategies: Array.from({ length: 6 }, () => ecs.PlacementStrategy.packedByCpu()) } }),
      'PlacementOrder.TooMany: `placement.strategies` must be at most 5, got 6'],
    ['an expression that is none', () => ({ placement: { constraints: [ecs.PlacementConstraint.memberOf(' ')] } }),
      'PlacementOrder.Expression: `placement.constraints[0]` needs an expression with memberOf, got none'],
  ])('%s', (_name, props, message) => {
    expect(refusal(props)).toBe(`PooledService at Stack/Web has 1 problem:\n  ${message}`);
  });

  test('traffic to tasks without a network', () => {
    expect(refusal(() => ({ task: taskOf({ networkMode: NONE, port: 8080 }), traffic: balanced }))).toBe(
      'PooledService at Stack/Web has 1 problem:\n  NetworkMode.Ports: `task.ports` need a network mode other than none, got 1 of them; use awsvpc');
    expect(refusal(() => ({ task: taskOf({ networkMode: NONE }), traffic: balanced }))).toBe(
      'PooledService at Stack/Web has 1 problem:\n  TrafficSource.UnknownPort: `traffic` needs a port of the task, got a task without ports; give a container a port, or leave out the traffic');
  });

  test('a strategy that mixes kinds', () => {
    expect(refusal((stack) => ({ cluster: clusterIn(stack), capacity: CapacityStrategy.providers([{ provider: 'FARGATE', weight: 1 }, { provider: 'steady', weight: 1 }]) })))
      .toContain('CapacitySplit.MixedKinds: `capacity` takes Fargate providers or instance providers, not both, got FARGATE and steady; run two services, one on each kind');
  });
});

describe('a service warns of', () => {
  test.each<[string, (stack: Stack) => Partial<PooledServiceProps>, string]>([
    ['spread before binpack while there are spare instances', () => ({ placement: { strategies: [ecs.PlacementStrategy.spreadAcrossInstances(), ecs.PlacementStrategy.packedByCpu()] } }),
      '`placement.strategies` should put binpack before spread while the target capacity is below 100, got spread by instanceId at 80, which starts instances until each task has its own;' +
      ' put binpack first, and use one pool for each availability zone to stay spread over zones'],
    ['a task above the smallest type', onPool({ types: ['m7i.xlarge', 'm7i.2xlarge'] }, { task: taskOf({ cpu: 4096, memoryMiB: 20000 }) }),
      '`task` may wait in PROVISIONING: it fits on m7i.2xlarge, but not on m7i.xlarge, which its pool may start; leave that type out'],
    ['a maximum above the pool’s', onPool({ instances: { max: 2 } }, { scaling: TaskScaling.between(2, 20, { cpuPercent: 60 }), task: taskOf({ networkMode: BRIDGE }) }),
      '`scaling` runs up to 20 tasks, and 2 m7i.xlarge hold 8 at most (4 each by its CPU); allow 5 instances, or fewer tasks'],
    ['a maximum above that of all zones', (stack) => ({
      capacity: CapacityStrategy.zonal(fleetIn(stack, { instancesPerZone: { max: 1 } })),
      task: taskOf({ networkMode: BRIDGE }),
      scaling: TaskScaling.exactly(9),
    }), '`scaling` runs up to 9 tasks, and 2 m7i.xlarge hold 8 at most (4 each by its CPU); allow 3 instances, or fewer tasks'],
    ['an update that waits for free instances', onPool({ instances: { max: 3 } }, { task: taskOf({ networkMode: BRIDGE, ports: [{ containerPort: 8080, hostPort: 80 }] }) }),
      '`scaling` runs up to 4 tasks in an update of 2, old and new, and 3 m7i.xlarge hold 3 at most (1 each by the fixed host port), so that the update waits for room; allow 4 instances, or lower maxHealthyPercent and minHealthyPercent'],
    ['interfaces that run out first', onPool({}, { task: taskOf({ cpu: 256, memoryMiB: 512 }) }),
      '`task` takes a network interface for each task, so that m7i.xlarge holds 3 where its CPU and memory hold 16;' +
      ' turn on ENI trunking (account setting awsvpcTrunking) before the instances start, and name `agent.tasksWithTrunking` of the pool, or use bridge mode'],
    ['pools that are all in one zone', onPool({ vpcSubnets: { availabilityZones: ['us-east-1a'] } }),
      '`capacity` covers one availability zone, whose loss leaves no task and no instance; take subnets of at least two'],
    ['subnets in fewer zones than the instances', (stack) => ({
      capacity: CapacityStrategy.zonal(fleetIn(stack)), network: { vpcSubnets: { availabilityZones: ['us-east-1a'] } },
    }), '`network.vpcSubnets` has instances in us-east-1a and us-east-1b and subnets for its tasks in us-east-1a, so that tasks of the other zones cannot get a network interface and do not start; take the subnets of the instances for the tasks'],
    ['Spot alone', onPool({ purchase: PurchaseOption.spot(), types: ['m7i.xlarge', 'm6i.xlarge'] }),
      '`capacity` runs on Spot instances only, and ECS does not fall back to on-demand capacity when Spot runs short; give a pool on demand a base of 1 or more'],
    ['placement on Managed Instances', (stack) => ({ capacity: CapacityStrategy.managedInstances(managedIn(stack)), placement: { strategies: [ecs.PlacementStrategy.packedByCpu()] } }),
      '`placement.strategies` may have no effect on Managed Instances, which spread tasks over zones and pack them by themselves; leave them out'],
    ['a host port of the dynamic range', () => ({ task: taskOf({ networkMode: BRIDGE, ports: [{ containerPort: 8080, hostPort: 33000 }] }) }),
      '`task.ports[0].hostPort` may be taken by the dynamic ports from 32768 up, got 33000; leave it out or take a lower one'],
    ['a scaled service on a pool that is not', onPool({ scaling: PoolScaling.off(), instances: { min: 1, max: 4 } }, {
      task: taskOf({ networkMode: BRIDGE }), scaling: TaskScaling.between(1, 8, { cpuPercent: 60 }),
    }), '`scaling` scales from 1 to 8 tasks on a pool without managed scaling, of which 1 m7i.xlarge hold 4 at most (4 each by its CPU); turn managed scaling on, or have 2 instances all the time'],
  ])('%s', (_name, props, message) => {
    expect(warned(props)).toEqual([message]);
  });

  test('instances that nobody knows, behind a balancer', () => {
    const [unknown] = warned((stack) => ({
      cluster: importedCluster(stack),
      capacity: CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]),
      task: taskOf({ networkMode: BRIDGE, port: 8080 }),
      traffic: balanced,
    }));
    expect(unknown).toBe('`capacity` names no pools, so that the load balancer is not let in to their instances, whose address the tasks have with the network mode bridge;' +
      ' open ports 32768 to 65535, or the host port, of their security groups to it');
  });
});
