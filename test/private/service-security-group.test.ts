import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { ServiceSecurityGroup } from '../../src/private/service-security-group';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, recommendedApp, resourcesOf } from '../kit/stacks';
import { cdkListener, serve, warnings } from '../traffic/setting';

const INGRESS = 'AWS::EC2::SecurityGroupIngress';

function groups() {
  const { stack, vpc, cluster } = platformStack();
  const balancer = new ec2.SecurityGroup(stack, 'Balancer', { vpc, allowAllOutbound: false });
  const group = new ServiceSecurityGroup(stack, 'Tasks', { vpc });
  const id = stack.getLogicalId(group.node.defaultChild as ec2.CfnSecurityGroup);
  const inline = () => resourcesOf(stack)[id].Properties.SecurityGroupIngress;
  return { stack, vpc, cluster, balancer, group, inline };
}

describe('ServiceSecurityGroup', () => {
  test('the rule from the balancer is inside the group', () => {
    const { stack, balancer, group, inline } = groups();
    group.admit(balancer, ec2.Port.tcp(8080));
    expect(inline()).toEqual([{
      Description: 'Load balancer to target',
      FromPort: 8080,
      IpProtocol: 'tcp',
      SourceSecurityGroupId: stack.resolve(balancer.securityGroupId),
      ToPort: 8080,
    }]);
    expect(resourcesOf(stack, INGRESS)).toEqual({});
  });

  test('a user who opens the same port to the balancer again gets no second rule', () => {
    const { stack, balancer, group, inline } = groups();
    group.admit(balancer, ec2.Port.tcp(8080));
    group.connections.allowFrom(balancer, ec2.Port.tcp(8080));
    balancer.connections.allowTo(group, ec2.Port.tcp(8080));
    expect(inline()).toHaveLength(1);
    expect(resourcesOf(stack, INGRESS)).toEqual({});
  });

  test('a balancer that a user has admitted already is not admitted again', () => {
    const { stack, balancer, group, inline } = groups();
    group.connections.allowFrom(balancer, ec2.Port.tcp(8080));
    group.admit(balancer, ec2.Port.tcp(8080));
    expect(inline()).toBeUndefined();
    expect(Object.keys(resourcesOf(stack, INGRESS))).toHaveLength(1);
  });

  test.each<[string, ec2.Port]>([
    ['another port', ec2.Port.tcp(9090)],
    ['another protocol', ec2.Port.udp(8080)],
    ['a wider range', ec2.Port.tcpRange(8080, 8081)],
  ])('%s is another rule', (_, port) => {
    const { stack, balancer, group } = groups();
    group.admit(balancer, ec2.Port.tcp(8080));
    group.connections.allowFrom(balancer, port);
    expect(Object.keys(resourcesOf(stack, INGRESS))).toHaveLength(1);
  });

  test('a token port is one rule too, beside the group as the L2 has it', () => {
    const { stack, balancer, group, inline } = groups();
    const port = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    group.admit(balancer, ec2.Port.tcp(port));
    group.connections.allowFrom(balancer, ec2.Port.tcp(port));
    expect(inline()).toBeUndefined();
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: { Ref: 'Port' }, ToPort: { Ref: 'Port' } })]);
  });

  test('rules from addresses stay what they are in the L2', () => {
    const { group, inline } = groups();
    group.connections.allowFrom(ec2.Peer.ipv4('10.1.0.0/16'), ec2.Port.tcp(8080));
    group.connections.allowFrom(ec2.Peer.ipv4('10.2.0.0/16'), ec2.Port.tcp(8080));
    expect(inline()).toHaveLength(2);
  });

  test('opening the way to others is no cause for a warning where every way is open', () => {
    const { stack, vpc, group } = groups();
    const database = new ec2.SecurityGroup(stack, 'Database', { vpc });
    group.connections.allowTo(database, ec2.Port.tcp(5432));
    expect(warnings(stack)).toEqual([]);
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 5432 })]);
  });

  test.each<[string, Partial<ec2.SecurityGroupProps>, unknown[]]>([
    ['IPv4 alone is open', {}, [{ CidrIp: '0.0.0.0/0' }, { CidrIpv6: '2001:db8::/32' }]],
    ['both are open', { allowAllIpv6Outbound: true }, [{ CidrIp: '0.0.0.0/0' }, { CidrIpv6: '::/0' }]],
    ['nothing is open', { allowAllOutbound: false }, [{ CidrIp: '192.0.2.0/24' }, { CidrIpv6: '2001:db8::/32' }]],
  ])('where %s, the ways that are closed are opened', (_, props, rules) => {
    const { stack, vpc } = platformStack();
    const group = new ServiceSecurityGroup(stack, 'Tasks', { vpc, ...props });
    group.connections.allowTo(ec2.Peer.ipv4('192.0.2.0/24'), ec2.Port.tcp(443));
    group.connections.allowTo(ec2.Peer.ipv6('2001:db8::/32'), ec2.Port.tcp(443));
    const [{ SecurityGroupEgress }] = propertiesOf(stack, 'AWS::EC2::SecurityGroup');
    expect(SecurityGroupEgress).toEqual(rules.map((rule) => expect.objectContaining(rule)));
    expect(warnings(stack)).toEqual([]);
  });

  test('an imported balancer of a made-up id is admitted', () => {
    const { stack, group, inline } = groups();
    group.admit(ec2.SecurityGroup.fromSecurityGroupId(stack, 'Imported', 'sg-1'), ec2.Port.tcp(8080));
    expect(inline()).toEqual([expect.objectContaining({ SourceSecurityGroupId: 'sg-1' })]);
  });
});

