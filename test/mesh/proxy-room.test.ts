import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { ProxyRoom } from '../../src/mesh/proxy-room';
import { FargateSize } from '../../src/model/task/fargate-size';
import { FargateSpotService } from '../../src/service/fargate-spot-service';
import { ExistingTask } from '../../src/task/existing-task';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { lines } from '../deployment/services';
import { platformStack, theOnly } from '../kit/stacks';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');

type Container = Partial<ecs.ContainerDefinitionOptions>;

function fargateTask(size: ecs.FargateTaskDefinitionProps = {}, container: Container = {}): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(new Stack(), 'Task', size);
  task.addContainer('app', { image, ...container });
  return task;
}

function instanceTask(props: Partial<ecs.TaskDefinitionProps> = {}, container: Container = { memoryLimitMiB: 512 }): ecs.TaskDefinition {
  const task = new ecs.TaskDefinition(new Stack(), 'Task', { compatibility: ecs.Compatibility.EC2, networkMode: ecs.NetworkMode.AWS_VPC, ...props });
  task.addContainer('app', { image, ...container });
  return task;
}

function sizeOf(task: ecs.TaskDefinition): [unknown, unknown] {
  const { Cpu: cpu, Memory: memory } = theOnly(task, 'AWS::ECS::TaskDefinition').Properties;
  return [cpu, memory];
}

describe('checked', () => {
  test('the smallest task of Fargate is the proxy\'s alone', () => {
    expect(lines(ProxyRoom.checked()._taskFindings(fargateTask()))).toEqual(['error ProxyRoom.Cpu: `cpu` must hold 256 CPU units for the Service Connect proxy beside the 0 that containers take, '
      + 'and leave some to the containers that name none, got 256; take FargateSize.of(512, 1024), or ProxyRoom.grown()']);
  });

  test('a task with room is left as it is', () => {
    const task = fargateTask({ cpu: 512, memoryLimitMiB: 1024 });
    const room = ProxyRoom.checked();
    room._bind(task);
    expect(room._taskFindings(task)).toEqual([]);
    expect(sizeOf(task)).toEqual(['512', '1024']);
  });

  test('the services of the mesh count, and those that its user knows of', () => {
    const task = fargateTask({ cpu: 512, memoryLimitMiB: 1024 }, { cpu: 100, memoryLimitMiB: 900 });
    const line = 'error ProxyRoom.Memory: `memoryMiB` must hold 128 MiB for the Service Connect proxy beside the 900 that containers take, got 1024; take FargateSize.of(512, 2048), or ProxyRoom.grown()';
    expect(ProxyRoom.checked()._taskFindings(task, 100)).toEqual([]);
    expect(lines(ProxyRoom.checked()._taskFindings(task, 101))).toEqual([line]);
    expect(lines(ProxyRoom.checked({ services: 101 })._taskFindings(task, 1))).toEqual([line]);
    expect(lines(ProxyRoom.checked({ tasks: 2001 })._taskFindings(task))).toEqual([line]);
  });

  test('a task on instances without a memory of its own', () => {
    expect(lines(ProxyRoom.checked()._taskFindings(instanceTask()))).toEqual(['error ProxyRoom.NoTaskMemory: `memoryMiB` must be named in Service Connect: '
      + 'what the containers take, and 64 MiB or more for its proxy, got none; give the task a memory of its own']);
    expect(ProxyRoom.checked()._taskFindings(instanceTask({ memoryMiB: '576' }))).toEqual([]);
  });
});

