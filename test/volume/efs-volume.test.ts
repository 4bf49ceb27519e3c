import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { App, Aws, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { bind, DATA, taskRolePolicy, written } from './tasks';
import { FargateSpotService, JobTask, QueueWorker } from '../../src';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { TaskVolume } from '../../src/volume/task-volume';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { IMAGE, newStack, ON_FARGATE, saidOf } from '../task/tasks';

describe('a file system that is made', () => {
  function made(options: Partial<Parameters<typeof TaskVolume.efs>[0]> = {}, mounts = DATA, stack = newStack()) {
    const vpc = new ec2.Vpc(stack, 'Vpc');
    return { stack, vpc, ...written(stack, { volumes: { data: TaskVolume.efs({ vpc, ...options }) }, mounts }) };
  }

  test('is encrypted, backed up, and kept', () => {
    const { stack } = made();
    const fileSystem = theOnly(stack, 'AWS::EFS::FileSystem');

    expect(fileSystem).toEqual(expect.objectContaining({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' }));
    expect(fileSystem.Properties).toEqual(expect.objectContaining({
      Encrypted: true,
      BackupPolicy: { Status: 'ENABLED' },
      ThroughputMode: 'elastic',
      LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }, { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
    }));
  });

  test('lets in nobody without a role for it, and nobody without TLS', () => {
    const { stack } = made();

    expect(theOnly(stack, 'AWS::EFS::FileSystem').Properties.FileSystemPolicy.Statement).toEqual([{
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }]);
  });

  test.each([true, false])('is as safe with the feature flags of the L2 set to %p', (flag) => {
    const context = { '@aws-cdk/aws-efs:denyAnonymousAccess': flag, '@aws-cdk/aws-efs:defaultEncryptionAtRest': flag };
    const { stack } = made({}, DATA, new Stack(new App({ context }), 'Stack'));
    const { Encrypted: encrypted, FileSystemPolicy: policy } = theOnly(stack, 'AWS::EFS::FileSystem').Properties;

    expect([encrypted, policy.Statement.map(({ Effect: effect }: any) => effect)]).toEqual([true, ['Deny']]);
  });

  test('has a mount target in one private subnet of each zone, behind a group that lets nothing out', () => {
    const { stack, vpc } = made();

    expect(propertiesOf(stack, 'AWS::EFS::MountTarget').map(({ SubnetId }) => SubnetId)).toEqual(vpc.privateSubnets.map(({ subnetId }) => stack.resolve(subnetId)));
    expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '255.255.255.255/32' })]);
  });

  test('is mounted through an access point of its own, with the task role and over TLS', () => {
    const { stack, mounts, volumes } = made();
    const [[point, { Properties: accessPoint }]] = Object.entries<any>(resourcesOf(stack, 'AWS::EFS::AccessPoint'));
    const [fileSystem] = Object.keys(resourcesOf(stack, 'AWS::EFS::FileSystem'));

    expect(volumes).toEqual([{
      Name: 'data',
      EFSVolumeConfiguration: {
        FilesystemId: { Ref: fileSystem }, TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: { Ref: point }, IAM: 'ENABLED' },
      },
    }]);
    expect(mounts).toEqual([{ SourceVolume: 'data', ContainerPath: '/data', ReadOnly: false }]);
    expect(accessPoint).toEqual(expect.objectContaining({
      PosixUser: { Uid: '1000', Gid: '1000' },
      RootDirectory: { Path: '/data', CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '750' } },
    }));
  });

  test.each([
    ['may be written to', false, ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']],
    ['is only read', true, 'elasticfilesystem:ClientMount'],
  ])('that %s gives the task role no more than that', (_, readOnly, action) => {
    const { stack } = made({}, [{ ...DATA[0], readOnly }] as any);
    const [fileSystem] = Object.keys(resourcesOf(stack, 'AWS::EFS::FileSystem'));
    const accessPoint = stack.resolve((stack.node.findChild('dataAccessPoint') as efs.AccessPoint).accessPointArn);

    expect(taskRolePolicy(stack)).toEqual([{
      Effect: 'Allow',
      Action: action,
      Resource: { 'Fn::GetAtt': [fileSystem, 'Arn'] },
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint } },
    }]);
  });

  test('may be written to where one of two containers does', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    TaskBlueprint.containers({
      volumes: { data: TaskVolume.efs({ vpc }) },
      containers: [{ image: IMAGE, mounts: [{ ...DATA[0], readOnly: true }] }, { image: IMAGE, name: 'writer', mounts: DATA }],
    })._bind(stack, ON_FARGATE);

    expect(taskRolePolicy(stack)[0].Action).toEqual(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']);
  });

  test('is as it is told to be', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    made({
      vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
      encryptionKey,
      backup: false,
      infrequentAccess: efs.LifecyclePolicy.AFTER_7_DAYS,
      removalPolicy: RemovalPolicy.DESTROY,
      directory: '/a/b',
      owner: '33:44',
      permissions: '0700',
    }, DATA, stack);
    const { DeletionPolicy, Properties } = theOnly(stack, 'AWS::EFS::FileSystem');

    expect(DeletionPolicy).toBe('Delete');
    expect(Properties.KmsKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
    expect(Properties.BackupPolicy).toBeUndefined();
    expect(Properties.LifecyclePolicies[0]).toEqual({ TransitionToIA: 'AFTER_7_DAYS' });
    expect(theOnly(stack, 'AWS::EFS::AccessPoint').Properties).toEqual(expect.objectContaining({
      PosixUser: { Uid: '33', Gid: '44' },
      RootDirectory: { Path: '/a/b', CreationInfo: { OwnerUid: '33', OwnerGid: '44', Permissions: '0700' } },
    }));
  });

  test('is waited for, and reached at its group', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const { dependencies, servers, volumeConfigurations } = bind(stack, { volumes: { data: TaskVolume.efs({ vpc }) }, mounts: DATA });
    const fileSystem = stack.node.findChild('dataFileSystem') as efs.FileSystem;

    expect(dependencies).toContain(fileSystem.mountTargetsAvailable);
    expect(servers).toEqual([fileSystem.connections]);
    expect(volumeConfigurations).toEqual([]);
  });

  test.each([
    [{ directory: 'a' }, 'AccessPoint.Directory: `volumes.data.directory`'],
    [{ owner: 'node' }, 'AccessPoint.Owner: `volumes.data.owner`'],
    [{ permissions: 'rwx' }, 'AccessPoint.Permissions: `volumes.data.permissions`'],
  ])('with %j is refused where it was written', (options, said) => {
    const vpc = new ec2.Vpc(newStack(), 'Vpc');
    expect(saidOf({ volumes: { data: TaskVolume.efs({ vpc, ...options }) }, mounts: DATA })).toEqual([expect.stringContaining(said)]);
  });
});

