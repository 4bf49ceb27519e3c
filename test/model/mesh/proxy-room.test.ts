import * as fc from 'fast-check';
import { refuse } from '../../../src/model/finding';
import { checkGrowth, checkProxyLoad, checkProxyRoom, grownSize, ProxiedTask, proxyNeeds } from '../../../src/model/mesh/proxy-room';
import { checkFargateSize } from '../../../src/model/task/fargate-size';
import { FARGATE_ROWS, memoryValues } from '../../../src/model/task/fargate-table';

const USUAL = proxyNeeds({});
const PAIRS = FARGATE_ROWS.flatMap((row) => memoryValues(row).map((memoryMiB) => ({ cpu: row.cpu, memoryMiB })));

test.each([
  [{}, 256, 64],
  [{ requestsPerSecond: 500, services: 100, tasks: 2000 }, 256, 64],
  [{ requestsPerSecond: 501 }, 512, 64],
  [{ services: 101 }, 256, 128],
  [{ tasks: 2001 }, 256, 128],
  [{ requestsPerSecond: 5000, services: 300, tasks: 9000 }, 512, 128],
])('under the load %p the proxy needs %p CPU units and %p MiB', (load, cpu, memoryMiB) => {
  expect(proxyNeeds(load)).toEqual({ cpu, memoryMiB });
});

test.each([
  ['requestsPerSecond', -1, 'takes whole requests from 0 up, got -1; the nearest is 0'],
  ['services', 1.5, 'takes whole services from 0 up, got 1.5; the nearest is 2'],
  ['tasks', -7, 'takes whole tasks from 0 up, got -7; the nearest is 0'],
])('a load of %p %p counts nothing', (path, value, text) => {
  expect(checkProxyLoad({ [path]: value })).toEqual([refuse('ProxyRoom.Load', path, text)]);
});

test('a load that counts something, and one of which nothing is known', () => {
  expect(checkProxyLoad({ requestsPerSecond: 0, services: 12, tasks: 5000 })).toEqual([]);
  expect(checkProxyLoad({})).toEqual([]);
});

describe('room on Fargate', () => {
  test.each<[string, ProxiedTask]>([
    ['for containers that share what is left', { cpu: 512, memoryMiB: 1024, containers: [{}, {}] }],
    ['that is taken to the last unit', { cpu: 512, memoryMiB: 1024, containers: [{ cpu: 256, memoryMiB: 960 }] }],
    ['beside a soft limit', { cpu: 512, memoryMiB: 1024, containers: [{ cpu: 100, memoryReservationMiB: 960 }] }],
    ['where the hard limit counts', { cpu: 512, memoryMiB: 1024, containers: [{ cpu: 100, memoryMiB: 960, memoryReservationMiB: 100 }] }],
    ['of a size that nobody knows', { containers: [{ cpu: 100000, memoryMiB: 100000 }] }],
  ])('%s', (_, task) => {
    expect(checkProxyRoom(task, USUAL, true)).toEqual([]);
  });

  test('a task whose CPU the proxy would take whole', () => {
    expect(checkProxyRoom({ cpu: 256, memoryMiB: 512, containers: [{}] }, USUAL, true)).toEqual([refuse('ProxyRoom.Cpu', 'cpu',
      'must hold 256 CPU units for the Service Connect proxy beside the 0 that containers take, and leave some to the containers that name none, got 256; take FargateSize.of(512, 1024), or ProxyRoom.grown()')]);
  });

  test('containers that leave too little of both', () => {
    const containers = [{ cpu: 200, memoryMiB: 500 }, { cpu: 100, memoryMiB: 500 }];
    expect(checkProxyRoom({ cpu: 512, memoryMiB: 1024, containers }, USUAL, true)).toEqual([
      refuse('ProxyRoom.Cpu', 'cpu',
        'must hold 256 CPU units for the Service Connect proxy beside the 300 that containers take, got 512; take FargateSize.of(1024, 2048), or ProxyRoom.grown()'),
      refuse('ProxyRoom.Memory', 'memoryMiB',
        'must hold 64 MiB for the Service Connect proxy beside the 1000 that containers take, got 1024; take FargateSize.of(1024, 2048), or ProxyRoom.grown()'),
    ]);
  });

  test('a soft limit is taken as well', () => {
    expect(checkProxyRoom({ cpu: 512, memoryMiB: 1024, containers: [{ memoryReservationMiB: 961 }] }, USUAL, true)).toEqual([
      refuse('ProxyRoom.Memory', 'memoryMiB',
        'must hold 64 MiB for the Service Connect proxy beside the 961 that containers take, got 1024; take FargateSize.of(512, 2048), or ProxyRoom.grown()'),
    ]);
  });

  test('containers that take more than the task has', () => {
    expect(checkProxyRoom({ cpu: 512, memoryMiB: 1024, containers: [{ cpu: 1000 }, {}] }, USUAL, true)).toEqual([refuse('ProxyRoom.Cpu', 'cpu',
      'must hold 256 CPU units for the Service Connect proxy beside the 1000 that containers take, and leave some to the containers that name none, got 512; take FargateSize.of(2048, 4096), or ProxyRoom.grown()')]);
  });

  test('the largest size has no larger one', () => {
    const task = { cpu: 32768, memoryMiB: 249856, containers: [{ cpu: 32768 }] };
    expect(checkProxyRoom(task, USUAL, true)).toEqual([refuse('ProxyRoom.Cpu', 'cpu',
      'must hold 256 CPU units for the Service Connect proxy beside the 32768 that containers take, got 32768; ask for less, or run it on instances')]);
    expect(checkGrowth(task, USUAL, true)).toEqual([refuse('ProxyRoom.TooLarge', '',
      'grows by what the Service Connect proxy needs to a size that Fargate has, got 33024 CPU units and 249920 MiB; ask for less or run it on instances')]);
  });
});

