import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Aspects, CfnParameter, Duration, NestedStack, PropertyInjectors, Stack } from 'aws-cdk-lib/core';
import { definitionOf, edgeService, fleetIn, IMAGE, newStack, serviceOf, stackBeside, taskOf } from './edge';
import { EdgeService, EdgeServiceProps } from '../../src/anywhere/edge-service';
import { RollbackAlarms } from '../../src/deployment/rollback-alarms';
import { Rollout } from '../../src/deployment/rollout';
import { ExecAccess } from '../../src/task/exec-access';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskLogging } from '../../src/task/task-logging';
import { propertiesOf, resourcesOf } from '../kit/stacks';

const ARM64: ecs.RuntimePlatform = { cpuArchitecture: ecs.CpuArchitecture.ARM64 };
const { HOST, BRIDGE } = ecs.NetworkMode;

function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-ecs-blueprints')).map(({ entry }) => `${entry.data}`);
}

test('a service that names its fleet and its task', () => {
  const { stack, edge } = edgeService();

  // Newer versions of the L2 write an empty list of load balancers.
  const { LoadBalancers: balancers = [], ...written } = serviceOf(stack);
  expect(balancers).toEqual([]);
  expect(written).toEqual({
    AvailabilityZoneRebalancing: 'DISABLED',
    Cluster: stack.resolve(edge.service.cluster.clusterName),
    DeploymentConfiguration: expect.objectContaining({
      MinimumHealthyPercent: 100, MaximumPercent: 200, Strategy: 'ROLLING', DeploymentCircuitBreaker: { Enable: false, Rollback: false },
    }),
    DesiredCount: 2,
    EnableECSManagedTags: true,
    LaunchType: 'EXTERNAL',
    PlacementConstraints: [],
    PlacementStrategies: [],
    PropagateTags: 'SERVICE',
    TaskDefinition: stack.resolve(edge.taskDefinition.taskDefinitionArn),
  });
  expect(definitionOf(stack)).toMatchObject({ NetworkMode: 'bridge', RequiresCompatibilities: ['EXTERNAL'] });
  expect(warnings(stack)).toEqual([]);
});

test('the L2s and their roles are at hand', () => {
  const { stack, edge } = edgeService();
  const queue = new sqs.Queue(stack, 'Queue');
  queue.grantSendMessages(edge);

  expect(edge.service).toBeInstanceOf(ecs.ExternalService);
  expect([edge.taskRole, edge.executionRole]).toEqual([edge.taskDefinition.taskRole, edge.taskDefinition.executionRole]);
  expect(edge.logGroup).toBe(edge.node.findChild('LogGroup'));
  expect(edge.rollbackAlarms).toEqual([]);
  expect([edge.desiredCount, edgeService({ everyMachine: true }).edge.desiredCount]).toEqual([2, undefined]);
  expect(edge.serviceRef).toEqual(edge.service.serviceRef);
  expect(edge.env).toEqual(edge.service.env);
  expect([edge.metricCpuUtilization(), edge.metricMemoryUtilization({ statistic: 'max' })].map(({ metricName, statistic }) => [metricName, statistic]))
    .toEqual([['CPUUtilization', 'Average'], ['MemoryUtilization', 'Maximum']]);
  const sending = propertiesOf(stack, 'AWS::IAM::Policy').filter(({ PolicyDocument: policy }) => JSON.stringify(policy).includes('sqs:SendMessage'));
  expect(sending.map(({ Roles: roles }) => roles)).toEqual([[stack.resolve(edge.taskRole.roleName)]]);
});

test('there are no security groups to connect it by', () => {
  expect(edgeService().edge).not.toHaveProperty('connections');
});

test('the service waits for its roles, and for the activation, whose deletion deregisters the machines', () => {
  const stack = newStack();
  edgeService({ fleet: fleetIn(stack) }, stack);
  const [{ DependsOn: before }] = Object.values(resourcesOf(stack, 'AWS::ECS::Service'));
  expect(before).toEqual(expect.arrayContaining([expect.stringMatching(/^ProcessorExecutionRole/), expect.stringMatching(/^ProcessorTaskRole/), expect.stringMatching(/^EdgeActivation[0-9A-F]{8}$/)]));
});

