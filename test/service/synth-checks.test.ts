import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Aspects, CfnParameter, PropertyInjectors, Stack } from 'aws-cdk-lib/core';
import {
  CapacityStrategy, DaemonService, ExecAccess, FargateSpotService, FargateSpotServiceProps, InstancePool, PooledService, PooledServiceProps,
  TaskBlueprint,
} from '../../src';
import { platformStack, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const task = TaskBlueprint.container({ image });

function serviceIn(stack: Stack, props: Partial<FargateSpotServiceProps> = {}): FargateSpotService {
  return new FargateSpotService(stack, 'Web', { cluster: stack.node.findChild('Cluster') as ecs.Cluster, task, ...props });
}

function service({ service: { node } }: FargateSpotService): ecs.CfnService {
  return node.defaultChild as ecs.CfnService;
}

function definition({ taskDefinition: { node } }: FargateSpotService): ecs.CfnTaskDefinition {
  return node.defaultChild as ecs.CfnTaskDefinition;
}

/** Changes the props of every L2 of a class, as an organisation does. */
function inject(stack: Stack, constructUniqueId: string, change: object): void {
  PropertyInjectors.of(stack).add({ constructUniqueId, inject: (props) => ({ ...props, ...change }) });
}

const withExec = { task: TaskBlueprint.container({ image, readonlyRootFilesystem: false }), exec: ExecAccess.enabled() };

describe('refused at synth', () => {
  test.each<[string, (stack: Stack) => void, string]>([
    ['an injector that closes the root filesystem which ECS Exec needs', (stack) => {
      inject(stack, ecs.ContainerDefinition.PROPERTY_INJECTION_ID, { readonlyRootFilesystem: true });
      serviceIn(stack, withExec);
    }, 'ExecAccess.ReadonlyRoot: `taskDefinition.containers[0].readonlyRootFilesystem` '],
    ['an aspect that does', (stack) => {
      serviceIn(stack, withExec);
      Aspects.of(stack).add({
        visit: (node) => { if (node instanceof ecs.CfnTaskDefinition) node.addPropertyOverride('ContainerDefinitions.0.ReadonlyRootFilesystem', true); },
      });
    }, 'ExecAccess.ReadonlyRoot: `taskDefinition.containers[0].readonlyRootFilesystem` '],
    ['an injector that turns ECS Exec on', (stack) => {
      inject(stack, ecs.FargateService.PROPERTY_INJECTION_ID, { enableExecuteCommand: true });
      serviceIn(stack);
    }, 'ExecAccess.ReadonlyRoot: `taskDefinition.containers[0].readonlyRootFilesystem` '],
    ['an injector with half a Fargate size', (stack) => {
      inject(stack, ecs.FargateTaskDefinition.PROPERTY_INJECTION_ID, { cpu: 1024 });
      serviceIn(stack);
    }, 'FargateSize.NoSuchPair: `taskDefinition.size` 1024 CPU units take '],
    ['an aspect with half a Fargate size', (stack) => {
      serviceIn(stack);
      Aspects.of(stack).add({ visit: (node) => { if (node instanceof ecs.CfnTaskDefinition) node.cpu = '8192'; } });
    }, 'FargateSize.NoSuchPair: `taskDefinition.size` 8192 CPU units take '],
    ['an injector that makes containers larger than their task', (stack) => {
      inject(stack, ecs.ContainerDefinition.PROPERTY_INJECTION_ID, { memoryLimitMiB: 4096 });
      serviceIn(stack);
    }, 'Containers.MemorySum: `taskDefinition.containers[0].memoryMiB` must fit into the 512 MiB of the task, got 4096; '],
    ['Windows on Spot by an injector', (stack) => {
      const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
      inject(stack, ecs.FargateTaskDefinition.PROPERTY_INJECTION_ID, { cpu: 1024, memoryLimitMiB: 2048, runtimePlatform });
      serviceIn(stack);
    }, 'FargateSpot.Windows: `taskDefinition.runtimePlatform` '],
    ['credentials that are added late', (stack) => {
      serviceIn(stack).taskDefinition.defaultContainer!.addEnvironment('AWS_SECRET_ACCESS_KEY', 'hunter2');
    }, 'Environment.Credentials: `taskDefinition.containers[0].environment.AWS_SECRET_ACCESS_KEY` '],
    ['an eleventh container that is added late', (stack) => {
      const { taskDefinition } = serviceIn(stack);
      for (let index = 1; index <= 10; index++) taskDefinition.addContainer(`helper${index}`, { image });
    }, 'Containers.TooMany: `taskDefinition.containers` must be at most 10, got 11; '],
    ['an existing task definition that never gets an essential container', (stack) => {
      const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
      serviceIn(stack, { task: TaskBlueprint.existing(taskDefinition) });
      taskDefinition.addContainer('helper', { image, essential: false });
    }, 'Containers.NoneEssential: `taskDefinition.containers[0].essential` '],
    ['a rollout that can never progress', (stack) => {
      Object.assign(service(serviceIn(stack)), {
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 }, availabilityZoneRebalancing: 'DISABLED',
      });
    }, 'RolloutPlan.Stalls: `deploymentConfiguration` '],
    ['rebalancing without room', (stack) => {
      service(serviceIn(stack)).addPropertyOverride('DeploymentConfiguration.MaximumPercent', 100);
    }, 'RolloutPlan.Rebalancing: `deploymentConfiguration.maxHealthyPercent` '],
    ['two bases', (stack) => {
      service(serviceIn(stack)).addPropertyOverride('CapacityProviderStrategy.1.Base', 1);
    }, 'CapacitySplit.TwoBases: `capacityProviderStrategy` takes a base above 0 on one provider only, got capacityProviderStrategy[0].base 1 and capacityProviderStrategy[1].base 1; '],
    ['instances beside Fargate', (stack) => {
      service(serviceIn(stack)).addPropertyOverride('CapacityProviderStrategy.1.CapacityProvider', 'instances');
    }, 'CapacitySplit.MixedKinds: `capacityProviderStrategy` takes Fargate providers or instance providers, not both, got FARGATE and instances; '],
    ['a weight that ECS does not take', (stack) => {
      service(serviceIn(stack)).addPropertyOverride('CapacityProviderStrategy.1.Weight', 1001);
    }, 'CapacitySplit.Weight: `capacityProviderStrategy[1].weight` takes whole numbers from 0 to 1000, got 1001; '],
  ])('%s', (_name, build, message) => {
    const { stack } = platformStack();
    build(stack);
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({ message: expect.stringContaining(`[Stack/Web/Service] ${message}`) }));
  });

  test('without showing the value of a variable', () => {
    const { stack } = platformStack();
    serviceIn(stack).taskDefinition.defaultContainer!.addEnvironment('AWS_SECRET_ACCESS_KEY', 'hunter2');
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('hunter2') }));
  });
});