describe('room on instances', () => {
  test('a task without a memory of its own', () => {
    expect(checkProxyRoom({ namesMemory: false, containers: [{ memoryMiB: 512 }] }, USUAL, false)).toEqual([refuse('ProxyRoom.NoTaskMemory', 'memoryMiB',
      'must be named in Service Connect: what the containers take, and 64 MiB or more for its proxy, got none; give the task a memory of its own')]);
  });

  test('a memory that only the deployment knows, and no CPU at all', () => {
    expect(checkProxyRoom({ namesMemory: true, containers: [{ memoryMiB: 512 }] }, USUAL, false)).toEqual([]);
    expect(checkProxyRoom({ containers: [{ memoryMiB: 512 }] }, USUAL, false)).toEqual([]);
  });

  test('too little is told in its own numbers', () => {
    expect(checkProxyRoom({ cpu: 300, memoryMiB: 500, namesMemory: true, containers: [{ cpu: 100, memoryMiB: 450 }] }, USUAL, false)).toEqual([
      refuse('ProxyRoom.Cpu', 'cpu',
        'must hold 256 CPU units for the Service Connect proxy beside the 100 that containers take, got 300; take cpu 356 and memoryMiB 514, or ProxyRoom.grown()'),
      refuse('ProxyRoom.Memory', 'memoryMiB',
        'must hold 64 MiB for the Service Connect proxy beside the 450 that containers take, got 500; take cpu 356 and memoryMiB 514, or ProxyRoom.grown()'),
    ]);
    expect(checkProxyRoom({ memoryMiB: 500, namesMemory: true, containers: [{ memoryMiB: 450 }] }, USUAL, false)).toEqual([refuse('ProxyRoom.Memory', 'memoryMiB',
      'must hold 64 MiB for the Service Connect proxy beside the 450 that containers take, got 500; take memoryMiB 514, or ProxyRoom.grown()')]);
  });
});

