import { advise, refuse } from '../../../src/model/finding';
import { checkHealthGrace } from '../../../src/model/service/health-grace';

test('a grace period without a health source is advised against, since ECS does not use it', () => {
  expect(checkHealthGrace({ graceSeconds: 60, healthSource: false })).toEqual([advise('HealthGrace.NoHealthSource', '',
    'is not used without a load balancer or a container health check, got 60 seconds and neither; leave it out')]);
});

test('one second is a grace period', () => {
  expect(checkHealthGrace({ graceSeconds: 1, healthSource: false }).map(({ id }) => id)).toEqual(['HealthGrace.NoHealthSource']);
});

test.each([-1, 2147483648, 0.5])('a grace period of %p seconds is refused', (graceSeconds) => {
  const nearest = graceSeconds < 0 ? 0 : graceSeconds < 1 ? 1 : 2147483647;
  expect(checkHealthGrace({ graceSeconds, healthSource: false })).toEqual([
    refuse('HealthGrace.Range', '', `takes whole seconds from 0 to 2147483647, got ${graceSeconds}; the nearest is ${nearest}`),
  ]);
});

test('a grace period that ends before a container\'s start period is advised against', () => {
  expect(checkHealthGrace({ graceSeconds: 60, startPeriodSeconds: 61, healthSource: true })).toEqual([advise('HealthGrace.EndsEarly', '',
    'should last as long as the container\'s start period of 61 seconds, got 60; raise it')]);
});

test.each([
  {},
  { healthSource: false },
  { startPeriodSeconds: 300, healthSource: true },
  { graceSeconds: 0, healthSource: false },
  { graceSeconds: 60, startPeriodSeconds: 60, healthSource: true },
  { graceSeconds: 60 },
])('%p gets through', (facts) => {
  expect(checkHealthGrace(facts)).toEqual([]);
});
