import { isTooDeep, MOST_LEVELS } from '../../../src/model/template/depth';

const nested = (levels: number): unknown => Array.from({ length: levels }).reduce((inner) => ({ inner }), 'text');

test('values are as deep as the objects in each other', () => {
  expect([MOST_LEVELS, MOST_LEVELS + 1].map((levels) => isTooDeep(nested(levels)))).toEqual([false, true]);
  expect([1, 2].map((levels) => isTooDeep([[null]], levels))).toEqual([true, false]);
});

test('what holds itself has no end', () => {
  const ring: Record<string, unknown> = {};
  ring.ring = ring;
  expect(isTooDeep(ring)).toBe(true);
});
