import { timeLineOf } from '../../examples/time-line';
import { RolloutPlan } from '../../src/model/deployment/rollout-plan';

const TIMES = {
  startSeconds: 40, healthCheckIntervalSeconds: 10, healthyThreshold: 2, deregistrationDelaySeconds: 30, stopSeconds: 30,
};

test('a step is a line, and columns are aligned', () => {
  expect(timeLineOf(RolloutPlan.of({ desiredCount: 1, ...TIMES, alarmSeconds: 300 }))).toEqual([
    '00:00:00 to 00:01:00  start 1 new     2 tasks     50 % new',
    '00:01:00 to 00:02:00  stop 1 old      2 tasks    100 % new',
    '00:02:00 to 00:07:00  watch alarms    1 task     100 % new',
    '00:07:00 in all',
  ]);
});

test('a shift and its bake are one line', () => {
  expect(timeLineOf(RolloutPlan.canary({ desiredCount: 4, bakeMinutes: 1000, ...TIMES }))).toEqual([
    '00:00:00 to 00:01:00  start 4 new             8 tasks      0 % new',
    '00:01:00 to 00:11:00  shift to 5 %, bake      8 tasks      5 % new',
    '00:11:00 to 16:51:00  shift to 100 %, bake    8 tasks    100 % new',
    '16:51:00 to 16:52:00  stop 4 old              8 tasks    100 % new',
    '16:52:00 in all',
  ]);
});

test('many shifts are shortened in the middle', () => {
  const lines = timeLineOf(RolloutPlan.linear({ desiredCount: 4, networkBalancer: true, ...TIMES }));
  expect(lines[4]).toBe('00:43:00 to 02:19:00  6 more shifts           8 tasks     80 % new');
  expect(lines).toHaveLength(9);
});

test('four shifts are not many', () => {
  expect(timeLineOf(RolloutPlan.linear({ desiredCount: 4, stepPercent: 25 })).filter((line) => line.includes('shift to'))).toHaveLength(4);
});

test('the end says what is not known, and whether there is one', () => {
  expect(timeLineOf(RolloutPlan.blueGreen({ ...TIMES, desiredCount: 4, stopSeconds: undefined })).pop())
    .toBe('00:06:30 in all, and what is not known: stopSeconds');
  expect(timeLineOf(RolloutPlan.of({ desiredCount: 4, maxHealthyPercent: 100 }))).toEqual(['never ends']);
});
