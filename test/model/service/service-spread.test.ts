import { advise } from '../../../src/model/finding';
import { checkBalanced, checkSpread, SpreadFacts } from '../../../src/model/service/service-spread';

const SERVICE: SpreadFacts = { daemon: false, minTasks: 2, maxTasks: 4, reached: true, zones: 2 };

test.each([[2, 1], [2, 0], [3, 2]])('of %d tasks at the least, %d are too few', (least, minTasks) => {
  expect(checkSpread({ ...SERVICE, minTasks }, least)).toEqual([advise('Service.OneTask', 'minTasks',
    `should be ${least} at the least where others call the tasks, got ${minTasks}, so that nobody answers while a task is replaced; raise it`)]);
  expect(checkSpread({ ...SERVICE, minTasks, maxTasks: undefined }, least)).toHaveLength(1);
  expect(checkSpread({ ...SERVICE, minTasks, reached: false }, least)).toEqual([]);
  expect(checkSpread({ ...SERVICE, minTasks, reached: undefined }, least)).toEqual([]);
});

test('a service that runs nothing is told of that alone', () => {
  expect(checkSpread({ ...SERVICE, minTasks: 0, maxTasks: 0 }, 2)).toEqual([advise('Service.NoTasks', 'maxTasks',
    'should be 1 at the least, got 0, with which the service runs nothing; raise it')]);
  expect(checkSpread({ ...SERVICE, reached: false, minTasks: 0, maxTasks: 1 }, 2)).toEqual([]);
});

test('subnets in one zone are advised against', () => {
  expect(checkSpread({ ...SERVICE, zones: 1 }, 2)).toEqual([advise('Service.OneZone', 'subnets',
    'should be in two availability zones at the least, got one, whose loss stops every task; name subnets of others')]);
});

test.each<[SpreadFacts, number]>([
  [SERVICE, 2], [{ daemon: false }, 2], [{ ...SERVICE, zones: undefined }, 1],
  [{ ...SERVICE, daemon: true, minTasks: 0, maxTasks: 0, zones: 1 }, 2],
  [{ ...SERVICE, daemon: undefined, minTasks: 0, maxTasks: 0, zones: 1 }, 2],
])('%p with %d at the least gets through', (facts, least) => {
  expect(checkSpread(facts, least)).toEqual([]);
});

test('a service without a load balancer is advised against, a daemon is not', () => {
  expect(checkBalanced({ daemon: false, balanced: false })).toEqual([
    advise('Service.NoBalancer', '', 'has no load balancer; give it one if clients call it'),
  ]);
  expect([true, undefined].flatMap((daemon) => checkBalanced({ daemon, balanced: false }))).toEqual([]);
  expect([true, undefined].flatMap((balanced) => checkBalanced({ daemon: false, balanced }))).toEqual([]);
});
