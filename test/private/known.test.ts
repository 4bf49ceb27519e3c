import { CfnParameter, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { known, knownDuration, knownMinutes, knownSeconds } from '../../src/private/known';

const parameter = new CfnParameter(new Stack(), 'Number', { type: 'Number' });
const seconds = Duration.seconds(parameter.valueAsNumber);

test.each([0, '', false, 1, 'a', null])('%p is known', (value) => {
  expect(known(value)).toBe(value);
});

test.each([
  ['nothing', undefined],
  ['a number', parameter.valueAsNumber],
  ['a text', parameter.valueAsString],
  ['a part of a text', `a-${parameter.valueAsString}`],
  ['a list', Token.asList({ Ref: 'List' })],
  ['a dynamic reference', '{{resolve:ssm:/web/image}}'],
  ['a dynamic reference in a text', 'web:{{resolve:ssm:/web/tag}}'],
])('%s is unknown as a token, or absent', (_, value) => {
  expect(known(value)).toBeUndefined();
});

test('durations are known to the fraction of a second', () => {
  expect([Duration.minutes(2), Duration.seconds(0), Duration.millis(500)].map(knownSeconds)).toEqual([120, 0, 0.5]);
  expect([seconds, undefined].map(knownSeconds)).toEqual([undefined, undefined]);
  expect(knownSeconds(Duration.minutes(parameter.valueAsNumber))).toBeUndefined();
  expect(knownDuration(Duration.minutes(2))?.toSeconds()).toBe(120);
  expect([seconds, undefined].map(knownDuration)).toEqual([undefined, undefined]);
});

test('minutes keep their fractions', () => {
  expect([Duration.hours(1), Duration.seconds(30), seconds, undefined].map(knownMinutes)).toEqual([60, 0.5, undefined, undefined]);
});
