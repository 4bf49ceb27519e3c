import { ATTRIBUTE_NAME, ATTRIBUTE_VALUE } from '../../src/model/instance-attribute';

test.each<[string, boolean]>([
  ['site', true], ['com.example/hall_3-a.b\\c', true], ['a'.repeat(128), true],
  ['', false], ['a'.repeat(129), false], ['a b', false], ['a:b', false], ['größe', false],
])('an attribute may be named %j: %s', (name, may) => {
  expect(ATTRIBUTE_NAME.test(name)).toBe(may);
});

test.each<[string, boolean]>([
  ['berlin', true], ['hall 3', true], ['a:b@c/d\\e', true], ['a', true], ['a'.repeat(128), true],
  ['', false], [' berlin', false], ['berlin ', false], ['a'.repeat(129), false], ['a,b', false], ["it's", false],
])('an attribute may have the value %j: %s', (value, may) => {
  expect(ATTRIBUTE_VALUE.test(value)).toBe(may);
});
