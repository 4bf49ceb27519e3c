import { sentence } from '../../../src/model/finding';
import {
  checkAddresses, checkLateStrategy, checkLatticeConfigurations, checkLatticeCount, checkLatticeGrace, checkLatticeService, checkLatticeWeight,
  checkRegisteredOnce, LatticeAddressFacts, LatticeServiceFacts, movesTraffic,
} from '../../../src/model/lattice/lattice-service';

test.each<[LatticeServiceFacts, string]>([
  [{ platform: 'external' }, 'LatticeRegistration.External: `` runs on ECS Anywhere, which VPC Lattice does not reach; run it on Fargate or EC2'],
  [{ controller: 'CODE_DEPLOY' }, 'LatticeRegistration.Controller: `` must go with deployments by ECS, got the controller CODE_DEPLOY; ' +
    'take a rolling or a native blue/green deployment'],
  [{ controller: 'EXTERNAL' }, 'LatticeRegistration.Controller: `` must go with deployments by ECS, got the controller EXTERNAL; ' +
    'take a rolling or a native blue/green deployment'],
  [{ strategy: 'BLUE_GREEN', targetType: 'instance' }, 'LatticeRegistration.ShiftedInstances: `` must go with tasks that have addresses of their own ' +
    'where traffic is moved, got BLUE_GREEN with targets that are instances; take awsvpc, or a rolling deployment'],
])('%j', (facts, message) => {
  expect(checkLatticeService(facts).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([message]);
});

test.each<[LatticeServiceFacts]>([
  [{}],
  [{ platform: 'fargate', controller: 'ECS', strategy: 'CANARY', targetType: 'ip' }],
  [{ platform: 'ec2', controller: 'ECS', strategy: 'ROLLING', targetType: 'instance' }],
])('%j is well', (facts) => {
  expect(checkLatticeService(facts)).toEqual([]);
});

test('which strategies move traffic', () => {
  expect(['BLUE_GREEN', 'LINEAR', 'CANARY'].every(movesTraffic)).toBe(true);
  expect(['ROLLING', undefined].some(movesTraffic)).toBe(false);
});

test('a service has five configurations, each of another port', () => {
  const registered = ['a', 'b', undefined, 'd'];
  expect(checkLatticeConfigurations({ registered, portName: 'e' })).toEqual([]);
  expect(checkLatticeConfigurations({ registered, portName: undefined })).toEqual([]);
  expect(checkLatticeConfigurations({ registered, portName: 'b' }).map(sentence)).toEqual([
    '`portName` must be registered once, got \'b\' again; take `addRule` of that registration to lead more requests to it, or name another port',
  ]);
  expect(checkLatticeConfigurations({ registered: [...registered, 'e'], portName: 'f' }).map(sentence)).toEqual([
    '`service` takes at most 5 VPC Lattice configurations, got 6',
  ]);
});

test('ECS takes five configurations', () => {
  expect(checkLatticeCount(5)).toEqual([]);
  expect(checkLatticeCount(6).map(sentence)).toEqual(['`service` takes at most 5 VPC Lattice configurations, got 6']);
});

test('another port may be registered however many there are', () => {
  expect(checkRegisteredOnce({ registered: ['a', 'b', 'c', 'd', 'e'], portName: 'f' })).toEqual([]);
});

test('strategies that come late', () => {
  expect([checkLateStrategy('ROLLING', false), checkLateStrategy('CANARY', true), checkLateStrategy(undefined, true), checkLateStrategy(undefined, false)].flat()).toEqual([]);
  expect([...checkLateStrategy('ROLLING', true), ...checkLateStrategy('LINEAR', false)].map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeRegistration.LateStrategy: `service` is updated with one target group, got ROLLING after two were made; set the strategy before the LatticeRegistration',
    'LatticeRegistration.LateStrategy: `service` moves traffic between two target groups, got LINEAR after one was made; set the strategy before the LatticeRegistration',
  ]);
});

test('grace periods', () => {
  expect([undefined, 0, 2147483647].flatMap(checkLatticeGrace)).toEqual([]);
  expect([1.5, 3e9].flatMap(checkLatticeGrace).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeRegistration.GracePeriod: `healthCheckGracePeriod` takes whole seconds from 0 to 2147483647, got 1.5; the nearest is 2',
    'LatticeRegistration.GracePeriod: `healthCheckGracePeriod` takes whole seconds from 0 to 2147483647, got 3000000000; the nearest is 2147483647',
  ]);
});

test.each<[LatticeAddressFacts, string]>([
  [{ ipv6: true, targetType: 'instance' }, 'is for tasks with addresses of their own, got targets that are instances; leave it out'],
  [{ ipv6: true, targetType: 'ip', ipFamily: 'ipv4' }, 'is for tasks with IPv6 addresses, got a service whose tasks have none; leave it out'],
  [{ ipv6: false, ipFamily: 'ipv6' }, 'is off for tasks with IPv4 addresses, got a service whose tasks have none; leave it out'],
])('addresses: %j', (facts, text) => {
  expect(checkAddresses(facts).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([`LatticeRegistration.Addresses: \`ipv6\` ${text}`]);
});

test.each<[LatticeAddressFacts]>([
  [{}], [{ ipFamily: 'ipv6' }], [{ targetType: 'instance' }], [{ ipv6: false, targetType: 'instance' }], [{ ipv6: true }], [{ ipv6: true, ipFamily: 'dualstack' }],
  [{ ipv6: true, targetType: 'ip', ipFamily: 'ipv6' }], [{ ipv6: false, ipFamily: 'ipv4' }],
])('addresses: %j is well', (facts) => {
  expect(checkAddresses(facts)).toEqual([]);
});

test('weights, and how many share', () => {
  expect(checkLatticeWeight({ weight: 0 })).toEqual([]);
  expect(checkLatticeWeight({ weight: 999, beside: 9 })).toEqual([]);
  expect(checkLatticeWeight({ weight: 1000 }).map(sentence)).toEqual(['`weight` takes whole numbers from 0 to 999, got 1000; the nearest is 999']);
  expect(checkLatticeWeight({ beside: 10 }).map(sentence)).toEqual(['`` shares requests out between at most 10 target groups, got one more']);
});
