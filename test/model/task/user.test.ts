import { isNumeric, isRoot } from '../../../src/model/task/user';

test.each([
  ['root', true, false], ['root:app', true, false], ['0', true, true], ['0:1000', true, true], ['000', true, true],
  ['rooted', false, false], ['1000', false, true], ['1000:0', false, true], ['app:1000', false, false], ['1000:app', false, false], ['10', false, true],
])('user %p: root %p, in numbers %p', (user, root, numeric) => {
  expect([isRoot(user), isNumeric(user)]).toEqual([root, numeric]);
});
