import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { App, Stack } from 'aws-cdk-lib/core';
import { LatticeAuth } from '../../src/lattice/lattice-auth';
import { LatticeNetwork, LatticeNetworkProps } from '../../src/lattice/lattice-network';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const ASSOCIATION = 'AWS::VpcLattice::ServiceNetworkVpcAssociation';

function networkOf(props: Partial<LatticeNetworkProps> = {}) {
  const { stack, vpc } = platformStack();
  return { stack, vpc, network: new LatticeNetwork(stack, 'Network', { vpcs: [vpc], ...props }) };
}

test('a VPC is in the network, behind a security group that lets in its range', () => {
  const { stack, network } = networkOf();
  expect(theOnly(stack, 'AWS::VpcLattice::ServiceNetwork').Properties).toEqual({ AuthType: 'NONE' });
  expect(stack.resolve(network.networkArn)).toEqual({ 'Fn::GetAtt': [Object.keys(resourcesOf(stack, 'AWS::VpcLattice::ServiceNetwork'))[0], 'Arn'] });
  expect(theOnly(stack, ASSOCIATION).Properties).toMatchObject({
    SecurityGroupIds: [{ 'Fn::GetAtt': [expect.stringMatching(/^NetworkSecurityGroup/), 'GroupId'] }],
    VpcIdentifier: { Ref: expect.stringMatching(/^Vpc/) },
  });
  expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress).toEqual([
    { CidrIp: '10.0.0.0/16', Description: 'Callers to VPC Lattice', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 },
  ]);
});

test('callers that are named are let in alone, and others later', () => {
  const { stack, network } = networkOf({ callers: [ec2.Peer.ipv4('10.0.1.0/24')] });
  network.connections.allowFrom(ec2.Peer.ipv4('10.0.2.0/24'), ec2.Port.tcp(80));
  expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress.map(({ CidrIp, FromPort }: any) => [CidrIp, FromPort])).toEqual([
    ['10.0.1.0/24', 443], ['10.0.2.0/24', 80],
  ]);
});

test('several VPCs, each behind its own group', () => {
  const { stack, vpc } = platformStack();
  const other = new ec2.Vpc(stack, 'Other', { ipAddresses: ec2.IpAddresses.cidr('10.1.0.0/16'), restrictDefaultSecurityGroup: false });
  new LatticeNetwork(stack, 'Network', { vpcs: [vpc, other] });
  expect(Object.keys(resourcesOf(stack, ASSOCIATION))).toEqual([expect.stringMatching(/^NetworkVpcAssociation/), expect.stringMatching(/^NetworkVpcAssociation2/)]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroup').map(({ SecurityGroupIngress: [{ CidrIp }] }) => CidrIp)).toEqual(['10.0.0.0/16', '10.1.0.0/16']);
});

test('signed requests alone, a share, and a record of every request', () => {
  const { stack, network } = networkOf({ auth: LatticeAuth.iam(), sharedWith: ['111122223333'] });
  expect(theOnly(stack, 'AWS::VpcLattice::ServiceNetwork').Properties.AuthType).toBe('AWS_IAM');
  expect(theOnly(stack, 'AWS::VpcLattice::AuthPolicy').Properties.Policy.Statement[0].Principal.AWS).toHaveLength(2);
  expect(theOnly(stack, 'AWS::RAM::ResourceShare').Properties.ResourceArns).toEqual([stack.resolve(network.networkArn)]);
  expect(network.share).toBeDefined();
  const logged = networkOf();
  new LatticeNetwork(logged.stack, 'Logged', { vpcs: [], accessLogs: new logs.LogGroup(logged.stack, 'Requests') });
  expect(theOnly(logged.stack, 'AWS::VpcLattice::AccessLogSubscription').Properties.ResourceIdentifier['Fn::GetAtt'][0]).toMatch(/^Logged/);
});

test('a VPC twice, and one whose range nobody knows, are refused', () => {
  const { stack, vpc } = platformStack();
  const given = ec2.Vpc.fromVpcAttributes(stack, 'Given', { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'] });
  expect(() => new LatticeNetwork(stack, 'Network', { vpcs: [given, vpc, given], auth: LatticeAuth.iam({ organizations: ['shop'] }) })).toThrow([
    'LatticeNetwork at Stack/Network has 4 problems:',
    '  LatticeNetwork.SameVpc: `vpcs[2]` is in the network once, got vpc-0123456789abcdef0 again; leave it out',
    '  LatticeNetwork.UnknownRange: `vpcs[0]` does not know its range, which may call by default; import it with vpcCidrBlock, or name the callers',
    '  LatticeNetwork.UnknownRange: `vpcs[2]` does not know its range, which may call by default; import it with vpcCidrBlock, or name the callers',
    '  LatticeAuth.Organization: `auth.organizations[0]` takes organization ids such as o-a1b2c3d4e5, got \'shop\'',
  ].join('\n'));
  expect(() => new LatticeNetwork(stack, 'Network', { vpcs: [vpc, vpc] })).toThrow(
    'LatticeNetwork.SameVpc: `vpcs[1]` is in the network once, got Stack/Vpc again; leave it out');
});

test('a VPC of another network of the app is refused, by whatever name it goes, and its id is free again', () => {
  const { stack, vpc } = networkOf();
  const other = new Stack(stack.node.root as App, 'Other');
  const named = ec2.Vpc.fromVpcAttributes(other, 'Named', { vpcId: vpc.vpcId, availabilityZones: ['eu-west-1a'], vpcCidrBlock: '10.0.0.0/16' });
  expect(() => new LatticeNetwork(other, 'Network', { vpcs: [named] })).toThrow('LatticeNetwork.OtherNetwork: `vpcs[0]` can be in one service network, ' +
    'got Other/Named, which is in Stack/Network; put the services into that network, or reach this one through a VPC endpoint');
  const [first, again] = ['First', 'Again'].map((id) =>
    ec2.Vpc.fromVpcAttributes(other, id, { vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'], vpcCidrBlock: '10.1.0.0/16' }));
  new LatticeNetwork(other, 'Network', { vpcs: [first] });
  expect(() => new LatticeNetwork(stack, 'Second', { vpcs: [again] })).toThrow(
    'LatticeNetwork.OtherNetwork: `vpcs[0]` can be in one service network, got vpc-0123456789abcdef0, which is in Other/Network');
});

test('another app, and VPCs that have still to be looked up, are other VPCs', () => {
  const stack = new Stack(recommendedApp(), 'Looks', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpcs = ['shop', 'bank', 'post'].map((vpcName) => ec2.Vpc.fromLookup(stack, vpcName, { vpcName }));
  expect(new Set(vpcs.map(({ vpcId }) => vpcId)).size).toBe(1);
  new LatticeNetwork(stack, 'One', { vpcs: vpcs.slice(0, 2) });
  new LatticeNetwork(stack, 'Two', { vpcs: vpcs.slice(2) });
  expect(Object.keys(resourcesOf(networkOf().stack, ASSOCIATION))).toHaveLength(1);
});
