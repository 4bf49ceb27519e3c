import { minutesOf, spanOf, startSpan, stopSpan, timeLine } from '../../../src/model/deployment/rollout-time';

test.each([
  [{ startSeconds: 40, healthCheckIntervalSeconds: 10, healthyThreshold: 2 }, 60, []],
  [{ startSeconds: 40, healthCheckIntervalSeconds: 10 }, 40, ['healthyThreshold']],
  [{ startSeconds: 40, healthyThreshold: 2 }, 40, ['healthCheckIntervalSeconds']],
  [{ startSeconds: 0, healthCheckIntervalSeconds: 5, healthyThreshold: 2 }, 10, []],
  [{ startSeconds: 20, withoutHealthCheck: true }, 60, []],
  [{ healthCheckIntervalSeconds: 10, healthyThreshold: 2 }, 20, ['startSeconds']],
  [{}, 0, ['startSeconds', 'healthCheckIntervalSeconds', 'healthyThreshold']],
])('%p starts in %p seconds, without %p', (times, seconds, unknowns) => {
  expect(startSpan(times)).toEqual({ seconds, unknowns });
});

test.each([
  [{ deregistrationDelaySeconds: 30, stopSeconds: 25 }, 55, []],
  [{ deregistrationDelaySeconds: 0, stopSeconds: 25 }, 25, []],
  [{ deregistrationDelaySeconds: 30 }, 30, ['stopSeconds']],
  [{}, 0, ['deregistrationDelaySeconds', 'stopSeconds']],
])('%p stops in %p seconds, without %p', (times, seconds, unknowns) => {
  expect(stopSpan(times)).toEqual({ seconds, unknowns });
});

test.each([NaN, Infinity, -1, undefined])('%p is no length of time', (value) => {
  expect(spanOf('some', value)).toEqual({ seconds: 0, unknowns: ['some'] });
  expect(minutesOf('some', value)).toEqual({ seconds: 0, unknowns: ['some'] });
});

test('one phase begins where the one before ends', () => {
  const phase = (seconds: number, unknowns: string[]) => ({ action: 'wait', span: { seconds, unknowns }, percent: 50, tasks: 4 });
  expect(timeLine([phase(10, []), phase(0, ['some']), phase(5, [])])).toEqual([
    { action: 'wait', fromSecond: 0, toSecond: 10, newTrafficPercent: 50, tasks: 4, unknowns: [] },
    { action: 'wait', fromSecond: 10, toSecond: 10, newTrafficPercent: 50, tasks: 4, unknowns: ['some'] },
    { action: 'wait', fromSecond: 10, toSecond: 15, newTrafficPercent: 50, tasks: 4, unknowns: [] },
  ]);
});
