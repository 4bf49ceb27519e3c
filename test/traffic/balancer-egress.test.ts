import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnParameter, Stack } from 'aws-cdk-lib/core';
import { warnings } from './setting';
import { openToIdentityProvider, openToTargets } from '../../src/traffic/balancer-egress';
import { propertiesOf, recommendedApp, theOnly } from '../kit/stacks';

const DISABLE_INLINE = '@aws-cdk/aws-ec2.securityGroupDisableInlineRules';

function setting(props: Partial<ec2.SecurityGroupProps> = {}, context: Record<string, unknown> = {}) {
  const stack = new Stack(recommendedApp({ context }), 'Stack');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], vpcCidrBlock: '10.0.0.0/16' });
  const balancer = new ec2.SecurityGroup(stack, 'Balancer', { vpc, allowAllOutbound: false, ...props });
  const egress = () => theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupEgress;
  return { stack, vpc, balancer, egress };
}

const TO_VPC = { CidrIp: '10.0.0.0/16', Description: 'Load balancer to targets', FromPort: 0, IpProtocol: 'tcp', ToPort: 65535 };

test('however many services there are, one rule leads to the VPC', () => {
  const { vpc, balancer, egress } = setting();
  for (let service = 0; service < 3; service++) openToTargets(balancer, { vpc, ipv6: false });
  expect(egress()).toEqual([TO_VPC]);
});

test('the range of the VPC may be a token, with rules outside the group as well', () => {
  const { stack, balancer } = setting({}, { [DISABLE_INLINE]: true });
  const range = new CfnParameter(stack, 'Range').valueAsString;
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-2', availabilityZones: ['a'], vpcCidrBlock: range });
  for (let service = 0; service < 3; service++) openToTargets(balancer, { vpc, ipv6: false });
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress').filter(({ CidrIp }) => CidrIp.Ref === 'Range')).toHaveLength(1);
});

test('an imported VPC without a range leaves any address', () => {
  const { stack, balancer, egress } = setting();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-2', availabilityZones: ['a'] });
  openToTargets(balancer, { vpc, ipv6: false });
  expect(egress()).toEqual([{ ...TO_VPC, CidrIp: '0.0.0.0/0' }]);
});

test('IPv6 targets are reached at any IPv6 address, besides IPv4 ones', () => {
  const { vpc, balancer, egress } = setting();
  openToTargets(balancer, { vpc, ipv6: false });
  openToTargets(balancer, { vpc, ipv6: true });
  openToTargets(balancer, { vpc, ipv6: true });
  const { CidrIp, ...rest } = TO_VPC;
  expect(CidrIp).toBe('10.0.0.0/16');
  expect(egress()).toEqual([TO_VPC, { ...rest, CidrIpv6: '::/0' }]);
});

test('UDP targets get UDP besides the TCP of their health checks', () => {
  const { vpc, balancer, egress } = setting();
  openToTargets(balancer, { vpc, ipv6: false, udp: true });
  expect(egress()).toEqual([TO_VPC, { ...TO_VPC, IpProtocol: 'udp' }]);
});

test('a group that is open already is left alone, without CDK\'s warning', () => {
  const { stack, vpc, balancer, egress } = setting({ allowAllOutbound: true, allowAllIpv6Outbound: true });
  openToTargets(balancer, { vpc, ipv6: false });
  openToTargets(balancer, { vpc, ipv6: true });
  openToIdentityProvider(balancer);
  expect(egress()).toHaveLength(2);
  expect(warnings(stack)).toEqual([]);
});

test('a group that is open to IPv4 alone is opened to IPv6 targets', () => {
  const { vpc, balancer, egress } = setting({ allowAllOutbound: true });
  openToTargets(balancer, { vpc, ipv6: true });
  expect(egress()).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }), expect.objectContaining({ CidrIpv6: '::/0', IpProtocol: 'tcp' })]);
});

test('the group of an imported balancer is left alone', () => {
  const { stack, vpc } = setting();
  const imported = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-11112222333344445', { allowAllOutbound: false });
  openToTargets(imported, { vpc, ipv6: false });
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toEqual([]);
});

test('an identity provider is reached over HTTPS, once', () => {
  const { balancer, egress } = setting();
  openToIdentityProvider(balancer);
  openToIdentityProvider(balancer);
  expect(egress()).toEqual([
    { CidrIp: '0.0.0.0/0', Description: 'Load balancer to identity provider', FromPort: 443, IpProtocol: 'tcp', ToPort: 443 },
  ]);
});