describe('a fleet in the same stack', () => {
  const told = (tasks: string) => `\`fleet\` is in the stack of the service, whose first deployment waits for ${tasks} before it tells how machines are registered, `
    + 'and rolls back when none came; make the service in a stack of its own, deployed once machines have joined, or acknowledge this when they have '
    + '[ack: Annotation::cdk-ecs-blueprints:EdgeService.SameStack]';

  test.each<[Partial<EdgeServiceProps>, string[]]>([
    [{}, [told('2 tasks')]],
    [{ desiredCount: 1 }, [told('1 task')]],
    [{ desiredCount: 0 }, []],
    [{ everyMachine: true }, []],
  ])('is warned about with %j: %j', (props, messages) => {
    const stack = newStack();
    edgeService({ fleet: fleetIn(stack), ...props }, stack);
    expect(warnings(stack)).toEqual(messages);
  });

  test('is not, with a count that only the deployment knows', () => {
    const stack = newStack();
    edgeService({ fleet: fleetIn(stack), desiredCount: new CfnParameter(stack, 'Count', { type: 'Number' }).valueAsNumber }, stack);
    expect(warnings(stack)).toEqual([]);
  });

  test('is one that is deployed with a nested stack', () => {
    const stack = newStack();
    const nested = new NestedStack(stack, 'Services');
    edgeService({ fleet: fleetIn(stack) }, nested);
    expect(warnings(stack)).toEqual([told('2 tasks')]);
  });

  test('is not one that a stack of its own depends on', () => {
    const stack = newStack();
    const machines = stackBeside(stack, 'Fleet');
    edgeService({ fleet: fleetIn(machines) }, stack);
    expect(warnings(stack)).toEqual([]);
    expect(stack.dependencies).toEqual([machines]);
  });
});

