import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { App, Size, Stack } from 'aws-cdk-lib/core';
import { poolIn } from './instances';
import {
  BaseAndBurstService, CapacityStrategy, FargateSpotService, FargateSpotServiceProps, PooledService, Rollout, TaskBlueprint, TaskVolume,
  TrafficSource,
} from '../../src';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0');
const mounts = [{ volume: 'data', path: '/data' }];

function taskWith(data: TaskVolume, options: object = {}): TaskBlueprint {
  return TaskBlueprint.container({ image, volumes: { data }, mounts, ...options });
}

function serviceWith(data: TaskVolume, props: Partial<FargateSpotServiceProps> = {}, at = platformStack()) {
  return { stack: at.stack, web: new FargateSpotService(at.stack, 'Web', { cluster: at.cluster, task: taskWith(data), ...props }) };
}

/** Rules beside the groups that let NFS through, by both ends. */
function nfsRules(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress').filter(({ ToPort }) => ToPort === 2049);
}

describe('a file system that is made with the service', () => {
  const at = platformStack();
  const { stack, web } = serviceWith(TaskVolume.efs({ vpc: at.vpc }), {}, at);

  test('lets in the tasks, over NFS, and nobody else', () => {
    const [taskGroup] = web.connections.securityGroups;
    const fileSystemGroup = web.node.findChild('dataFileSystemSecurityGroup') as ec2.SecurityGroup;

    expect(nfsRules(stack)).toEqual([expect.objectContaining({
      IpProtocol: 'tcp',
      FromPort: 2049,
      ToPort: 2049,
      GroupId: stack.resolve(fileSystemGroup.securityGroupId),
      SourceSecurityGroupId: stack.resolve(taskGroup.securityGroupId),
      Description: 'Tasks to file system',
    })]);
  });

  test('is there, and open, before a task starts', () => {
    const waitsFor = theOnly(stack, 'AWS::ECS::Service').DependsOn;
    const needed = [
      ...Object.keys(resourcesOf(stack, 'AWS::EFS::MountTarget')),
      ...Object.keys(resourcesOf(stack, 'AWS::EC2::SecurityGroupIngress')),
      ...Object.keys(resourcesOf(stack, 'AWS::IAM::Policy')).filter((id) => id.startsWith('WebTaskRole')),
    ];

    expect(needed).toHaveLength(4);
    expect(waitsFor).toEqual(expect.arrayContaining(needed));
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });
});

describe('a file system that is there', () => {
  function fileSystemIn(stack: Stack, vpc: ec2.IVpc): efs.FileSystem {
    return new efs.FileSystem(stack, 'FileSystem', { vpc });
  }

  test('is shared by two services, each with an access point and a rule', () => {
    const at = platformStack();
    const data = TaskVolume.existingEfs({ fileSystem: fileSystemIn(at.stack, at.vpc) });
    const task = taskWith(data);
    const services = ['Web', 'Worker'].map((id) => new FargateSpotService(at.stack, id, { cluster: at.cluster, task }));

    expect(Object.keys(resourcesOf(at.stack, 'AWS::EFS::FileSystem'))).toHaveLength(1);
    expect(propertiesOf(at.stack, 'AWS::EFS::AccessPoint').map(({ RootDirectory }) => RootDirectory.Path)).toEqual(['/data', '/data']);
    expect(nfsRules(at.stack).map(({ SourceSecurityGroupId: source }) => source))
      .toEqual(services.map(({ connections: { securityGroups: [group] } }) => at.stack.resolve(group.securityGroupId)));
  });

  test('is in another stack, which does not come to need the service', () => {
    const app = recommendedApp();
    const at = platformStack(app);
    const storage = new Stack(app, 'Storage');
    const data = TaskVolume.existingEfs({ fileSystem: fileSystemIn(storage, at.vpc) });
    const { stack } = serviceWith(data, {}, { ...at, stack: new Stack(app, 'Service') });
    app.synth();

    expect(nfsRules(stack)).toHaveLength(1);
    expect(nfsRules(storage)).toEqual([]);
    expect(storage.dependencies).toEqual([at.stack]);
    expect(stack.dependencies).toEqual(expect.arrayContaining([storage]));
  });

  test('has its rule once where its user has written it too', () => {
    const at = platformStack();
    const fileSystem = fileSystemIn(at.stack, at.vpc);
    const { web } = serviceWith(TaskVolume.existingEfs({ fileSystem }), {}, at);
    fileSystem.connections.allowDefaultPortFrom(web);

    expect(nfsRules(at.stack)).toHaveLength(1);
  });

  test('is let alone where its group is imported as not mutable', () => {
    const at = platformStack();
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(at.stack, 'Group', 'sg-1', { mutable: false });
    const fileSystem = efs.FileSystem.fromFileSystemAttributes(at.stack, 'FileSystem', { fileSystemId: 'fs-1', securityGroup });
    serviceWith(TaskVolume.existingEfs({ fileSystem }), {}, at);

    expect(nfsRules(at.stack)).toEqual([]);
  });

  test('is reached from groups that let nothing else out', () => {
    const at = platformStack();
    const closed = new ec2.SecurityGroup(at.stack, 'Closed', { vpc: at.vpc, allowAllOutbound: false });
    serviceWith(TaskVolume.existingEfs({ fileSystem: fileSystemIn(at.stack, at.vpc) }), { network: { securityGroups: [closed] } }, at);

    expect(theOnly(at.stack, 'AWS::EC2::SecurityGroupEgress').Properties).toEqual(expect.objectContaining({ GroupId: at.stack.resolve(closed.securityGroupId), ToPort: 2049 }));
    expect(theOnly(at.stack, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining(Object.keys(resourcesOf(at.stack, 'AWS::EC2::SecurityGroupEgress'))));
  });

  test('is reached from the instances whose address the tasks share, once for all services on them', () => {
    const at = platformStack();
    const data = TaskVolume.existingEfs({ fileSystem: fileSystemIn(at.stack, at.vpc) });
    const pool = poolIn(at.stack);
    const task = taskWith(data, { cpu: 256, memoryMiB: 256, networkMode: ecs.NetworkMode.BRIDGE });
    ['Web', 'Worker'].forEach((id) => new PooledService(at.stack, id, { capacity: CapacityStrategy.pool(pool), task }));

    const [rule] = Object.keys(resourcesOf(at.stack, 'AWS::EC2::SecurityGroupIngress'));
    expect(nfsRules(at.stack)).toHaveLength(1);
    expect(Object.values(resourcesOf(at.stack, 'AWS::ECS::Service')).map(({ DependsOn: waitsFor }) => waitsFor.includes(rule))).toEqual([true, true]);
  });
});

describe('a disk on EBS', () => {
  const data = TaskVolume.ebs({ size: Size.gibibytes(20) });

  test('is configured by the service', () => {
    const { stack } = serviceWith(data);

    expect(theOnly(stack, 'AWS::ECS::Service').Properties.VolumeConfigurations).toEqual([{
      Name: 'data',
      ManagedEBSVolume: {
        Encrypted: true,
        RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^WebdataInfrastructureRole/), 'Arn'] },
        SizeInGiB: 20,
        VolumeType: 'gp3',
        TagSpecifications: [{ ResourceType: 'volume', PropagateTags: 'SERVICE' }],
      },
    }]);
  });

  test('is configured on both sides of a service that runs twice', () => {
    const at = platformStack();
    const balancer = new elbv2.ApplicationLoadBalancer(at.stack, 'Shared', { vpc: at.vpc });
    const listener = balancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    new BaseAndBurstService(at.stack, 'Orders', {
      base: { capacity: CapacityStrategy.pool(poolIn(at.stack)), tasks: 2 },
      burst: { tasks: { min: 1, max: 4 } },
      task: taskWith(data, { cpu: 256, memoryMiB: 512, port: 8080 }),
      traffic: TrafficSource.listenerRule({ listener, priority: 1, pathPatterns: ['/'] }),
    });

    expect(propertiesOf(at.stack, 'AWS::ECS::Service').map(({ VolumeConfigurations }) => VolumeConfigurations[0].Name)).toEqual(['data', 'data']);
  });

  test('is refused at synth with a deployment by CodeDeploy', () => {
    const at = platformStack();
    serviceWith(data, {
      task: taskWith(data, { port: 8080 }),
      traffic: TrafficSource.loadBalancer({ plainHttp: true }),
      rollout: Rollout.codeDeploy(),
    }, at);

    expect(() => (at.stack.node.root as App).synth())
      .toThrow('CodeDeployRollout.ManagedVolume: `volumeConfigurations` does not go with CodeDeploy, which gives new tasks no EBS volumes; take Rollout.rolling');
  });
});

