import * as fc from 'fast-check';
import { RolloutPlan } from '../../../src/model/deployment/rollout-plan';
import { checkShiftRoom, checkTrafficShift, DEFAULTS, sharesOf, TrafficShiftFacts, waitsOf } from '../../../src/model/deployment/traffic-shift';
import { advise, Finding, refuse } from '../../../src/model/finding';

const blueGreen: TrafficShiftFacts = { kind: 'blue-green', ...DEFAULTS['blue-green'] };
const linear: TrafficShiftFacts = { kind: 'linear', ...DEFAULTS.linear };
const canary: TrafficShiftFacts = { kind: 'canary', ...DEFAULTS.canary };

describe('shares', () => {
  test.each<[TrafficShiftFacts['kind'], number, number[]]>([
    ['linear', 10, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
    ['linear', 11, [11, 22, 33, 44, 55, 66, 77, 88, 99, 100]],
    ['linear', 33.3, [33.3, 66.6, 99.9, 100]],
    ['linear', 12.5, [12.5, 25, 37.5, 50, 62.5, 75, 87.5, 100]],
    ['linear', 100, [100]],
    ['linear', NaN, [100]],
    ['linear', 250, [100]],
    ['canary', 5, [5, 100]],
    ['canary', 0.1, [0.1, 100]],
    ['canary', 100, [100, 100]],
    ['blue-green', 5, [100]],
  ])('%s by %p percent', (kind, percent, shares) => {
    expect(sharesOf(kind, percent)).toEqual(shares);
  });

  // V28
  test.each([[10, 9], [11, 9], [25, 3], [50, 1], [100, 0], [3, 33]])('linear by %p percent waits %p times', (percent, waits) => {
    expect(waitsOf('linear', percent)).toBe(waits);
  });

  test('grow, end at 100, and wait as often as CloudFormation counts', () => {
    fc.assert(fc.property(fc.integer({ min: 30, max: 1000 }), (tenths) => {
      const shares = sharesOf('linear', tenths / 10);
      shares.forEach((share, index) => expect(share).toBeGreaterThan(shares[index - 1] ?? 0));
      expect(shares[shares.length - 1]).toBe(100);
      expect(waitsOf('linear', tenths / 10)).toBe(1000 % tenths === 0 ? 1000 / tenths - 1 : Math.floor(1000 / tenths));
    }));
  });
});

describe('check', () => {
  test.each<[string, TrafficShiftFacts]>([
    ['the defaults of blue/green', blueGreen],
    ['the defaults of linear', linear],
    ['the defaults of canary', canary],
    ['the least of linear', { kind: 'linear', percent: 3, stepBakeMinutes: 0, bakeMinutes: 0 }],
    ['the least of canary', { kind: 'canary', percent: 0.1, stepBakeMinutes: 0, bakeMinutes: 0 }],
    ['percentages with no exact form in binary', { ...linear, percent: 33.3 }],
    ['1.1 percent, which times ten is no whole number in binary', { ...canary, percent: 1.1 }],
    ['33 hours, which is V29', { ...canary, stepBakeMinutes: 1440, bakeMinutes: 540 }],
    ['a day of blue/green', { ...blueGreen, bakeMinutes: 1440 }],
    ['blue/green behind a network balancer', { ...blueGreen, networkListeners: 1 }],
    ['no network listener', { ...linear, networkListeners: 0 }],
    ['nothing known of linear', { kind: 'linear', networkListeners: 1 }],
    ['nothing known of canary', { kind: 'canary' }],
    ['a percentage that is not known, at 33 hours', { kind: 'linear', stepBakeMinutes: 1440, bakeMinutes: 1440 }],
    ['hooks of which nothing is known', { ...linear, hooks: [{ pause: true }, { pause: false }] }],
    ['functions everywhere, which end by themselves', { ...linear, hooks: [{ pause: false, stages: ['PRODUCTION_TRAFFIC_SHIFT'], timeoutMinutes: 1440 }] }],
    ['a pause of a day', { ...canary, hooks: [{ pause: true, stages: ['POST_SCALE_UP'], timeoutMinutes: 1440 }] }],
  ])('%s gets through', (_name, facts) => {
    expect(checkTrafficShift(facts)).toEqual([]);
  });

  test.each<[TrafficShiftFacts, string, string, string]>([
    [{ ...linear, percent: 2.9 }, 'Percent', 'stepPercent', 'takes a percentage from 3 to 100 in steps of 0.1, got 2.9; the nearest is 3'],
    [{ ...linear, percent: 101 }, 'Percent', 'stepPercent', 'takes a percentage from 3 to 100 in steps of 0.1, got 101; the nearest is 100'],
    [{ ...linear, percent: 10.26 }, 'Percent', 'stepPercent', 'takes a percentage from 3 to 100 in steps of 0.1, got 10.26; the nearest is 10.3'],
    [{ ...linear, percent: NaN }, 'Percent', 'stepPercent', 'takes a percentage from 3 to 100 in steps of 0.1, got NaN'],
    [{ ...canary, percent: 0 }, 'Percent', 'percent', 'takes a percentage from 0.1 to 100 in steps of 0.1, got 0; the nearest is 0.1'],
    [{ ...canary, percent: 0.15 }, 'Percent', 'percent', 'takes a percentage from 0.1 to 100 in steps of 0.1, got 0.15; the nearest is 0.2'],
    [{ ...linear, stepBakeMinutes: 0.5 }, 'StepBake', 'stepBakeTime', 'takes whole minutes from 0 to 1440, got 0.5; the nearest is 1'],
    [{ ...canary, stepBakeMinutes: 1441 }, 'StepBake', 'canaryBakeTime', 'takes whole minutes from 0 to 1440, got 1441; the nearest is 1440'],
    [{ ...canary, stepBakeMinutes: -1 }, 'StepBake', 'canaryBakeTime', 'takes whole minutes from 0 to 1440, got -1; the nearest is 0'],
    [{ ...blueGreen, bakeMinutes: 1441 }, 'Bake', 'bakeTime', 'takes whole minutes from 0 to 1440, got 1441; the nearest is 1440'],
    [{ ...canary, stepBakeMinutes: 1440, bakeMinutes: 541 }, 'Time', '',
      'takes 1981 minutes, 1 wait of 1440 and a bake of 541, but CloudFormation takes at most 1980, 33 hours; shorten the bakes'],
    [{ ...linear, percent: 3, stepBakeMinutes: 60, bakeMinutes: 5 }, 'Time', '',
      'takes 1985 minutes, 33 waits of 60 and a bake of 5, but CloudFormation takes at most 1980, 33 hours; shorten the bakes or take larger steps'],
  ])('%p is refused', (facts, id, path, text) => {
    expect(checkTrafficShift(facts)).toEqual([refuse(`TrafficShift.${id}`, path, text)]);
  });

  test.each<[TrafficShiftFacts, string, string]>([
    [{ ...linear, networkListeners: 2 }, 'NetworkBalancer',
      'waits 10 minutes more at each shift behind a Network Load Balancer, 110 in all; take fewer steps or blue/green, or acknowledge this'],
    [{ ...canary, networkListeners: 1 }, 'NetworkBalancer',
      'waits 10 minutes more at each shift behind a Network Load Balancer, 30 in all; take fewer steps or blue/green, or acknowledge this'],
    [{ ...blueGreen, hooks: [{ pause: true, stages: ['POST_SCALE_UP'], timeoutMinutes: 20160 }] }, 'OutlastsCloudFormation',
      'may take 20165 minutes until the last of its pauses times out, but CloudFormation gives up after 2160, 36 hours; ' +
      'give the pauses shorter timeouts, or end them in time and acknowledge this'],
    [{ ...linear, hooks: [{ pause: true, stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_SCALE_UP'], timeoutMinutes: 200 }] }, 'OutlastsCloudFormation',
      'may take 2259 minutes until the last of its pauses times out, but CloudFormation gives up after 2160, 36 hours; ' +
      'give the pauses shorter timeouts, or end them in time and acknowledge this'],
  ])('%p is advised against', (facts, id, text) => {
    expect(checkTrafficShift(facts)).toEqual([advise(`TrafficShift.${id}`, '', text)]);
  });

  test('all that is out of range is named at once, and no time is computed from it', () => {
    expect(checkTrafficShift({ kind: 'linear', percent: 1, stepBakeMinutes: 2000, bakeMinutes: -1, networkListeners: 1 })
      .map(({ id }) => id)).toEqual(['TrafficShift.Percent', 'TrafficShift.StepBake', 'TrafficShift.Bake']);
  });

  test('is refused exactly when the bakes are longer than 33 hours', () => {
    fc.assert(fc.property(fc.integer({ min: 30, max: 1000 }), fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 1440 }),
      (tenths, stepBakeMinutes, bakeMinutes) => {
        const findings = checkTrafficShift({ kind: 'linear', percent: tenths / 10, stepBakeMinutes, bakeMinutes });
        expect(findings.map(({ id }) => id)).toEqual(waitsOf('linear', tenths / 10) * stepBakeMinutes + bakeMinutes > 1980 ? ['TrafficShift.Time'] : []);
      }));
  });
});

describe('instances that take one copy of the task each', () => {
  const stall = (tasks: string, got: string, least: number) => [refuse('TrafficShift.Stalls', '',
    `starts ${tasks} beside ${tasks}, each on an instance of its own since their host port is fixed, got ${got}; have at least ${least}, or take Rollout.rolling()`)];

  test.each<[number | undefined, number | undefined, Finding[]]>([
    [2, 4, []],
    [0, 0, []],
    [undefined, 1, []],
    [3, undefined, []],
    [2, 3, stall('2 tasks', '3 instances', 4)],
    [1, 1, stall('1 task', '1 instance', 2)],
  ])('%p tasks on %p of them', (tasks, instances, expected) => {
    expect(checkShiftRoom(tasks, instances)).toEqual(expected);
  });

  test('stall as the plan does', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 120 }), (desiredCount, instances) => {
      expect(checkShiftRoom(desiredCount, instances).length > 0).toBe(RolloutPlan.blueGreen({ desiredCount, instances }).stalls);
    }));
  });
});
