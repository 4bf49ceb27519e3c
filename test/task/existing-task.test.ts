import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, sentences } from './tasks';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { theOnly } from '../kit/stacks';

function onFargate(props: ecs.FargateTaskDefinitionProps = {}, stack: Stack = newStack()): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(stack, 'Task', props);
}

function warnings(taskDefinition: ecs.TaskDefinition): string[] {
  return Annotations.fromStack(Stack.of(taskDefinition)).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);
}

function said(taskDefinition: ecs.TaskDefinition, facts: Partial<ServiceFacts> = {}): string[] {
  return sentences(TaskBlueprint.existing(taskDefinition)._findings({ ...ON_FARGATE, ...facts }));
}

test('a task definition stays as it is', () => {
  const stack = newStack();
  const taskDefinition = onFargate({}, stack);
  taskDefinition.addContainer('app', { image: IMAGE });
  const before = stack.node.findAll().length;

  const bound = TaskBlueprint.existing(taskDefinition)._bind(stack, ON_FARGATE);
  expect(bound.taskDefinition).toBe(taskDefinition);
  expect([bound.dependencies, bound.logGroups]).toEqual([[], []]);
  expect([TaskBlueprint.existing(taskDefinition)._isExisting, TaskBlueprint.container({ image: IMAGE })._isExisting]).toEqual([true, false]);
  expect(stack.node.findAll()).toHaveLength(before);
});

test('its execution role is waited for', () => {
  const taskDefinition = onFargate();
  const role = taskDefinition.obtainExecutionRole();

  expect(TaskBlueprint.existing(taskDefinition)._bind(newStack(), ON_FARGATE).dependencies).toEqual([role]);
});

