import { Resource } from '../../../src/model/template/template-file';
import { mayBeApart, together } from '../../../src/model/template/together';

const resource = (logicalId: string, condition?: string): Resource => (
  { template: 'app.json', logicalId, type: 'T', properties: {}, raw: {}, dependsOn: [], condition });

test.each([
  [undefined, undefined, false], ['IsOld', undefined, false], [undefined, 'IsOld', false], ['IsOld', 'IsOld', false], ['IsOld', 'IsNew', true],
])('with the conditions %s and %s, two may be apart: %s', (one, other, apart) => {
  expect(mayBeApart(resource('A', one), resource('B', other))).toBe(apart);
});

test('of several, those are together that no two conditions part', () => {
  const all = [resource('A'), resource('B', 'IsOld'), resource('C', 'IsNew'), resource('D', 'IsOld'), resource('E')];
  expect(together(all, (each) => each).map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'D', 'E']);
  expect(together([], (each: Resource) => each)).toEqual([]);
});
