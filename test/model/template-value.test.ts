import { flagIn, listIn, numberIn, propertiesIn, textIn } from '../../src/model/template-value';

const FUNCTION = { Ref: 'Parameter' };

test.each<[string, (value: unknown) => unknown, [unknown, unknown][]]>([
  ['a text', textIn, [['', ''], ['a', 'a'], [1, undefined], [FUNCTION, undefined], [undefined, undefined]]],
  ['a number', numberIn, [
    [0, 0], [1.5, 1.5], ['1024', 1024], ['-1', -1], ['', undefined], ['1 vCPU', undefined], ['.5', undefined], [FUNCTION, undefined], [undefined, undefined],
  ]],
  ['a truth value', flagIn, [
    [true, true], [false, false], ['true', true], ['false', false], ['yes', undefined], [1, undefined], [FUNCTION, undefined], [undefined, undefined],
  ]],
  ['properties', propertiesIn, [[{ A: 1 }, { A: 1 }], [['a'], {}], ['a', {}], [null, {}], [undefined, {}]]],
  ['a list', listIn, [[[1, FUNCTION], [1, FUNCTION]], [[], []], [FUNCTION, []], ['a', []], [undefined, []]]],
])('%s is read where it is known', (_name, read, rows) => {
  expect(rows.map(([value]) => read(value))).toEqual(rows.map(([, known]) => known));
});