describe('a file system in another VPC', () => {
  const stack = new Stack(new App(), 'Stack');
  const [vpc, other] = [new ec2.Vpc(stack, 'Vpc'), new ec2.Vpc(stack, 'Other')];
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  const task = TaskBlueprint.container({ image: IMAGE, volumes: { data: TaskVolume.efs({ vpc: other }) }, mounts: DATA });
  const refused = 'EfsVolume.OtherVpc: `task.volumes.data.vpc` must be that of the cluster, Stack/Vpc, since ECS mounts a file system by its DNS name, ' +
    'which other VPCs do not resolve, got Stack/Other; take the VPC of the cluster, or TaskVolume.existingEfs() where a private hosted zone resolves the name';

  test.each<[string, () => unknown]>([
    ['service', () => new FargateSpotService(stack, 'Service', { cluster, task })],
    ['worker', () => new QueueWorker(stack, 'Worker', { cluster, task, acceptableLatency: Duration.minutes(1), messageDuration: Duration.seconds(1) })],
    ['task', () => new JobTask(stack, 'Job', { cluster, task })],
  ])('is refused for a %s', (_, make) => {
    expect(make).toThrow(refused);
  });

  test('is told by the ids of imported ones', () => {
    const [one, two] = ['vpc-1', 'vpc-2'].map((vpcId) => ec2.Vpc.fromVpcAttributes(stack, vpcId, { vpcId, availabilityZones: ['us-east-1a'] }));
    expect(saidOf({ volumes: { data: TaskVolume.efs({ vpc: two }) }, mounts: DATA }, { vpc: one })).toEqual([
      expect.stringContaining('error EfsVolume.OtherVpc: `volumes.data.vpc` must be that of the cluster, vpc-1, '),
    ]);
  });

  test('may be the same, or nothing is known of it', () => {
    const [id, token] = ['vpc-3', Aws.STACK_ID].map((vpcId, index) => ec2.Vpc.fromVpcAttributes(stack, `Vpc${index}`, { vpcId, availabilityZones: ['us-east-1a'] }));
    const said = (tasks: ec2.IVpc | undefined) => saidOf({ volumes: { data: TaskVolume.efs({ vpc }) }, mounts: DATA }, { vpc: tasks });
    expect([said(vpc), said(id), said(token), said(undefined)]).toEqual([[], [], [], []]);
  });

  test('that is there already is its user\'s to resolve', () => {
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: other });
    expect(saidOf({ volumes: { data: TaskVolume.existingEfs({ fileSystem }) }, mounts: DATA }, { vpc })).toEqual([]);
  });
});

