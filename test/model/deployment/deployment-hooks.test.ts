import { checkHooks, HOOK_STAGES, HookFacts, visitsOf } from '../../../src/model/deployment/deployment-hooks';
import { checkTrafficShift } from '../../../src/model/deployment/traffic-shift';
import { refuse } from '../../../src/model/finding';

const PAUSES = 'RECONCILE_SERVICE, PRE_SCALE_UP, POST_SCALE_UP, POST_TEST_TRAFFIC_SHIFT, PRE_PRODUCTION_TRAFFIC_SHIFT or POST_PRODUCTION_TRAFFIC_SHIFT';

test.each<[string, HookFacts]>([
  ['a function at each stage', { pause: false, stages: HOOK_STAGES, timeoutMinutes: 1 }],
  ['the longest function', { pause: false, stages: ['PRE_SCALE_UP'], timeoutMinutes: 1440 }],
  ['the shortest pause', { pause: true, stages: ['PRE_SCALE_UP'], timeoutMinutes: 1 }],
  ['the longest pause', { pause: true, stages: ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'], timeoutMinutes: 20160 }],
  ['nothing known', { pause: true }],
])('%s gets through', (_name, hook) => {
  expect(checkHooks([hook])).toEqual([]);
});

test.each<[HookFacts, string, string, string]>([
  [{ pause: true, stages: ['TEST_TRAFFIC_SHIFT'] }, 'HookStage', 'stages',
    'takes a function and no pause at TEST_TRAFFIC_SHIFT, which a rollback comes by too; pause before or after'],
  [{ pause: true, stages: ['POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT'] }, 'HookStage', 'stages',
    'takes a function and no pause at TEST_TRAFFIC_SHIFT and PRODUCTION_TRAFFIC_SHIFT, which a rollback comes by too; pause before or after'],
  [{ pause: true, stages: ['BAKE_TIME'] }, 'HookStage', 'stages', `takes ${PAUSES}, got BAKE_TIME`],
  [{ pause: false, stages: ['SCALE_UP', 'PRE_SCALE_UP'] }, 'HookStage', 'stages',
    `takes ${HOOK_STAGES.slice(0, -1).join(', ')} or POST_PRODUCTION_TRAFFIC_SHIFT, got SCALE_UP`],
  [{ pause: true, stages: [] }, 'HookStage', 'stages', `needs at least one of ${PAUSES}, got none`],
  [{ pause: true, timeoutMinutes: 20161 }, 'HookTimeout', 'timeout', 'takes whole minutes from 1 to 20160, got 20161; the nearest is 20160'],
  [{ pause: true, timeoutMinutes: 0 }, 'HookTimeout', 'timeout', 'takes whole minutes from 1 to 20160, got 0; the nearest is 1'],
  [{ pause: true, timeoutMinutes: 1.5 }, 'HookTimeout', 'timeout', 'takes whole minutes from 1 to 20160, got 1.5; the nearest is 2'],
  [{ pause: false, timeoutMinutes: 1441 }, 'HookTimeout', 'timeout', 'takes whole minutes from 1 to 1440, got 1441; the nearest is 1440'],
])('%p is refused', (hook, id, path, text) => {
  const finding = refuse(`TrafficShift.${id}`, `hooks[1].${path}`, text);
  expect(checkHooks([{ pause: false }, hook])).toEqual([finding]);
  expect(checkTrafficShift({ kind: 'canary', hooks: [{ pause: false }, hook] })).toEqual([finding]);
});

test('production traffic is visited with each shift, all other stages once', () => {
  expect(HOOK_STAGES.filter((stage) => visitsOf(stage, 4) === 4)).toEqual(['PRE_PRODUCTION_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT']);
  expect(HOOK_STAGES.filter((stage) => visitsOf(stage, 4) === 1)).toHaveLength(6);
});
