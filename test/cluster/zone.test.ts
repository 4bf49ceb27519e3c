import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Fn, Stack } from 'aws-cdk-lib/core';
import { newStack } from './services';
import { areCountable, zonesOf } from '../../src/cluster/zone';

function vpcWith(stack: Stack, availabilityZones: string[], privateSubnetIds: string[]): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-0123456789abcdef0', availabilityZones, privateSubnetIds });
}

test('subnets of one zone come together, zones in the order of their first subnet', () => {
  const { privateSubnets } = vpcWith(newStack(), ['us-east-1b', 'us-east-1a'], ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4']);
  expect(zonesOf(privateSubnets).map(({ name, subnets }) => [name, subnets.map(({ subnetId }) => subnetId)])).toEqual([
    ['us-east-1b', ['subnet-1', 'subnet-3']],
    ['us-east-1a', ['subnet-2', 'subnet-4']],
  ]);
});

test('the zones of a VPC of any Region are tokens, and told apart', () => {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    subnetConfiguration: [
      { name: 'One', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      { name: 'Two', subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
    ],
  });
  const zones = zonesOf(vpc.isolatedSubnets);
  expect(zones.map(({ name, subnets }) => [stack.resolve(name), subnets.length])).toEqual([
    [{ 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 2],
    [{ 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 2],
  ]);
  expect(areCountable(zones)).toBe(true);
});

test.each<[string, string[], string[], boolean]>([
  ['names', ['us-east-1a'], ['subnet-1'], true],
  ['lists of known length', Fn.importListValue('zones', 2), Fn.importListValue('subnets', 2), true],
  ['one token for all zones', Fn.split(',', Fn.importValue('zones')), ['subnet-1'], false],
  ['one token for all subnets', ['us-east-1a'], Fn.split(',', Fn.importValue('subnets')), false],
])('can be counted: %s', (_name, zones, subnets, countable) => {
  expect(areCountable(zonesOf(vpcWith(newStack(), zones, subnets).privateSubnets))).toBe(countable);
});
