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

test('idle instances can stay', () => {
  const stack = newStack();
  poolIn(stack, { idleInstances: IdleInstances.keep() });
  expect(providerOf(stack).InfrastructureOptimization).toEqual({ ScaleInAfter: -1 });
});

test.each<[string, string[], object]>([
  ['types', ['m7g.xlarge', 'r7g.*'], {}],
  ['burstable types', ['t4g.small', 'm7g.large'], { BurstablePerformance: 'included' }],
  ['bare metal', ['m7g.metal'], { BareMetal: 'included' }],
])('%s can be named', (_name, names, more) => {
  const stack = newStack();
  poolIn(stack, { instanceTypes: ManagedInstanceTypes.named(names) });
  expect(providerOf(stack).InstanceLaunchTemplate.InstanceRequirements).toEqual({
    VCpuCount: { Min: 0 }, MemoryMiB: { Min: 0 }, AllowedInstanceTypes: names, ...more,
  });
});

test.each<[string, ManagedPurchase, object]>([
  ['open reservations first', ManagedPurchase.reserved(), { ReservationPreference: 'RESERVATIONS_FIRST' }],
  ['a group of reservations only', ManagedPurchase.reserved({
    groupArn: 'arn:aws:resource-groups:us-east-1:123456789012:group/paid', preference: ReservationPreference.ONLY,
  }), { ReservationGroupArn: 'arn:aws:resource-groups:us-east-1:123456789012:group/paid', ReservationPreference: 'RESERVATIONS_ONLY' }],
])('uses %s', (_name, purchase, reservations) => {
  const stack = newStack();
  poolIn(stack, { purchase });
  expect(providerOf(stack).InstanceLaunchTemplate).toMatchObject({ CapacityOptionType: 'RESERVED', CapacityReservations: reservations });
});

test('ECS manages the instances with a role that it has of this account only, and may give them theirs whatever it is named', () => {
  const stack = newStack();
  const pool = poolIn(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: Match.absent(),
    AssumeRolePolicyDocument: {
      Statement: [{
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'ecs.amazonaws.com' },
        Condition: {
          StringEqualsIfExists: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLikeIfExists: { 'aws:SourceArn': stack.resolve(stack.formatArn({ service: 'ecs', resource: '*' })) },
        },
      }],
    },
    ManagedPolicyArns: [{
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances']],
    }],
    Policies: [{
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: stack.resolve(pool.instanceRole.roleArn),
          Condition: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
        }],
      },
    }],
  });
});

test('an instance may join its cluster and no other', () => {
  const stack = newStack();
  const { cluster } = poolIn(stack);
  const [role] = propertiesOf(stack, 'AWS::IAM::Role').filter(({ AssumeRolePolicyDocument: trust }) => trust.Statement[0].Principal.Service === 'ec2.amazonaws.com');
  expect(role.RoleName).toBeUndefined();
  const statements: any[] = role.Policies[0].PolicyDocument.Statement;
  const on = (resource: unknown) => statements
    .filter(({ Resource: granted }) => JSON.stringify(granted) === JSON.stringify(resource)).flatMap(({ Action: actions }) => actions).sort();
  expect(on('*')).toEqual(['ecs:DiscoverPollEndpoint']);
  expect(on(stack.resolve(cluster.clusterArn))).toEqual([
    'ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange',
  ]);
  expect(on(stack.resolve(stack.formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` }))))
    .toEqual(['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession']);
  expect(statements.flatMap(({ Action: actions }) => actions)).toHaveLength(8);
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
  expect(facts('Any', {})).toEqual({ spot: false, trunking: true });
  expect(facts('Spot', { purchase: ManagedPurchase.spot() })).toMatchObject({ spot: true });
  expect(facts('Named', { instanceTypes: ManagedInstanceTypes.named(['m7g.large', 'm7g.xlarge']) })).toMatchObject({ instanceTypes: ['m7g.large', 'm7g.xlarge'] });
  expect(facts('Pattern', { instanceTypes: ManagedInstanceTypes.named(['m7g.large', 'm7g.2*']) }).instanceTypes).toBeUndefined();
  expect(facts('Token', { instanceTypes: ManagedInstanceTypes.named([Lazy.string({ produce: () => 'm7g.large' })]) }).instanceTypes).toBeUndefined();
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
    '  ManagedInstances.NoTypes: `instanceTypes` names at least one instance type, got none; use ManagedInstanceTypes.any() to leave the choice to ECS',
    '  ManagedInstances.ScaleIn: `idleInstances` takes whole seconds from 0 to 3600, or IdleInstances.keep() for never, got 7200',
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
    Match.stringLikeRegexp('`purchase.groupArn` is never used with ReservationPreference.EXCLUDED; leave it out, or prefer its reservations'));
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