describe('let through at synth', () => {
  test.each<[string, (stack: Stack) => void, object]>([
    ['what is only advised against', (stack) => {
      serviceIn(stack).taskDefinition.defaultContainer!.addEnvironment('DB_PASSWORD', 'hunter2');
    }, { containers: [{ Environment: [{ Name: 'DB_PASSWORD', Value: 'hunter2' }] }] }],
    ['sidecars that are added late', (stack) => {
      serviceIn(stack).taskDefinition.addContainer('helper', { image, essential: false });
    }, { containers: [{ Name: 'app' }, { Name: 'helper', Essential: false }] }],
    ['a log router that the core library adds', (stack) => {
      serviceIn(stack).taskDefinition.addContainer('helper', { image, logging: ecs.LogDrivers.firelens({}) });
    }, { containers: [{ Name: 'app' }, { Name: 'helper' }, { Name: 'log-router' }] }],
    ['what only the deployment knows', (stack) => {
      const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
      const web = serviceIn(stack);
      definition(web).addPropertyOverride('Cpu', number);
      service(web).addPropertyOverride('DeploymentConfiguration', { MinimumHealthyPercent: number, MaximumPercent: number });
      service(web).addPropertyOverride('CapacityProviderStrategy.0.Weight', number);
      service(web).addPropertyOverride('CapacityProviderStrategy.1.Weight', 0);
    }, { service: { CapacityProviderStrategy: [{ Weight: { Ref: 'Number' } }, { Weight: 0 }], DeploymentConfiguration: { MaximumPercent: { Ref: 'Number' } } } }],
    ['texts that CloudFormation reads from elsewhere', (stack) => {
      const web = serviceIn(stack);
      definition(web).addPropertyOverride('ContainerDefinitions.0.Image', '{{resolve:ssm:/web/image}}');
      definition(web).addPropertyOverride('ContainerDefinitions.0.HealthCheck.Command', ['{{resolve:ssm:/web/check}}']);
    }, { containers: [{ Image: '{{resolve:ssm:/web/image}}', HealthCheck: { Command: ['{{resolve:ssm:/web/check}}'] } }] }],
    ['a service whose capacity the cluster decides', (stack) => {
      service(serviceIn(stack)).addPropertyDeletionOverride('CapacityProviderStrategy');
    }, { service: expect.not.objectContaining({ CapacityProviderStrategy: expect.anything() }) }],
    ['Windows with the Spot provider out of use', (stack) => {
      inject(stack, ecs.FargateTaskDefinition.PROPERTY_INJECTION_ID, {
        cpu: 1024, memoryLimitMiB: 2048, runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
      });
      inject(stack, ecs.ContainerDefinition.PROPERTY_INJECTION_ID, { readonlyRootFilesystem: undefined, linuxParameters: undefined });
      serviceIn(stack, { spot: { spotWeight: 0 } });
    }, { containers: [{ Name: 'app' }], service: { CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }, { CapacityProvider: 'FARGATE_SPOT', Weight: 0 }] } }],
  ])('%s', (_name, build, written) => {
    const { stack } = platformStack();
    build(stack);
    const { ContainerDefinitions: containers } = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
    expect({ containers, service: theOnly(stack, 'AWS::ECS::Service').Properties }).toMatchObject(written);
  });
});

