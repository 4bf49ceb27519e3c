import { awsvpcPooled, managed, pooled, PoolPatches, userData, X86_IMAGE } from './pool-templates';
import { Json, merged, onConditions, PARAMETER, RuleCase } from '../kit';
import { ec2Service, fargateService } from '../templates';

const ZONE = 'attribute:ecs.availability-zone';
// An instance holds two of them by its memory, and by its network interfaces.
const ROOMY = { task: { Memory: '3072' } };
const LARGE = { Cpu: '1024', Memory: '2048' };

function placed(...strategies: Json[]): Json {
  return ec2Service({ service: { PlacementStrategies: strategies, AvailabilityZoneRebalancing: 'DISABLED' } });
}

function constrained(...constraints: Json[]): Json {
  return ec2Service({ service: { PlacementConstraints: constraints } });
}

function rebalanced(patch: Json): Json {
  return ec2Service({ service: { AvailabilityZoneRebalancing: 'ENABLED', ...patch } });
}

/** A service with so many tasks of 1024 CPU units and 2048 MiB, on at most so many instances that hold one each. */
function loaded(tasks: Json, instances: Json, patch: PoolPatches = {}): Json {
  return pooled(merged({ task: LARGE, group: { MaxSize: instances }, launch: { InstanceType: 't4g.medium' }, service: { DesiredCount: tasks } }, patch));
}

/** The same with two services. */
function shared(tasks: Json, other: Json, instances: Json): Json {
  const template = loaded(tasks, instances);
  const { Service } = template.Resources;
  return merged(template, { Resources: { Other: merged(Service, { Properties: { DesiredCount: other } }) } });
}

function targeted(max: Json): Json {
  return {
    Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: {
        ServiceNamespace: 'ecs',
        ScalableDimension: 'ecs:service:DesiredCount',
        ResourceId: { 'Fn::Sub': 'service/${Cluster}/${Service.Name}' },
        MinCapacity: 2,
        MaxCapacity: max,
      },
    },
  };
}

const UNSCALED = { provider: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' }, ManagedTerminationProtection: 'DISABLED' } } };
const GPU = { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] };
const WINDOWS = { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };

/** Constraints of a service, and of its task definition. */
function withConstraints(ofService: number, ofTask: number, ...more: Json[]): Json {
  const all = Array(ofService + ofTask).fill({ Type: 'memberOf', Expression: 'own == 1' });
  return ec2Service({
    service: { PlacementConstraints: all.slice(0, ofService) }, task: { PlacementConstraints: [...all.slice(ofService), ...more] },
  });
}

const inZones = (template: Json, expression: unknown) => merged(template, {
  Resources: { Task: { Properties: { PlacementConstraints: [{ Type: 'memberOf', Expression: expression }] } } },
});

