import * as fc from 'fast-check';
import { InstanceDemand } from '../../../src/model/capacity/instance-demand';
import { likelyRoom, Room, TaskNeeds } from '../../../src/model/capacity/instance-room';
import { instanceType } from '../../../src/model/capacity/instance-type';
import { checkJointLoad, instancesForAll, JointLoadFacts, SharedLoadFacts } from '../../../src/model/capacity/joint-load';
import { checkPoolHolds } from '../../../src/model/capacity/pool-load';
import { advise } from '../../../src/model/finding';

const TYPE = 'm5.xlarge';
const POOL = { instanceTypes: [TYPE], maxInstances: 3 };
const QUARTER: TaskNeeds = { cpu: 1024, memoryMiB: 2048 };
const service = (name: string, maxTasks: number, more: Partial<SharedLoadFacts> = {}): SharedLoadFacts => (
  { name, maxTasks, task: QUARTER, ...more });
const ROLLING = { minHealthyPercent: 100, maxHealthyPercent: 200 };
const LARGER = 'take larger types, or lower the maximum of a service';

test.each<[string, JointLoadFacts, string]>([
  ['fit alone', { pools: [POOL], services: [service('Orders', 7), service('Search', 6)] },
    'are 3 at most, and the services on them need 4 or more: Orders up to 7 and Search up to 6, 13 tasks together; allow 4'],
  ['are three', { pools: [POOL], services: [service('A', 5), service('B', 5), service('C', 5)] },
    'are 3 at most, and the services on them need 4 or more: A up to 5, B up to 5 and C up to 5, 15 tasks together; allow 4'],
  ['take more than half of an instance', { pools: [POOL], services: [service('A', 2, { task: { cpu: 2049 } }), service('B', 2, { task: { cpu: 2100 } })] },
    'are 3 at most, and the services on them need 4 or more: A up to 2 and B up to 2, 4 tasks together; allow 4'],
  ['fill up what larger tasks leave', { pools: [POOL], services: [service('A', 3, { task: { cpu: 3000 } }), service('B', 8, { task: { cpu: 500 } })] },
    'are 3 at most, and the services on them need 4 or more: A up to 3 and B up to 8, 11 tasks together; allow 4'],
  ['have daemons beside them', { pools: [{ ...POOL, daemons: [{ cpu: 128 }] }], services: [service('A', 6), service('B', 4)] },
    'are 3 at most, and the services on them need 4 or more: A up to 6 and B up to 4, 10 tasks together; allow 4'],
  ['are on pools of two zones', { pools: [{ ...POOL, maxInstances: 1 }, { ...POOL, maxInstances: 2 }], services: [service('A', 7), service('B', 6)] },
    'are 3 at most, and the services on them need 4 or more: A up to 7 and B up to 6, 13 tasks together; allow 4'],
  ['are beside one that is above the pool alone', { pools: [POOL], services: [service('A', 100), service('B', 7), service('C', 6)] },
    'are 3 at most, and the services on them need 4 or more: B up to 7 and C up to 6, 13 tasks together; allow 4'],
  ['would not fit in an update either', { pools: [POOL], services: [service('Orders', 7, ROLLING), service('Search', 6, ROLLING)] },
    'are 3 at most, and the services on them need 4 or more: Orders up to 7 and Search up to 6, 13 tasks together; allow 4'],
])('services that %s are advised against together', (_name, facts, text) => {
  expect(checkJointLoad(facts)).toEqual([advise('PoolLoad.ServicesAbovePool', 'instances', `${text}, ${LARGER}`)]);
});

test('an update of all services at once needs room for old and new', () => {
  expect(checkJointLoad({ pools: [POOL], services: [service('A', 4, ROLLING), service('B', 3, ROLLING)] })).toEqual([
    advise('PoolLoad.UpdatesAbovePool', 'instances',
      'are 3 at most, and an update of all services at once needs 4 or more: A up to 8 and B up to 6, 14 tasks together, old and new, ' +
      `so that updates wait for room; allow 4, lower maxHealthyPercent and minHealthyPercent, ${LARGER}`),
  ]);
});

