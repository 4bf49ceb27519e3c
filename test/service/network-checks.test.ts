import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { CapacityFacts } from '../../src/cluster/capacity-kind';
import { NetworkMode } from '../../src/model/task/network-mode';
import { checkServiceNetwork, checkWayIn } from '../../src/service/network-checks';
import { ServiceNetwork } from '../../src/service/service-network';
import { importedVpc, newStack } from '../cluster/services';
import { read } from '../traffic/setting';

const POOL = { managedScaling: true, spot: false };
const ON_FARGATE: CapacityFacts = { platform: 'fargate', spot: false, pools: [], zonal: false };
const ON_POOL: CapacityFacts = { ...ON_FARGATE, platform: 'ec2', pools: [POOL] };
const PUBLIC = { subnetType: ec2.SubnetType.PUBLIC };

function said(network: ServiceNetwork, capacity: CapacityFacts, mode: NetworkMode = 'awsvpc', vpcIn: (stack: Stack) => ec2.IVpc = importedVpc): string[] {
  return read(checkServiceNetwork(network, mode, capacity, vpcIn(newStack()), false));
}

function publicVpc(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Public', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['us-east-1a'], publicSubnetIds: ['subnet-1'] });
}

describe('with an interface of their own', () => {
  test.each<[string, CapacityFacts]>([['Fargate', ON_FARGATE], ['instances', ON_POOL]])('tasks on %s need to say nothing', (_name, capacity) => {
    expect(said({}, capacity)).toEqual([]);
  });

  test('tasks on Fargate may have a public address, those on instances never', () => {
    expect(said({ vpcSubnets: PUBLIC, assignPublicIp: true }, ON_FARGATE)).toEqual([]);
    expect(said({ assignPublicIp: true }, ON_POOL)).toEqual(['error NetworkMode.PublicIp: `assignPublicIp` must be off on instances, whose tasks never get a public address,' +
      ' got one asked for on EC2; place the tasks in subnets with a NAT gateway']);
    expect(said({ assignPublicIp: false }, ON_POOL)).toEqual([]);
  });

  test.each<[string, ServiceNetwork, (stack: Stack) => ec2.IVpc]>([
    ['named', { vpcSubnets: PUBLIC }, importedVpc],
    ['all that there is', {}, publicVpc],
  ])('public subnets that are %s lead nowhere without an address, and the remedy depends on the platform', (_name, network, vpcIn) => {
    const start = 'warning ServiceNetwork.NoRouteOut: `vpcSubnets` are public, where a task without a public address reaches nothing outside the VPC';
    expect(said(network, ON_FARGATE, 'awsvpc', vpcIn)).toEqual([`${start}, its image registry included; choose private subnets or set \`network.assignPublicIp\``]);
    expect(said(network, ON_POOL, 'awsvpc', vpcIn)).toEqual([`${start}; choose private subnets`]);
  });

  test('lists are as long as ECS takes them', () => {
    expect(said({ securityGroups: [] }, ON_POOL)).toEqual(['error Awsvpc.SecurityGroups: `securityGroups` must be 1 to 5, got 0']);
    expect(said({ vpcSubnets: { subnets: [] } }, ON_POOL)).toEqual([expect.stringContaining('error Awsvpc.Subnets: `vpcSubnets.subnets` ')]);
  });
});

describe('subnets and the zones of the instances', () => {
  const inZones = (zones: number, zonal: boolean = true): CapacityFacts => ({ ...ON_POOL, zonal, pools: Array.from({ length: zones }, () => POOL) });

  test('are held against each other where each pool has a zone', () => {
    expect(said({}, inZones(2))).toEqual([]);
    expect(said({}, inZones(3))).toEqual([expect.stringMatching(/^warning ZoneSpread\.Subnets: `vpcSubnets` has instances in 3 availability zones and subnets for its tasks in 2, so that tasks of the other zones cannot get a network interface and do not start; /)]);
    expect(said({}, inZones(1))).toEqual([expect.stringMatching(/^warning ZoneSpread\.Subnets: `vpcSubnets` has instances in 1 availability zones and subnets for its tasks in 2, so that the subnets of the other zones are never used; /)]);
  });

  test('are not where a pool has several, or where nobody knows how many the VPC has', () => {
    expect(said({}, inZones(3, false))).toEqual([]);
    const anyRegion = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Any', {
      vpcId: 'vpc-0123456789abcdef0', availabilityZones: stack.availabilityZones, privateSubnetIds: ['subnet-1', 'subnet-2'],
    });
    expect(said({}, inZones(2), 'awsvpc', anyRegion)).toEqual([]);
  });

  test('do not matter without an interface', () => {
    expect(said({}, inZones(3), 'bridge')).toEqual([]);
  });
});

describe('without an interface of their own', () => {
  test.each<NetworkMode>(['bridge', 'host', 'none', 'default'])('tasks with the mode %s have no network to choose', (mode) => {
    const network = { vpcSubnets: PUBLIC, securityGroups: [], assignPublicIp: true };
    expect(said(network, ON_POOL, mode)).toEqual(['vpcSubnets', 'securityGroups', 'assignPublicIp'].map((path) => (
      `error ServiceNetwork.NoInterface: \`${path}\` is for tasks with a network interface of their own, got the network mode ${mode}, in which they have the instance's; leave it out or use awsvpc`)));
    expect(said({ assignPublicIp: false }, ON_POOL, mode)).toEqual([]);
  });

  test.each<[NetworkMode, string]>([
    ['bridge', 'ports 32768 to 65535, or the host port,'], ['default', 'ports 32768 to 65535, or the host port,'], ['host', 'the port'],
  ])('a balancer finds no way to instances that nobody knows: %s', (mode, ports) => {
    expect(read(checkWayIn(mode, true, []))).toEqual([
      'warning ServiceNetwork.UnknownInstances: `` names no pools, so that the load balancer is not let in to their instances,' +
      ` whose address the tasks have with the network mode ${mode}; open ${ports} of their security groups to it`,
    ]);
  });

  test('nobody has to find a way where there is none to find, or where it is known', () => {
    const group = ec2.SecurityGroup.fromSecurityGroupId(new Stack(), 'Group', 'sg-0123456789abcdef0');
    expect([checkWayIn('bridge', false, []), checkWayIn('awsvpc', true, []), checkWayIn('bridge', true, [group])]).toEqual([[], [], []]);
  });
});
