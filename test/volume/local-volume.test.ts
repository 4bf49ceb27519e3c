import * as ecs from 'aws-cdk-lib/aws-ecs';
import { DATA, ON_EC2, taskRolePolicy, written } from './tasks';
import { TaskVolume } from '../../src/volume/task-volume';
import { newStack, saidOf } from '../task/tasks';

describe('a volume on whatever the task runs on', () => {
  test.each([
    ['scratch', TaskVolume.scratch(), {}],
    ['bind', TaskVolume.bind('/var/lib/app'), { Host: { SourcePath: '/var/lib/app' } }],
    ['docker', TaskVolume.docker(), { DockerVolumeConfiguration: { Driver: 'local', Scope: 'task' } }],
    ['docker', TaskVolume.docker({ driver: 'rexray/ebs', scope: ecs.Scope.SHARED, driverOptions: { size: '10' }, labels: { team: 'web' } }), {
      DockerVolumeConfiguration: { Driver: 'rexray/ebs', Scope: 'shared', Autoprovision: true, DriverOpts: { size: '10' }, Labels: { team: 'web' } },
    }],
  ])('%s', (_, volume, configuration) => {
    const stack = newStack();

    expect(written(stack, { volumes: { data: volume } }, ON_EC2).volumes).toEqual([{ Name: 'data', ...configuration }]);
    expect(taskRolePolicy(stack)).toEqual([]);
  });

  test('comes before those of the containers, whose order stays', () => {
    expect(written(newStack(), { volumes: { data: TaskVolume.scratch() }, writablePaths: ['/tmp'], hostMounts: [{ hostPath: '/var/log' }] }, ON_EC2)).toEqual({
      volumes: [{ Name: 'data' }, { Name: 'app-tmp' }, { Name: 'app-host-1', Host: { SourcePath: '/var/log' } }],
      mounts: [
        { SourceVolume: 'app-tmp', ContainerPath: '/tmp', ReadOnly: false },
        { SourceVolume: 'app-host-1', ContainerPath: '/var/log', ReadOnly: true },
        { SourceVolume: 'data', ContainerPath: '/data', ReadOnly: false },
      ],
    });
  });

  test.each(['var/log', '', './a'])('the path %p of an instance is refused', (hostPath) => {
    expect(saidOf({ memoryMiB: 128, volumes: { data: TaskVolume.bind(hostPath) }, mounts: DATA }, ON_EC2)).toEqual([
      `error BindVolume.Path: \`volumes.data\` is an absolute path on the instance, got '${hostPath}'`,
    ]);
  });
});
