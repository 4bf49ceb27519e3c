import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { ClientRules, takesRules } from '../../src/private/client-rules';
import { propertiesOf } from '../kit/stacks';

const PORT = ec2.Port.tcp(8080);

function setUp() {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
  const group = (id: string, allowAllOutbound = true) => new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound });
  const open = (client: ec2.IConnectable, server: ec2.ISecurityGroup) =>
    new ClientRules(stack, 'Clients').open(client, new ec2.Connections({ securityGroups: [server], defaultPort: PORT }));
  return { stack, group, open };
}

test('a client is let in, and out where its group keeps it in', () => {
  const { stack, group, open } = setUp();
  open(group('Free'), group('One'));
  open(group('Closed', false), group('Two'));
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress').map(({ Description, FromPort }) => [Description, FromPort])).toEqual([['Clients', 8080], ['Clients', 8080]]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress')).toHaveLength(1);
});

test('two who ask for one rule get one', () => {
  const { stack, group, open } = setUp();
  const [client, server] = [group('Client'), group('Server')];
  open(client, server);
  open(client, server);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
});

test('all who ask for a rule can wait for it', () => {
  const { stack, group } = setUp();
  const [client, server] = [group('Client', false), group('Server')];
  const askers = [0, 1].map(() => new ClientRules(stack, 'Clients'));
  askers.forEach((rules) => rules.open(client, new ec2.Connections({ securityGroups: [server], defaultPort: PORT })));
  expect(askers.map(({ written }) => written)).toEqual([[], []]);
  propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress');
  const written = [...askers[0].written];
  expect(written.map(({ node: { id } }) => id.split(' ')[0])).toEqual(['Ingress', 'Egress']);
  expect(askers[1].written).toEqual(written);
});

test('only an imported group that is closed to changes takes no rules, and asking leaves nothing behind', () => {
  const { stack, group } = setUp();
  const given = (id: string, mutable: boolean) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, 'sg-0123456789abcdef0', { mutable });
  expect([group('Own'), given('Open', true), given('Shut', false)].map(takesRules)).toEqual([true, true, false]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
});
