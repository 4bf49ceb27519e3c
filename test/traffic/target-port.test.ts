import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnParameter, Lazy, Stack } from 'aws-cdk-lib/core';
import { read } from './setting';
import { NetworkMode } from '../../src/model/task/network-mode';
import { PortFact } from '../../src/private/service-facts';
import { TargetPortOptions, checkTargetPort, findPort, portNumber, securityPort, targetPort, targetTypeIn } from '../../src/traffic/target-port';

const PORTS: PortFact[] = [
  { container: 'web', name: 'http', port: 8080, protocol: 'tcp' },
  { container: 'web', name: 'dns', port: 53, protocol: 'udp' },
  { container: 'metrics', name: 'prom', port: 9090, protocol: 'tcp' },
];

test.each<[TargetPortOptions, PortFact]>([
  [{}, PORTS[0]],
  [{ portName: 'prom' }, PORTS[2]],
  [{ containerPort: 9090 }, PORTS[2]],
  [{ containerName: 'metrics' }, PORTS[2]],
  [{ containerName: 'web', portName: 'http', containerPort: 8080 }, PORTS[0]],
])('%j finds %j', (options, port) => {
  expect(findPort(options, PORTS, ['tcp'])).toBe(port);
  expect(checkTargetPort(options, PORTS, ['tcp'])).toEqual([]);
});

test.each<[NetworkMode, Partial<PortFact>, object]>([
  ['awsvpc', {}, { ipProtocol: 'tcp', fromPort: 8080, toPort: 8080 }],
  ['host', {}, { ipProtocol: 'tcp', fromPort: 8080, toPort: 8080 }],
  ['bridge', {}, { ipProtocol: 'tcp', fromPort: 32768, toPort: 65535 }],
  ['bridge', { hostPort: 0 }, { ipProtocol: 'tcp', fromPort: 32768, toPort: 65535 }],
  ['bridge', { hostPort: 80 }, { ipProtocol: 'tcp', fromPort: 80, toPort: 80 }],
  ['bridge', { protocol: 'udp' }, { ipProtocol: 'udp', fromPort: 32768, toPort: 65535 }],
  ['bridge', { protocol: 'udp', hostPort: 53 }, { ipProtocol: 'udp', fromPort: 53, toPort: 53 }],
  ['default', {}, { ipProtocol: 'tcp', fromPort: 32768, toPort: 65535 }],
  ['default', { hostPort: 80 }, { ipProtocol: 'tcp', fromPort: 80, toPort: 80 }],
])('%s with %j: a balancer comes in by %j', (mode, port, rule) => {
  const taskDefinition = new ecs.Ec2TaskDefinition(new Stack(), 'Task');
  expect(targetPort({ ...PORTS[0], ...port }, mode, taskDefinition).toRuleJson()).toEqual(rule);
});

test.each<[NetworkMode, string]>([['awsvpc', 'ip'], ['bridge', 'instance'], ['host', 'instance'], ['default', 'instance']])('%s: targets by %s', (mode, type) => {
  expect(targetTypeIn(mode)).toBe(type);
});

test('a token is not printed', () => {
  const containerName = new CfnParameter(new Stack(), 'Container').valueAsString;
  expect(read(checkTargetPort({ containerName, portName: 'grpc' }, PORTS.slice(0, 1), ['tcp']))).toEqual([
    'error TrafficSource.UnknownPort: `portName` must name a tcp port of the task, got "grpc"; the task has web 8080/tcp ("http")',
  ]);
});

test('only a port of a fitting transport is found', () => {
  expect(findPort({}, PORTS, ['udp'])).toBe(PORTS[1]);
  expect(findPort({ portName: 'dns' }, PORTS, ['tcp'])).toBeUndefined();
});

const LIST = 'the task has web 8080/tcp ("http"), web 53/udp ("dns"), metrics 9090/tcp ("prom")';

test.each<[TargetPortOptions, string]>([
  [{ portName: 'grpc' }, `\`portName\` must name a tcp port of the task, got "grpc"; ${LIST}`],
  [{ containerPort: 80 }, `\`containerPort\` must name a tcp port of the task, got 80; ${LIST}`],
  [{ containerPort: 0 }, `\`containerPort\` must name a tcp port of the task, got 0; ${LIST}`],
  [{ portName: '' }, `\`portName\` must name a tcp port of the task, got ""; ${LIST}`],
  [{ containerName: 'app' }, `\`containerName\` must name a tcp port of the task, got container "app"; ${LIST}`],
  [{ portName: 'http', containerPort: 9090 }, `\`portName\` must name a tcp port of the task, got "http" of 9090; ${LIST}`],
])('%j is refused', (options, message) => {
  expect(read(checkTargetPort(options, PORTS, ['tcp']))).toEqual([`error TrafficSource.UnknownPort: ${message}`]);
});

test('a task without ports is refused', () => {
  expect(read(checkTargetPort({ portName: 'http' }, [], ['tcp']))).toEqual([
    'error TrafficSource.UnknownPort: `portName` needs a port of the task, got a task without ports; give a container a port, or leave out the traffic',
  ]);
});

test('a task without a port of the transport is refused', () => {
  expect(read(checkTargetPort({}, [PORTS[1]], ['tcp']))).toEqual([
    'error TrafficSource.UnknownPort: `` must name a tcp port of the task, got none; the task has web 53/udp ("dns")',
  ]);
});

test('tokens get through', () => {
  const number = Lazy.number({ produce: () => 1 });
  const text = Lazy.string({ produce: () => 'x' });
  for (const options of [{ containerPort: number }, { portName: text }, { containerName: text }]) {
    expect(checkTargetPort(options, PORTS, ['tcp'])).toEqual([]);
  }
  expect(checkTargetPort({ containerPort: 80 }, [{ container: 'web', protocol: 'tcp' }], ['tcp'])).toEqual([]);
  expect(checkTargetPort({ containerPort: 80 }, [{ container: 'web', port: number, protocol: 'tcp' }], ['tcp'])).toEqual([]);
});

test('a port that is known to be the one comes before one that may be', () => {
  const unknown: PortFact = { container: 'web', protocol: 'tcp' };
  expect(findPort({ containerPort: 8080 }, [unknown, PORTS[0]], ['tcp'])).toBe(PORTS[0]);
});

test('a number that the facts do not know is read from the task definition', () => {
  const stack = new Stack();
  const token = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  task.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('x'),
    portMappings: [{ containerPort: 9090 }, { containerPort: token, protocol: ecs.Protocol.UDP }, { containerPort: token }],
  });
  expect(stack.resolve(portNumber({ container: 'web', protocol: 'tcp' }, task))).toEqual({ Ref: 'Port' });
  expect(portNumber({ container: 'web', port: 80, protocol: 'tcp' }, task)).toBe(80);
});

test('security groups know the transport', () => {
  expect(securityPort('tcp', 80).toRuleJson()).toEqual(ec2.Port.tcp(80).toRuleJson());
  expect(securityPort('udp', 53).toRuleJson()).toEqual(ec2.Port.udp(53).toRuleJson());
});