describe('a file system that is there', () => {
  function imported(stack: Stack): efs.IFileSystem {
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    return efs.FileSystem.fromFileSystemAttributes(stack, 'FileSystem', { fileSystemId: 'fs-1', securityGroup });
  }

  test('gets an access point', () => {
    const stack = newStack();
    const fileSystem = imported(stack);

    expect(written(stack, { volumes: { data: TaskVolume.existingEfs({ fileSystem, directory: '/shared' }) } }).volumes[0].EFSVolumeConfiguration)
      .toEqual(expect.objectContaining({ FilesystemId: 'fs-1', TransitEncryption: 'ENABLED' }));
    expect(theOnly(stack, 'AWS::EFS::AccessPoint').Properties).toEqual(expect.objectContaining({ FileSystemId: 'fs-1', RootDirectory: expect.objectContaining({ Path: '/shared' }) }));
    expect(resourcesOf(stack, 'AWS::EFS::FileSystem')).toEqual({});
  });

  test('is mounted through the access point that is given', () => {
    const stack = newStack();
    const accessPoint = efs.AccessPoint.fromAccessPointId(stack, 'Point', 'fsap-1');
    const { volumes } = written(stack, { volumes: { data: TaskVolume.existingEfs({ fileSystem: imported(stack), accessPoint }) } });

    expect(volumes[0].EFSVolumeConfiguration.AuthorizationConfig).toEqual({ AccessPointId: 'fsap-1', IAM: 'ENABLED' });
    expect(resourcesOf(stack, 'AWS::EFS::AccessPoint')).toEqual({});
    expect(taskRolePolicy(stack)[0].Condition).toEqual({ StringEquals: { 'elasticfilesystem:AccessPointArn': stack.resolve(accessPoint.accessPointArn) } });
  });

  test('is mounted at one of its directories, by way of the mount targets alone', () => {
    const stack = newStack();
    const { volumes } = written(stack, { volumes: { data: TaskVolume.existingEfs({ fileSystem: imported(stack), rootDirectory: '/data' }) } });

    expect(volumes[0].EFSVolumeConfiguration).toEqual({ FilesystemId: 'fs-1', RootDirectory: '/data', TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED' } });
    expect(taskRolePolicy(stack)[0].Condition).toEqual({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } });
  });

  test('refuses an access point next to a directory, and options for one that is not made', () => {
    const stack = newStack();
    const fileSystem = imported(stack);
    const accessPoint = efs.AccessPoint.fromAccessPointId(stack, 'Point', 'fsap-1');
    const said = (options: object) => saidOf({ volumes: { data: TaskVolume.existingEfs({ fileSystem, ...options }) }, mounts: DATA });

    expect(said({ accessPoint, rootDirectory: '/data' })).toEqual([
      "error Volume.AccessPointRoot: `volumes.data.rootDirectory` must be left out with an access point, which has a directory of its own, got '/data'; leave one of them out",
    ]);
    expect(said({ accessPoint, owner: '1:1' })).toEqual([
      'error EfsVolume.NoAccessPoint: `volumes.data.owner` is for an access point that is made, got `accessPoint` too; leave one of them out',
    ]);
    expect(said({ rootDirectory: '/data', directory: '/data' })).toEqual([
      'error EfsVolume.NoAccessPoint: `volumes.data.directory` is for an access point that is made, got `rootDirectory` too; leave one of them out',
    ]);
  });
});

test('an owner that only the deployment knows is taken apart by it', () => {
  const stack = newStack();
  const owner = new CfnParameter(stack, 'Owner').valueAsString;
  bind(stack, { volumes: { data: TaskVolume.efs({ vpc: new ec2.Vpc(stack, 'Vpc'), owner }) }, mounts: DATA });
  const part = (place: number) => ({ 'Fn::Select': [place, { 'Fn::Split': [':', { Ref: 'Owner' }] }] });

  expect(theOnly(stack, 'AWS::EFS::AccessPoint').Properties.PosixUser).toEqual({ Uid: part(0), Gid: part(1) });
});

describe('two access points to one directory', () => {
  function warnedOf(second: Partial<Parameters<typeof TaskVolume.existingEfs>[0]>, id = 'fs-1'): string[] {
    const app = new App();
    const services = ['A', 'B'].map((name) => new Stack(app, name));
    services.forEach((stack, index) => {
      const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
      const fileSystem = efs.FileSystem.fromFileSystemAttributes(stack, 'FileSystem', { fileSystemId: index === 0 ? 'fs-1' : id, securityGroup });
      bind(stack, { volumes: { data: TaskVolume.existingEfs({ fileSystem, directory: '/f', ...index === 0 ? {} : second }) }, mounts: DATA });
    });
    return services.flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id: path, entry }) => `${path} ${entry.data}`));
  }

  test('with different owners are warned about, even where the file system is imported twice', () => {
    expect(warnedOf({ owner: '2000:2000' })).toEqual([expect.stringContaining('/B/dataAccessPoint `volumes.data.owner` owns the directory /f only if this is mounted first,'
      + ' got 2000:2000 here and 1000:1000 in `A/dataAccessPoint`, one of whom cannot enter what the other owns; take one owner, or one group and permissions such as 770')]);
  });

  test.each([
    ['one owner', {}, 'fs-1'],
    ['another directory', { owner: '2000:2000', directory: '/g' }, 'fs-1'],
    ['another file system', { owner: '2000:2000' }, 'fs-2'],
  ])('with %s are as good as one', (_, second, id) => {
    expect(warnedOf(second, id)).toEqual([]);
  });

  test('of a file system of this app are known by its construct', () => {
    const stack = newStack();
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const [, second] = ['A', 'B'].map((name) => new Stack(stack, name)).map((service, index) => {
      bind(service, { volumes: { data: TaskVolume.existingEfs({ fileSystem, directory: '/f', owner: `${index + 1}:${index + 1}` }) }, mounts: DATA });
      return service;
    });

    Annotations.fromStack(second).hasWarning('/Stack/B/dataAccessPoint', Match.stringLikeRegexp('got 2:2 here and 1:1 in `Stack/A/dataAccessPoint`'));
  });
});
