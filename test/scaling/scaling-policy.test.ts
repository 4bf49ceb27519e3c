import { SCALE_IN_COOLDOWN, SCALE_OUT_COOLDOWN } from '../../src/scaling/scaling-policy';

test('scaling in is five times calmer than scaling out', () => {
  expect(SCALE_IN_COOLDOWN.toSeconds()).toBe(300);
  expect(SCALE_OUT_COOLDOWN.toSeconds()).toBe(60);
});
