import { entryIn, flagIn, isFunction, isGiven, isWritten, knownList, knownProperties, listIn, numberIn, propertiesIn, textIn } from '../../src/model/template-value';

const FUNCTION = { Ref: 'Parameter' };
const CHOICE = { 'Fn::If': ['IsBeta', { A: 1 }, { Ref: 'AWS::NoValue' }] };
const NOTHING = { Ref: 'AWS::NoValue' };
const DYNAMIC = '{{resolve:ssm:/web/tag}}';

test.each<[string, (value: unknown) => unknown, [unknown, unknown][]]>([
  ['a text', textIn, [['', ''], ['a', 'a'], [1, undefined], [FUNCTION, undefined], [DYNAMIC, undefined], [`a${DYNAMIC}`, undefined], [undefined, undefined]]],
  ['a number', numberIn, [
    [0, 0], [1.5, 1.5], ['1024', 1024], ['-1', -1], ['', undefined], ['1 vCPU', undefined], ['.5', undefined], [FUNCTION, undefined], [undefined, undefined],
  ]],
  ['a truth value', flagIn, [
    [true, true], [false, false], ['true', true], ['false', false], ['yes', undefined], [1, undefined], [FUNCTION, undefined], [undefined, undefined],
  ]],
  ['properties', propertiesIn, [[{ A: 1 }, { A: 1 }], [['a'], {}], ['a', {}], [null, {}], [undefined, {}]]],
  ['properties or nothing', knownProperties, [
    [{ A: 1 }, { A: 1 }], [{ Ref: 'a', B: 1 }, { Ref: 'a', B: 1 }], [undefined, {}], [null, {}], [NOTHING, {}],
    [CHOICE, undefined], [FUNCTION, undefined], [{ 'A': 1, 'Fn::ForEach::B': [] }, undefined], [[], undefined], ['a', undefined],
  ]],
  ['a list or nothing', knownList, [
    [['a', FUNCTION], ['a', FUNCTION]], [['a', NOTHING], ['a']], [[], []], [undefined, []], [NOTHING, []],
    [['a', CHOICE], undefined], [['a', { 'Fn::Transform': {} }], undefined], [FUNCTION, undefined], [{}, undefined], ['a', undefined],
  ]],
  ['what is written', isWritten, [
    ['', true], [0, true], [false, true], [{}, true], [[], true], [{ 'Ref': 'a', 'Fn::If': [] }, true], [DYNAMIC, true], [{ 'Fn::GetAtt': ['A', 'B'] }, true],
    [{ 'Fn::Sub': '${A}' }, true], [undefined, false], [null, false], [NOTHING, false], [CHOICE, undefined], [FUNCTION, undefined],
    [{ 'Fn::Transform': {} }, undefined],
  ]],
  ['what is given', isGiven, [
    ['', true], [false, true], [FUNCTION, true], [{ 'Fn::Sub': '${A}' }, true], [undefined, false], [NOTHING, false], [CHOICE, undefined],
    [{ 'Fn::Transform': {} }, undefined],
  ]],
  ['a function', isFunction, [
    [FUNCTION, true], [CHOICE, true], [NOTHING, true], [{ A: 1 }, false], [{ Ref: 'a', B: 1 }, false], [{}, false], [['Ref'], false], ['Ref', false], [null, false],
  ]],
  ['a list', listIn, [[[1, FUNCTION], [1, FUNCTION]], [[], []], [FUNCTION, []], ['a', []], [undefined, []]]],
])('%s is read where it is known', (_name, read, rows) => {
  expect(rows.map(([value]) => read(value))).toEqual(rows.map(([, known]) => known));
});

describe('a property however deep', () => {
  test.each<[unknown, unknown]>([
    [{ A: { B: 1 } }, 1],
    [{ A: { B: FUNCTION } }, FUNCTION],
    [{ A: { B: null } }, 'absent'],
    [{ A: { B: NOTHING } }, 'absent'],
    [{ A: {} }, 'absent'],
    [{ A: NOTHING }, 'absent'],
    [{}, 'absent'],
    [undefined, 'absent'],
  ])('of %j is %j', (owner, value) => {
    expect(entryIn(owner, 'A.B', 'absent')).toEqual(value);
  });

  test.each([CHOICE, FUNCTION, { A: CHOICE }, { A: FUNCTION }, { A: 'text' }, { A: { 'Fn::ForEach::All': [] } }])('of %j is one that no reader knows', (owner) => {
    const value = entryIn(owner, 'A.B', []);
    const read = [textIn(value), numberIn(value), flagIn(value), knownList(value), knownProperties(value), isWritten(value)];
    expect(read).toEqual(Array(6).fill(undefined));
  });
});
