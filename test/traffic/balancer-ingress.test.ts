import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Stack } from 'aws-cdk-lib/core';
import { read } from './setting';
import { Sources, admitSources, balancerSecurityGroup, checkSources } from '../../src/traffic/balancer-ingress';
import { theOnly } from '../kit/stacks';

function clients(sources: Partial<Sources>, vpcCidrBlock?: string): string[] {
  const stack = new Stack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], vpcCidrBlock });
  admitSources(balancerSecurityGroup(stack, vpc), [ec2.Port.tcp(443), ec2.Port.tcp(80)], { vpc, internal: false, dualStack: false, ...sources });
  return theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress.map((rule: any) => `${rule.CidrIp ?? rule.CidrIpv6} ${rule.FromPort}`);
}

test.each<[string, string[], Partial<Sources>, string | undefined]>([
  ['anyone', ['0.0.0.0/0 443', '0.0.0.0/0 80'], {}, undefined],
  ['anyone over IPv6 too', ['0.0.0.0/0 443', '::/0 443', '0.0.0.0/0 80', '::/0 80'], { dualStack: true }, undefined],
  ['the VPC', ['10.0.0.0/16 443', '10.0.0.0/16 80'], { internal: true }, '10.0.0.0/16'],
  ['anyone who can reach an internal balancer of a VPC that does not know its range', ['0.0.0.0/0 443', '0.0.0.0/0 80'], { internal: true }, undefined],
  ['those who are named', ['192.0.2.0/24 443', '192.0.2.0/24 80'], { allowedSources: [ec2.Peer.ipv4('192.0.2.0/24')], dualStack: true }, undefined],
])('%s may connect', (_, rules, sources, range) => {
  expect(clients(sources, range)).toEqual(rules);
});

test('nobody, when an empty list is given', () => {
  const stack = new Stack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
  admitSources(balancerSecurityGroup(stack, vpc), [ec2.Port.tcp(443)], { vpc, internal: false, dualStack: false, allowedSources: [] });
  const { SecurityGroupEgress, SecurityGroupIngress } = theOnly(stack, 'AWS::EC2::SecurityGroup').Properties;
  expect(SecurityGroupIngress).toBeUndefined();
  expect(SecurityGroupEgress).toEqual([expect.objectContaining({ Description: 'Disallow all traffic' })]);
});

test('sources are counted for each port, and for IPv4 and IPv6 apart', () => {
  const many = (count: number, peer: (index: number) => ec2.IPeer) => Array.from({ length: count }, (_, index) => peer(index));
  const ipv4 = many(31, (index) => ec2.Peer.ipv4(`192.0.2.${index}/32`));
  const ipv6 = many(31, (index) => ec2.Peer.ipv6(`2001:db8::${index}/128`));
  const both = ec2.Peer.prefixList('pl-1');
  expect(read(checkSources(ipv4, 2))).toEqual([expect.stringContaining('warning LoadBalancer.SourcesQuota: `allowedSources` take 62 rules of a security group,')]);
  expect(checkSources(ipv6, 2)).toHaveLength(1);
  expect(checkSources([...ipv4.slice(0, 30), ...ipv6.slice(0, 30)], 2)).toEqual([]);
  expect(checkSources([...ipv4.slice(0, 30), ...ipv6.slice(0, 30), both], 2)).toHaveLength(1);
  expect(checkSources(undefined, 2)).toEqual([]);
});
