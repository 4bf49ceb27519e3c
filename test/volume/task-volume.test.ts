import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Fn, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { ServiceFacts } from '../../src/private/service-facts';
import { TaskBlueprint } from '../../src/task/task-blueprint';
import { SingleContainerOptions } from '../../src/task/task-options';
import { BoundTask } from '../../src/task/task-source';
import { TaskVolume } from '../../src/volume/task-volume';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { IMAGE, newStack, ON_FARGATE, saidOf } from '../task/tasks';

const ON_EC2: ServiceFacts = { ...ON_FARGATE, platforms: ['ec2'] };
const DATA = [{ volume: 'data', path: '/data' }];

function bind(stack: Stack, options: Partial<SingleContainerOptions>, facts = ON_FARGATE): BoundTask {
  return TaskBlueprint.container({ image: IMAGE, memoryMiB: 512, readonlyRootFilesystem: false, ...options })._bind(stack, facts);
}

/** The volumes and mount points of the task definition. */
function written(stack: Stack, options: Partial<SingleContainerOptions>, facts = ON_FARGATE) {
  bind(stack, { mounts: DATA, ...options }, facts);
  const { ContainerDefinitions: [container], Volumes: volumes } = theOnly(stack, 'AWS::ECS::TaskDefinition').Properties;
  return { volumes, mounts: container.MountPoints };
}

/** Statements of the task role. */
function taskRolePolicy(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::IAM::Policy').filter(({ Roles: [role] }) => role.Ref.startsWith('TaskRole')).flatMap(({ PolicyDocument: { Statement } }) => Statement);
}

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

describe('a disk on EBS', () => {
  test('waits in the task definition for what the service says', () => {
    const stack = newStack();
    const volumes = { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) };

    expect(written(stack, { volumes }).volumes).toEqual([{ Name: 'data', ConfiguredAtLaunch: true }]);
    expect(TaskBlueprint.container({ image: IMAGE, volumes })._facts(ON_FARGATE).volumes?.[0]).toEqual(expect.objectContaining({ name: 'data', kind: 'ebs' }));
  });

  test('is encrypted, of the newest general type, and tagged as the service is', () => {
    const stack = newStack();
    const { volumeConfigurations } = bind(stack, { volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) }, mounts: DATA });

    expect(stack.resolve(volumeConfigurations)).toEqual([{
      name: 'data',
      managedEbsVolume: {
        roleArn: { 'Fn::GetAtt': [expect.stringMatching(/^dataInfrastructureRole/), 'Arn'] },
        encrypted: true,
        volumeType: 'gp3',
        sizeInGiB: 100,
        tagSpecifications: [{ resourceType: 'volume', propagateTags: 'SERVICE' }],
      },
    }]);
  });

  test('is managed with a role that ECS alone can take, for this account', () => {
    const stack = newStack();
    bind(stack, { volumes: { data: TaskVolume.ebs({ size: Size.gibibytes(100) }) }, mounts: DATA });
    const [role] = propertiesOf(stack, 'AWS::IAM::Role').filter(({ ManagedPolicyArns: policies }) => policies);

    expect(role.ManagedPolicyArns).toEqual([{
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes']],
    }]);
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
      Principal: { Service: 'ecs.amazonaws.com' }, Condition: expect.objectContaining({ StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
    })]);
    expect(role.Policies).toBeUndefined();
  });

  test('uses a key of its own for disks alone, and by way of EC2', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const data = TaskVolume.ebs({ size: Size.gibibytes(1), encryptionKey });
    const { volumeConfigurations: [{ managedEbsVolume }] } = bind(stack, { volumes: { data }, mounts: DATA });
    const [{ Policies: [{ PolicyDocument: { Statement: statements } }] }] = propertiesOf(stack, 'AWS::IAM::Role')
      .filter(({ ManagedPolicyArns: policies }) => policies);
    const conditions = {
      'StringEquals': { 'kms:CallerAccount': { Ref: 'AWS::AccountId' }, 'kms:ViaService': { 'Fn::Join': ['', ['ec2.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
      'ForAnyValue:StringEquals': { 'kms:EncryptionContextKeys': 'aws:ebs:id' },
    };

    expect((managedEbsVolume as any).kmsKeyId).toBe(encryptionKey.keyArn);
    expect(statements.map(({ Resource: resource }: any) => resource)).toEqual(Array(5).fill(stack.resolve(encryptionKey.keyArn)));
    expect(statements.map(({ Action: action, Condition: condition }: any) => [action, condition])).toEqual([
      ['kms:DescribeKey', undefined],
      ['kms:GenerateDataKeyWithoutPlaintext', conditions],
      ['kms:ReEncryptFrom', conditions],
      ['kms:ReEncryptTo', conditions],
      ['kms:CreateGrant', { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } }],
    ]);
  });

  test('is as it is told to be, tokens included', () => {
    const stack = newStack();
    const size = Size.gibibytes(new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber);
    const { volumeConfigurations: [{ managedEbsVolume }] } = bind(stack, {
      volumes: {
        data: TaskVolume.ebs({
          size, snapshotId: 'snap-01', volumeType: ec2.EbsDeviceVolumeType.IO2, iops: 5000, fileSystemType: ecs.FileSystemType.EXT4, initializationRateMiBps: 200,
        }),
      },
      mounts: DATA,
    });

    expect(stack.resolve(managedEbsVolume)).toEqual(expect.objectContaining({
      sizeInGiB: { Ref: 'Size' }, snapshotId: 'snap-01', volumeType: 'io2', iops: 5000, filesystemType: 'ext4', volumeInitializationRate: 200,
    }));
  });

  test('takes a token for a size, and is refused one out of range where it was written', () => {
    const token = Size.gibibytes(new CfnParameter(newStack(), 'Size', { type: 'Number' }).valueAsNumber);
    const said = (size: Size) => saidOf({ volumes: { data: TaskVolume.ebs({ size }) }, mounts: DATA });

    expect(said(token)).toEqual([]);
    expect(said(Size.tebibytes(17))).toEqual([
      'error EbsVolume.Size: `volumes.data.size` takes whole GiB from 1 to 16384, got 17408; the nearest is 16384',
    ]);
    expect(said(Size.mebibytes(1536))).toEqual(['error EbsVolume.Size: `volumes.data.size` takes whole GiB from 1 to 16384, got 1.5; the nearest is 2']);
  });
});

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

