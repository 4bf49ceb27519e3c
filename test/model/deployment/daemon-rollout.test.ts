import * as fc from 'fast-check';
import { checkDaemonRollout } from '../../../src/model/deployment/daemon-rollout';
import { refuse } from '../../../src/model/finding';

test.each([undefined, 1, 12.5, 25, 100])('ECS drains %p percent', (drainPercent) => {
  expect(checkDaemonRollout({ drainPercent })).toEqual([]);
});

test.each([0, 0.5, -1, 100.5, NaN])('ECS does not drain %p percent', (drainPercent) => {
  expect(checkDaemonRollout({ drainPercent })).toEqual([
    refuse('ManagedDaemon.DrainPercent', 'drainPercent', `takes a percentage from 1 to 100, got ${drainPercent}; leave it out for AWS's 25`),
  ]);
});

test.each([undefined, 0, 5, 1440])('ECS watches for %p minutes', (bakeMinutes) => {
  expect(checkDaemonRollout({ bakeMinutes })).toEqual([]);
});

test.each([[0.5, 1], [1441, 1440], [-1, 0]])('ECS does not watch for %p minutes', (bakeMinutes, nearest) => {
  expect(checkDaemonRollout({ bakeMinutes })).toEqual([
    refuse('ManagedDaemon.BakeTime', 'bakeTime', `takes whole minutes from 0 to 1440, got ${bakeMinutes}; the nearest is ${nearest}`),
  ]);
});

test('each number is judged by itself', () => {
  fc.assert(fc.property(fc.double(), fc.double(), (drainPercent, bakeMinutes) => {
    expect(checkDaemonRollout({ drainPercent, bakeMinutes }))
      .toEqual([...checkDaemonRollout({ drainPercent }), ...checkDaemonRollout({ bakeMinutes })]);
  }));
});
