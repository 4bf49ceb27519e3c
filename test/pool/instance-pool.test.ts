import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Lazy, Stack } from 'aws-cdk-lib/core';
import { groupOf, launchDataOf, poolIn, providerOf, typesOf } from './pools';
import { InstancePool } from '../../src/pool/instance-pool';
import { PoolImage } from '../../src/pool/pool-image';
import { PoolScaling } from '../../src/pool/pool-scaling';
import { PurchaseOption } from '../../src/pool/purchase-option';
import { importedVpc, newStack, plainCluster, platformIn } from '../cluster/services';
import { propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';
import { templateGraph } from '../kit/template-graph';

describe('with what is required only', () => {
  const stack = newStack();
  const pool = poolIn(stack);

  test('is six resources with ids that stay', () => {
    const own = Object.entries<any>(resourcesOf(stack)).filter(([id]) => id.startsWith('Pool'));
    expect(Object.fromEntries(own.map(([id, { Type }]) => [id, Type]))).toEqual({
      PoolGroupASG2416841C: 'AWS::AutoScaling::AutoScalingGroup',
      PoolInstanceRole00DC82F0: 'AWS::IAM::Role',
      PoolLaunchTemplate4F481BED: 'AWS::EC2::LaunchTemplate',
      PoolLaunchTemplateProfileBFE6942D: 'AWS::IAM::InstanceProfile',
      PoolProvider76C12B1A: 'AWS::ECS::CapacityProvider',
      PoolSecurityGroupB0350326: 'AWS::EC2::SecurityGroup',
    });
  });

  test('starts from a launch template that says everything', () => {
    const { UserData: userData, TagSpecifications: tags, ...data } = launchDataOf(stack);
    expect(data).toEqual({
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: true, VolumeSize: 30, VolumeType: 'gp3' } }],
      IamInstanceProfile: { Arn: { 'Fn::GetAtt': ['PoolLaunchTemplateProfileBFE6942D', 'Arn'] } },
      ImageId: { Ref: expect.stringMatching('^SsmParameterValueawsserviceecsoptimizedamiamazonlinux2023arm64') },
      InstanceType: 'm7g.large',
      MetadataOptions: { HttpEndpoint: 'enabled', HttpPutResponseHopLimit: 1, HttpTokens: 'required' },
      Monitoring: { Enabled: false },
      SecurityGroupIds: [{ 'Fn::GetAtt': ['PoolSecurityGroupB0350326', 'GroupId'] }],
    });
    expect(userData).toBeDefined();
    expect(tags.map(({ ResourceType }: any) => ResourceType)).toEqual(['instance', 'volume']);
  });

  test('has a group from nothing to ten', () => {
    expect(groupOf(stack)).toEqual({
      DefaultInstanceWarmup: 300,
      InstanceMaintenancePolicy: { MaxHealthyPercentage: 110, MinHealthyPercentage: 100 },
      LaunchTemplate: {
        LaunchTemplateId: { Ref: 'PoolLaunchTemplate4F481BED' },
        Version: { 'Fn::GetAtt': ['PoolLaunchTemplate4F481BED', 'LatestVersionNumber'] },
      },
      MaxSize: '10',
      MinSize: '0',
      NewInstancesProtectedFromScaleIn: true,
      Tags: [{ Key: 'AmazonECSManaged', PropagateAtLaunch: true, Value: '' }],
      VPCZoneIdentifier: ['subnet-11111111', 'subnet-22222222'],
    });
  });

  test('has a provider without a name, which scales, drains and protects', () => {
    expect(theOnly(stack, 'AWS::ECS::CapacityProvider').Properties).toEqual({
      AutoScalingGroupProvider: {
        AutoScalingGroupArn: { Ref: 'PoolGroupASG2416841C' },
        ManagedDraining: 'ENABLED',
        ManagedScaling: { Status: 'ENABLED', TargetCapacity: 80, InstanceWarmupPeriod: 300 },
        ManagedTerminationProtection: 'ENABLED',
      },
    });
  });

  test('lets nothing in and everything out, over IPv6 too', () => {
    const { SecurityGroupIngress: ingress, SecurityGroupEgress: egress } = theOnly(stack, 'AWS::EC2::SecurityGroup').Properties;
    expect(ingress).toBeUndefined();
    expect(egress.map(({ CidrIp, CidrIpv6, IpProtocol }: any) => [CidrIp ?? CidrIpv6, IpProtocol])).toEqual([['0.0.0.0/0', '-1'], ['::/0', '-1']]);
  });

  test('is the one pool, and tells what is known of it', () => {
    expect(pool.pools).toEqual([pool]);
    expect(pool._facts()).toEqual({
      spotOnly: false,
      instanceTypes: ['m7g.large'],
      minInstances: 0,
      maxInstances: 10,
      managedScaling: true,
      targetCapacityPercent: 80,
      daemons: [],
      windows: false,
      architecture: 'arm64',
      variant: 'standard',
      spot: false,
      zones: ['us-east-1a', 'us-east-1b'],
      hostModeTaskRoles: false,
    });
  });

  test('warns about nothing', () => {
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

test('takes every prop', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const groups = ['One', 'Two'].map((id) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, `sg-${id}`));
  const pool = poolIn(stack, {
    instanceTypes: typesOf('m7g.large', 'm6g.large'),
    instances: { min: 2, max: 20 },
    vpcSubnets: { subnets: [vpc.privateSubnets[1]] },
    purchase: PurchaseOption.mixed(),
    scaling: PoolScaling.managed({ targetCapacityPercent: 100 }),
    securityGroups: groups,
    detailedMonitoring: true,
  });
  expect(launchDataOf(stack)).toMatchObject({ SecurityGroupIds: ['sg-One', 'sg-Two'], Monitoring: { Enabled: true } });
  expect(groupOf(stack)).toMatchObject({ MinSize: '2', MaxSize: '20', VPCZoneIdentifier: ['subnet-22222222'] });
  expect(pool.connections.securityGroups).toEqual(groups);
  expect(pool._facts()).toMatchObject({
    instanceTypes: ['m7g.large', 'm6g.large'], minInstances: 2, maxInstances: 20, targetCapacityPercent: 100, spot: true, zones: ['us-east-1b'],
  });
  Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 0);
});

