import { refuse } from '../../../src/model/finding';
import { checkLatticeTarget } from '../../../src/model/lattice/lattice-target';

const wrongType = (path: string, needed: string, mode: string, got: string) => refuse('LatticeRegistration.TargetType', path,
  `must be of the type ${needed} with the network mode ${mode}, got ${got}; make a target group of that type`);

test.each([
  ['awsvpc', 'IP', 'INSTANCE'], ['bridge', 'INSTANCE', 'IP'], ['host', 'INSTANCE', 'IP'], ['awsvpc', 'IP', 'LAMBDA'],
] as const)('tasks in the network mode %s are targets of the type %s and not of %s', (mode, needed, other) => {
  expect(checkLatticeTarget({ mode, targetType: needed, alternateType: needed })).toEqual([]);
  expect(checkLatticeTarget({ mode, targetType: other })).toEqual([wrongType('targetGroupArn', needed, mode, other)]);
  expect(checkLatticeTarget({ mode, alternateType: other })).toEqual([wrongType('alternateTargetGroupArn', needed, mode, other)]);
});

test('ECS needs a role to register tasks', () => {
  expect(checkLatticeTarget({ hasRole: false })).toEqual([refuse('LatticeRegistration.NoRole', 'roleArn',
    'must be the role with which ECS registers tasks in VPC Lattice, got none; name a role that ecs.amazonaws.com may assume')]);
});

test.each(['BLUE_GREEN', 'LINEAR', 'CANARY'])('deployments with the strategy %s need two target groups', (strategy) => {
  expect(checkLatticeTarget({ strategy, hasAlternate: false })).toEqual([refuse('LatticeRegistration.NoAlternate', 'alternateTargetGroupArn',
    `must be where the other revision is registered with the strategy ${strategy}, got none; name a second target group, and the rule whose weights ECS sets`)]);
  expect(checkLatticeTarget({ strategy, hasAlternate: true })).toEqual([]);
  expect(checkLatticeTarget({ strategy })).toEqual([]);
});

test.each([
  {}, { hasRole: true }, { mode: 'none', targetType: 'IP' }, { targetType: 'IP' }, { mode: 'awsvpc' }, { strategy: 'ROLLING', hasAlternate: false }, { hasAlternate: false },
] as const)('nothing is wrong with %j', (facts) => {
  expect(checkLatticeTarget(facts)).toEqual([]);
});