describe('growth', () => {
  test.each<[string, ProxiedTask, boolean, object]>([
    ['containers that had the whole task keep as much', { cpu: 256, memoryMiB: 512, containers: [{}] }, true, { cpu: 512, memoryMiB: 1024 }],
    ['a task with room stays', { cpu: 1024, memoryMiB: 3072, containers: [{ cpu: 512, memoryMiB: 1024 }] }, true, { cpu: 1024, memoryMiB: 3072 }],
    ['more memory alone may do', { cpu: 1024, memoryMiB: 2048, containers: [{ cpu: 512 }] }, true, { cpu: 1024, memoryMiB: 3072 }],
    ['containers may ask for more than there was', { cpu: 256, memoryMiB: 512, containers: [{ cpu: 900 }, {}] }, true, { cpu: 2048, memoryMiB: 4096 }],
    ['half a size on Fargate says nothing', { cpu: 256, containers: [{}] }, true, {}],
    ['on instances the sums', { cpu: 300, memoryMiB: 500, namesMemory: true, containers: [{ cpu: 100, memoryMiB: 450 }] }, false, { cpu: 356, memoryMiB: 514 }],
    ['on instances no CPU is needed', { memoryMiB: 500, namesMemory: true, containers: [{}] }, false, { memoryMiB: 564 }],
    ['hard limits make a memory', { namesMemory: false, containers: [{ memoryMiB: 100 }, { memoryMiB: 200 }] }, false, { memoryMiB: 364 }],
    ['a soft limit does not', { namesMemory: false, containers: [{ memoryMiB: 100 }, { memoryReservationMiB: 200 }] }, false, {}],
    ['nor does a task without containers', { namesMemory: false, containers: [] }, false, {}],
  ])('%s', (_, task, fargate, size) => {
    expect(grownSize(task, USUAL, fargate)).toEqual(size);
  });

  test('what cannot be known is not refused, what cannot grow is', () => {
    expect(checkGrowth({ cpu: 256, containers: [{}] }, USUAL, true)).toEqual([]);
    // No pair of Fargate, which others tell.
    expect(checkGrowth({ cpu: 1024, memoryMiB: 1500, containers: [{ cpu: 1, memoryMiB: 1 }] }, USUAL, true)).toEqual([]);
    expect(checkGrowth({ namesMemory: false, containers: [{ memoryMiB: 100 }] }, USUAL, false)).toEqual([]);
    expect(checkGrowth({ namesMemory: false, containers: [{ memoryReservationMiB: 100 }] }, USUAL, false)).toEqual([refuse('ProxyRoom.NoTaskMemory', 'memoryMiB',
      'must be named in Service Connect: what the containers take, and 64 MiB or more for its proxy, got none; give the task a memory of its own')]);
  });
});

describe('for every task', () => {
  const part = fc.option(fc.integer({ min: 1, max: 6000 }), { nil: undefined });
  const containers = fc.array(fc.record({ cpu: part, memoryMiB: part, memoryReservationMiB: part }), { minLength: 1, maxLength: 4 });
  const needs = fc.record({ requestsPerSecond: fc.nat(1000), services: fc.nat(200), tasks: fc.nat(4000) }).map(proxyNeeds);
  const onFargate = fc.record({ pair: fc.constantFrom(...PAIRS), containers })
    .map(({ pair, containers: all }): ProxiedTask => ({ ...pair, containers: all }));
  const onInstances = fc.record({ cpu: part, memoryMiB: fc.integer({ min: 128, max: 60000 }), containers })
    .map((task): ProxiedTask => ({ ...task, namesMemory: true }));

  const NONE = { cpu: 0, memoryMiB: 0 };

  test('what had room for its containers has room for the proxy once it has grown, at a size of Fargate', () => {
    fc.assert(fc.property(onFargate, needs, (task, needed) => {
      fc.pre(checkProxyRoom(task, NONE, true).length === 0 && checkGrowth(task, needed, true).length === 0);
      const size = grownSize(task, needed, true);
      expect(checkFargateSize(size)).toEqual([]);
      expect(checkProxyRoom({ ...task, ...size }, needed, true)).toEqual([]);
    }));
  });

  test('and so on instances', () => {
    fc.assert(fc.property(onInstances, needs, (task, needed) => {
      fc.pre(checkProxyRoom(task, NONE, false).length === 0);
      expect(checkProxyRoom({ ...task, ...grownSize(task, needed, false) }, needed, false)).toEqual([]);
    }));
  });

  test('nothing shrinks, and a greater need never makes a smaller task', () => {
    fc.assert(fc.property(onFargate, onInstances, needs, (fargate, instances, needed) => {
      for (const [task, isFargate] of [[fargate, true], [instances, false]] as const) {
        const size = grownSize(task, needed, isFargate);
        const more = grownSize(task, { cpu: needed.cpu + 256, memoryMiB: needed.memoryMiB + 64 }, isFargate);
        expect(size.memoryMiB).toBeGreaterThanOrEqual(task.memoryMiB!);
        expect(size.cpu ?? 0).toBeGreaterThanOrEqual(task.cpu ?? 0);
        expect(more.memoryMiB).toBeGreaterThanOrEqual(size.memoryMiB!);
        expect(more.cpu ?? 0).toBeGreaterThanOrEqual(size.cpu ?? 0);
      }
    }));
  });

  test('the size that a refusal names is not refused', () => {
    fc.assert(fc.property(onFargate, needs, (task, needed) => {
      for (const { text } of checkProxyRoom(task, needed, true)) {
        const [, cpu, memoryMiB] = /FargateSize\.of\((\d+), (\d+)\)/.exec(text) ?? [];
        fc.pre(cpu !== undefined);
        expect(checkProxyRoom({ ...task, cpu: Number(cpu), memoryMiB: Number(memoryMiB) }, needed, true)).toEqual([]);
      }
    }));
  });
});