describe('of a service on instances', () => {
  const overZones = { type: 'spread', field: 'attribute:ecs.availability-zone' };
  const pooledIn = (stack: Stack, props: Partial<PooledServiceProps> = {}) => new PooledService(stack, 'Web', {
    capacity: CapacityStrategy.providers([{ provider: 'steady', weight: 1 }]),
    cluster: ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'imported', vpc: stack.node.findChild('Vpc') as ec2.Vpc }),
    task: TaskBlueprint.container({ image, cpu: 256, memoryMiB: 512 }),
    ...props,
  });
  const resource = ({ service: { node } }: PooledService | DaemonService) => node.defaultChild as ecs.CfnService;

  test.each<[string, (stack: Stack) => void, string]>([
    ['rebalancing of packed tasks', (stack) => {
      resource(pooledIn(stack)).availabilityZoneRebalancing = 'ENABLED';
    }, 'PlacementOrder.Rebalancing: `availabilityZoneRebalancing` needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got binpack by CPU; '],
    ['rebalancing of what is added after', (stack) => {
      resource(pooledIn(stack, { placement: { strategies: [] } })).placementStrategies = [{ type: 'binpack', field: 'memory' }, overZones];
    }, 'PlacementOrder.Rebalancing: `availabilityZoneRebalancing` needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got binpack by memory; '],
    ['rebalancing of tasks that are kept in a zone', (stack) => {
      resource(pooledIn(stack, { placement: { strategies: [] } })).placementConstraints = [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == us-east-1a' }];
    }, 'PlacementOrder.Rebalancing: `availabilityZoneRebalancing` needs tasks that may run in any availability zone, got a constraint on ecs.availability-zone; '],
    ['a strategy that ECS does not know', (stack) => {
      resource(pooledIn(stack)).placementStrategies = [{ type: 'binpack', field: 'disk' }];
    }, 'PlacementOrder.Field: `placementStrategies[0]` must pack by cpu or memory, got disk'],
    ['a constraint without an expression', (stack) => {
      resource(pooledIn(stack)).placementConstraints = [{ type: 'memberOf', expression: '' }];
    }, 'PlacementOrder.Expression: `placementConstraints[0]` needs an expression with memberOf, got none'],
    ['a network mode that the instances do not have', (stack) => {
      (pooledIn(stack).taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).networkMode = 'default';
    }, 'NetworkMode.Platform: `taskDefinition.networkMode` must be awsvpc, bridge, host or none on EC2, got default'],
    ['a host port that the instance keeps', (stack) => {
      const web = pooledIn(stack, { task: TaskBlueprint.container({ image, memoryMiB: 512, port: 80, networkMode: ecs.NetworkMode.BRIDGE }) });
      (web.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 22);
    }, 'NetworkMode.ReservedPort: `taskDefinition.containers[0].ports[0].hostPort` must not be one that the instance keeps for itself, got 22; '],
    ['Fargate beside instances', (stack) => {
      resource(pooledIn(stack)).addPropertyOverride('CapacityProviderStrategy.1', { CapacityProvider: 'FARGATE', Weight: 1 });
    }, 'CapacitySplit.MixedKinds: `capacityProviderStrategy` takes Fargate providers or instance providers, not both, got steady and FARGATE; '],
  ])('is refused: %s', (_name, build, message) => {
    const { stack } = platformStack();
    build(stack);
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({ message: expect.stringContaining(`[Stack/Web/Service] ${message}`) }));
  });

  test('what goes together is let through', () => {
    const { stack } = platformStack();
    Object.assign(resource(pooledIn(stack)), { availabilityZoneRebalancing: 'ENABLED', placementStrategies: [overZones, { type: 'binpack', field: 'cpu' }] });
    expect(theOnly(stack, 'AWS::ECS::Service').Properties).toMatchObject({ AvailabilityZoneRebalancing: 'ENABLED', PlacementStrategies: [{ Type: 'spread' }, { Type: 'binpack' }] });
  });

  test('strategies on Fargate are refused', () => {
    const { stack } = platformStack();
    service(serviceIn(stack)).placementStrategies = [{ type: 'binpack', field: 'cpu' }];
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({
      message: expect.stringContaining('[Stack/Web/Service] PlacementOrder.Fargate: `placementStrategies` must be left out on Fargate, which has no instances to choose from; leave them out'),
    }));
  });

  test('a daemon has neither strategies nor rebalancing', () => {
    const { stack, cluster } = platformStack();
    const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: [new ec2.InstanceType('m7i.large')] });
    const daemon = new DaemonService(stack, 'Web', { pool, task: TaskBlueprint.container({ image, memoryMiB: 256 }) });
    resource(daemon).availabilityZoneRebalancing = 'ENABLED';
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({
      message: expect.stringContaining('[Stack/Web/Service] PlacementOrder.Rebalancing: `availabilityZoneRebalancing` needs a replica service, got a daemon; '),
    }));
    Object.assign(resource(daemon), { availabilityZoneRebalancing: undefined, placementStrategies: [overZones] });
    expect(() => Template.fromStack(stack)).toThrow(expect.objectContaining({
      message: expect.stringContaining('[Stack/Web/Service] PlacementOrder.Daemon: `placementStrategies` do not apply to a daemon, which runs once on every instance; leave them out'),
    }));
  });
});
