import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { IdleInstances } from '../../src/pool/idle-instances';
import { lines } from '../deployment/services';

test.each<[string, IdleInstances, number]>([
  ['at once', IdleInstances.endAfter(Duration.seconds(0)), 0],
  ['after ten minutes', IdleInstances.endAfter(Duration.minutes(10)), 600],
  ['after the longest time', IdleInstances.endAfter(Duration.hours(1)), 3600],
  ['never, which ECS calls -1', IdleInstances.keep(), -1],
])('end %s', (_name, idle, seconds) => {
  expect(idle._seconds()).toBe(seconds);
  expect(idle._findings()).toEqual([]);
});

test.each([Duration.seconds(3601), Duration.hours(2)])('are refused %s', (delay) => {
  expect(lines(IdleInstances.endAfter(delay)._findings())).toEqual([
    `error ManagedInstances.ScaleIn: \`\` takes whole seconds from 0 to 3600, or -1 for never, got ${delay.toSeconds()}; for never, take IdleInstances.keep()`,
  ]);
});

test('let a time through that only the deployment knows', () => {
  const idle = IdleInstances.endAfter(Duration.seconds(Lazy.number({ produce: () => 90 })));
  expect(idle._findings()).toEqual([]);
  expect(new Stack().resolve(idle._seconds())).toBe(90);
});
