import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Duration, Lazy, Size, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { IdleInstances } from '../../src/pool/idle-instances';
import { ManagedInstanceTypes } from '../../src/pool/managed-instance-types';
import { ManagedInstancesPool, ManagedInstancesPoolProps } from '../../src/pool/managed-instances-pool';
import { ManagedPurchase, ReservationPreference } from '../../src/pool/managed-purchase';
import { importedCluster, importedVpc, newStack, plainCluster, platformIn } from '../cluster/services';
import { propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const PROVIDER = 'AWS::ECS::CapacityProvider';

function poolIn(stack: Stack, props: Partial<ManagedInstancesPoolProps> = {}, cluster: ecs.ICluster = plainCluster(stack)): ManagedInstancesPool {
  return new ManagedInstancesPool(stack, 'Pool', { cluster, ...props });
}

/** What the template says of the provider. */
function providerOf(stack: Stack): any {
  return theOnly(stack, PROVIDER).Properties.ManagedInstancesProvider;
}

/** What the provider waits for, and what goes after it. */
function dependsOn(stack: Stack): string[] {
  return theOnly(stack, PROVIDER).DependsOn ?? [];
}

function inOtherStack(stack: Stack): ecs.Cluster {
  return platformIn(new Stack(stack.node.root as App, 'Other'));
}

test('leaves the choice of instances to ECS, on demand, repairs them and tags them', () => {
  const stack = newStack();
  const pool = poolIn(stack);
  expect(theOnly(stack, PROVIDER).Properties).toEqual({
    ClusterName: stack.resolve(pool.cluster.clusterName),
    ManagedInstancesProvider: {
      InfrastructureRoleArn: stack.resolve(pool.infrastructureRole.roleArn),
      AutoRepairConfiguration: { ActionsStatus: 'ENABLED' },
      PropagateTags: 'CAPACITY_PROVIDER',
      InstanceLaunchTemplate: {
        CapacityOptionType: 'ON_DEMAND',
        Ec2InstanceProfileArn: { 'Fn::GetAtt': [expect.stringMatching(/^PoolInstanceProfile/), 'Arn'] },
        InstanceMetadataTagsPropagation: false,
        Monitoring: 'BASIC',
        NetworkConfiguration: {
          Subnets: ['subnet-11111111', 'subnet-22222222'],
          SecurityGroups: [{ 'Fn::GetAtt': [expect.stringMatching(/^PoolSecurityGroup/), 'GroupId'] }],
        },
      },
    },
  });
});

test('takes every prop', () => {
  const stack = newStack();
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0');
  poolIn(stack, {
    instanceTypes: ManagedInstanceTypes.matching({ vCpuCountMin: 4, memoryMin: Size.gibibytes(16), cpuManufacturers: [ec2.CpuManufacturer.AWS] }),
    purchase: ManagedPurchase.spot(),
    vpcSubnets: { availabilityZones: ['us-east-1b'] },
    securityGroups: [group],
    storage: Size.gibibytes(30),
    idleInstances: IdleInstances.endAfter(Duration.minutes(10)),
    autoRepair: false,
    monitoring: ecs.InstanceMonitoring.DETAILED,
    propagateTags: false,
  });
  expect(providerOf(stack)).toMatchObject({
    AutoRepairConfiguration: { ActionsStatus: 'DISABLED' },
    InfrastructureOptimization: { ScaleInAfter: 600 },
    PropagateTags: 'NONE',
    InstanceLaunchTemplate: {
      CapacityOptionType: 'SPOT',
      InstanceRequirements: { VCpuCount: { Min: 4 }, MemoryMiB: { Min: 16384 }, CpuManufacturers: ['amazon-web-services'] },
      Monitoring: 'DETAILED',
      NetworkConfiguration: { Subnets: ['subnet-22222222'], SecurityGroups: ['sg-0123456789abcdef0'] },
      StorageConfiguration: { StorageSizeGiB: 30 },
    },
  });
  expect(providerOf(stack).InstanceLaunchTemplate.InstanceMetadataTagsPropagation).toBeUndefined();
  expect(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).toEqual({});
});

test('has a role for ECS and one for its instances, neither with a name, and lets ECS give the second', () => {
  const stack = newStack();
  const { instanceRole } = poolIn(stack);
  const roles = propertiesOf(stack, 'AWS::IAM::Role');
  expect(roles.map(({ AssumeRolePolicyDocument: trust }) => trust.Statement[0].Principal.Service)).toEqual(['ecs.amazonaws.com', 'ec2.amazonaws.com']);
  expect(roles.map(({ RoleName }) => RoleName)).toEqual([undefined, undefined]);
  const [ofEcs, ofInstances] = roles.map(({ Policies }) => Policies[0].PolicyDocument.Statement);
  expect(ofEcs).toEqual([expect.objectContaining({ Action: 'iam:PassRole', Resource: stack.resolve(instanceRole.roleArn) })]);
  expect(ofInstances).toContainEqual(expect.objectContaining({ Action: expect.arrayContaining(['ecs:PutSystemLogEvents']) }));
});

test('roles of the user get what the pool needs of them, and the provider waits for it', () => {
  const stack = newStack();
  const infrastructureRole = new iam.Role(stack, 'Infrastructure', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com') });
  const instanceRole = new iam.Role(stack, 'Instance', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
  const pool = poolIn(stack, { infrastructureRole, instanceRole });
  const actions = propertiesOf(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument: { Statement } }) => Statement.flatMap(({ Action }: any) => Action));
  expect(actions).toEqual(expect.arrayContaining(['iam:PassRole', 'ecs:RegisterContainerInstance']));
  expect(dependsOn(stack)).toEqual(expect.arrayContaining([
    expect.stringMatching(/^InfrastructureDefaultPolicy/), expect.stringMatching(/^InstanceDefaultPolicy/),
  ]));
  expect(pool.infrastructureRole).toBe(infrastructureRole);
  expect(pool.instanceRole).toBe(instanceRole);
});

describe('on its cluster', () => {
  test('is no part of the association, which ECS would refuse, and comes after it', () => {
    const stack = newStack();
    const cluster = platformIn(stack);
    const pool = poolIn(stack, {}, cluster);
    const association = resourcesOf(stack, 'AWS::ECS::ClusterCapacityProviderAssociations');
    expect(Object.values(association).map(({ Properties: properties }) => properties.CapacityProviders)).toEqual([['FARGATE', 'FARGATE_SPOT']]);
    expect(dependsOn(stack)).toEqual(expect.arrayContaining(Object.keys(association)));
    expect(cluster.clusterScopedCapacityProviderNames).toEqual([pool.capacityProvider.capacityProviderName]);
    expect(findCycle(templateGraph(stack))).toBeUndefined();
  });

  test('a service on it is made after the provider and deleted before it', () => {
    const stack = newStack();
    const pool = poolIn(stack, {}, platformIn(stack));
    const taskDefinition = new ecs.TaskDefinition(stack, 'Task', {
      compatibility: ecs.Compatibility.MANAGED_INSTANCES, cpu: '256', memoryMiB: '512', networkMode: ecs.NetworkMode.AWS_VPC,
    });
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0') });
    new ecs.FargateService(stack, 'Service', {
      cluster: pool.cluster,
      taskDefinition,
      minHealthyPercent: 100,
      capacityProviderStrategies: [{ capacityProvider: pool.capacityProvider.capacityProviderName, weight: 1 }],
    });
    const graph = templateGraph(stack);
    const [service] = Object.keys(resourcesOf(stack, 'AWS::ECS::Service'));
    const [provider] = Object.keys(resourcesOf(stack, PROVIDER));
    const [cluster] = Object.keys(resourcesOf(stack, 'AWS::ECS::Cluster'));
    expect([...graph.get(service)!]).toContain(provider);
    expect([...graph.get(provider)!]).toContain(cluster);
  });

  test('has its way out of the VPC before any instance, and until the last one is gone', () => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Network', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
    poolIn(stack, {}, new ecs.Cluster(stack, 'Cluster', { vpc }));
    expect(dependsOn(stack)).toEqual(expect.arrayContaining([
      expect.stringMatching(/^NetworkPrivateSubnet1DefaultRoute/), expect.stringMatching(/^NetworkPrivateSubnet2DefaultRoute/),
    ]));
  });

  test('may be one of another app', () => {
    const stack = newStack();
    poolIn(stack, {}, importedCluster(stack));
    expect(theOnly(stack, PROVIDER).Properties.ClusterName).toBe('imported');
  });

  test('may be in another stack', () => {
    const stack = newStack();
    const cluster = platformIn(stack);
    const other = new Stack(stack.node.root as App, 'Other');
    poolIn(other, {}, cluster);
    expect(JSON.stringify(theOnly(other, PROVIDER).Properties.ClusterName)).toContain('RefPlatformCluster');
    expect(other.dependencies).toEqual([stack]);
  });
});