export const INSTANCE_CASES: readonly RuleCase[] = [
  {
    id: 'PlacementOrder.Fargate',
    good: fargateService(),
    bad: fargateService({ service: { PlacementConstraints: [{ Type: 'distinctInstance' }] } }),
    tokens: fargateService({ service: { PlacementConstraints: [{ Type: 'distinctInstance' }], LaunchType: PARAMETER } }),
    at: 'Service Properties.PlacementConstraints',
    message: '`PlacementConstraints` must be left out on Fargate, which has no instances to choose from',
  },
  {
    id: 'PlacementOrder.Daemon',
    good: placed({ Type: 'random' }),
    bad: merged(placed({ Type: 'random' }), {
      Resources: { Service: { Properties: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: { MaximumPercent: 100 } } } },
    }),
    tokens: merged(placed({ Type: 'random' }), { Resources: { Service: { Properties: { SchedulingStrategy: PARAMETER } } } }),
    at: 'Service Properties.PlacementStrategies',
    message: '`PlacementStrategies` do not apply to a daemon, which runs once on every instance',
  },
  {
    id: 'PlacementOrder.ManagedInstances',
    good: managed(),
    bad: managed({ service: { PlacementStrategies: [{ Type: 'binpack', Field: 'cpu' }], AvailabilityZoneRebalancing: 'DISABLED' } }),
    tokens: managed({ service: { PlacementStrategies: PARAMETER } }),
    at: 'Service Properties.PlacementStrategies',
    message: '`PlacementStrategies` may have no effect on Managed Instances, which spread tasks over zones and pack them by themselves',
  },
  {
    id: 'PlacementOrder.TooMany',
    good: placed(...Array(5).fill({ Type: 'random' })),
    bad: placed(...Array(6).fill({ Type: 'random' })),
    tokens: placed(...Array(5).fill({ Type: 'random' }), { 'Fn::If': ['Open', { Type: 'random' }, { Ref: 'AWS::NoValue' }] }),
    at: 'Service Properties.PlacementStrategies',
    message: '`PlacementStrategies` must be at most 5, got 6',
  },
  {
    id: 'PlacementOrder.TooMany',
    good: withConstraints(5, 5),
    bad: withConstraints(5, 6),
    tokens: withConstraints(5, 5, { 'Fn::If': ['Open', { Type: 'memberOf', Expression: 'own == 1' }, { Ref: 'AWS::NoValue' }] }),
    at: 'Service Properties.PlacementConstraints',
    message: '`PlacementConstraints` must be at most 10 together with those of the task definition, got 5 and 6',
  },
  {
    id: 'PlacementOrder.Field',
    good: placed({ Type: 'binpack', Field: 'CPU' }, { Type: 'spread', Field: 'instanceId' }),
    bad: placed({ Type: 'binpack', Field: 'gpu' }),
    tokens: placed({ Type: 'binpack', Field: PARAMETER }),
    at: 'Service Properties.PlacementStrategies.0',
    message: '`PlacementStrategies.0` must pack by cpu or memory, got gpu',
  },
  {
    id: 'PlacementOrder.Expression',
    good: constrained({ Type: 'distinctInstance' }, { Type: 'memberOf', Expression: 'attribute:site exists' }),
    bad: constrained({ Type: 'distinctInstance', Expression: 'attribute:site exists' }),
    tokens: constrained({ Type: PARAMETER, Expression: 'attribute:site exists' }),
    at: 'Service Properties.PlacementConstraints.0',
    message: '`PlacementConstraints.0` takes no expression with distinctInstance, got attribute:site exists',
  },
  {
    id: 'PlacementOrder.SpreadFirst',
    good: pooled({
      provider: { AutoScalingGroupProvider: { ManagedScaling: { TargetCapacity: 80 } } },
      service: { PlacementStrategies: [{ Type: 'binpack', Field: 'memory' }, { Type: 'spread', Field: ZONE }], AvailabilityZoneRebalancing: 'DISABLED' },
    }),
    bad: pooled({ provider: { AutoScalingGroupProvider: { ManagedScaling: { TargetCapacity: 80 } } } }),
    tokens: pooled({
      provider: { AutoScalingGroupProvider: { ManagedScaling: { TargetCapacity: 80 } } }, service: { SchedulingStrategy: PARAMETER },
    }),
    at: 'Service Properties.PlacementStrategies',
    message: '`PlacementStrategies` should put binpack before spread while the target capacity is below 100, got spread by attribute:ecs.availability-zone at 80, which starts instances until each task has its own',
  },
  {
    id: 'PlacementOrder.Rebalancing',
    good: rebalanced({ PlacementStrategies: [{ Type: 'spread', Field: ZONE }] }),
    bad: rebalanced({ PlacementStrategies: [{ Type: 'spread', Field: 'instanceId' }] }),
    tokens: rebalanced({ PlacementStrategies: [{ Type: 'spread', Field: PARAMETER }] }),
    at: 'Service Properties.AvailabilityZoneRebalancing',
    message: '`AvailabilityZoneRebalancing` needs a spread over attribute:ecs.availability-zone as the first placement strategy, or none at all, got spread by instanceId',
  },
  {
    id: 'PlacementOrder.Rebalancing',
    good: inZones(rebalanced({}), 'attribute:ecs.instance-type =~ m7.*'),
    bad: inZones(rebalanced({}), 'attribute:ecs.availability-zone == eu-west-1a'),
    tokens: inZones(rebalanced({}), PARAMETER),
    at: 'Service Properties.AvailabilityZoneRebalancing',
    message: '`AvailabilityZoneRebalancing` needs tasks that may run in any availability zone, got a constraint on ecs.availability-zone',
  },
  {
    id: 'PlacementOrder.ClassicBalancer',
    good: merged(rebalanced({ LoadBalancers: [{ LoadBalancerName: 'classic', ContainerName: 'web', ContainerPort: 80 }] }), {
      Resources: { Service: { Properties: { AvailabilityZoneRebalancing: 'DISABLED' } } },
    }),
    bad: rebalanced({ LoadBalancers: [{ LoadBalancerName: 'classic', ContainerName: 'web', ContainerPort: 80 }] }),
    tokens: rebalanced({ LoadBalancers: [{ LoadBalancerName: PARAMETER, ContainerName: 'web', ContainerPort: 80 }] }),
    at: 'Service Properties.AvailabilityZoneRebalancing',
    message: '`AvailabilityZoneRebalancing` is not for a service behind a Classic Load Balancer, got ENABLED',
  },
  {
    id: 'ZoneSpread.OneZone',
    good: pooled(),
    bad: pooled({ group: { VPCZoneIdentifier: [{ Ref: 'SubnetA' }] } }),
    tokens: pooled({ group: { VPCZoneIdentifier: PARAMETER } }),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` covers one availability zone, whose loss leaves no task and no instance',
  },
  {
    id: 'ZoneSpread.Subnets',
    good: awsvpcPooled(ROOMY),
    bad: awsvpcPooled({ ...ROOMY, service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'SubnetB' }] } } } }),
    tokens: awsvpcPooled({ ...ROOMY, service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } } } }),
    at: 'Service Properties',
    message: 'the service has instances in 2 availability zones and subnets for its tasks in 1, so that tasks of the other zones cannot get a network interface and do not start',
  },
  {
    id: 'InstanceDemand.TaskTooLarge',
    good: pooled({ task: { Cpu: '2048' } }),
    bad: pooled({ task: { Cpu: '2049' } }),
    tokens: pooled({ task: { Cpu: '2049' }, launch: { InstanceType: PARAMETER } }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` fits on no instance of its pool: m7g.large has 2048 CPU units for it, got 2049 CPU units',
  },
  {
    id: 'InstanceDemand.TaskTight',
    good: pooled({ task: { Memory: '7718' } }),
    bad: pooled({ task: { Memory: '7719' } }),
    tokens: pooled({ task: { Memory: PARAMETER } }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` may fit on no instance of its pool: m7g.large has an estimated 7718 MiB for it, got 7719 MiB',
  },
  {
    id: 'InstanceDemand.TaskAboveSmallestType',
    good: pooled({ task: { Memory: '6000' } }),
    bad: pooled({
      task: { Memory: '6000' },
      group: {
        LaunchTemplate: undefined,
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' } }, Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: 'm7g.medium' }],
          },
        },
      },
    }),
    tokens: pooled({
      task: { Memory: '6000' },
      group: {
        LaunchTemplate: undefined,
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' } }, Overrides: [{ InstanceType: 'm7g.large' }, { InstanceType: PARAMETER }],
          },
        },
      },
    }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` may wait in PROVISIONING: it fits on m7g.large, but not on m7g.medium, which its pool may start',
  },
  {
    id: 'InstanceDemand.InterfaceDensity',
    good: pooled({ image: X86_IMAGE, launch: { InstanceType: 't3.xlarge' } }),
    bad: awsvpcPooled({ image: X86_IMAGE, launch: { InstanceType: 't3.xlarge' } }),
    tokens: awsvpcPooled({ image: X86_IMAGE, launch: { InstanceType: 't3.xlarge' }, task: { Cpu: PARAMETER } }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` takes a network interface for each task, so that t3.xlarge holds 3 where its CPU and memory hold 16',
  },
  {
    id: 'InstanceDemand.PoolDoesNotScale',
    good: pooled({ resources: targeted(4) }),
    bad: loaded(2, 8, { ...UNSCALED, resources: targeted(4) }),
    tokens: loaded(2, 8, { ...UNSCALED, resources: targeted(PARAMETER) }),
    at: 'Service Properties',
    message: 'the service scales from 2 to 4 tasks on a pool without managed scaling, of which 1 t4g.medium hold 1 at most (1 each by its estimated memory)',
  },
  {
    id: 'InstanceDemand.MaximumAbovePool',
    good: loaded(3, '6'),
    bad: loaded(4, '3'),
    tokens: loaded(4, PARAMETER),
    at: 'Service Properties',
    message: 'the service runs up to 4 tasks, and 3 t4g.medium hold 3 at most (1 each by its estimated memory)',
  },
  {
    id: 'InstanceDemand.PeakAbovePool',
    good: loaded(3, '6'),
    bad: loaded(3, '5'),
    tokens: loaded(PARAMETER, '5'),
    at: 'Service Properties',
    message: 'the service runs up to 6 tasks in an update of 3, old and new, and 5 t4g.medium hold 5 at most (1 each by its estimated memory), so that the update waits for room',
  },
  {
    id: 'PoolLoad.ServicesAbovePool',
    good: shared(2, 2, 8),
    bad: shared(2, 2, 3),
    tokens: shared(2, PARAMETER, 3),
    at: 'Group Properties.MaxSize',
    message: '`MaxSize` gives instances, which are 3 at most, and the services on them need 4 or more: Service up to 2 and Other up to 2, 4 tasks together',
  },
  {
    id: 'PoolLoad.ServicesAbovePool',
    good: shared(2, 2, 8),
    bad: onConditions(shared(2, 2, 3), { Other: 'IsNew' }),
    tokens: onConditions(shared(2, 2, 3), { Service: 'IsOld', Other: 'IsNew' }),
    at: 'Group Properties.MaxSize',
    message: '`MaxSize` gives instances, which are 3 at most, and the services on them need 4 or more: Service up to 2 and Other up to 2, 4 tasks together',
  },
  {
    id: 'PoolLoad.UpdatesAbovePool',
    good: shared(2, 2, 8),
    bad: shared(2, 2, 7),
    tokens: shared(2, 2, PARAMETER),
    at: 'Group Properties.MaxSize',
    message: '`MaxSize` gives instances, which are 7 at most, and an update of all services at once needs 8 or more: Service up to 4 and Other up to 4, 8 tasks together, old and new, so that updates wait for room',
  },
  {
    id: 'InstanceMatch.Windows',
    good: pooled({ container: GPU, image: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', launch: { InstanceType: 'g5.xlarge' } }),
    bad: pooled({ container: GPU, task: WINDOWS, image: X86_IMAGE, launch: { InstanceType: 'g5.xlarge' } }),
    tokens: pooled({ container: GPU, task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } }, image: X86_IMAGE, launch: { InstanceType: 'g5.xlarge' } }),
    at: 'Task Properties.ContainerDefinitions.0.ResourceRequirements',
    message: '`ContainerDefinitions.0.ResourceRequirements` are for Linux containers, got 1 on Windows',
  },
  {
    id: 'InstanceMatch.Image',
    good: pooled({ container: GPU, image: '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id', launch: { InstanceType: 'g5.xlarge' } }),
    bad: pooled({ container: GPU, image: X86_IMAGE, launch: { InstanceType: 'g5.xlarge' } }),
    tokens: pooled({ container: GPU, launch: { InstanceType: 'g5.xlarge', ImageId: PARAMETER } }),
    at: 'Task Properties.ContainerDefinitions.0.ResourceRequirements',
    message: '`ContainerDefinitions.0.ResourceRequirements` need a machine image that drives them, got 1 on the standard image',
  },
  {
    id: 'InstanceMatch.OperatingSystem',
    good: pooled({ task: { RuntimePlatform: { OperatingSystemFamily: 'LINUX' } } }),
    bad: pooled({ task: WINDOWS }),
    tokens: pooled({ task: WINDOWS, launch: { ImageId: PARAMETER } }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` is for Windows, and the instances of its pool run Linux',
  },
  {
    id: 'InstanceMatch.Architecture',
    good: pooled({ task: { RuntimePlatform: { CpuArchitecture: 'ARM64' } } }),
    bad: pooled({ task: { RuntimePlatform: { CpuArchitecture: 'X86_64' } } }),
    tokens: pooled({ task: { RuntimePlatform: { CpuArchitecture: PARAMETER } } }),
    at: 'Service Properties.TaskDefinition',
    message: '`TaskDefinition` is built for x86_64, and no instance of its pool is: m7g.large is arm64',
  },
  {
    id: 'InstanceMatch.HostModeTaskRole',
    good: pooled({ task: { NetworkMode: 'host', TaskRoleArn: undefined }, launch: { UserData: hostless() } }),
    bad: pooled({ task: { NetworkMode: 'host' }, launch: { UserData: hostless() } }),
    tokens: pooled({ task: { NetworkMode: 'host', TaskRoleArn: PARAMETER }, launch: { UserData: hostless() } }),
    at: 'Task Properties.NetworkMode',
    message: '`NetworkMode` must not be host on instances that take no such task with a task role',
  },
  {
    id: 'ManagedInstances.Windows',
    good: managed({ task: { RuntimePlatform: { OperatingSystemFamily: 'LINUX' } } }),
    bad: managed({ task: WINDOWS }),
    tokens: managed({ task: { RuntimePlatform: { OperatingSystemFamily: PARAMETER } } }),
    at: 'Service Properties.CapacityProviderStrategy',
    message: '`CapacityProviderStrategy` leads to Managed Instances, which run Linux containers only, got Windows',
  },
];

function hostless(): Json {
  return userData('echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\necho ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST=false >> /etc/ecs/ecs.config');
}