test.each([[undefined, '0', '10'], [{ min: 3 }, '3', '10'], [{ min: 30 }, '30', '30'], [{ max: 4 }, '0', '4']])('%p is %s to %s instances', (instances, min, max) => {
  const stack = newStack();
  poolIn(stack, { instances });
  expect(groupOf(stack)).toMatchObject({ MinSize: min, MaxSize: max });
});

test('remembers what daemons take of each instance', () => {
  const pool = poolIn(newStack());
  pool._addDaemon({ cpu: 128, memoryMiB: 256 });
  expect(pool._facts().daemons).toEqual([{ cpu: 128, memoryMiB: 256 }]);
});

test('two pools of one cluster mark their instances apart, with a name that fits', () => {
  const stack = newStack();
  const props = { cluster: platformIn(stack), instanceTypes: typesOf('m7g.large') };
  const pools = ['One', 'Two', 'x'.repeat(200)].map((id) => new InstancePool(stack, id, props));
  expect(new Set(pools.map(({ _attribute }) => _attribute.value)).size).toBe(3);
  for (const { name, value } of pools.map(({ _attribute }) => _attribute)) {
    expect(name).toBe('cdk-ecs-blueprints.pool');
    expect(value).toMatch(/^[A-Za-z0-9-]{1,128}$/);
  }
});

