import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { read } from './setting';
import { checkPublicSubnets, vpcRange } from '../../src/traffic/vpc-facts';

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

test('public subnets are missed where there are none and none are chosen', () => {
  expect(read(checkPublicSubnets(bare, undefined, 'set `internal`'))).toEqual([
    'error TrafficSource.NoPublicSubnets: `vpcSubnets` are public for an internet-facing load balancer, got a VPC that knows of none; set `internal`, or name subnets',
  ]);
  expect(checkPublicSubnets(made, undefined, '')).toEqual([]);
  expect(checkPublicSubnets(bare, { subnets: [] }, '')).toEqual([]);
  expect(checkPublicSubnets(undefined, undefined, '')).toEqual([]);
});
