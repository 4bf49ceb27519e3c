import { advise } from '../../../src/model/finding';
import { checkShutdown } from '../../../src/model/service/shutdown';

test.each([
  [{ drainSeconds: 31, stopSeconds: 90 }, 'takes up to 121 seconds, 31 to drain and 90 to stop'],
  [{ drainSeconds: 300 }, 'takes up to 300 seconds, 300 to drain and 0 to stop'],
  [{ stopSeconds: 121 }, 'takes up to 121 seconds, 0 to drain and 121 to stop'],
])('%p is longer than Spot waits', (facts, start) => {
  expect(checkShutdown({ spot: true, ...facts })).toEqual([advise('Shutdown.OverSpotNotice', '',
    `${start}, but Spot ends a task 120 seconds after its notice; shorten one of them`)]);
  expect(checkShutdown({ spot: false, ...facts })).toEqual([]);
  expect(checkShutdown(facts)).toEqual([]);
});

test.each([{ drainSeconds: 30, stopSeconds: 90 }, { stopSeconds: 120 }, { drainSeconds: 0, stopSeconds: 0 }, {}])('%p fits into the notice', (facts) => {
  expect(checkShutdown({ spot: true, ...facts })).toEqual([]);
});

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
