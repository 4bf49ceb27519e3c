import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { IMAGE, newStack, ON_FARGATE, sentences } from './tasks';
import { FargateSize } from '../../src/model/fargate-size';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';

function onFargate(props: ecs.FargateTaskDefinitionProps = {}, stack: Stack = newStack()): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(stack, 'Task', props);
}

function said(taskDefinition: ecs.TaskDefinition, facts: Partial<ServiceFacts> = {}): string[] {
  return sentences(TaskBlueprint.existing(taskDefinition)._findings({ ...ON_FARGATE, ...facts }));
}

test('a task definition stays as it is', () => {
  const stack = newStack();
  const taskDefinition = onFargate({}, stack);
  taskDefinition.addContainer('app', { image: IMAGE });
  const before = stack.node.findAll().length;

  expect(TaskBlueprint.existing(taskDefinition)._bind(stack, ON_FARGATE)).toEqual({ taskDefinition, dependencies: [] });
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
    expect(said(taskDefinition, { fargate: false })).toEqual([]);
  });

  test('no other', () => {
    const both = new ecs.TaskDefinition(newStack(), 'Task', { compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512' });

    expect(said(both)).toEqual([]);
  });

  test('Windows on Spot', () => {
    const runtimePlatform = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
    const windows = onFargate({ cpu: 1024, memoryLimitMiB: 2048, runtimePlatform });

    expect(TaskBlueprint.existing(windows)._windows).toBe(true);
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

describe('a service is told', () => {
  test('the size', () => {
    const number = new CfnParameter(newStack(), 'Number', { type: 'Number' }).valueAsNumber;

    const taskDefinition = onFargate({ cpu: 512, memoryLimitMiB: 1024, ephemeralStorageGiB: 30 });

    expect(TaskBlueprint.existing(taskDefinition)._size).toEqual(FargateSize.of(512, 1024, 30));
    expect(TaskBlueprint.existing(onFargate({ cpu: number }))._size?.cpu).toBe(number);
    expect(TaskBlueprint.existing(new ecs.Ec2TaskDefinition(newStack(), 'Task'))._size).toBeUndefined();
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

  test('ECS\'s stop timeout, where the containers name none', () => {
    const taskDefinition = onFargate();
    taskDefinition.addContainer('app', { image: IMAGE });

    expect(TaskBlueprint.existing(taskDefinition)._stopSeconds({ ...ON_FARGATE, stopTimeout: Duration.seconds(90) })).toBe(30);
  });
});
