import * as fc from 'fast-check';
import { RolloutPlan } from '../../../src/model/deployment/rollout-plan';
import { RolloutTimes } from '../../../src/model/deployment/rollout-time';

// A start of 60 seconds, a stop of 60 seconds.
const TIMES: Required<Omit<RolloutTimes, 'withoutHealthCheck'>> = {
  startSeconds: 40, healthCheckIntervalSeconds: 10, healthyThreshold: 2, deregistrationDelaySeconds: 30, stopSeconds: 30,
};

const lines = ({ steps }: RolloutPlan) => steps.map(({ fromSecond, toSecond, action, newTrafficPercent, tasks }) =>
  `${fromSecond}-${toSecond} ${action}: ${newTrafficPercent} %, ${tasks} tasks`);

describe('rolling', () => {
  test.each([
    ['100/200, as section 9 of the performance study computes it', 100, 200, 120, [
      '0-60 start 4 new: 50 %, 8 tasks', '60-120 stop 4 old: 100 %, 8 tasks',
    ]],
    ['100/150 waits for old tasks to be gone', 100, 150, 240, [
      '0-60 start 2 new: 33.3 %, 6 tasks', '60-120 stop 2 old: 50 %, 6 tasks', '120-180 start 2 new: 66.7 %, 6 tasks', '180-240 stop 2 old: 100 %, 6 tasks',
    ]],
    ['50/100 stops first', 50, 100, 240, [
      '0-60 stop 2 old: 0 %, 4 tasks', '60-120 start 2 new: 50 %, 4 tasks', '120-180 stop 2 old: 100 %, 4 tasks', '180-240 start 2 new: 100 %, 4 tasks',
    ]],
    ['0/100 serves nobody in between', 0, 100, 120, ['0-60 stop 4 old: 0 %, 4 tasks', '60-120 start 4 new: 100 %, 4 tasks']],
    ['100/100 stalls at once', 100, 100, 0, []],
  ])('%s', (_name, minHealthyPercent, maxHealthyPercent, seconds, expected) => {
    const plan = RolloutPlan.of({ desiredCount: 4, minHealthyPercent, maxHealthyPercent, ...TIMES });
    expect(lines(plan)).toEqual(expected);
    expect(plan).toMatchObject({ seconds, unknowns: [] });
  });

  test('alarms are watched once the old tasks are gone', () => {
    expect(lines(RolloutPlan.of({ desiredCount: 1, ...TIMES, alarmSeconds: 180 }))[2]).toBe('120-300 watch alarms: 100 %, 1 tasks');
    expect(RolloutPlan.of({ desiredCount: 1, maxHealthyPercent: 100, alarmSeconds: 180 }).steps).toEqual([]);
    expect(RolloutPlan.of({ desiredCount: 0, alarmSeconds: 180 }).steps).toEqual([]);
    const tooFew = RolloutPlan.of({ desiredCount: 4, minHealthyPercent: 50, instances: 3, alarmSeconds: 180 });
    expect(tooFew).toMatchObject({ stalls: true, batches: [1, 1, 1] });
    expect(tooFew.steps.map(({ action }) => action)).not.toContain('watch alarms');
  });

  test('what is not known is named once', () => {
    expect(RolloutPlan.of({ desiredCount: 4, maxHealthyPercent: 150, startSeconds: 40, stopSeconds: 5 })).toMatchObject({
      seconds: 90, unknowns: ['healthCheckIntervalSeconds', 'healthyThreshold', 'deregistrationDelaySeconds'],
    });
  });
});

