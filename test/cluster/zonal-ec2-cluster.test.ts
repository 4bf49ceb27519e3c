import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Fn, Lazy, Stack } from 'aws-cdk-lib/core';
import { importedVpc, newStack } from './services';
import { ZonalEc2Cluster, ZonalEc2ClusterProps } from '../../src/cluster/zonal-ec2-cluster';
import { InstanceDemand } from '../../src/model/capacity/instance-demand';
import { PoolScaling } from '../../src/pool/pool-scaling';
import { PurchaseOption } from '../../src/pool/purchase-option';
import { recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const ASSOCIATIONS = 'AWS::ECS::ClusterCapacityProviderAssociations';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const instanceTypes = [ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.XLARGE)];

function fleetIn(stack: Stack, props: Partial<ZonalEc2ClusterProps> = {}): ZonalEc2Cluster {
  return new ZonalEc2Cluster(stack, 'Fleet', { vpc: importedVpc(stack), instanceTypes, ...props });
}

/** A VPC of any Region, whose zones are tokens. */
function vpcOfAnyRegion(stack: Stack): ec2.Vpc {
  return new ec2.Vpc(stack, 'AnyVpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
}

function vpcOfThreeZones(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Wide', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    privateSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4', 'subnet-5', 'subnet-6'],
  });
}

function groupsOf(stack: Stack): any[] {
  return Object.values(resourcesOf(stack, GROUP)).map(({ Properties: properties }) => properties);
}

test('a pool in each availability zone, and the tasks evenly over them', () => {
  const stack = newStack();
  const fleet = fleetIn(stack);
  expect(fleet.pools.map(({ node }) => node.id)).toEqual(['Zone1', 'Zone2']);
  expect(groupsOf(stack).map(({ VPCZoneIdentifier: subnets }) => subnets)).toEqual([['subnet-11111111'], ['subnet-22222222']]);
  const providers = fleet.pools.map(({ capacityProvider }) => stack.resolve(capacityProvider.capacityProviderName));
  expect(theOnly(stack, ASSOCIATIONS).Properties).toEqual({
    Cluster: stack.resolve(fleet.cluster.clusterName),
    CapacityProviders: ['FARGATE', 'FARGATE_SPOT', ...providers],
    DefaultCapacityProviderStrategy: providers.map((provider) => ({ CapacityProvider: provider, Weight: 1 })),
  });
});

test('every zone scales by itself, from none to ten, at a target of 80', () => {
  const stack = newStack();
  fleetIn(stack);
  expect(groupsOf(stack).map(({ MinSize: min, MaxSize: max }) => [min, max])).toEqual([['0', '10'], ['0', '10']]);
  Template.fromStack(stack).allResourcesProperties(PROVIDER, {
    AutoScalingGroupProvider: { ManagedScaling: { Status: 'ENABLED', TargetCapacity: 80 }, ManagedTerminationProtection: 'ENABLED' },
  });
});

test('the bounds are those of each zone', () => {
  const stack = newStack();
  fleetIn(stack, { instancesPerZone: { min: 1, max: 4 } });
  expect(groupsOf(stack).map(({ MinSize: min, MaxSize: max }) => [min, max])).toEqual([['1', '4'], ['1', '4']]);
});

test('is watched and recorded like any cluster of ours', () => {
  const stack = newStack();
  const fleet = fleetIn(stack, { clusterName: 'production', containerInsights: ecs.ContainerInsights.ENABLED });
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::Cluster', {
    ClusterName: 'production',
    ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }],
    Configuration: {
      ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchLogGroupName: stack.resolve(fleet.execAuditLogGroup!.logGroupName) } },
    },
  });
});

test('the zones share a role and a security group', () => {
  const stack = newStack();
  const fleet = fleetIn(stack);
  fleet.connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(9100));
  expect(theOnly(stack, 'AWS::IAM::Role').Properties.Policies).toHaveLength(1);
  expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress).toEqual([expect.objectContaining({ FromPort: 9100 })]);
  expect(new Set(fleet.pools.map(({ instanceRole }) => instanceRole)).size).toBe(1);
});

