import { grouped } from '../../../src/model/template/grouped';

test('the values of each key are in their order', () => {
  expect([...grouped([['a', 1], ['b', 2], ['a', 3]])]).toEqual([['a', [1, 3]], ['b', [2]]]);
  expect(grouped([]).size).toBe(0);
});
