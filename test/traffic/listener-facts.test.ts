import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter } from 'aws-cdk-lib/core';
import { LISTENER_ARN, cdkListener, importedListener } from './setting';
import { balancerGroupOf, listenerKey, listenerProtocol, loadBalancerOf } from '../../src/traffic/listener-facts';
import { platformStack } from '../kit/stacks';

const { stack, vpc } = platformStack();
const made = cdkListener(stack, vpc);
const imported = importedListener(stack);

test('a listener of this app knows its balancer', () => {
  expect(loadBalancerOf(made)).toBe(made.loadBalancer);
  expect(loadBalancerOf(imported)).toBeUndefined();
});

test('a listener of this app knows its protocol', () => {
  const secure = made.loadBalancer.addListener('Https', {
    port: 443, certificates: [elbv2.ListenerCertificate.fromArn('arn')], defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  expect([made, secure, imported].map(listenerProtocol)).toEqual(['HTTP', 'HTTPS', undefined]);
});

test('a protocol that is a token is unknown', () => {
  const listener = made.loadBalancer.addListener('Token', {
    port: 81, protocol: elbv2.ApplicationProtocol.HTTP, defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  (listener.node.defaultChild as elbv2.CfnListener).protocol = new CfnParameter(stack, 'Protocol').valueAsString;
  expect(listenerProtocol(listener)).toBeUndefined();
});

test('the group is the balancer\'s, one that was added to it later included', () => {
  expect(balancerGroupOf(made)).toBe(made.loadBalancer.connections.securityGroups[0]);
  expect(balancerGroupOf(imported)!.securityGroupId).toBe('sg-11112222333344445');
});

test('a group of this app is taken before one that was imported, which cannot be opened', () => {
  const theirs = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Theirs', 'sg-99998888777766665');
  const ours = new ec2.SecurityGroup(stack, 'Ours', { vpc, allowAllOutbound: false });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Both', { vpc, securityGroup: theirs });
  const listener = balancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  expect(balancerGroupOf(listener)).toBe(theirs);
  balancer.addSecurityGroup(ours);
  expect(balancerGroupOf(listener)).toBe(ours);
});

test('listeners are told apart by ARN, or by path where it is a token', () => {
  expect(listenerKey(imported)).toBe(LISTENER_ARN);
  expect(listenerKey(made)).toBe('Stack/Shared/Http');
});