describe('what is chosen is written', () => {
  test.each<[Partial<EdgeServiceProps>, object]>([
    [{ desiredCount: 5 }, { DesiredCount: 5 }],
    [{ desiredCount: 0 }, { DesiredCount: 0 }],
    [{ serviceName: 'processor' }, { ServiceName: 'processor' }],
    [{ placement: { attributes: { site: ['berlin', 'bonn'], disk: ['ssd'] } } }, {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:site in [berlin, bonn] and attribute:disk == ssd' }],
    }],
    [{ placement: { distinctMachines: true, constraints: [ecs.PlacementConstraint.memberOf('attribute:disk exists')] } }, {
      PlacementConstraints: [{ Type: 'distinctInstance' }, { Type: 'memberOf', Expression: 'attribute:disk exists' }],
    }],
    [{ placement: { spreadOver: ['site', 'hall'], strategies: [ecs.PlacementStrategy.packedByMemory()] } }, {
      PlacementStrategies: [
        { Type: 'spread', Field: 'attribute:site' }, { Type: 'spread', Field: 'attribute:hall' }, { Type: 'spread', Field: 'instanceId' },
        { Type: 'binpack', Field: 'MEMORY' },
      ],
    }],
    [{ placement: { strategies: [ecs.PlacementStrategy.randomly()] } }, { PlacementStrategies: [{ Type: 'random' }] }],
    [{ task: taskOf({ runtimePlatform: ARM64 }), placement: { attributes: { site: ['berlin'] } } }, {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:site == berlin and attribute:ecs.cpu-architecture == arm64' }],
    }],
    [{ task: taskOf({ runtimePlatform: ARM64 }), placement: { attributes: { 'ecs.cpu-architecture': ['x86_64', 'arm64'] } } }, {
      PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs.cpu-architecture == arm64' }],
    }],
    [{ desiredCount: 0, rollout: Rollout.rolling({ minHealthyPercent: 60, maxHealthyPercent: 150, withoutBreaker: true }) }, { DesiredCount: 0 }],
    [{ exec: ExecAccess.enabled(), task: taskOf({ readonlyRootFilesystem: false }) }, { EnableExecuteCommand: true }],
  ])('%#', (props, properties) => {
    const { stack } = edgeService(props);
    expect(serviceOf(stack)).toMatchObject(properties);
    expect(warnings(stack)).toEqual([]);
  });

  test('the time to stop', () => {
    const { stack } = edgeService({ stopTimeout: Duration.seconds(90) });
    expect(definitionOf(stack).ContainerDefinitions[0].StopTimeout).toBe(90);
  });

  test('attributes and counts that only the deployment knows', () => {
    const stack = newStack();
    const site = new CfnParameter(stack, 'Site');
    const count = new CfnParameter(stack, 'Count', { type: 'Number' });
    edgeService({ desiredCount: count.valueAsNumber, placement: { attributes: { site: [site.valueAsString] }, distinctMachines: true } }, stack);
    expect(serviceOf(stack)).toMatchObject({
      DesiredCount: { Ref: 'Count' },
      PlacementConstraints: [{ Expression: { 'Fn::Join': ['', ["attribute:site == '", { Ref: 'Site' }, "'"]] } }, { Type: 'distinctInstance' }],
      DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
    });
  });

  test('lists and names of attributes that only the deployment knows', () => {
    const stack = newStack();
    const sites = new CfnParameter(stack, 'Sites', { type: 'CommaDelimitedList' });
    const group = new CfnParameter(stack, 'Group');
    edgeService({ placement: { attributes: { site: sites.valueAsList, disk: ['ssd'] }, spreadOver: [group.valueAsString] } }, stack);
    expect(serviceOf(stack)).toMatchObject({
      PlacementConstraints: [{
        Expression: { 'Fn::Join': ['', ["attribute:site in ['", { 'Fn::Join': ["', '", { Ref: 'Sites' }] }, "'] and attribute:disk == ssd"]] },
      }],
      PlacementStrategies: [{ Type: 'spread', Field: { 'Fn::Join': ['', ['attribute:', { Ref: 'Group' }]] } }, { Type: 'spread', Field: 'instanceId' }],
    });
  });

  test('exec lets the task role hold sessions', () => {
    const { stack } = edgeService({ exec: ExecAccess.enabled(), task: taskOf({ readonlyRootFilesystem: false }) });
    expect(JSON.stringify(propertiesOf(stack, 'AWS::IAM::Policy'))).toContain('ssmmessages:OpenDataChannel');
  });

  test('a task definition of its user', () => {
    const stack = newStack();
    const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512, portMappings: [{ containerPort: 80, hostPort: 8080 }] });
    const { edge } = edgeService({ task: TaskBlueprint.existing(taskDefinition) }, stack);
    expect(edge.taskDefinition).toBe(taskDefinition);
    expect(serviceOf(stack).DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: 50, MaximumPercent: 100 });
  });
});

describe('a deployment gets through without a spare machine', () => {
  test.each<[string, Partial<EdgeServiceProps>, number, number]>([
    ['on a port that the machine chooses', { task: taskOf({ port: 8080, networkMode: BRIDGE }) }, 100, 200],
    ['on a port of the machine', { task: taskOf({ ports: [{ containerPort: 80, hostPort: 8080 }] }) }, 50, 100],
    ['in host mode with a port', { task: taskOf({ port: 8080, networkMode: HOST }) }, 50, 100],
    ['in host mode without one', { task: taskOf({ networkMode: HOST }) }, 100, 200],
    ['on machines of their own', { placement: { distinctMachines: true } }, 50, 100],
    ['on machines of their own, by a constraint', { placement: { constraints: [ecs.PlacementConstraint.distinctInstances()] } }, 50, 100],
    ['a single one on a port of the machine', { desiredCount: 1, task: taskOf({ ports: [{ containerPort: 80, hostPort: 8080 }] }) }, 0, 100],
    ['on every machine', { everyMachine: true }, 0, 100],
  ])('%s', (_name, props, min, max) => {
    expect(serviceOf(edgeService(props).stack).DeploymentConfiguration).toMatchObject({ MinimumHealthyPercent: min, MaximumPercent: max });
  });
});