describe('a service refuses', () => {
  test.each([
    ['EC2', new ecs.Ec2TaskDefinition(newStack(), 'Task')],
    ['EXTERNAL', new ecs.ExternalTaskDefinition(newStack(), 'Task')],
  ])('one for %s', (compatibility, taskDefinition) => {
    expect(said(taskDefinition)).toEqual([
      `error TaskBlueprint.NotFargate: \`\` is a task definition for Fargate, got compatibility ${compatibility}; make it an ecs.FargateTaskDefinition`,
    ]);
  });

  test('no other', () => {
    const both = new ecs.TaskDefinition(newStack(), 'Task', { compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512' });

    expect(said(both)).toEqual([]);
  });

  test('Windows on Spot', () => {
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
    const windows = onFargate({ cpu: 1024, memoryLimitMiB: 2048, runtimePlatform });

    expect(TaskBlueprint.existing(windows)._facts(ON_FARGATE).windows).toBe(true);
    expect(said(windows, { spot: true })).toEqual([expect.stringContaining('error FargateSpot.Windows: `runtimePlatform` ')]);
    expect(said(onFargate(), { spot: true })).toEqual([]);
  });

  test('ECS Exec with a read-only root filesystem', () => {
    const taskDefinition = onFargate();
    taskDefinition.addContainer('app', { image: IMAGE, readonlyRootFilesystem: true });

    expect(said(taskDefinition, { exec: true })).toEqual([expect.stringContaining('error ExecAccess.ReadonlyRoot: `containers[0].readonlyRootFilesystem` ')]);
    expect(said(taskDefinition)).toEqual([]);
  });
});

describe('what would be refused in a task described here is refused', () => {
  const lines = (props: ecs.FargateTaskDefinitionProps, ...containers: Partial<ecs.ContainerDefinitionOptions>[]) => {
    const taskDefinition = onFargate(props);
    containers.forEach((container, index) => taskDefinition.addContainer(`app${index}`, { image: IMAGE, ...container }));
    return said(taskDefinition);
  };

  test('a pair of CPU and memory that Fargate does not have', () => {
    expect(lines({ cpu: 1024, memoryLimitMiB: 1500 }, {})).toEqual([
      'error FargateSize.NoSuchPair: `size` 1024 CPU units take 2048 to 8192 MiB in steps of 1024, got 1500; the nearest is FargateSize.of(1024, 2048)',
    ]);
  });

  test('credentials, and what looks like a secret', () => {
    expect(lines({}, { environment: { AWS_SECRET_ACCESS_KEY: 'hunter2', DB_PASSWORD: 'hunter2' } })).toEqual([
      expect.stringContaining('error Environment.Credentials: `containers[0].environment.AWS_SECRET_ACCESS_KEY` '),
      expect.stringContaining('warning Environment.LooksSecret: `containers[0].environment.DB_PASSWORD` '),
    ]);
  });

  test('containers that do not fit', () => {
    expect(lines({ memoryLimitMiB: 512 }, { memoryLimitMiB: 300 }, { memoryReservationMiB: 300 })).toEqual([
      'error Containers.MemorySum: `containers` must fit into the 512 MiB of the task, got 300 + 300 = 600; ask for less or take a larger size',
    ]);
  });

  test('but not what another container may mend before synth', () => {
    expect(lines({})).toEqual([]);
    expect(lines({}, { essential: false })).toEqual([]);
  });

  test('nor what only the deployment knows', () => {
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;

    expect(lines({ cpu: number, memoryLimitMiB: number, ephemeralStorageGiB: number }, {
      cpu: number,
      memoryLimitMiB: number,
      stopTimeout: Duration.seconds(number),
      portMappings: [{ containerPort: number }, { containerPort: number }],
    })).toEqual([]);
  });

  test('and reading it leaves the log router to its user', () => {
    const taskDefinition = onFargate();
    taskDefinition.addContainer('app', { image: IMAGE, logging: ecs.LogDrivers.firelens({}) });

    expect(said(taskDefinition)).toEqual([]);
    TaskBlueprint.existing(taskDefinition)._bind(taskDefinition, ON_FARGATE);
    taskDefinition.addFirelensLogRouter('router', { image: IMAGE, firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT } });
    const { ContainerDefinitions } = theOnly(taskDefinition, 'AWS::ECS::TaskDefinition').Properties;
    expect(ContainerDefinitions.map(({ Name }: any) => Name)).toEqual(['app', 'router']);
    expect(warnings(taskDefinition)).toEqual([]);
  });

  test('and the router that the CDK adds where there is none is warned about', () => {
    const taskDefinition = onFargate();
    taskDefinition.addContainer('app', { image: IMAGE, logging: ecs.LogDrivers.firelens({}) });

    TaskBlueprint.existing(taskDefinition)._bind(taskDefinition, ON_FARGATE);
    const { ContainerDefinitions } = theOnly(taskDefinition, 'AWS::ECS::TaskDefinition').Properties;
    expect(ContainerDefinitions.map(({ Name }: any) => Name)).toEqual(['app', 'log-router']);
    expect(warnings(taskDefinition)).toEqual([
      '`containers[0].logging` takes the driver awsfirelens, got no router, so that the CDK adds one with the newest image, a log group that is kept for ever'
      + ' and rights on every resource; call addFirelensLogRouter() [ack: Annotation::cdk-ecs-blueprints:FireLens.InjectedRouter]',
    ]);
  });
});

describe('a service is told', () => {
  test('the size', () => {
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;

    const taskDefinition = onFargate({ cpu: 512, memoryLimitMiB: 1024, ephemeralStorageGiB: 30 });

    expect(TaskBlueprint.existing(taskDefinition)._facts(ON_FARGATE)).toMatchObject({ cpu: 512, memoryMiB: 1024, ephemeralStorageGiB: 30 });
    expect(TaskBlueprint.existing(onFargate({ cpu: number }))._facts(ON_FARGATE).cpu).toBeUndefined();
    expect(TaskBlueprint.existing(new ecs.Ec2TaskDefinition(newStack(), 'Task'))._facts(ON_FARGATE)).toMatchObject({ namesMemory: false, networkMode: 'bridge' });
  });

  test('the ports, when it asks', () => {
    const taskDefinition = onFargate();
    const blueprint = TaskBlueprint.existing(taskDefinition);
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;
    taskDefinition.addContainer('app', {
      image: IMAGE,
      containerName: 'web',
      portMappings: [
        { containerPort: 80, name: 'http' },
        { containerPort: number, protocol: ecs.Protocol.UDP },
        { containerPort: ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE, containerPortRange: '9000-9005' },
      ],
    });

    expect(blueprint._ports()).toEqual([
      { container: 'web', name: 'http', port: 80, protocol: 'tcp' }, { container: 'web', name: undefined, port: undefined, protocol: 'udp' },
    ]);
  });

  test('how its containers start and stop', () => {
    const taskDefinition = onFargate();
    const blueprint = TaskBlueprint.existing(taskDefinition);
    taskDefinition.addContainer('app', { image: IMAGE, stopTimeout: Duration.seconds(40) });
    expect([blueprint._hasHealthCheck(), blueprint._startPeriodSeconds(), blueprint._stopSeconds(ON_FARGATE)]).toEqual([false, undefined, 40]);

    taskDefinition.addContainer('helper', { image: IMAGE, essential: false, healthCheck: { command: ['CMD', 'true'], startPeriod: Duration.seconds(20) } });
    expect([blueprint._hasHealthCheck(), blueprint._startPeriodSeconds(), blueprint._stopSeconds(ON_FARGATE)]).toEqual([false, 20, 40]);

    taskDefinition.addContainer('other', { image: IMAGE, healthCheck: { command: ['CMD', 'true'] } });
    expect(blueprint._hasHealthCheck()).toBe(true);
    expect(blueprint._healthPath()).toBeUndefined();
  });

  test('no stop timeout that only the deployment knows', () => {
    const taskDefinition = onFargate();
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;
    taskDefinition.addContainer('app', { image: IMAGE, stopTimeout: Duration.seconds(number) });

    expect(TaskBlueprint.existing(taskDefinition)._stopSeconds(ON_FARGATE)).toBeUndefined();
  });

  test('ECS\'s stop timeout, where the containers name none', () => {
    const taskDefinition = onFargate();
    taskDefinition.addContainer('app', { image: IMAGE });

    expect(TaskBlueprint.existing(taskDefinition)._stopSeconds({ ...ON_FARGATE, stopTimeout: Duration.seconds(90) })).toBe(30);
  });
});

describe('on instances', () => {
  const onEc2 = (props: ecs.Ec2TaskDefinitionProps = {}) => new ecs.Ec2TaskDefinition(newStack(), 'Task', props);

  test('a task definition for EC2 is known as it is', () => {
    const taskDefinition = onEc2();
    const portMappings = [{ containerPort: 80 }, { containerPort: 81, hostPort: 8081 }];
    taskDefinition.addContainer('app', { image: IMAGE, cpu: 256, memoryReservationMiB: 512, gpuCount: 1, portMappings });
    const blueprint = TaskBlueprint.existing(taskDefinition);
    expect(blueprint._facts({ platforms: ['ec2'] })).toMatchObject({
      networkMode: 'bridge',
      namesMemory: false,
      windows: undefined,
      architecture: undefined,
      containers: [{ cpu: 256, memoryReservationMiB: 512, namesMemory: true, gpus: 1, ports: [{ hostPort: 0 }, { hostPort: 8081 }] }],
    });
    expect(blueprint._ports().map(({ port, hostPort }) => [port, hostPort])).toEqual([[80, 0], [81, 8081]]);
    expect(said(taskDefinition, { platforms: ['ec2'] })).toEqual([]);
  });

  test('Windows is known by its own network', () => {
    const taskDefinition = onEc2({ networkMode: ecs.NetworkMode.NAT });
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512 });
    expect(TaskBlueprint.existing(taskDefinition)._facts({ platforms: ['ec2'] })).toMatchObject({ networkMode: 'default', windows: true });
    expect(said(taskDefinition, { platforms: ['ec2'] })).toEqual([]);
  });

  test.each<[string, (stack: Stack) => ecs.TaskDefinition, ServiceFacts['platforms'], string]>([
    ['for Fargate on EC2', (stack) => new ecs.FargateTaskDefinition(stack, 'Task'), ['ec2'],
      'error TaskBlueprint.NotInstances: `` is a task definition for EC2, got compatibility FARGATE; make it an ecs.Ec2TaskDefinition'],
    ['for EC2 on Fargate', (stack) => new ecs.Ec2TaskDefinition(stack, 'Task'), ['fargate'],
      'error TaskBlueprint.NotFargate: `` is a task definition for Fargate, got compatibility EC2; make it an ecs.FargateTaskDefinition'],
    ['for EC2 alone on Managed Instances', (stack) => new ecs.Ec2TaskDefinition(stack, 'Task'), ['managed-instances'],
      'error TaskBlueprint.NotManagedInstances: `` is a task definition for EC2 and Managed Instances, got compatibility EC2; make it an ecs.TaskDefinition with ecs.Compatibility.EC2_AND_MANAGED_INSTANCES'],
    ['for EC2 alone on both', (stack) => new ecs.Ec2TaskDefinition(stack, 'Task'), ['ec2', 'fargate'],
      'error TaskBlueprint.NotFargate: `` is a task definition for Fargate, got compatibility EC2; make it an ecs.FargateTaskDefinition'],
    ['for EC2 outside AWS', (stack) => new ecs.Ec2TaskDefinition(stack, 'Task'), ['external'],
      'error TaskBlueprint.NotExternal: `` is a task definition for machines outside AWS, got compatibility EC2; make it an ecs.ExternalTaskDefinition'],
    ['for machines outside AWS on EC2', (stack) => new ecs.ExternalTaskDefinition(stack, 'Task'), ['ec2'],
      'error TaskBlueprint.NotInstances: `` is a task definition for EC2, got compatibility EXTERNAL; make it an ecs.Ec2TaskDefinition'],
  ])('one %s is refused', (_name, taskDefinition, platforms, message) => {
    expect(said(taskDefinition(newStack()), { platforms })).toEqual([message]);
  });

  test('what is wrong with it is told', () => {
    const taskDefinition = onEc2();
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512, portMappings: [{ containerPort: 80, hostPort: 22 }] });
    expect(said(taskDefinition, { platforms: ['ec2'] })).toEqual([
      'error NetworkMode.ReservedPort: `containers[0].ports[0].hostPort` must not be one that the instance keeps for itself, got 22; leave it out for a dynamic port',
    ]);
  });
});