describe('blue/green', () => {
  test('has both revisions until the bake is over', () => {
    const plan = RolloutPlan.blueGreen({ desiredCount: 4, bakeMinutes: 10, ...TIMES });
    expect(lines(plan)).toEqual([
      '0-60 start 4 new: 0 %, 8 tasks',
      '60-60 shift to 100 %: 100 %, 8 tasks',
      '60-660 bake: 100 %, 8 tasks',
      '660-720 stop 4 old: 100 %, 8 tasks',
    ]);
    expect(plan).toMatchObject({ floor: 4, ceiling: 8, peakTasks: 8, batches: [4], stalls: false, seconds: 720, unknowns: [] });
  });

  test('bakes five minutes unless told otherwise, or not at all', () => {
    expect(RolloutPlan.blueGreen({ desiredCount: 4 }).seconds).toBe(300);
    expect(lines(RolloutPlan.blueGreen({ desiredCount: 0, bakeMinutes: 0 }))).toEqual(['0-0 shift to 100 %: 100 %, 0 tasks']);
  });

  test('waits at a network balancer for test traffic and for production traffic', () => {
    expect(lines(RolloutPlan.blueGreen({ desiredCount: 1, networkBalancer: true, bakeMinutes: 0, ...TIMES }))).toEqual([
      '0-60 start 1 new: 0 %, 2 tasks',
      '60-660 shift test traffic: 0 %, 2 tasks',
      '660-1260 shift to 100 %: 100 %, 2 tasks',
      '1260-1320 stop 1 old: 100 %, 2 tasks',
    ]);
  });

  test('is held up by its hooks, in the order of the stages', () => {
    const hooks = [
      { stage: 'POST_PRODUCTION_TRAFFIC_SHIFT', seconds: 8 }, { stage: 'PRODUCTION_TRAFFIC_SHIFT', seconds: 7 }, { stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT', seconds: 6 },
      { stage: 'POST_TEST_TRAFFIC_SHIFT' }, { stage: 'TEST_TRAFFIC_SHIFT', seconds: 4 }, { stage: 'POST_SCALE_UP', seconds: 3 },
      { stage: 'PRE_SCALE_UP', seconds: 2 }, { stage: 'RECONCILE_SERVICE', seconds: 1 }, { stage: 'BeforeInstall', seconds: 1000 },
    ];
    const plan = RolloutPlan.blueGreen({ desiredCount: 1, bakeMinutes: 0, ...TIMES, hooks });
    expect(lines(plan)).toEqual([
      '0-1 hook at RECONCILE_SERVICE: 0 %, 1 tasks',
      '1-3 hook at PRE_SCALE_UP: 0 %, 1 tasks',
      '3-63 start 1 new: 0 %, 2 tasks',
      '63-66 hook at POST_SCALE_UP: 0 %, 2 tasks',
      '66-70 hook at TEST_TRAFFIC_SHIFT: 0 %, 2 tasks',
      '70-70 hook at POST_TEST_TRAFFIC_SHIFT: 0 %, 2 tasks',
      '70-76 hook at PRE_PRODUCTION_TRAFFIC_SHIFT: 0 %, 2 tasks',
      '76-83 hook at PRODUCTION_TRAFFIC_SHIFT: 0 %, 2 tasks',
      '83-83 shift to 100 %: 100 %, 2 tasks',
      '83-91 hook at POST_PRODUCTION_TRAFFIC_SHIFT: 100 %, 2 tasks',
      '91-151 stop 1 old: 100 %, 2 tasks',
    ]);
    expect(plan.unknowns).toEqual(['POST_TEST_TRAFFIC_SHIFT']);
  });

  test.each([[7, true, 7, []], [8, false, 8, [4]]])('one copy an instance: %p instances for 4 tasks', (instances, stalls, peakTasks, batches) => {
    expect(RolloutPlan.blueGreen({ desiredCount: 4, instances })).toMatchObject({ stalls, peakTasks, batches });
    expect(RolloutPlan.blueGreen({ desiredCount: 4, instances }).steps).toHaveLength(stalls ? 0 : 4);
  });
});

describe('linear and canary', () => {
  test('linear waits between the steps, and takes hooks at each', () => {
    expect(lines(RolloutPlan.linear({
      desiredCount: 2, stepPercent: 50, stepBakeMinutes: 1, bakeMinutes: 2, ...TIMES, hooks: [{ stage: 'PRE_PRODUCTION_TRAFFIC_SHIFT', seconds: 5 }],
    }))).toEqual([
      '0-60 start 2 new: 0 %, 4 tasks',
      '60-65 hook at PRE_PRODUCTION_TRAFFIC_SHIFT: 0 %, 4 tasks',
      '65-65 shift to 50 %: 50 %, 4 tasks',
      '65-125 bake: 50 %, 4 tasks',
      '125-130 hook at PRE_PRODUCTION_TRAFFIC_SHIFT: 50 %, 4 tasks',
      '130-130 shift to 100 %: 100 %, 4 tasks',
      '130-250 bake: 100 %, 4 tasks',
      '250-310 stop 2 old: 100 %, 4 tasks',
    ]);
  });

  // V28
  test.each([
    ['linear by default', RolloutPlan.linear({ desiredCount: 4 }), 59],
    ['linear by 11 percent', RolloutPlan.linear({ desiredCount: 4, stepPercent: 11 }), 59],
    ['linear by 100 percent', RolloutPlan.linear({ desiredCount: 4, stepPercent: 100 }), 5],
    ['linear behind a network balancer', RolloutPlan.linear({ desiredCount: 4, networkBalancer: true }), 169],
    ['canary by default', RolloutPlan.canary({ desiredCount: 4 }), 15],
    ['canary of 30 minutes', RolloutPlan.canary({ desiredCount: 4, percent: 1, canaryBakeMinutes: 30, bakeMinutes: 0 }), 30],
  ])('%s', (_name, { seconds }, minutes) => {
    expect(seconds).toBe(minutes * 60);
  });

  test('canary shifts a little, and then the rest', () => {
    const { steps } = RolloutPlan.canary({ desiredCount: 4, percent: 2.5 });
    expect(steps.map(({ newTrafficPercent }) => newTrafficPercent)).toEqual([0, 2.5, 2.5, 100, 100, 100]);
  });
});

describe('CodeDeploy', () => {
  test.each([
    ['all at once', {}, [100], 0],
    ['10 percent every 5 minutes', { stepPercent: 10, intervalMinutes: 5 }, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 45],
    ['a canary of 15 minutes', { canaryPercent: 10, intervalMinutes: 15 }, [10, 100], 15],
    ['a step before a canary', { stepPercent: 50, canaryPercent: 10, intervalMinutes: 15 }, [50, 100], 15],
    ['waits', { approvalWaitMinutes: 60, terminationWaitMinutes: 30 }, [100], 90],
  ])('%s', (_name, options, shares, minutes) => {
    const plan = RolloutPlan.codeDeploy({ desiredCount: 4, ...options });
    expect(plan.steps.filter(({ action }) => action.startsWith('shift')).map(({ newTrafficPercent }) => newTrafficPercent)).toEqual(shares);
    expect(plan).toMatchObject({ seconds: minutes * 60, peakTasks: 8, batches: [4] });
  });

  test('an interval that is not known is named where there is one', () => {
    expect(RolloutPlan.codeDeploy({ desiredCount: 1, ...TIMES, stepPercent: 50 }).unknowns).toEqual(['intervalMinutes']);
    expect(RolloutPlan.codeDeploy({ desiredCount: 1, ...TIMES }).unknowns).toEqual([]);
  });

  test('is held up by its own events', () => {
    const stages = ['BeforeInstall', 'AfterInstall', 'AfterAllowTestTraffic', 'BeforeAllowTraffic', 'AfterAllowTraffic'];
    const hooks = [...stages].reverse().map((stage) => ({ stage, seconds: 5 }));
    const { steps } = RolloutPlan.codeDeploy({ desiredCount: 1, approvalWaitMinutes: 1, hooks });
    expect(steps.map(({ action }) => action)).toEqual([
      'hook at BeforeInstall', 'start 1 new', 'hook at AfterInstall', 'hook at AfterAllowTestTraffic', 'wait for approval',
      'hook at BeforeAllowTraffic', 'shift to 100 %', 'hook at AfterAllowTraffic', 'stop 1 old',
    ]);
  });
});

const seconds = fc.option(fc.nat(600), { nil: undefined });
const minutes = fc.nat(1440);
const percent = fc.integer({ min: 1, max: 1000 }).map((tenths) => tenths / 10);
const times: fc.Arbitrary<RolloutTimes & { desiredCount: number }> = fc.record({
  desiredCount: fc.integer({ min: 1, max: 60 }),
  startSeconds: seconds,
  healthCheckIntervalSeconds: seconds,
  healthyThreshold: fc.option(fc.integer({ min: 2, max: 10 }), { nil: undefined }),
  deregistrationDelaySeconds: seconds,
  stopSeconds: seconds,
  hooks: fc.array(fc.record({ stage: fc.constantFrom('PRE_SCALE_UP', 'PRE_PRODUCTION_TRAFFIC_SHIFT', 'AfterInstall'), seconds })),
});
const shifting: fc.Arbitrary<RolloutPlan> = fc.oneof(
  fc.record({ given: times, bakeMinutes: minutes, networkBalancer: fc.boolean() })
    .map(({ given, ...options }) => RolloutPlan.blueGreen({ ...given, ...options })),
  fc.record({ given: times, stepPercent: percent, stepBakeMinutes: minutes, bakeMinutes: minutes, networkBalancer: fc.boolean() })
    .map(({ given, ...options }) => RolloutPlan.linear({ ...given, ...options })),
  fc.record({ given: times, percent, canaryBakeMinutes: minutes, bakeMinutes: minutes })
    .map(({ given, ...options }) => RolloutPlan.canary({ ...given, ...options })),
  fc.record({ given: times, stepPercent: percent, intervalMinutes: minutes, terminationWaitMinutes: minutes })
    .map(({ given, ...options }) => RolloutPlan.codeDeploy({ ...given, ...options })),
);
const rolling: fc.Arbitrary<RolloutPlan> = fc
  .record({ given: times, minHealthyPercent: fc.nat(100), maxHealthyPercent: fc.integer({ min: 100, max: 300 }) })
  .map(({ given, ...options }) => RolloutPlan.of({ ...given, ...options }))
  .filter(({ stalls }) => !stalls);

describe('every plan', () => {
  test('has no gap and takes the time of its steps', () => {
    fc.assert(fc.property(fc.oneof(shifting, rolling), (plan) => {
      plan.steps.forEach(({ fromSecond, toSecond }, index) => {
        expect(fromSecond).toBe(plan.steps[index - 1]?.toSecond ?? 0);
        expect(toSecond).toBeGreaterThanOrEqual(fromSecond);
      });
      expect(plan.seconds).toBe(plan.steps.reduce((sum, { fromSecond, toSecond }) => sum + toSecond - fromSecond, 0));
      expect(plan.unknowns).toEqual([...new Set(plan.steps.flatMap(({ unknowns }) => unknowns))]);
    }));
  });

  test('moves the traffic to the new revision, never back, and all of it', () => {
    fc.assert(fc.property(fc.oneof(shifting, rolling), ({ steps }) => {
      steps.forEach(({ newTrafficPercent }, index) => expect(newTrafficPercent).toBeGreaterThanOrEqual(steps[index - 1]?.newTrafficPercent ?? 0));
      expect(steps[steps.length - 1].newTrafficPercent).toBe(100);
    }));
  });

  test('has its peak on its time line', () => {
    fc.assert(fc.property(fc.oneof(shifting, rolling), ({ steps, peakTasks }) => {
      expect(Math.max(...steps.map(({ tasks }) => tasks))).toBe(peakTasks);
    }));
  });

  test('that shifts traffic runs everything twice, however it shifts', () => {
    fc.assert(fc.property(shifting, ({ floor, ceiling, peakTasks, batches, stalls }) => {
      expect({ ceiling, peakTasks, batches, stalls }).toEqual({ ceiling: 2 * floor, peakTasks: 2 * floor, batches: [floor], stalls: false });
    }));
  });

  test('a rolling update shows each task start and stop once', () => {
    fc.assert(fc.property(rolling, ({ steps, batches }) => {
      const count = (verb: string) => steps
        .filter(({ action }) => action.startsWith(verb))
        .reduce((sum, { action }) => sum + Number(action.split(' ')[1]), 0);
      const started = batches.reduce((sum, batch) => sum + batch, 0);
      expect([count('start'), count('stop')]).toEqual([started, started]);
    }));
  });
});