describe('a task on every machine', () => {
  test('is a daemon, of which the machines decide the number', () => {
    const { stack } = edgeService({ everyMachine: true, task: taskOf({ hostMounts: [{ hostPath: '/var/log' }] }) });
    const service = serviceOf(stack);
    expect(service).toMatchObject({ SchedulingStrategy: 'DAEMON', LaunchType: 'EXTERNAL', PlacementConstraints: [] });
    for (const absent of ['DesiredCount', 'PlacementStrategies', 'AvailabilityZoneRebalancing']) expect(service).not.toHaveProperty(absent);
    expect(warnings(stack)).toEqual([]);
  });

  test('may be on the machines of a site, and roll half by half', () => {
    const { stack } = edgeService({
      everyMachine: true,
      placement: { attributes: { site: ['berlin'] } },
      rollout: Rollout.rolling({ minHealthyPercent: 50, maxHealthyPercent: 100, withoutBreaker: true }),
    });
    expect(serviceOf(stack)).toMatchObject({
      PlacementConstraints: [{ Expression: 'attribute:site == berlin' }], DeploymentConfiguration: { MinimumHealthyPercent: 50, MaximumPercent: 100 },
    });
  });
});

describe('a rollout', () => {
  test('goes back on alarms', () => {
    const { stack, edge } = edgeService({ rollout: Rollout.rolling({ withoutBreaker: true, rollbackOn: RollbackAlarms.standard() }) });
    expect(serviceOf(stack).DeploymentConfiguration).toMatchObject({
      Alarms: { Enable: true, Rollback: true }, DeploymentCircuitBreaker: { Enable: false },
    });
    expect(edge.rollbackAlarms.map((alarm) => alarm instanceof cloudwatch.Alarm)).toEqual([true, true]);
    expect(warnings(stack)).toEqual([]);
  });

  test('with a circuit breaker is warned about', () => {
    const { stack } = edgeService({ rollout: Rollout.rolling() });
    expect(serviceOf(stack).DeploymentConfiguration.DeploymentCircuitBreaker).toMatchObject({ Enable: true });
    expect(warnings(stack)).toEqual([
      '`rollout` runs on external instances, where the circuit breaker may have no effect; let alarms guard deployments too, with `rollbackOn` '
      + '[ack: Annotation::cdk-ecs-blueprints:EdgeService.CircuitBreaker]',
    ]);
  });

  test('that waits for a spare machine is warned about', () => {
    const { stack } = edgeService({
      placement: { distinctMachines: true }, rollout: Rollout.rolling({ withoutBreaker: true }),
    });
    expect(warnings(stack)).toEqual([
      '`rollout.minHealthyPercent` keeps all 2 tasks until new ones run, got 100 where a machine takes one of them: a deployment then waits for a machine '
      + 'without any; set it to at most 50, or acknowledge this where there is always one to spare [ack: Annotation::cdk-ecs-blueprints:EdgeService.SpareMachine]',
    ]);
  });
});

test('placement by what only EC2 has is warned about', () => {
  const { stack } = edgeService({ placement: { strategies: [ecs.PlacementStrategy.spreadAcross(ecs.BuiltInAttributes.AVAILABILITY_ZONE)] } });
  expect(warnings(stack)).toEqual([
    '`placement.strategies[0]` asks for ecs.availability-zone, which machines outside AWS do not have, as little as ecs.ami-id, ecs.instance-type, '
    + 'ecs.subnet-id or ecs.vpc-id; give the machines an attribute of your own when they are registered '
    + '[ack: Annotation::cdk-ecs-blueprints:EdgePlacement.AttributeOfEc2]',
  ]);
});

test.each<[string, Partial<EdgeServiceProps>]>([
  ['one container', { task: taskOf({ logging: TaskLogging.driver(new ecs.GelfLogDriver({ address: 'tcp://logs.local:12201' })) }) }],
  ['all containers', {
    task: TaskBlueprint.containers({
      logging: TaskLogging.driver(new ecs.GelfLogDriver({ address: 'tcp://logs.local:12201' })),
      containers: [{ name: 'app', image: IMAGE, memoryMiB: 64 }, { name: 'more', image: IMAGE, memoryMiB: 64, essential: false }],
    }),
  }],
])('a log driver that the agent does not offer is warned about once: of %s', (_name, props) => {
  expect(warnings(edgeService(props).stack)).toEqual([
    '`task.logging` takes the driver awslogs, awsfirelens, fluentd, json-file, none or syslog on machines outside AWS, got gelf, which their agent does not offer, '
    + 'so that tasks stay pending; take one of them, or acknowledge this where ECS_AVAILABLE_LOGGING_DRIVERS in their /etc/ecs/ecs.config names it '
    + '[ack: Annotation::cdk-ecs-blueprints:ExternalTask.LogDriver]',
  ]);
});

