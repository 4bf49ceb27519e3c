import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Fn, Stack } from 'aws-cdk-lib/core';
import { placeFacts, regionOf, vpcRange } from '../../src/traffic/vpc-facts';

const stack = new Stack();
const made = new ec2.Vpc(stack, 'Made', { maxAzs: 2, natGateways: 0 });
const ranged = ec2.Vpc.fromVpcAttributes(stack, 'Ranged', { vpcId: 'vpc-1', availabilityZones: ['a'], vpcCidrBlock: '10.1.0.0/16' });
const bare = ec2.Vpc.fromVpcAttributes(stack, 'Bare', { vpcId: 'vpc-2', availabilityZones: ['a'] });

test('the range is that of the VPC, if it knows it', () => {
  expect(vpcRange(made).uniqueId).toBe('10.0.0.0/16');
  expect(vpcRange(ranged).uniqueId).toBe('10.1.0.0/16');
  expect(vpcRange(bare).uniqueId).toBe('0.0.0.0/0');
});

test('the range of a VPC whose addresses are handed out at deployment is a token', () => {
  const pool = ec2.IpAddresses.awsIpamAllocation({ ipv4IpamPoolId: 'pool', ipv4NetmaskLength: 16, defaultSubnetIpv4NetmaskLength: 24 });
  const vpc = new ec2.Vpc(stack, 'Pooled', { maxAzs: 2, natGateways: 0, ipAddresses: pool });
  expect(stack.resolve(vpcRange(vpc).uniqueId)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Pooled/), 'CidrBlock'] });
});

describe('the place of a balancer', () => {
  test('is the public subnets of the VPC, or the private ones inside it', () => {
    expect(placeFacts(made, undefined, true)).toEqual({ internetFacing: true, publicSubnets: undefined, publicSubnetsOfVpc: 2, zones: 2 });
    expect(placeFacts(made, undefined, false)).toEqual({ internetFacing: false, publicSubnets: undefined, publicSubnetsOfVpc: 2, zones: 2 });
    expect(placeFacts(bare, undefined, true)).toMatchObject({ publicSubnetsOfVpc: 0 });
  });

  test('is not known without the VPC', () => {
    expect(placeFacts(undefined, undefined, true)).toEqual({ internetFacing: true });
  });

  test.each<[string, ec2.SubnetSelection, boolean | undefined, number | undefined]>([
    ['public', { subnetType: ec2.SubnetType.PUBLIC }, true, 2],
    ['isolated', { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, false, 2],
    ['in one zone', { availabilityZones: [made.availabilityZones[0]], subnetType: ec2.SubnetType.PUBLIC }, true, 1],
    ['one by one, perhaps of an Outpost', { subnets: made.publicSubnets.slice(0, 1) }, undefined, undefined],
    ['by id alone', { subnets: [ec2.Subnet.fromSubnetId(stack, 'One', 'subnet-1')] }, undefined, undefined],
    ['that the VPC does not have', { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }, false, undefined],
  ])('are subnets that were chosen: %s', (_name, chosen, publicSubnets, zones) => {
    expect(placeFacts(made, chosen, true)).toEqual({ internetFacing: true, publicSubnets, publicSubnetsOfVpc: undefined, zones });
  });

  test.each<[string[], number | undefined]>([
    [['eu-west-1a'], 1],
    [['us-gov-west-1a', 'us-gov-west-1b'], 2],
    [['us-west-2-lax-1a'], undefined],
    [['us-east-1-wl1-bos-wlz-1'], undefined],
  ])('of an imported VPC in %p is in %p zones', (availabilityZones, zones) => {
    const ids = availabilityZones.map((zone) => `subnet-${zone}`);
    const vpc = ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', {
      vpcId: 'vpc-3', availabilityZones, publicSubnetIds: ids, publicSubnetRouteTableIds: ids, privateSubnetIds: ids, privateSubnetRouteTableIds: ids,
    });
    expect([placeFacts(vpc, undefined, true).zones, placeFacts(vpc, undefined, false).zones]).toEqual([zones, zones]);
  });

  test('is not counted where the ids are known to the deployment only', () => {
    const listed = ec2.Vpc.fromVpcAttributes(stack, 'Listed', {
      vpcId: 'vpc-3', availabilityZones: ['eu-west-1a'], publicSubnetIds: Fn.split(',', Fn.importValue('Subnets')), publicSubnetRouteTableIds: ['rtb-1'],
    });
    expect(placeFacts(listed, undefined, true).zones).toBeUndefined();
  });

  test('is not counted before the VPC was looked up', () => {
    const lookedUp = ec2.Vpc.fromLookup(new Stack(undefined, 'Real', { env: { region: 'eu-west-1', account: '111122223333' } }), 'Vpc', { vpcId: 'vpc-1' });
    expect(placeFacts(lookedUp, undefined, true).zones).toBeUndefined();
    expect(placeFacts(lookedUp, { availabilityZones: ['eu-west-1a', 'eu-west-1b'] }, true).zones).toBeUndefined();
  });
});

test('the region of a VPC is that of its stack, if it is known', () => {
  expect(regionOf(made)).toBeUndefined();
  expect(regionOf(undefined)).toBeUndefined();
  const there = new Stack(undefined, 'There', { env: { region: 'eu-west-1' } });
  expect(regionOf(ec2.Vpc.fromVpcAttributes(there, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }))).toBe('eu-west-1');
});