describe('S3 Files', () => {
  const ARN = 'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-1';

  test('is mounted with the task role, which may read the objects behind it', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'assets');
    const objects = (...path: string[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, [':s3:::assets', ...path].join('')]] });

    expect(written(stack, { volumes: { tmp: TaskVolume.scratch(), data: TaskVolume.s3Files({ fileSystemArn: ARN, bucket, prefix: 'web/', rootDirectory: '/img' }) } }).volumes[1])
      .toEqual({ Name: 'data', S3FilesVolumeConfiguration: { FileSystemArn: ARN, RootDirectory: '/img' } });
    expect(taskRolePolicy(stack).map(({ Action, Condition, Resource }) => [Action, Resource, Condition])).toEqual([
      [['s3files:ClientMount', 's3files:ClientWrite'], ARN, undefined],
      [['s3:GetObject', 's3:GetObjectVersion'], objects('/web/*'), undefined],
      ['s3:ListBucket', objects(), undefined],
    ]);
  });

  test('is read through an access point, and from a bucket under a customer key', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'assets', encryptionKey });
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
    const { dependencies, servers } = bind(stack, {
      volumes: { data: TaskVolume.s3Files({ fileSystemArn: ARN, bucket, accessPointArn: `${ARN}/access-point/fsap-1`, securityGroup, mountTargets: [encryptionKey] }) },
      mounts: [{ ...DATA[0], readOnly: true }],
    });

    expect(taskRolePolicy(stack)[0]).toEqual({
      Effect: 'Allow', Action: 's3files:ClientMount', Resource: ARN, Condition: { StringEquals: { 's3files:AccessPointArn': `${ARN}/access-point/fsap-1` } },
    });
    expect(taskRolePolicy(stack)[3]).toEqual({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(encryptionKey.keyArn) });
    expect(servers.map(({ defaultPort, securityGroups }) => [`${defaultPort}`, securityGroups])).toEqual([['2049', [securityGroup]]]);
    expect(dependencies).toContain(encryptionKey);
  });
});

describe('a service refuses', () => {
  test.each<[string, Partial<SingleContainerOptions>, Partial<ServiceFacts>, string]>([
    ['a mount of an unknown volume', { volumes: { cache: TaskVolume.scratch() }, mounts: [{ volume: 'cache', path: '/cache' }, ...DATA] }, {},
      'error Mount.NoSuchVolume: `mounts[1].volume` names a volume of its task: cache or app-tmp, got data'],
    ['a path where something is mounted', { volumes: { data: TaskVolume.scratch() }, mounts: [{ volume: 'data', path: '/tmp/' }] }, {},
      "error Mount.SamePath: `mounts[0]` has a path of its own in the container, got '/tmp/', where `writablePaths[0]` is already; take another"],
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
      'error Volume.SameName: `volumes.app-tmp` has a name of its own in the task, got app-tmp, which `writablePaths[0]` has too; take another'],
    ['a volume of a managed daemon', { memoryMiB: 128, volumes: { data: TaskVolume.s3Files({ fileSystemArn: 'arn', bucket: {} as s3.IBucket }) }, mounts: DATA },
      { platforms: ['managed-instances'], daemon: true },
      'error DaemonTask.Volume: `volumes.data` is a scratch volume or a directory of the instance for a managed daemon, which has no others; take one of them'],
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
    "warning Volume.NotMounted: `volumes.data` is mounted by no container, so that nothing is ever on it; add { volume: 'data', path: … } to the `mounts` of one, or leave it out",
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