describe('a service refuses', () => {
  const shifted = (name: string) => 'EdgeService.Rollout: `rollout` must be Rollout.rolling() on machines outside AWS, to which no load balancer and no Service Connect '
    + `could shift traffic, got Rollout.${name}()`;

  test.each<[string, (stack: Stack) => Partial<EdgeServiceProps>, string]>([
    ['no fleet', () => ({ fleet: {} as never }), 'EdgeService.NoFleet: `fleet` is an EcsAnywhereFleet, got Object; make one for the machines'],
    ['something else for a fleet', () => ({ fleet: taskOf() as never }), 'EdgeService.NoFleet: `fleet` is an EcsAnywhereFleet, got TaskBlueprint; make one for the machines'],
    ['a fleet in another region', (stack) => ({
      fleet: fleetIn(new Stack(stack.node.root as never, 'Other', { env: { account: '123456789012', region: 'eu-central-1' } })),
    }), 'Service.OtherEnvironment: `fleet` is in the account and region of the service, 123456789012/us-east-1, got one in 123456789012/eu-central-1; '
      + 'make the service in a stack there'],
    ['memory that nobody names', () => ({ task: TaskBlueprint.container({ image: IMAGE }) }),
      'Containers.NoMemory: `task.memoryMiB` must be set on instances, where nothing else limits it, got none; name it, or a size for the task'],
    ['a network interface', () => ({ task: taskOf({ networkMode: ecs.NetworkMode.AWS_VPC }) }),
      'NetworkMode.Platform: `task.networkMode` must be bridge, host or none on external instances, got awsvpc'],
    ['half a task', () => ({ desiredCount: 1.5 }), 'EdgeService.DesiredCount: `desiredCount` takes whole tasks from 0 up, got 1.5; the nearest is 2'],
    ['a count of tasks on every machine', () => ({ everyMachine: true, desiredCount: 3 }),
      'EdgeService.EveryMachine: `desiredCount` is the number of machines with `everyMachine`, got a count of its own; leave one of them out'],
    ['strategies for every machine', () => ({ everyMachine: true, placement: { strategies: [ecs.PlacementStrategy.randomly()] } }),
      'PlacementOrder.Daemon: `placement.strategies` do not apply to a daemon, which runs once on every instance; leave them out'],
    ['a spread over every machine', () => ({ everyMachine: true, placement: { spreadOver: ['site'] } }),
      'EdgePlacement.SpreadOver: `placement.spreadOver` does not apply to a service with a task on each machine; leave it out'],
    ['a processor other than the task\'s', () => ({
      task: taskOf({ runtimePlatform: ARM64 }), placement: { attributes: { 'ecs.cpu-architecture': ['x86_64'] } },
    }), 'EdgePlacement.Architecture: `placement.attributes.ecs.cpu-architecture` must have the processor that the task names, arm64, got x86_64; leave it out'],
    ['an attribute without values', () => ({ placement: { attributes: { site: [] } } }), 'EdgePlacement.NoValue: `placement.attributes.site` names at least one value, '
      + "got none; for machines that have it at all add ecs.PlacementConstraint.memberOf('attribute:site exists') to `constraints`"],
    ['more strategies than ECS takes', () => ({ placement: { spreadOver: ['a', 'b', 'c', 'd', 'e'] } }),
      'PlacementOrder.TooMany: `placement.strategies` must be at most 5, got 6'],
    ['to run twice on a machine', () => ({ everyMachine: true, rollout: Rollout.rolling({ withoutBreaker: true }) }),
      'EdgeService.MaxHealthyPercent: `rollout.maxHealthyPercent` is 100 with `everyMachine`, which never runs a task twice on a machine, got 200; '
      + 'leave `rollout` out, or set 100'],
    ['an update that never progresses', () => ({ rollout: Rollout.rolling({ minHealthyPercent: 100, maxHealthyPercent: 100 }) }),
      'RolloutPlan.Stalls: `rollout` may neither start nor stop a task with a minimum healthy percent of 100 and a maximum of 100; lower the first or raise the second'],
    ['a blue/green rollout', () => ({ rollout: Rollout.blueGreen() }), shifted('blueGreen')],
    ['a canary, whose own faults are not told', () => ({ rollout: Rollout.canary({ percent: 200 }) }), shifted('canary')],
    ['a linear rollout', () => ({ rollout: Rollout.linear() }), shifted('linear')],
    ['CodeDeploy', () => ({ rollout: Rollout.codeDeploy() }), shifted('codeDeploy')],
    ['alarms on logs that go elsewhere', () => ({
      task: taskOf({ logging: TaskLogging.driver(new ecs.FluentdLogDriver()) }),
      rollout: Rollout.rolling({ rollbackOn: RollbackAlarms.standard({ logErrors: { pattern: logs.FilterPattern.anyTerm('ERROR'), perMinute: 1 } }) }),
    }), 'RollbackAlarms.NoLogGroup: `rollout.rollbackOn.logErrors.logGroups` needs a log group to search, got none, and the service is not known to log to one; '
      + 'name those that its containers log to'],
    ['rebalancing of zones', () => ({
      rollout: Rollout.rolling({ withoutBreaker: true, availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED }),
    }), 'ExternalService.Rebalancing: `rollout.availabilityZoneRebalancing` must be DISABLED on machines outside AWS, which are in no availability zone, '
      + 'got ENABLED; spread the tasks over an attribute of the machines'],
    ['a time to stop for a task that is there', (stack) => {
      const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
      taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512 });
      return { task: TaskBlueprint.existing(taskDefinition), stopTimeout: Duration.seconds(60) };
    }, 'EdgeService.ExistingTask: `stopTimeout` is for containers that the service makes, got an existing task definition; set `stopTimeout` on its containers'],
    ['a task definition for EC2', (stack) => ({ task: TaskBlueprint.existing(new ecs.Ec2TaskDefinition(stack, 'Task')) }),
      'TaskBlueprint.NotExternal: `task` is a task definition for machines outside AWS, got compatibility EC2; make it an ecs.ExternalTaskDefinition'],
    ['exec without a writable root', () => ({ exec: ExecAccess.enabled() }), 'ExecAccess.ReadonlyRoot: `task.readonlyRootFilesystem` '
      + 'must be false for a container that ECS Exec opens, since its agent writes there, got true; set it to false or leave exec out'],
    ['a name that ECS does not take', () => ({ serviceName: 'my service' }),
      "Service.Name: `serviceName` takes 1 to 255 letters, digits, hyphens and underscores, got 'my service'"],
  ])('%s', (_name, props, message) => {
    const stack = newStack();
    const given = props(stack);
    expect(() => edgeService(given, stack)).toThrow(expect.objectContaining({ message: `EdgeService at Stack/Processor has 1 problem:\n  ${message}` }));
    expect(stack.node.tryFindChild('Processor')).toBeUndefined();
  });

  test('nothing at all for a fleet', () => {
    const stack = newStack();
    expect(() => new EdgeService(stack, 'Processor', { task: taskOf() } as EdgeServiceProps)).toThrow(
      'EdgeService.NoFleet: `fleet` is an EcsAnywhereFleet, got none; make one for the machines');
  });
});

