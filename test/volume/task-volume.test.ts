import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Fn, Size } from 'aws-cdk-lib/core';
import { DATA, ON_EC2 } from './tasks';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { TaskVolume } from '../../src/volume/task-volume';
import { IMAGE, newStack, ON_FARGATE, saidOf } from '../task/tasks';

describe('a service refuses', () => {
  test.each<[string, Partial<SingleContainerOptions>, Partial<ServiceFacts>, string]>([
    ['a mount of an unknown volume', { volumes: { cache: TaskVolume.scratch() }, mounts: [{ volume: 'cache', path: '/cache' }, ...DATA] }, {},
      'error Mount.NoSuchVolume: `mounts[1].volume` must name a volume of its task: cache, got data'],
    ['a path where something is mounted', { volumes: { data: TaskVolume.scratch() }, mounts: [{ volume: 'data', path: '/tmp/' }] }, {},
      "error Mount.SamePath: `mounts[0]` must have a path of its own in the container, got '/tmp/', where `writablePaths[0]` is already; take another"],
    ['two disks on EBS', {
      volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(1) }), more: TaskVolume.ebs({ size: Size.gibibytes(1) }) }, mounts: [...DATA, { volume: 'more', path: '/more' }],
    }, {}, 'error Volume.TwoEbs: `volumes.more` must be the only volume of its task on EBS, got data and more; take one larger volume, or EFS for one of them'],
    ['a directory of the instance on Fargate', { volumes: { data: TaskVolume.bind('/var/log') }, mounts: DATA }, {},
      'error Volume.Platform: `volumes.data` is a directory of the instance, which there is on EC2, Managed Instances or external instances, got Fargate; take another kind of volume'],
    ['a disk for a daemon', { memoryMiB: 128, volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(1) }) }, mounts: DATA }, { platforms: ['ec2'], daemon: true },
      'error Volume.EbsOfDaemon: `volumes.data` cannot be on EBS for a daemon, whose tasks ECS gives no volumes; mount a directory of the instance'],
    ['a disk on Windows on Fargate', {
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE }, volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(1) }) }, mounts: [{ volume: 'data', path: 'C:\\data' }],
    }, {}, 'error Windows.Ebs: `volumes` cannot be on EBS for Windows containers on Fargate; use ephemeral storage'],
    ['the name of a volume that a container has', { volumes: { 'app-tmp': TaskVolume.scratch() }, mounts: [{ volume: 'app-tmp', path: '/data' }] }, {},
      'error Volume.SameName: `volumes.app-tmp` must have a name of its own in the task, got app-tmp, which `writablePaths[0]` has too; take another'],
    ['a volume of a managed daemon', { memoryMiB: 128, volumes: { data: TaskVolume.s3Files({ fileSystemArn: 'arn', bucket: {} as s3.IBucket }) }, mounts: DATA },
      { platforms: ['managed-instances'], daemon: true },
      'error DaemonTask.Volume: `volumes.data` must be a scratch volume or a directory of the instance for a managed daemon, which has no others; take one of them'],
  ])('%s', (_, options, facts, said) => {
    expect(saidOf(options, facts)).toEqual([said]);
  });

  test('a scratch volume that two Windows containers share on Fargate', () => {
    const task = TaskBlueprint.containers({
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
      volumes: { data: TaskVolume.scratch() },
      containers: ['a', 'b'].map((name) => ({ image: IMAGE, name, mounts: [{ volume: 'data', path: 'C:\\data' }] })),
    });
    expect(task._findings(ON_FARGATE).map(({ id }) => id)).toEqual(['Windows.SharedVolumes']);
  });

  test('a scratch disk on instances, but lets a volume on EBS be', () => {
    expect(saidOf({ memoryMiB: 128, volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(1) }) }, mounts: DATA }, ON_EC2)).toEqual([]);
  });
});

test('a volume that no container mounts is warned about', () => {
  expect(saidOf({ volumes: { data: TaskVolume.scratch() } })).toEqual([
    "warning Volume.NotMounted: `volumes.data` must be mounted by a container, or nothing is ever on it, got none that does; add { volume: 'data', path: … } to the `mounts` of one, or leave it out",
  ]);
});

test('what only the deployment knows gets through', () => {
  const token = Fn.importValue('Directory');
  const fileSystem = efs.FileSystem.fromFileSystemAttributes(newStack(), 'FileSystem', {
    fileSystemId: 'fs-1', securityGroup: ec2.SecurityGroup.fromSecurityGroupId(newStack(), 'Group', 'sg-1'),
  });

  expect(saidOf({
    volumes: {
      root: TaskVolume.existingEfs({ fileSystem, rootDirectory: token }),
      point: TaskVolume.existingEfs({ fileSystem, directory: token, owner: token, permissions: token }),
    },
    mounts: [{ volume: 'root', path: token }, { volume: 'point', path: token }],
  })).toEqual([]);
});
