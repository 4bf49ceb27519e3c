import { advise, refuse } from '../../../src/model/finding';
import {
  checkConfigured, checkExposedTasks, checkNoInterface, checkRouteOut, checkTaskAddress, ServiceNetworkFacts,
} from '../../../src/model/service/service-network';
import { LaunchPlatform, NetworkMode, PLATFORM_NAMES } from '../../../src/model/task/network-mode';

test.each<NetworkMode>(['bridge', 'host', 'none', 'default'])('tasks with the mode %s have no network to choose', (mode) => {
  expect(checkNoInterface(mode, { a: true, b: false, c: undefined, d: true })).toEqual(['a', 'd'].map((path) => refuse('ServiceNetwork.NoInterface', path,
    `is for tasks with a network interface of their own, got the network mode ${mode}, in which they have the instance's; leave it out or use awsvpc`)));
});

test('tasks with an interface of their own have one, and those of which nothing is known may have', () => {
  expect([checkNoInterface('awsvpc', { a: true }), checkNoInterface(undefined, { a: true })]).toEqual([[], []]);
});

test('tasks with an interface of their own have subnets', () => {
  expect(checkConfigured({ mode: 'awsvpc' }, false)).toEqual([refuse('Awsvpc.Missing', 'networkConfiguration',
    'must name the subnets of tasks with the network mode awsvpc, got none; write an AwsvpcConfiguration')]);
  expect([true, undefined].flatMap((configured) => checkConfigured({ mode: 'awsvpc' }, configured))).toEqual([]);
  expect([checkConfigured({ mode: 'bridge' }, false), checkConfigured({}, false)]).toEqual([[], []]);
});

test.each<LaunchPlatform>(['ec2', 'managed-instances', 'external'])('tasks on %s have no public address', (platform) => {
  const facts: ServiceNetworkFacts = { mode: 'awsvpc', platform, publicIp: true };
  expect(checkTaskAddress(facts)).toEqual([refuse('NetworkMode.PublicIp', 'assignPublicIp',
    `must be off on instances, whose tasks never get a public address, got one asked for on ${PLATFORM_NAMES[platform]}; place the tasks in subnets with a NAT gateway`)]);
  expect(checkExposedTasks(facts)).toEqual([]);
});

test.each<ServiceNetworkFacts>([
  { mode: 'awsvpc', platform: 'ec2', publicIp: false }, { mode: 'awsvpc', platform: 'ec2' }, { mode: 'awsvpc', publicIp: true },
  { mode: 'awsvpc', platform: 'fargate', publicIp: true }, { mode: 'bridge', platform: 'ec2', publicIp: true }, { platform: 'ec2', publicIp: true },
])('%j is no address on instances', (facts) => {
  expect(checkTaskAddress(facts)).toEqual([]);
});

test.each<ServiceNetworkFacts>([
  { mode: 'awsvpc', platform: 'fargate', publicIp: true }, { mode: 'awsvpc', publicIp: true }, { platform: 'fargate', publicIp: true }, { publicIp: true },
])('%j is advised against', (facts) => {
  expect(checkExposedTasks(facts)).toEqual([advise('ServiceNetwork.PublicIp', 'assignPublicIp',
    'should be off, got a public address for every task, which leaves its security group alone between it and the internet;' +
    ' place the tasks in subnets with a NAT gateway')]);
});

test.each<ServiceNetworkFacts>([{}, { publicIp: false }, { mode: 'bridge', publicIp: true }])('%j is not', (facts) => {
  expect(checkExposedTasks(facts)).toEqual([]);
});

test.each<[LaunchPlatform, string, string]>([
  ['fargate', ', its image registry included', ' or set `network.assignPublicIp`'], ['ec2', '', ''], ['managed-instances', '', ''],
])('public subnets lead tasks on %s nowhere', (platform, registry, address) => {
  const facts: ServiceNetworkFacts = { mode: 'awsvpc', platform, publicIp: false };
  expect(checkRouteOut(facts, true)).toEqual([advise('ServiceNetwork.NoRouteOut', 'vpcSubnets',
    `are public, where a task without a public address reaches nothing outside the VPC${registry}; choose private subnets${address}`)]);
  expect([false, undefined].flatMap((isPublic) => checkRouteOut(facts, isPublic))).toEqual([]);
  expect([true, undefined].flatMap((publicIp) => checkRouteOut({ ...facts, publicIp }, true))).toEqual([]);
  expect([checkRouteOut({ ...facts, mode: 'bridge' }, true), checkRouteOut({ ...facts, mode: undefined }, true)]).toEqual([[], []]);
  expect(checkRouteOut({ ...facts, platform: undefined }, true)).toEqual([]);
});