describe('admitBalancer', () => {
  function servedBy(groupOf: (stack: Stack, vpc: ec2.IVpc) => ec2.ISecurityGroup, app: App = recommendedApp()) {
    const { stack, vpc, cluster } = platformStack(app);
    const listener = cdkListener(stack, vpc);
    const traffic = TrafficSource.listenerRule({ listener, pathPatterns: ['/*'], priority: 1 });
    return { stack, listener, ...serve(stack, cluster, traffic, { securityGroups: [groupOf(stack, vpc)] }) };
  }

  test('a group of the user gets the rule once, even if the user adds it by hand', () => {
    const { stack, listener, service } = servedBy((scope, vpc) => new ec2.SecurityGroup(scope, 'Own', { vpc }));
    service.connections.allowFrom(listener.loadBalancer, ec2.Port.tcp(8080));
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 8080, Description: 'Load balancer to target' })]);
  });

  test('an imported group gets the rule', () => {
    const { stack } = servedBy((scope) => ec2.SecurityGroup.fromSecurityGroupId(scope, 'Imported', 'sg-11112222333344445'));
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ GroupId: 'sg-11112222333344445' })]);
  });

  test('an immutable group is left alone', () => {
    const { stack } = servedBy((scope) => ec2.SecurityGroup.fromSecurityGroupId(scope, 'Imported', 'sg-11112222333344445', { mutable: false }));
    expect(propertiesOf(stack, INGRESS)).toEqual([]);
  });

  test('the rule of a group in another stack is in the stack of the service, so that the stacks stay in line', () => {
    const app = recommendedApp();
    const network = new Stack(app, 'Network');
    const { stack } = servedBy(() => {
      const vpc = ec2.Vpc.fromVpcAttributes(network, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
      return new ec2.SecurityGroup(network, 'Tasks', { vpc });
    }, app);
    expect(propertiesOf(stack, INGRESS)).toHaveLength(1);
    expect(propertiesOf(network, INGRESS)).toEqual([]);
    expect(network.dependencies).toEqual([]);
  });

  test('services of a stack that share such a group share its rule', () => {
    const app = recommendedApp();
    const network = new Stack(app, 'Network');
    const { stack, vpc, cluster } = platformStack(app);
    const listener = cdkListener(stack, vpc);
    const group = new ec2.SecurityGroup(network, 'Instances', { vpc: ec2.Vpc.fromVpcAttributes(network, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) });
    [1, 2].forEach((priority) => serve(stack, cluster,
      TrafficSource.listenerRule({ listener, pathPatterns: [`/${priority}`], priority }), { securityGroups: [group] }, `Web${priority}`));
    expect(propertiesOf(stack, INGRESS)).toEqual([expect.objectContaining({ FromPort: 8080 })]);
  });
});