test('takes a role and security groups of the user', () => {
  const stack = newStack();
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0');
  fleetIn(stack, { securityGroups: [group] });
  expect(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).toEqual({});
  Template.fromStack(stack).allResourcesProperties('AWS::EC2::LaunchTemplate', {
    LaunchTemplateData: Match.objectLike({ SecurityGroupIds: ['sg-0123456789abcdef0'] }),
  });
});

describe('availability zones', () => {
  test('may be tokens, and are in no id', () => {
    const stack = newStack();
    const fleet = fleetIn(stack, { vpc: vpcOfAnyRegion(stack) });
    expect(fleet._zones().map(({ name }) => stack.resolve(name))).toEqual([0, 1].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] })));
    expect(groupsOf(stack).map(({ VPCZoneIdentifier: [{ Ref: subnet }] }) => subnet)).toEqual([
      expect.stringMatching(/^AnyVpcPrivateSubnet1/), expect.stringMatching(/^AnyVpcPrivateSubnet2/),
    ]);
    expect(Object.keys(resourcesOf(stack, GROUP)).every((id) => /^FleetZone\d/.test(id))).toBe(true);
  });

  test('are those of the subnets that are chosen', () => {
    const stack = newStack();
    fleetIn(stack, { vpc: vpcOfThreeZones(stack), vpcSubnets: { availabilityZones: ['us-east-1a', 'us-east-1c'] } });
    expect(groupsOf(stack).map(({ VPCZoneIdentifier: subnets }) => subnets)).toEqual([['subnet-1', 'subnet-4'], ['subnet-3', 'subnet-6']]);
  });

  test('may be lists of known length from another stack', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Shared', {
      vpcId: Fn.importValue('vpc'), availabilityZones: Fn.importListValue('zones', 3), privateSubnetIds: Fn.importListValue('subnets', 3),
    });
    expect(fleetIn(stack, { vpc }).pools).toHaveLength(3);
  });

  test('that only the deployment can count are refused, with what to pass', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Shared', {
      vpcId: Fn.importValue('vpc'),
      availabilityZones: Fn.split(',', Fn.importValue('zones')),
      privateSubnetIds: Fn.split(',', Fn.importValue('subnets')),
    });
    expect(() => fleetIn(stack, { vpc })).toThrow(
      'ZoneSpread.UnknownZones: `vpc` needs availability zones and subnets that can be counted, to make a pool for each zone, got one token for a whole list;' +
      ' import the VPC with Vpc.fromLookup(), or with lists of known length: Fn.importListValue(name, 3) or Fn.split(\',\', value, 3)');
    expect(stack.node.tryFindChild('Fleet')).toBeUndefined();
  });

  test('fewer than two are advised against, once', () => {
    const stack = newStack();
    fleetIn(stack, { vpcSubnets: { availabilityZones: ['us-east-1a'] } });
    expect(Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('OneZone')).map(({ id, entry }) => [id, entry.data])).toEqual([[
      '/Stack/Fleet',
      '`vpcSubnets` covers one availability zone, whose loss leaves no task and no instance; take subnets of at least two' +
      ' [ack: Annotation::cdk-ecs-blueprints:ZoneSpread.OneZone]',
    ]]);
  });
});

test('what CloudFormation deletes first is what needs the rest: association, providers, groups', () => {
  const stack = newStack();
  fleetIn(stack, { vpc: vpcOfAnyRegion(stack) });
  const graph = templateGraph(stack);
  const [association] = Object.keys(resourcesOf(stack, ASSOCIATIONS));
  const providers = Object.keys(resourcesOf(stack, PROVIDER));
  const groups = Object.keys(resourcesOf(stack, GROUP));
  expect(providers).toHaveLength(2);
  expect([...graph.get(association)!]).toEqual(expect.arrayContaining(providers));
  providers.forEach((provider, index) => expect([...graph.get(provider)!]).toContain(groups[index]));
  expect(findCycle(graph)).toBeUndefined();
});

