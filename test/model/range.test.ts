import * as fc from 'fast-check';
import { refuse } from '../../src/model/finding';
import { all, checkRange, fits, oneOf } from '../../src/model/range';

const SECONDS = { min: 5, max: 300, unit: 'seconds' };

test.each([
  [4, 'takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [301, 'takes whole seconds from 5 to 300, got 301; the nearest is 300'],
  [7.5, 'takes whole seconds from 5 to 300, got 7.5; the nearest is 8'],
  [-1, 'takes whole seconds from 5 to 300, got -1; the nearest is 5'],
  [Infinity, 'takes whole seconds from 5 to 300, got Infinity; the nearest is 300'],
  [NaN, 'takes whole seconds from 5 to 300, got NaN'],
])('%p is outside', (value, text) => {
  expect(checkRange('A.B', 'interval', value, SECONDS)).toEqual([refuse('A.B', 'interval', text)]);
});

test('a range without unit or upper end', () => {
  expect(checkRange('A.B', 'value', 0, { min: 1 })).toEqual([refuse('A.B', 'value', 'takes whole numbers from 1 up, got 0; the nearest is 1')]);
  expect(checkRange('A.B', 'value', Infinity, { min: 1 })).toEqual([refuse('A.B', 'value', 'takes whole numbers from 1 up, got Infinity')]);
  expect(checkRange('A.B', 'value', 1e9, { min: 1 })).toEqual([]);
});

test.each([5, 6, 300])('%p is inside', (value) => {
  expect(checkRange('A.B', 'interval', value, SECONDS)).toEqual([]);
});

test('an unknown value gets through', () => {
  expect(checkRange('A.B', 'interval', undefined, SECONDS)).toEqual([]);
});

test('the nearest value that is named always fits', () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), (value) => {
    fc.pre(!fits(value, SECONDS));
    const [{ text }] = checkRange('A.B', 'interval', value, SECONDS);
    expect(fits(Number(/nearest is (\d+)$/.exec(text)![1]), SECONDS)).toBe(true);
  }));
});

test('values are listed as in a sentence', () => {
  expect([oneOf([]), oneOf([1]), oneOf([1, 2]), oneOf(['a', 'b', 'c'])]).toEqual(['', '1', '1 or 2', 'a, b or c']);
  expect([all([]), all([1]), all([1, 2]), all(['a', 'b', 'c'])]).toEqual(['', '1', '1 and 2', 'a, b and c']);
});
