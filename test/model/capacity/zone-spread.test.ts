import * as fc from 'fast-check';
import { checkCountable, checkTaskZones, checkZones, TaskZoneFacts, ZoneSpread } from '../../../src/model/capacity/zone-spread';
import { advise, refuse } from '../../../src/model/finding';

const TOKEN = -1.8881545897087626e289;

test.each([
  ['V4', 12, 3, [4, 4, 4]], ['V5', 13, 3, [5, 4, 4]],
  ['V26', 2, 2, [1, 1]], ['V26', 3, 2, [2, 1]], ['V26', 5, 3, [2, 2, 1]], ['V26', 12, 3, [4, 4, 4]], ['fewer than zones', 1, 3, [1, 0, 0]], ['none', 0, 3, [0, 0, 0]],
])('%s: %p tasks over %p zones are %p', (_name, tasks, zones, expected) => {
  expect(ZoneSpread.of({ tasks, zones, tasksPerInstance: 1 }).tasksPerZone).toEqual(expected);
});

test('three zones at 80 percent keep a spare instance each', () => {
  expect(ZoneSpread.of({ zones: 3, tasks: 12, tasksPerInstance: 4, targetCapacityPercent: 80 })).toEqual({
    tasksPerZone: [4, 4, 4],
    waitingPerZone: [0, 0, 0],
    instancesPerZone: [2, 2, 2],
    instances: 6,
    idleInstances: 3,
    idlePercent: 50,
    tasksWithoutLargestZone: 8,
    instancesWithoutLargestZone: 4,
  });
});

test.each([
  ['V13, 1 at 80', 4, 2], ['V13, 3 at 80', 12, 4], ['V13, 4 at 80', 16, 5], ['V13, none at 80', 0, 0],
])('%s: a zone of %p tasks has %p instances', (_name, tasks, instances) => {
  expect(ZoneSpread.of({ zones: 1, tasks, tasksPerInstance: 4, targetCapacityPercent: 80 }).instancesPerZone).toEqual([instances]);
});

test('a spare instance weighs less the more are needed', () => {
  const share = (tasks: number) => ZoneSpread.of({ zones: 3, tasks, tasksPerInstance: 4, targetCapacityPercent: 80 }).idlePercent;
  expect([0, 3, 48, 240].map(share)).toEqual([0, 50, 20, 20]);
});

test('a zone that needs none at a target of 100 has none, unless it is told to', () => {
  expect(ZoneSpread.of({ zones: 3, tasks: 2, tasksPerInstance: 4 })).toMatchObject({ instancesPerZone: [1, 1, 0], idleInstances: 0, idlePercent: 0 });
  expect(ZoneSpread.of({ zones: 3, tasks: 2, tasksPerInstance: 4, minPerZone: 1 })).toMatchObject({ instancesPerZone: [1, 1, 1], idleInstances: 1 });
});

test('what a zone cannot hold at its maximum waits, and does not go to another zone', () => {
  expect(ZoneSpread.of({ zones: 2, tasks: 11, tasksPerInstance: 2, maxPerZone: 2, targetCapacityPercent: 80 })).toEqual({
    tasksPerZone: [6, 5],
    waitingPerZone: [2, 1],
    instancesPerZone: [2, 2],
    instances: 4,
    idleInstances: 0,
    idlePercent: 0,
    tasksWithoutLargestZone: 4,
    instancesWithoutLargestZone: 2,
  });
});

test('one zone leaves nothing when it is lost', () => {
  const { instances, tasksWithoutLargestZone, instancesWithoutLargestZone } = ZoneSpread.of({ zones: 1, tasks: 5, tasksPerInstance: 2 });
  expect([instances, tasksWithoutLargestZone, instancesWithoutLargestZone]).toEqual([3, 0, 0]);
});

test.each([TOKEN, NaN, -1])('numbers such as %p count as nothing, or as not said', (value) => {
  expect(ZoneSpread.of({ zones: value, tasks: value, tasksPerInstance: value })).toMatchObject({ tasksPerZone: [], instances: 0, idlePercent: 0 });
  expect(ZoneSpread.of({ zones: 2, tasks: 3, tasksPerInstance: value, minPerZone: value, maxPerZone: value, targetCapacityPercent: value }))
    .toMatchObject({ tasksPerZone: [2, 1], instancesPerZone: [2, 1], waitingPerZone: [0, 0] });
});