test.each<[string, Partial<JointLoadFacts>]>([
  ['that fit together', { services: [service('A', 6), service('B', 6)] }],
  ['whose updates fit together', { services: [service('A', 3, ROLLING), service('B', 3, ROLLING)] }],
  ['of which one is above the pool alone', { services: [service('A', 100)] }],
  ['that take different things', { services: [service('A', 12, { task: { cpu: 1024 } }), service('B', 9, { task: { memoryMiB: 4096 } })] }],
  ['that have different host ports', { services: ['A', 'B'].map((name) => service(name, 3, { task: { oneCopyAnInstance: true } })) }],
  ['of unknown number', { services: [service('A', 12), { name: 'B', task: QUARTER }] }],
  ['of unknown size', { services: [service('A', 12), service('B', 100, { task: {} })] }],
  ['that fit on no instance, which is told elsewhere', { services: [service('A', 12), service('B', 100, { task: { cpu: 99999 } })] }],
  ['on a pool of unknown maximum', { pools: [POOL, { instanceTypes: [TYPE] }], services: [service('A', 100), service('B', 100)] }],
  ['on types that are not known', { pools: [{ ...POOL, instanceTypes: [TYPE, undefined] }], services: [service('A', 100), service('B', 100)] }],
  ['that are none', { services: [] }],
])('services %s get through', (_name, facts) => {
  expect(checkJointLoad({ pools: [POOL], services: [], ...facts })).toEqual([]);
});

describe('instances for tasks of several kinds', () => {
  const room = likelyRoom(instanceType(TYPE)!, { trunking: false });
  const large: Room = { ...room, cpu: 2 * room.cpu };
  const needs = fc.record({
    cpu: fc.integer({ min: 1, max: 4096 }), memoryMiB: fc.integer({ min: 1, max: 15000 }), ownNetworkInterface: fc.boolean(),
  });
  const tasks = fc.array(fc.record({ name: fc.constant('A'), needs, count: fc.integer({ min: 0, max: 200 }) }), { maxLength: 5 });

  test('their order does not matter', () => {
    fc.assert(fc.property(tasks, (some) => {
      expect(instancesForAll([...some].reverse(), [room])).toBe(instancesForAll(some, [room]));
    }));
  });

  test('one kind alone needs what it needs alone', () => {
    fc.assert(fc.property(needs, fc.integer({ min: 1, max: 500 }), (task, count) => {
      const alone = InstanceDemand.of({ instanceType: TYPE, ...task }).instancesFor(count);
      expect(instancesForAll([{ name: 'A', needs: task, count }], [room])).toBe(alone);
    }));
  });

  test('are never fewer for more of them, nor more on larger instances', () => {
    fc.assert(fc.property(tasks, tasks, (some, others) => {
      const both = instancesForAll([...some, ...others], [room]);
      expect(both).toBeGreaterThanOrEqual(Math.max(instancesForAll(some, [room]), instancesForAll(others, [room])));
      expect(instancesForAll(some, [room, large])).toBeLessThanOrEqual(instancesForAll(some, [room]));
    }));
  });

  test('are never more than each kind needs on instances of its own', () => {
    fc.assert(fc.property(tasks, (some) => {
      const apart = some.reduce((sum, task) => sum + instancesForAll([task], [room]), 0);
      expect(instancesForAll(some, [room])).toBeLessThanOrEqual(apart);
    }));
  });
});

test('what one service is told alone it is not told again, and two are told of only where none is alone', () => {
  const upTo = fc.integer({ min: 0, max: 40 });
  fc.assert(fc.property(upTo, upTo, fc.integer({ min: 1, max: 4096 }), (first, second, cpu) => {
    const services = [service('A', first, { task: { cpu } }), service('B', second, { task: { cpu } })];
    const alone = services.map(({ task, maxTasks }) => checkPoolHolds({ task, maxTasks, maxInstances: 3, pool: POOL }));
    const together = checkPoolHolds({ task: { cpu }, maxTasks: first + second, maxInstances: 3, pool: POOL });
    const isJoint = alone.every((findings) => findings.length === 0) && together.length > 0;
    expect(checkJointLoad({ pools: [POOL], services })).toHaveLength(isJoint ? 1 : 0);
  }));
});
