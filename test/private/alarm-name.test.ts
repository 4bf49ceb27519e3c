import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmNameFor } from '../../src/private/alarm-name';

const stack = new Stack(new App(), 'Stack');

test('the name tells the path and the alarm', () => {
  expect(alarmNameFor(new Construct(stack, 'Web'), 'HighCpu')).toMatch(/^Stack-Web-[0-9A-F]{8}-HighCpu$/);
});

test('the longest path leaves room for the alarm', () => {
  const deep = Array.from({ length: 30 }, (_, level) => `Level${level}OfMany`).reduce<Construct>((scope, id) => new Construct(scope, id), stack);
  const name = alarmNameFor(deep, 'TargetTlsFailures');
  expect(name).toMatch(/-TargetTlsFailures$/);
  expect(name.length).toBeLessThanOrEqual(255);
  expect(alarmNameFor(new Construct(deep, 'More'), 'TargetTlsFailures')).not.toBe(name);
});