describe('grown', () => {
  test('a task of Fargate, in the template alone', () => {
    const task = fargateTask();
    const room = ProxyRoom.grown();
    expect(room._taskFindings(task)).toEqual([]);
    room._bind(task);
    expect([task.cpu, task.memoryMiB]).toEqual([256, 512]);
    expect(sizeOf(task)).toEqual(['512', '1024']);
    expect(room._taskFindings(task)).toEqual([]);
    expect(ProxyRoom.checked()._taskFindings(task)).toEqual([]);
  });

  test('a task that two services share grows once, by the larger need', () => {
    const task = fargateTask({ cpu: 1024, memoryLimitMiB: 2048 }, { cpu: 1024, memoryLimitMiB: 1984 });
    ProxyRoom.grown()._bind(task);
    ProxyRoom.grown()._bind(task);
    expect(sizeOf(task)).toEqual(['2048', '4096']);
    const instances = instanceTask({ cpu: '256', memoryMiB: '512' }, { cpu: 256, memoryLimitMiB: 512 });
    ProxyRoom.grown({ requestsPerSecond: 501 })._bind(instances);
    ProxyRoom.grown({ tasks: 3000 })._bind(instances);
    ProxyRoom.grown()._bind(instances);
    expect(sizeOf(instances)).toEqual(['768', '640']);
  });

  test('services and containers that come later count', () => {
    const task = instanceTask({ memoryMiB: '512' }, { memoryLimitMiB: 512 });
    let services = 1;
    const room = ProxyRoom.grown();
    room._bind(task, () => services);
    expect(new ExistingTask(task).facts().memoryMiB).toBe(576);
    task.addContainer('sidecar', { image, memoryLimitMiB: 100 });
    services = 101;
    expect(sizeOf(task)).toEqual([undefined, '740']);
  });

  test('hard limits of all containers make a memory of a task on instances', () => {
    const task = instanceTask();
    ProxyRoom.grown()._bind(task);
    expect(sizeOf(task)).toEqual([undefined, '576']);
    expect(lines(ProxyRoom.grown()._taskFindings(instanceTask({}, { memoryReservationMiB: 512 })))).toEqual(['error ProxyRoom.NoTaskMemory: `memoryMiB` must be named in Service Connect: '
      + 'what the containers take, and 64 MiB or more for its proxy, got none; give the task a memory of its own']);
  });

  test('a task that may run on Fargate too gets a size of Fargate', () => {
    const task = instanceTask({ compatibility: ecs.Compatibility.EC2_AND_FARGATE, cpu: '256', memoryMiB: '512' }, { memoryLimitMiB: 512 });
    ProxyRoom.grown()._bind(task);
    expect(sizeOf(task)).toEqual(['512', '1024']);
  });

  test('the largest task of Fargate cannot grow', () => {
    const task = fargateTask({ cpu: 16384, memoryLimitMiB: 122880 });
    (task.node.defaultChild as ecs.CfnTaskDefinition).cpu = '32768';
    (task.node.defaultChild as ecs.CfnTaskDefinition).memory = '249856';
    const line = 'error ProxyRoom.TooLarge: `` grows by what the Service Connect proxy needs to a size that Fargate has, got 33024 CPU units and 249920 MiB; ask for less or run it on instances';
    const room = ProxyRoom.grown();
    expect(lines(room._taskFindings(task))).toEqual([line]);
    room._bind(task);
    expect(lines(room._taskFindings(task))).toEqual([line]);
  });

  test('a size that only the deployment knows stays', () => {
    const stack = new Stack();
    const { valueAsString } = new CfnParameter(stack, 'Cpu');
    const task = new ecs.TaskDefinition(stack, 'Task', { compatibility: ecs.Compatibility.FARGATE, cpu: valueAsString, memoryMiB: '512' });
    task.addContainer('app', { image });
    ProxyRoom.grown()._bind(task);
    expect(ProxyRoom.grown()._taskFindings(task)).toEqual([]);
    expect(sizeOf(task)).toEqual([{ Ref: 'Cpu' }, '512']);
  });
});

describe('a service of this library', () => {
  function webService(task: TaskBlueprint) {
    const { cluster, stack } = platformStack();
    return new FargateSpotService(stack, 'Web', { cluster, task });
  }

  test('holds what it promises with a task that has grown', () => {
    const { taskDefinition } = webService(TaskBlueprint.container({ image, size: FargateSize.of(256, 512) }));
    ProxyRoom.grown()._bind(taskDefinition);
    expect(sizeOf(taskDefinition)).toEqual(['512', '1024']);
  });

  test('refuses at synth what has outgrown Fargate', () => {
    const { taskDefinition } = webService(TaskBlueprint.container({ image, size: FargateSize.of(32768, 249856) }));
    ProxyRoom.grown()._bind(taskDefinition);
    expect(() => sizeOf(taskDefinition)).toThrow('FargateSize.TooLarge: `taskDefinition.size` must be at most 32768 CPU units and 249856 MiB on Fargate, got 33024 CPU units and 249920 MiB');
  });
});

test('a load that counts nothing', () => {
  expect(lines(ProxyRoom.grown({ requestsPerSecond: -1 })._findings())).toEqual(['error ProxyRoom.Load: `requestsPerSecond` takes whole requests from 0 up, got -1; the nearest is 0']);
  const { valueAsNumber } = new CfnParameter(new Stack(), 'Number', { type: 'Number' });
  expect(ProxyRoom.checked({ requestsPerSecond: valueAsNumber, services: valueAsNumber, tasks: valueAsNumber })._findings()).toEqual([]);
});