test('tells the services on it what it is', () => {
  const stack = newStack();
  const cluster = plainCluster(stack);
  const facts = (id: string, props: Partial<ManagedInstancesPoolProps>) => new ManagedInstancesPool(stack, id, { cluster, ...props })._facts();
  expect(facts('Any', {})).toEqual({ spot: false, spotOnly: false, trunking: true, daemons: [] });
  expect(facts('Spot', { purchase: ManagedPurchase.spot() })).toMatchObject({ spot: true, spotOnly: true });
  expect(facts('Named', { instanceTypes: ManagedInstanceTypes.named(['m7g.large', 'm7g.xlarge']) })).toMatchObject({ instanceTypes: ['m7g.large', 'm7g.xlarge'] });
});

test('lists everything that is wrong, and leaves its scope', () => {
  const stack = newStack();
  expect(() => poolIn(stack, {
    instanceTypes: ManagedInstanceTypes.named([]),
    idleInstances: IdleInstances.endAfter(Duration.hours(2)),
    storage: Size.gibibytes(20),
    securityGroups: [],
    vpcSubnets: { subnets: [] },
  })).toThrow([
    'ManagedInstancesPool at Stack/Pool has 5 problems:',
    '  ManagedInstances.NoTypes: `instanceTypes` must name at least one instance type, got none; use ManagedInstanceTypes.any() to leave the choice to ECS',
    '  ManagedInstances.ScaleIn: `idleInstances` takes whole seconds from 0 to 3600, or -1 for never, got 7200; for never, take IdleInstances.keep()',
    '  ManagedInstances.Storage: `storage` takes whole GiB from 30 to 16384, got 20; the nearest is 30',
    '  ManagedInstances.Subnets: `vpcSubnets` needs at least one subnet, got none',
    '  ManagedInstances.SecurityGroups: `securityGroups` needs at least one security group, got none; leave it out to have one made',
  ].join('\n'));
  expect(stack.node.tryFindChild('Pool')).toBeUndefined();
});