describe('what comes later is refused at synth', () => {
  const resourceOf = (edge: EdgeService) => edge.service.node.defaultChild as ecs.CfnService;
  const saidAtSynth = (change: (edge: EdgeService, stack: Stack) => void, props: Partial<EdgeServiceProps> = {}): string[] => {
    const { stack, edge } = edgeService(props);
    change(edge, stack);
    return edge.service.node.validate();
  };
  const outside = 'must be left out on machines outside AWS: ';

  test.each<[string, (edge: EdgeService, stack: Stack) => void, string]>([
    ['a load balancer', (edge) => resourceOf(edge).addPropertyOverride('LoadBalancers', [{ TargetGroupArn: 'arn', ContainerName: 'app', ContainerPort: 80 }]),
      `ExternalService.LoadBalancer: \`loadBalancers\` ${outside}`],
    ['Cloud Map', (edge) => { resourceOf(edge).serviceRegistries = [{ registryArn: 'arn' }]; }, `ExternalService.CloudMap: \`serviceRegistries\` ${outside}`],
    ['Service Connect of the L2', (edge) => edge.service.enableServiceConnect({ namespace: 'local' }),
      `ExternalService.ServiceConnect: \`serviceConnectConfiguration\` ${outside}`],
    ['VPC Lattice', (edge) => { resourceOf(edge).vpcLatticeConfigurations = [{ portName: 'http', roleArn: 'arn', targetGroupArn: 'arn' }]; },
      `ExternalService.Lattice: \`vpcLatticeConfigurations\` ${outside}`],
    ['subnets', (edge) => resourceOf(edge).addPropertyOverride('NetworkConfiguration.AwsvpcConfiguration.Subnets', ['subnet-1']),
      `ExternalService.Network: \`networkConfiguration\` ${outside}`],
    ['capacity providers', (edge) => { resourceOf(edge).capacityProviderStrategy = [{ capacityProvider: 'FARGATE' }]; },
      `ExternalService.CapacityProviders: \`capacityProviderStrategy\` ${outside}`],
    ['EBS', (edge) => { resourceOf(edge).volumeConfigurations = [{ name: 'data' }]; }, `ExternalService.Volumes: \`volumeConfigurations\` ${outside}`],
    ['another controller', (edge) => { resourceOf(edge).deploymentController = { type: 'CODE_DEPLOY' }; },
      'ExternalService.Controller: `deploymentController` must be ECS on machines outside AWS'],
    ['another strategy', (edge) => resourceOf(edge).addPropertyOverride('DeploymentConfiguration.Strategy', 'CANARY'),
      'ExternalService.Strategy: `deploymentConfiguration.strategy` must be ROLLING on machines outside AWS'],
    ['rebalancing', (edge) => { resourceOf(edge).availabilityZoneRebalancing = 'ENABLED'; },
      'ExternalService.Rebalancing: `availabilityZoneRebalancing` must be DISABLED on machines outside AWS'],
    ['another launch type', (edge) => resourceOf(edge).addPropertyOverride('LaunchType', 'FARGATE'),
      'ExternalService.LaunchType: `launchType` must be EXTERNAL for machines outside AWS, got FARGATE'],
    ['percentages that stall', (edge) => resourceOf(edge).addPropertyOverride('DeploymentConfiguration.MaximumPercent', 100),
      'RolloutPlan.Stalls: `deploymentConfiguration` may neither start nor stop a task'],
    ['a strategy that ECS does not know', (edge) => { resourceOf(edge).placementStrategies = [{ type: 'random', field: 'cpu' }]; },
      'PlacementOrder.Field: `placementStrategies[0]` takes no field with random, got cpu'],
    ['a volume on EFS', (edge) => edge.taskDefinition.addVolume({ name: 'files', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }),
      'Volume.Platform: `taskDefinition.volumes[1]` is an EFS volume, which there is on Fargate, EC2 or Managed Instances, got external instances'],
    ['a network mode of a VPC', (edge) => (edge.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition).addPropertyOverride('NetworkMode', 'awsvpc'),
      'NetworkMode.Platform: `taskDefinition.networkMode` must be bridge, host or none on external instances, got awsvpc'],
    ['exec without a writable root', (edge) => { resourceOf(edge).enableExecuteCommand = true; },
      'ExecAccess.ReadonlyRoot: `taskDefinition.containers[0].readonlyRootFilesystem` must be false for a container that ECS Exec opens'],
  ])('%s', (_name, change, message) => {
    expect(saidAtSynth(change)).toEqual([expect.stringContaining(message)]);
  });

  test.each<[string, string, number, string]>([
    ['a second one on a machine', 'MaximumPercent', 200, 'EdgeService.MaxHealthyPercent: `deploymentConfiguration.maxHealthyPercent` is 100 with `everyMachine`'],
    ['an update that never progresses', 'MinimumHealthyPercent', 100, 'RolloutPlan.Stalls: `deploymentConfiguration` may neither start nor stop a task'],
  ])('of a task on every machine: %s', (_name, property, percent, message) => {
    expect(saidAtSynth((edge) => resourceOf(edge).addPropertyOverride(`DeploymentConfiguration.${property}`, percent), { everyMachine: true }))
      .toEqual([expect.stringContaining(message)]);
  });

  test('nothing, where nothing was changed', () => {
    expect(saidAtSynth(() => undefined)).toEqual([]);
    expect(saidAtSynth(() => undefined, { everyMachine: true })).toEqual([]);
  });

  test('what an aspect changes', () => {
    const { stack } = edgeService();
    Aspects.of(stack).add({
      visit: (node) => {
        if (ecs.CfnService.isCfnService(node)) node.capacityProviderStrategy = [{ capacityProvider: 'FARGATE_SPOT' }];
      },
    });
    expect(() => Template.fromStack(stack)).toThrow(/ExternalService\.CapacityProviders: `capacityProviderStrategy` must be left out on machines outside AWS/);
  });

  test('what a property injector changes', () => {
    const stack = newStack();
    PropertyInjectors.of(stack).add({
      constructUniqueId: ecs.ExternalService.PROPERTY_INJECTION_ID,
      inject: (props: object) => ({ ...props, deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN }),
    });
    const { edge } = edgeService({}, stack);
    expect(edge.service.node.validate()).toEqual([expect.stringContaining('ExternalService.Strategy: ')]);
  });

  test('and scaling of one\'s own is warned about', () => {
    const { stack, edge } = edgeService();
    new appscaling.CfnScalableTarget(stack, 'Scaling', {
      minCapacity: 1,
      maxCapacity: 4,
      resourceId: `service/${edge.service.cluster.clusterName}/${edge.service.serviceName}`,
      scalableDimension: 'ecs:service:DesiredCount',
      serviceNamespace: 'ecs',
    });
    new appscaling.CfnScalableTarget(stack, 'Other', {
      minCapacity: 1, maxCapacity: 4, resourceId: 'table/orders', scalableDimension: 'dynamodb:table:ReadCapacityUnits', serviceNamespace: 'dynamodb',
    });
    expect(warnings(stack)).toEqual([
      '`desiredCount` must be set without Application Auto Scaling, which starts no machines, and AWS does not say whether it scales tasks outside of AWS, got a scalable target; '
      + 'keep the most tasks within what the machines hold [ack: Annotation::cdk-ecs-blueprints:ExternalService.Scaling]',
    ]);
  });

  test('in another stack as well', () => {
    const { stack, edge } = edgeService();
    new appscaling.CfnScalableTarget(stackBeside(stack, 'Scaling'), 'Scaling', {
      minCapacity: 1,
      maxCapacity: 4,
      resourceId: `service/${edge.service.cluster.clusterName}/${edge.service.serviceName}`,
      scalableDimension: 'ecs:service:DesiredCount',
      serviceNamespace: 'ecs',
    });
    expect(warnings(stack)).toEqual([expect.stringContaining('cdk-ecs-blueprints:ExternalService.Scaling')]);
  });

  test('but not scaling of something else', () => {
    const { stack } = edgeService();
    new appscaling.CfnScalableTarget(stack, 'Other', {
      minCapacity: 1, maxCapacity: 4, resourceId: 'table/orders', scalableDimension: 'dynamodb:table:ReadCapacityUnits', serviceNamespace: 'dynamodb',
    });
    expect(warnings(stack)).toEqual([]);
  });
});

test('a cluster with a default namespace may have a fleet, whose services do not take it', () => {
  const stack = newStack();
  const machines = stackBeside(stack);
  const vpc = new ec2.Vpc(machines, 'Vpc', { restrictDefaultSecurityGroup: false });
  const cluster = new ecs.Cluster(machines, 'Shared', { vpc, defaultCloudMapNamespace: { name: 'shop.local' } });
  const { edge } = edgeService({ fleet: fleetIn(machines, { cluster }) }, stack);
  expect(serviceOf(stack)).toMatchObject({ Cluster: stack.resolve(cluster.clusterName), LaunchType: 'EXTERNAL' });
  expect(edge.service.node.validate()).toEqual([]);
});
