import { sentence } from '../../../src/model/finding';
import {
  checkLatticeConfigurations, checkLatticeService, checkLatticeWeight, LatticeServiceFacts, movesTraffic,
} from '../../../src/model/lattice/lattice-service';

test.each<[LatticeServiceFacts, string]>([
  [{ platform: 'external' }, 'LatticeRegistration.External: `` runs on ECS Anywhere, which VPC Lattice does not reach; run it on Fargate or EC2'],
  [{ controller: 'CODE_DEPLOY' }, 'LatticeRegistration.Controller: `` must be deployed by ECS, got the controller CODE_DEPLOY; ' +
    'take a rolling or a native blue/green deployment'],
  [{ controller: 'EXTERNAL' }, 'LatticeRegistration.Controller: `` must be deployed by ECS, got the controller EXTERNAL; ' +
    'take a rolling or a native blue/green deployment'],
  [{ strategy: 'BLUE_GREEN', targetType: 'instance' }, 'LatticeRegistration.ShiftedInstances: `` moves traffic between tasks with addresses ' +
    'of their own, got BLUE_GREEN with targets that are instances; take awsvpc, or a rolling deployment'],
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
    '`portName` is registered once, got \'b\' again; lead a rule of another listener to its target group, or name another port',
  ]);
  expect(checkLatticeConfigurations({ registered: [...registered, 'e'], portName: 'f' }).map(sentence)).toEqual([
    '`service` takes at most 5 VPC Lattice configurations, got one more',
  ]);
});

test('weights, and how many share', () => {
  expect(checkLatticeWeight({ weight: 0 })).toEqual([]);
  expect(checkLatticeWeight({ weight: 999, beside: 9 })).toEqual([]);
  expect(checkLatticeWeight({ weight: 1000 }).map(sentence)).toEqual(['`weight` takes whole numbers from 0 to 999, got 1000; the nearest is 999']);
  expect(checkLatticeWeight({ beside: 10 }).map(sentence)).toEqual(['`` shares requests out between at most 10 target groups, got one more']);
});
