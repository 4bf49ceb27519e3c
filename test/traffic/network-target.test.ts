import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { HTTP_PORT, read, serve, served } from './setting';
import { PortFact } from '../../src/private/service-facts';
import { NetworkListenerOptions, checkNetworkTarget, clientPort, isDatagram, protocolOf } from '../../src/traffic/network-target';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const DNS: PortFact = { container: 'web', name: 'dns', port: 53, protocol: 'udp' };
const { TCP, TCP_UDP, TLS, UDP } = elbv2.Protocol;
const certificates = [acm.Certificate.fromCertificateArn(new Stack(), 'Given', 'arn:aws:acm:eu-west-1:111122223333:certificate/1')];

function check(options: NetworkListenerOptions, ports: PortFact[] = [HTTP_PORT, DNS]): string[] {
  return read(checkNetworkTarget(options, { ports, ipv6Only: false }));
}

test.each<[string, NetworkListenerOptions, elbv2.Protocol, number]>([
  ['the first port', {}, TCP, 8080],
  ['a UDP port', { portName: 'dns' }, UDP, 53],
  ['certificates', { certificates }, TLS, 443],
  ['TLS', { protocol: TLS }, TLS, 443],
  ['a protocol', { protocol: UDP }, UDP, 53],
  ['a port of the listener', { listenerPort: 80, protocol: TCP_UDP }, TCP_UDP, 80],
])('%s decides protocol and port', (_, options, protocol, port) => {
  expect(protocolOf(options, [HTTP_PORT, DNS])).toBe(protocol);
  expect(clientPort(options, [HTTP_PORT, DNS])).toBe(port);
  expect(check(options)).toEqual([]);
});

test('UDP is in two protocols', () => {
  expect([TCP, TLS, UDP, TCP_UDP].map(isDatagram)).toEqual([false, false, true, true]);
});

test('the address of a UDP client is always kept', () => {
  expect(check({ protocol: UDP, preserveClientIp: false })).toEqual([
    'error TargetGroup.ClientIpAlwaysKept: `preserveClientIp` is always on for UDP, got false; leave it out',
  ]);
  expect(check({ protocol: UDP, preserveClientIp: true })).toEqual([]);
  expect(check({ preserveClientIp: false })).toEqual([]);
});

test('a UDP target needs a TCP port for its health', () => {
  expect(check({}, [DNS])).toEqual([
    'error TrafficSource.NoHealthPort: `healthCheck.port` must be a TCP port, for the health of UDP targets is checked over TCP, ' +
    'got a task without one; give a container a TCP port, in bridge mode with a `hostPort`',
  ]);
  expect(check({ healthCheck: { port: 9000 } }, [DNS])).toEqual([]);
});

test('the model checks the health check as that of a network balancer', () => {
  expect(check({ healthCheck: { timeout: Duration.seconds(1) } })).toEqual([expect.stringContaining('TargetHealth.Timeout: `healthCheck.timeout`')]);
  expect(check({ healthCheck: { path: '/ping', codes: '500-599' } })).toEqual([]);
});

test('the model checks the listener', () => {
  expect(check({ listenerPort: 0 })).toEqual([expect.stringContaining('error Listener.Port: `listenerPort`')]);
  expect(check({ protocol: elbv2.Protocol.HTTP })).toEqual([expect.stringContaining('error Listener.NetworkProtocol: `protocol`')]);
  expect(check({ protocol: TCP, certificates })).toEqual([expect.stringContaining('error Listener.CertificateNeedsTls: `certificates`')]);
  const token = new CfnParameter(new Stack(), 'Port', { type: 'Number' }).valueAsNumber;
  expect(check({ listenerPort: token, healthCheck: { port: token, healthyThreshold: token } })).toEqual([]);
});

test('a health check takes tokens', () => {
  const { stack, cluster } = platformStack();
  const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
  const healthCheck = { interval: Duration.seconds(number('Interval')), timeout: Duration.seconds(number('Timeout')), healthyThreshold: number('Healthy') };
  serve(stack, cluster, TrafficSource.networkLoadBalancer({ listeners: [{ healthCheck }] }));
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({
    HealthCheckIntervalSeconds: { Ref: 'Interval' }, HealthCheckTimeoutSeconds: { Ref: 'Timeout' }, HealthyThresholdCount: { Ref: 'Healthy' }, UnhealthyThresholdCount: 3,
  });
});

test('a TLS listener takes no UDP port', () => {
  expect(check({ certificates }, [DNS])).toEqual([expect.stringContaining('must name a tcp port of the task, got none')]);
});

test('the task sees the client\'s address if asked to, and admits the balancer all the same', () => {
  const { stack } = served(TrafficSource.networkLoadBalancer({ listeners: [{ preserveClientIp: true }] }));
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.TargetGroupAttributes).toEqual(expect.arrayContaining([
    { Key: 'preserve_client_ip.enabled', Value: 'true' },
    { Key: 'deregistration_delay.timeout_seconds', Value: '30' },
  ]));
  const tasks = propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription.includes('Web'));
  expect(tasks.SecurityGroupIngress).toEqual([expect.objectContaining({ SourceSecurityGroupId: expect.anything(), FromPort: 8080 })]);
});

test('a port that is a token all the way to the task definition is listened on', () => {
  const { stack, cluster } = platformStack();
  const taskPort = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
  serve(stack, cluster, TrafficSource.networkLoadBalancer(), { ports: [{ container: 'web', protocol: 'tcp' }], taskPort });
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::Listener').Properties.Port).toEqual({ Ref: 'Port' });
  expect(theOnly(stack, 'AWS::ECS::Service').Properties.LoadBalancers).toEqual([expect.objectContaining({ ContainerPort: { Ref: 'Port' } })]);
});

test('a health check may go to a port of its own', () => {
  const { stack } = served(TrafficSource.networkLoadBalancer({ listeners: [{ healthCheck: { port: 9000, path: '/ping' } }] }));
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({ HealthCheckPort: '9000', HealthCheckPath: '/ping' });
  const tasks = propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription.includes('Web'));
  expect(tasks.SecurityGroupIngress.map((rule: any) => rule.FromPort)).toEqual([8080, 9000]);
});
