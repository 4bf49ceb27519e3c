import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { IMAGE, newStack, sentences } from './tasks';
import { refuse } from '../../src/model/finding';
import { ContainerBlueprint } from '../../src/task/container-blueprint';
import { TaskVolumes } from '../../src/task/task-volumes';
import { VolumeMount } from '../../src/task/volume-mount';
import { TaskVolume } from '../../src/volume/task-volume';
import { BoundVolume, VolumeContext } from '../../src/volume/volume-source';
import { theOnly } from '../kit/stacks';

/** A volume that keeps what it is bound to. */
function volume(bound: Partial<BoundVolume> = {}, seen: VolumeContext[] = []): TaskVolume {
  return {
    _facts: { kind: 'efs' },
    _findings: () => [refuse('Volume.Any', 'directory', 'is wrong')],
    _bind: (_: Construct, context: VolumeContext) => {
      seen.push(context);
      return { volume: {}, ...bound };
    },
  } as unknown as TaskVolume;
}

function container(...mounts: VolumeMount[]): ContainerBlueprint {
  return new ContainerBlueprint({ image: IMAGE, mounts, writablePaths: ['/tmp'] }, 'containers[0]', false);
}

function setUp() {
  const stack = newStack();
  return { stack, task: new ecs.FargateTaskDefinition(stack, 'Task') };
}

test('the task\'s own come before those of its containers, each under the name where its user wrote it', () => {
  expect(new TaskVolumes({ uploads: volume(), cache: volume() }).facts([container()])).toEqual([
    { kind: 'efs', path: 'volumes.uploads', name: 'uploads' },
    { kind: 'efs', path: 'volumes.cache', name: 'cache' },
    { kind: 'scratch', path: 'containers[0].writablePaths[0]', name: 'app-tmp', ofContainer: true },
  ]);
  expect(sentences(new TaskVolumes({ uploads: volume() }).findings(undefined))).toEqual(['error Volume.Any: `volumes.uploads.directory` is wrong']);
});

test.each<[string, VolumeMount[][], boolean]>([
  ['nobody mounts', [[], []], false],
  ['everybody only reads', [[{ volume: 'uploads', path: '/a', readOnly: true }], [{ volume: 'uploads', path: '/b', readOnly: true }]], false],
  ['one of two containers writes to', [[{ volume: 'uploads', path: '/a', readOnly: true }], [{ volume: 'uploads', path: '/b' }]], true],
  ['one container writes to in one of two places', [[{ volume: 'uploads', path: '/a', readOnly: true }, { volume: 'uploads', path: '/b', readOnly: false }]], true],
  ['is not the one that is written to', [[{ volume: 'uploads', path: '/a', readOnly: true }, { volume: 'cache', path: '/b' }]], false],
])('whether a volume may be written to that %s: %#', (_, mounts, writable) => {
  const { stack, task } = setUp();
  const seen: VolumeContext[] = [];
  new TaskVolumes({ uploads: volume({}, seen) }).bind(stack, task, mounts.map((each) => container(...each)));

  expect(seen).toEqual([{ name: 'uploads', id: 'uploads', taskRole: task.taskRole, writable }]);
});

test('a name that only the deployment knows is no id', () => {
  const { stack, task } = setUp();
  const seen: VolumeContext[] = [];
  const name = new CfnParameter(stack, 'Name').valueAsString;
  new TaskVolumes({ uploads: volume({}, seen), [name]: volume({}, seen) }).bind(stack, task, []);

  expect(seen.map(({ id }) => id)).toEqual(['uploads', 'Volume2']);
  expect(seen[1].name).toBe(name);
});

test('each is written into the task definition, with what the L2 does not know beside it', () => {
  const { stack, task } = setUp();
  task.addContainer('app', { image: IMAGE });
  new TaskVolumes({
    uploads: volume({ volume: { host: { sourcePath: '/uploads' } } }),
    objects: volume({ properties: { S3FilesVolumeConfiguration: { FileSystemArn: 'arn' } } }),
  }).bind(stack, task, []);

  expect(theOnly(stack, 'AWS::ECS::TaskDefinition').Properties.Volumes).toEqual([
    { Name: 'uploads', Host: { SourcePath: '/uploads' } },
    { Name: 'objects', S3FilesVolumeConfiguration: { FileSystemArn: 'arn' } },
  ]);
});

test('what volumes need besides is gathered: disks that the service configures, servers to reach, and whom to wait for', () => {
  const { stack, task } = setUp();
  const server = new ec2.Connections();
  const before = new Construct(stack, 'Before');
  const ebs = { roleArn: 'arn' };
  const volumes = { uploads: volume({ server, dependencies: [before] }), disk: volume({ ebs }), plain: volume() };
  const bound = new TaskVolumes(volumes).bind(stack, task, []);

  expect(bound.configurations).toEqual([{ name: 'disk', managedEbsVolume: ebs }]);
  expect(bound.servers).toEqual([server]);
  expect(bound.dependencies).toEqual([before]);
});