describe('teardown', () => {
  const stack = new Stack(recommendedApp(), 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  const cluster = plainCluster(stack, { vpc });
  const pool = new InstancePool(stack, 'Pool', { cluster, instanceTypes: typesOf('m7g.large') });
  const graph = templateGraph(stack);
  const idOf = (type: string) => Object.keys(resourcesOf(stack, type))[0];
  const waits = (from: string, to: string) => [...graph.get(from)!].includes(to);

  // CloudFormation deletes what waits for something before that.
  test('takes the provider off the cluster before the provider, the provider before the group, and the cluster last', () => {
    const [association, provider, group, template] = [
      'AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::ECS::CapacityProvider', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::LaunchTemplate',
    ].map(idOf);
    expect(waits(association, provider)).toBe(true);
    expect(waits(provider, group)).toBe(true);
    expect(waits(group, template)).toBe(true);
    expect(waits(template, idOf('AWS::ECS::Cluster'))).toBe(true);
    expect(waits(template, idOf('AWS::IAM::Role'))).toBe(true);
  });

  test('keeps the way out until the instances are gone', () => {
    const routes = Object.entries<any>(resourcesOf(stack, 'AWS::EC2::Route')).filter(([, { Properties }]) => Properties.NatGatewayId !== undefined);
    expect(routes).toHaveLength(2);
    for (const [route] of routes) {
      expect(waits(idOf('AWS::AutoScaling::AutoScalingGroup'), route)).toBe(true);
    }
  });

  test('a service in the pool waits for the association through the provider that it names', () => {
    expect(stack.resolve(pool.capacityProvider.capacityProviderName)).toEqual({ Ref: idOf('AWS::ECS::CapacityProvider') });
  });
});

test('refuses everything wrong at once, and leaves its id free', () => {
  const stack = newStack();
  expect(() => poolIn(stack, {
    instanceTypes: [], instances: { min: 5, max: 4 }, capacityProviderName: 'ecs-fleet', machineImage: PoolImage.amazonLinux2023(),
  })).toThrow([
    'InstancePool at Stack/Pool has 3 problems:',
    '  InstanceCount.MinAboveMax: `instances.min` must be at most the maximum of 4, got 5; swap them or raise the max',
    "  CapacityProvider.ReservedName: `capacityProviderName` must not start with aws, ecs or fargate, got 'ecs-fleet'; leave it out for a generated one",
    '  InstancePool.NoInstanceType: `instanceTypes` must name at least one instance type, got none',
  ].join('\n'));
  expect(stack.node.tryFindChild('Pool')).toBeUndefined();
});

test('refuses no instances with managed scaling', () => {
  expect(() => poolIn(newStack(), { instances: { max: 0 } })).toThrow(
    'InstanceCount.NoInstances: `instances.max` must be above 0 with managed scaling, got 0; raise it, or take PoolScaling.off()');
});

test('refuses a cluster of another stack', () => {
  const stack = newStack();
  const other = new Stack(stack.node.root as App, 'Other');
  expect(() => new InstancePool(other, 'Pool', { cluster: platformIn(stack), instanceTypes: typesOf('m7g.large') })).toThrow(
    'InstancePool.OtherStack: `cluster` is in the stack of the pool, Other, got one in Stack; make the pool there');
});

test('lets tokens through', () => {
  const stack = newStack();
  const token = Lazy.number({ produce: () => 7 });
  const name = Lazy.string({ produce: () => 'late' });
  const pool = poolIn(stack, { instances: { min: token, max: token }, capacityProviderName: name, instanceTypes: typesOf(name) });
  expect(groupOf(stack)).toMatchObject({ MinSize: '7', MaxSize: '7' });
  expect(launchDataOf(stack).InstanceType).toBe('late');
  expect(theOnly(stack, 'AWS::ECS::CapacityProvider').Properties.Name).toBe('late');
  expect(pool._facts()).toMatchObject({ instanceTypes: [undefined], minInstances: undefined, maxInstances: undefined, architecture: undefined });
});

test('knows nothing of zones that only the deployment knows', () => {
  const stack = newStack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Late', {
    vpcId: 'vpc-1', availabilityZones: [Lazy.string({ produce: () => 'us-east-1a' })], privateSubnetIds: ['subnet-1'],
  });
  expect(poolIn(stack, { cluster: plainCluster(stack, { vpc }) })._facts().zones).toBeUndefined();
});

const off = Object.fromEntries(Object.keys(recommendedApp().node.getAllContext()).filter((key) => key.includes('@')).map((flag) => [flag, false]));

test('is the same with every feature flag off', () => {
  const [on, without] = [newStack(), newStack(off)].map((stack) => {
    poolIn(stack);
    return [launchDataOf(stack), groupOf(stack), providerOf(stack)];
  });
  expect(without).toEqual(on);
});

test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('names its ARNs in %s', (partition, region) => {
  const stack = new Stack(recommendedApp(), 'Stack', { env: { account: '123456789012', region } });
  poolIn(stack);
  const text = JSON.stringify(propertiesOf(stack, 'AWS::IAM::Role'));
  expect(text).not.toContain('arn:aws:');
  expect(text).toContain(`:ecs:${region}:123456789012:container-instance/`);
  expect(stack.partition).toBe(partition);
});
