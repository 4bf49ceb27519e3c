import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { launchDataOf, poolIn } from './pools';
import { newStack } from '../cluster/services';
import { theOnly } from '../kit/stacks';

test.each([[undefined, 1], [{ hostModeTaskRoles: true }, 1], [{ instanceMetadataAccess: true }, 2]])(
  'with %p the metadata takes a token, and is %p hops away at most', (agent, hops) => {
    const stack = newStack();
    poolIn(stack, { agent });
    expect(launchDataOf(stack).MetadataOptions).toEqual({ HttpEndpoint: 'enabled', HttpTokens: 'required', HttpPutResponseHopLimit: hops });
  });

test('takes security groups of your own, and makes none then', () => {
  const stack = newStack();
  const securityGroups = ['sg-1', 'sg-2'].map((id) => ec2.SecurityGroup.fromSecurityGroupId(stack, id, id));
  const pool = poolIn(stack, { securityGroups });
  expect(launchDataOf(stack).SecurityGroupIds).toEqual(['sg-1', 'sg-2']);
  expect(pool.connections.securityGroups).toEqual(securityGroups);
  expect(pool.node.tryFindChild('SecurityGroup')).toBeUndefined();
});

test('opens what is asked for on the group that it makes', () => {
  const stack = newStack();
  poolIn(stack).connections.allowFrom(ec2.Peer.ipv4('10.0.0.0/16'), ec2.Port.tcp(9100));
  expect(theOnly(stack, 'AWS::EC2::SecurityGroup').Properties.SecurityGroupIngress).toEqual([
    expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 9100, ToPort: 9100 }),
  ]);
});

test.each([[undefined, false], [false, false], [true, true]])('monitoring %p is %p', (detailedMonitoring, enabled) => {
  const stack = newStack();
  poolIn(stack, { detailedMonitoring });
  expect(launchDataOf(stack).Monitoring).toEqual({ Enabled: enabled });
});
