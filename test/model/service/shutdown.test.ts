import * as fc from 'fast-check';
import { advise } from '../../../src/model/finding';
import { checkShutdown, longestDrain } from '../../../src/model/service/shutdown';

test.each([
  [{ drainSeconds: 31, stopSeconds: 90 }, 'takes up to 121 seconds, 31 to drain and 90 to stop', 'shorten one of them'],
  [{ drainSeconds: 300 }, 'takes up to 300 seconds, 300 to drain and 0 to stop', 'shorten one of them'],
  [{ stopSeconds: 121 }, 'takes up to 121 seconds, 0 to drain and 121 to stop', 'shorten one of them'],
  [{ givenDrainSeconds: [20, 300], stopSeconds: 90 }, 'takes up to 390 seconds, 300 to drain and 90 to stop',
    'set a shorter `deregistrationDelay` on the target group that was given'],
  [{ drainSeconds: 30, givenDrainSeconds: [60], stopSeconds: 90 }, 'takes up to 150 seconds, 60 to drain and 90 to stop',
    'set a shorter `deregistrationDelay` on the target group that was given'],
  [{ drainSeconds: 60, givenDrainSeconds: [30], stopSeconds: 90 }, 'takes up to 150 seconds, 60 to drain and 90 to stop', 'shorten one of them'],
])('%p is longer than Spot waits', (facts, start, remedy) => {
  const advice = [advise('Shutdown.OverSpotNotice', '', `${start}, but Spot ends a task 120 seconds after its notice; ${remedy}`)];
  expect(checkShutdown({ spot: true, ...facts })).toEqual(advice);
  expect(checkShutdown({ spot: true, ...facts, importedTargetGroup: true })).toEqual(advice);
  expect(checkShutdown({ spot: false, ...facts })).not.toContainEqual(advice[0]);
  expect(checkShutdown(facts)).not.toContainEqual(advice[0]);
});

test.each([
  [{ drainSeconds: 31, stopSeconds: 30 }, 31, 30],
  [{ drainSeconds: 30, givenDrainSeconds: [300], stopSeconds: 120 }, 300, 120],
  [{ drainSeconds: 60, stopSeconds: 30, spot: true }, 60, 30],
])('%p lets requests take longer than the containers that answer them', (facts, drain, stop) => {
  expect(checkShutdown(facts)).toEqual([advise('Shutdown.DrainOverStop', '',
    `lets requests drain for ${drain} seconds, but has containers stop within ${stop}: an interruption, which sends SIGTERM at once, ` +
    'cuts requests off; let containers take as long to stop, or shorten the drain')]);
});

test.each([
  { drainSeconds: 30, stopSeconds: 30 },
  { drainSeconds: 60 },
  { stopSeconds: 2 },
  {},
])('%p does not', (facts) => {
  expect(checkShutdown(facts)).toEqual([]);
});

test.each([
  { drainSeconds: 30, stopSeconds: 90 },
  { givenDrainSeconds: [30, 5], stopSeconds: 90 },
  { stopSeconds: 120 },
  { drainSeconds: 0, stopSeconds: 0 },
  {},
])('%p fits into the notice', (facts) => {
  expect(checkShutdown({ spot: true, ...facts })).toEqual([]);
});

test.each([[{ stopSeconds: 90 }, 30], [{ drainSeconds: 30, stopSeconds: 75 }, 45], [{ stopSeconds: 120 }, 0], [{}, 120]])(
  '%p beside an imported target group leaves it %d seconds', (facts, left) => {
    expect(checkShutdown({ spot: true, importedTargetGroup: true, ...facts })).toEqual([advise('Shutdown.UnknownDrain', '',
      'has to end within Spot\'s notice of 120 seconds, got an imported target group, whose deregistration delay is not known; ' +
      `set that to at most ${left} seconds where the group is made, and acknowledge this`)]);
    expect(checkShutdown({ spot: false, importedTargetGroup: true, ...facts })).toEqual([]);
    expect(checkShutdown({ spot: true, importedTargetGroup: false, ...facts })).toEqual([]);
  },
);

test.each([1, 121, 0])('%d seconds are no stop timeout on Fargate', (stopTimeoutSeconds) => {
  expect(checkShutdown({ fargate: true, spot: true, drainSeconds: 30, stopTimeoutSeconds, stopSeconds: stopTimeoutSeconds })).toEqual([
    expect.objectContaining({ id: 'Containers.StopTimeout', severity: 'error', path: 'stop', text: expect.stringContaining(`got ${stopTimeoutSeconds}`) }),
  ]);
  expect(checkShutdown({ fargate: false, stopTimeoutSeconds })).toEqual([]);
});

test.each([3601, 0.5, -1])('a drain of %d seconds is no deregistration delay', (drainSeconds) => {
  expect(checkShutdown({ drainSeconds })).toEqual([
    expect.objectContaining({ id: 'TargetGroup.DeregistrationDelay', severity: 'error', path: 'drain', text: expect.stringContaining(`got ${drainSeconds}`) }),
  ]);
});

test('the slowest target decides how long a task drains', () => {
  expect(longestDrain({})).toBeUndefined();
  expect(longestDrain({ importedTargetGroup: true, givenDrainSeconds: [] })).toBeUndefined();
  fc.assert(fc.property(fc.nat(), fc.array(fc.nat()), (drainSeconds, givenDrainSeconds) => {
    const longest = longestDrain({ drainSeconds, givenDrainSeconds })!;
    expect([drainSeconds, ...givenDrainSeconds]).toContain(longest);
    expect([drainSeconds, ...givenDrainSeconds].filter((seconds) => seconds > longest)).toEqual([]);
  }));
});