const options = fc.record({
  zones: fc.integer({ min: 1, max: 6 }),
  tasks: fc.nat(500),
  tasksPerInstance: fc.integer({ min: 1, max: 20 }),
  targetCapacityPercent: fc.integer({ min: 1, max: 100 }),
  minPerZone: fc.nat(3),
  maxPerZone: fc.integer({ min: 3, max: 50 }),
});

test('the tasks add up, evenly, and the instances keep their bounds', () => {
  fc.assert(fc.property(options, (given) => {
    const { tasksPerZone, instancesPerZone } = ZoneSpread.of(given);
    expect(tasksPerZone.reduce((sum, count) => sum + count)).toBe(given.tasks);
    expect(Math.max(...tasksPerZone) - Math.min(...tasksPerZone)).toBeLessThanOrEqual(1);
    instancesPerZone.forEach((count) => {
      expect(count).toBeGreaterThanOrEqual(given.minPerZone);
      expect(count).toBeLessThanOrEqual(given.maxPerZone);
    });
  }));
});

test('what does not wait has an instance, and what is idle is not more than there is', () => {
  fc.assert(fc.property(options, (given) => {
    const { tasksPerZone, waitingPerZone, instancesPerZone, idleInstances, instances, idlePercent } = ZoneSpread.of(given);
    tasksPerZone.forEach((count, index) => {
      expect(instancesPerZone[index] * given.tasksPerInstance).toBeGreaterThanOrEqual(count - waitingPerZone[index]);
    });
    expect(idleInstances).toBeGreaterThanOrEqual(0);
    expect(idleInstances).toBeLessThanOrEqual(instances);
    expect(idlePercent).toBeGreaterThanOrEqual(0);
    expect(idlePercent).toBeLessThanOrEqual(100);
  }));
});

test('no zone is refused, and so are zones that cannot be counted', () => {
  expect(checkZones({ zones: 0 })).toEqual([refuse('ZoneSpread.NoZone', '', 'needs an availability zone with a subnet, got 0')]);
  expect(checkCountable(false)).toEqual([refuse('ZoneSpread.UnknownZones', '',
    'needs availability zones and subnets that can be counted, to make a pool for each zone, got one token for a whole list;' +
    ' import the VPC with Vpc.fromLookup(), or with lists of known length: Fn.importListValue(name, 3) or Fn.split(\',\', value, 3)')]);
  expect(checkCountable(true)).toEqual([]);
});

test('one zone is advised against, and more are fine', () => {
  expect(checkZones({ zones: 1 })).toEqual([advise('ZoneSpread.OneZone', '',
    'covers one availability zone, whose loss leaves no task and no instance; take subnets of at least two')]);
  expect([...checkZones({}), ...checkZones({ zones: 2 })]).toEqual([]);
});

const REMEDY = '; take the subnets of the instances for the tasks';

test.each<[TaskZoneFacts, string]>([
  [{ zones: 3, taskZones: 2 },
    'has instances in 3 availability zones and subnets for its tasks in 2, so that tasks of the other zones cannot get a network interface and do not start'],
  [{ zones: 2, taskZones: 3 }, 'has instances in 2 availability zones and subnets for its tasks in 3, so that the subnets of the other zones are never used'],
  [{ zones: 2, taskZones: 2, zoneNames: ['b', 'a'], taskZoneNames: ['a', 'c', 'c'] },
    'has instances in a and b and subnets for its tasks in a and c, so that tasks of the other zones cannot get a network interface and do not start'],
  [{ zoneNames: ['a'], taskZoneNames: ['a', 'b'] }, 'has instances in a and subnets for its tasks in a and b, so that the subnets of the other zones are never used'],
])('subnets of tasks as in %p are advised against', (facts, text) => {
  expect(checkTaskZones(facts)).toEqual([advise('ZoneSpread.Subnets', '', text + REMEDY)]);
});

test.each<TaskZoneFacts>([
  {},
  { zones: 3, taskZones: 3 },
  { taskZones: 1 },
  { zones: 2, taskZones: 2, zoneNames: ['a', 'b'] },
  { zones: 2, zoneNames: ['a', 'b'], taskZoneNames: ['b', 'a', 'b'] },
])('subnets of tasks as in %p get through', (facts) => {
  expect(checkTaskZones(facts)).toEqual([]);
});