describe('the spread of a service', () => {
  const demand = InstanceDemand.of({ instanceType: 'm7g.xlarge', cpu: 1024, memoryMiB: 2048 });

  test('has a spare instance in each zone at a target of 80', () => {
    const stack = newStack();
    expect(fleetIn(stack, { vpc: vpcOfThreeZones(stack) }).spreadFor(12, demand)).toEqual({
      tasksPerZone: [4, 4, 4],
      waitingPerZone: [0, 0, 0],
      instancesPerZone: [2, 2, 2],
      instances: 6,
      idleInstances: 3,
      idlePercent: 50,
      tasksWithoutLargestZone: 8,
      instancesWithoutLargestZone: 4,
    });
  });

  test.each([[0, 0, 0, 0], [2, 4, 2, 50], [12, 6, 2, 100 / 3], [48, 16, 4, 25]])('%p tasks have %p instances, %p of them idle', (tasks, instances, idle, percent) => {
    const spread = fleetIn(newStack()).spreadFor(tasks, demand)!;
    expect([spread.instances, spread.idleInstances]).toEqual([instances, idle]);
    expect(spread.idlePercent).toBeCloseTo(percent);
  });

  test('keeps the bounds of the zones, and the target of the pools', () => {
    const fleet = fleetIn(newStack(), { instancesPerZone: { min: 1, max: 2 }, scaling: PoolScaling.managed({ targetCapacityPercent: 100 }) });
    expect(fleet.spreadFor(0, demand)).toMatchObject({ instancesPerZone: [1, 1], idleInstances: 2 });
    expect(fleet.spreadFor(20, demand)).toMatchObject({ instancesPerZone: [2, 2], waitingPerZone: [2, 2], idleInstances: 0 });
  });

  test('is not known for a type that is not, nor for a task that fits on no instance', () => {
    const fleet = fleetIn(newStack());
    expect(fleet.spreadFor(3, InstanceDemand.of({ instanceType: 'z99.tiny', cpu: 256 }))).toBeUndefined();
    expect(fleet.spreadFor(3, InstanceDemand.of({ instanceType: 'm7g.xlarge', cpu: 8192 }))).toBeUndefined();
  });
});

test('lists everything that is wrong, and leaves its scope', () => {
  const stack = newStack();
  expect(() => fleetIn(stack, {
    vpcSubnets: { subnets: [] }, clusterName: 'my fleet', instanceTypes: [], instancesPerZone: { min: 3, max: 2 },
  })).toThrow([
    'ZonalEc2Cluster at Stack/Fleet has 4 problems:',
    '  ZoneSpread.NoZone: `vpcSubnets` needs an availability zone with a subnet, got 0',
    "  Cluster.Name: `clusterName` takes 1 to 255 letters, digits, hyphens and underscores, got 'my fleet'",
    '  InstanceCount.MinAboveMax: `instancesPerZone.min` must be at most the maximum of 2, got 3; swap them or raise the max',
    '  InstancePool.NoInstanceType: `instanceTypes` must name at least one instance type, got none',
  ].join('\n'));
  expect(stack.node.tryFindChild('Fleet')).toBeUndefined();
});

test('a warning about the instances is given by each zone, and not by the cluster too', () => {
  const stack = newStack();
  fleetIn(stack, { purchase: PurchaseOption.spot() });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('`instanceTypes`'));
  expect(warnings.map(({ id }) => id)).toEqual(['/Stack/Fleet/Zone1', '/Stack/Fleet/Zone2']);
});

test('lets tokens through', () => {
  const stack = newStack();
  const number = Lazy.number({ produce: () => 3 });
  const fleet = fleetIn(stack, { clusterName: Lazy.string({ produce: () => 'late' }), instancesPerZone: { min: number, max: number } });
  expect(groupsOf(stack).map(({ MinSize: min, MaxSize: max }) => [min, max])).toEqual([['3', '3'], ['3', '3']]);
  expect(fleet.spreadFor(4, InstanceDemand.of({ instanceType: 'm7g.xlarge', cpu: 1024 }))).toMatchObject({ tasksPerZone: [2, 2] });
});

test('synthesises twice with a default strategy', () => {
  const stack = newStack();
  fleetIn(stack);
  expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(stack).toJSON());
});

const off = Object.fromEntries(Object.keys(recommendedApp().node.getAllContext()).filter((key) => key.includes('@')).map((flag) => [flag, false]));

test('synthesises with every feature flag off', () => {
  const stack = new Stack(new App({ context: off }), 'Stack');
  fleetIn(stack);
  expect(groupsOf(stack)).toHaveLength(2);
});