describe('a task definition of the user\'s own', () => {
  function existing(stack: Stack, volume: ecs.Volume): TaskBlueprint {
    const definition = new ecs.FargateTaskDefinition(stack, 'Definition', { volumes: [volume] });
    definition.addContainer('app', { image }).addMountPoints({ sourceVolume: volume.name, containerPath: '/data', readOnly: false });
    return TaskBlueprint.existing(definition);
  }

  test('is refused at synth where nobody configures its disk, and gets through where its user does', () => {
    const at = platformStack();
    const web = new FargateSpotService(at.stack, 'Web', { cluster: at.cluster, task: existing(at.stack, { name: 'data', configuredAtLaunch: true }) });
    const synth = () => (at.stack.node.root as App).synth().getStackByName('Stack');

    expect(synth).toThrow('Volume.NotConfigured: `volumeConfigurations` must configure the volume data of the task definition at launch, got none of that name; add an ecs.ServiceManagedVolume to the service');
    web.service.addVolume(new ecs.ServiceManagedVolume(at.stack, 'Disk', { name: 'data', managedEBSVolume: { size: Size.gibibytes(1) } }));
    expect(theOnly(at.stack, 'AWS::ECS::Service').Properties.VolumeConfigurations[0].Name).toBe('data');
  });

  test('is refused an access point with a directory, and IAM without TLS', () => {
    const at = platformStack();
    const task = existing(at.stack, {
      name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory: '/data', authorizationConfig: { accessPointId: 'fsap-1', iam: 'ENABLED' } },
    });

    expect(() => new FargateSpotService(at.stack, 'Web', { cluster: at.cluster, task })).toThrow([
      '  Volume.AccessPointRoot: `task.volumes[0].rootDirectory` must be left out with an access point, which has a directory of its own, got \'/data\'; leave one of them out',
      '  Volume.TransitEncryption: `task.volumes[0].transitEncryption` must be ENABLED with IAM authorization, got none, which means DISABLED',
    ].join('\n'));
  });

  test('is refused a volume that is put there after the service was made', () => {
    const at = platformStack();
    const definition = new ecs.FargateTaskDefinition(at.stack, 'Definition');
    const container = definition.addContainer('app', { image });
    new FargateSpotService(at.stack, 'Web', { cluster: at.cluster, task: TaskBlueprint.existing(definition) });
    container.addMountPoints({ sourceVolume: 'nothing', containerPath: 'data', readOnly: false });

    expect(() => (at.stack.node.root as App).synth()).toThrow('Mount.NoSuchVolume: `taskDefinition.containers[0].mounts[0].volume` must name a volume of its task, got nothing, but the task has none');
  });
});