describe('on machines outside AWS', () => {
  const outside = (props: Partial<ecs.TaskDefinitionProps>) => new ecs.TaskDefinition(newStack(), 'Task', { compatibility: ecs.Compatibility.EXTERNAL, ...props });

  test('a task definition for them is known as it is', () => {
    const taskDefinition = outside({});
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512, gpuCount: 1 });
    expect(said(taskDefinition, { platforms: ['external'] })).toEqual([]);
    expect(TaskBlueprint.existing(taskDefinition)._facts({ platforms: ['external'] }).networkMode).toBe('bridge');
  });

  test('what they do not have is told', () => {
    const taskDefinition = outside({
      networkMode: ecs.NetworkMode.HOST,
      enableFaultInjection: true,
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
    });
    taskDefinition.addContainer('app', { image: IMAGE, memoryLimitMiB: 512 }).addMountPoints({ containerPath: '/data', sourceVolume: 'data', readOnly: true });
    expect(said(taskDefinition, { platforms: ['external'] })).toEqual([
      'error ExternalTask.FaultInjection: `enableFaultInjection` must be left out on machines outside AWS, whose agent injects no faults',
      'error Volume.Platform: `volumes[0]` is an EFS volume, which there is on Fargate, EC2 or Managed Instances, got external instances; take another kind of volume',
    ]);
  });
});
