import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { newStack } from './tasks';
import { openReach } from '../../src/task/task-reach';
import { propertiesOf, resourcesOf } from '../kit/stacks';

const NFS = ec2.Port.tcp(2049);

function setUp(servers: number) {
  const stack = newStack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'] });
  const group = (id: string) => new ec2.SecurityGroup(stack, id, { vpc, allowAllOutbound: false });
  const tasks = group('Tasks');
  const service = new CfnResource(stack, 'Service', { type: 'AWS::ECS::Service' });
  const fileSystems = [...Array(servers).keys()].map((index) => group(`Server${index}`));
  const waits = openReach(new Construct(stack, 'Owner'), tasks, {
    servers: fileSystems.map((server) => new ec2.Connections({ securityGroups: [server], defaultPort: NFS })),
  });
  service.node.addDependency(...waits);
  return { stack, tasks, fileSystems, waits };
}

test('without a file system nothing is opened, and nothing waited for', () => {
  const { stack, waits } = setUp(0);

  expect(waits).toEqual([]);
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
});

test('each file system is reached by the tasks alone, over NFS', () => {
  const { stack, tasks, fileSystems } = setUp(2);
  const idOf = (group: ec2.ISecurityGroup) => stack.resolve(group.securityGroupId);

  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupIngress')).toEqual(fileSystems.map((server) => ({
    Description: 'Tasks to file system', GroupId: idOf(server), SourceSecurityGroupId: idOf(tasks), IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049,
  })));
  expect(propertiesOf(stack, 'AWS::EC2::SecurityGroupEgress').map(({ GroupId, DestinationSecurityGroupId: to }) => [GroupId, to]))
    .toEqual(fileSystems.map((server) => [idOf(tasks), idOf(server)]));
});

test('no task starts before the ways are open, though they are written last of all', () => {
  const { stack } = setUp(1);
  const { Service: service, ...others } = resourcesOf(stack);
  const rules = Object.keys(others).filter((id) => /^AWS::EC2::SecurityGroup(In|E)gress$/.test(others[id].Type));

  expect(rules).toHaveLength(2);
  expect(service.DependsOn).toEqual(expect.arrayContaining(rules));
});