test('refuses half a GiB', () => {
  const stack = newStack();
  expect(() => poolIn(stack, { storage: Size.mebibytes(40.5 * 1024) }))
    .toThrow('ManagedInstances.Storage: `storage` takes whole GiB from 30 to 16384, got 40.5; the nearest is 41');
});

test('advises against a group of reservations that is never used', () => {
  const stack = newStack();
  poolIn(stack, { purchase: ManagedPurchase.reserved({ groupArn: 'arn:aws:resource-groups:us-east-1:123456789012:group/paid', preference: ReservationPreference.EXCLUDED }) });
  Annotations.fromStack(stack).hasWarning('/Stack/Pool',
    Match.stringLikeRegexp('`purchase.groupArn` is never used where reservations are excluded; leave it out, or prefer its reservations'));
});

test('lets tokens through', () => {
  const stack = newStack();
  const number = Lazy.number({ produce: () => 90 });
  poolIn(stack, {
    instanceTypes: ManagedInstanceTypes.named(Lazy.list({ produce: () => ['m7g.large'] })),
    idleInstances: IdleInstances.endAfter(Duration.seconds(number)),
    storage: Size.gibibytes(number),
    securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', Lazy.string({ produce: () => 'sg-late' }))],
  });
  expect(providerOf(stack)).toMatchObject({
    InfrastructureOptimization: { ScaleInAfter: 90 },
    InstanceLaunchTemplate: {
      InstanceRequirements: { AllowedInstanceTypes: ['m7g.large'] },
      NetworkConfiguration: { SecurityGroups: ['sg-late'] },
      StorageConfiguration: { StorageSizeGiB: 90 },
    },
  });
});

test.each<[string, (stack: Stack) => ecs.ICluster, object?]>([
  ['of this stack', platformIn],
  ['of another app', importedCluster],
  ['of another stack', inOtherStack],
  ['of another stack that exports it', inOtherStack, { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }],
])('AwsSolutionsChecks finds nothing on a cluster %s', (_name, cluster, context = {}) => {
  const stack = newStack({ ...context });
  poolIn(stack, {}, cluster(stack));
  const app = stack.node.root as App;
  app.synth();
  expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
});

test('its security group can be opened', () => {
  const stack = newStack();
  const pool = poolIn(stack);
  pool.connections.allowFrom(new ec2.Connections({ peer: ec2.Peer.ipv4('10.0.0.0/8') }), ec2.Port.tcp(9100));
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/8', FromPort: 9100 })],
  });
  expect(importedVpc(stack).vpcId).toBe('vpc-0123456789abcdef0');
});
