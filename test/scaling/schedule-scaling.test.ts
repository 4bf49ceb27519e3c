import { Template } from 'aws-cdk-lib/assertions';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import { Lazy, TimeZone } from 'aws-cdk-lib/core';
import { ScheduleScaling, ScheduleScalingOptions } from '../../src/scaling/schedule-scaling';
import { lines, serviceStack } from '../deployment/services';

const schedule = appscaling.Schedule.cron({ hour: '8', minute: '0' });

test.each<[string, Partial<ScheduleScalingOptions>, unknown]>([
  ['both bounds in a time zone', { min: 4, max: 40, timeZone: TimeZone.EUROPE_BERLIN },
    { ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 40 }, Timezone: 'Europe/Berlin' }],
  ['a minimum of 0', { min: 0 }, { ScalableTargetAction: { MinCapacity: 0 } }],
  ['bounds for a while', { min: 4, startTime: new Date('2030-01-31T08:00:00Z'), endTime: new Date('2030-02-28T08:00:00Z') },
    { ScalableTargetAction: { MinCapacity: 4 }, StartTime: '2030-01-31T08:00:00Z', EndTime: '2030-02-28T08:00:00Z' }],
  ['a maximum', { max: 2 }, { ScalableTargetAction: { MaxCapacity: 2 } }],
])('sets %s', (_name, options, action) => {
  const { stack, service } = serviceStack();
  new ScheduleScaling('Morning', { schedule, ...options }).bind(service.autoScaleTaskCount({ maxCapacity: 10 }));
  Template.fromStack(stack).hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
    ScheduledActions: [{ ScheduledActionName: 'Morning', Schedule: 'cron(0 8 * * ? *)', ...action as object }],
  });
});

describe('findings', () => {
  test.each<[string, Partial<ScheduleScalingOptions>, string]>([
    ['no bounds', {}, 'error TaskScaling.EmptySchedule: `` needs a new `min`, a new `max` or both, got neither'],
    ['a minimum above the maximum', { min: 5, max: 4 },
      'error TaskScaling.MinAboveMax: `min` must be at most the maximum of 4, got 5; swap them or raise the max'],
    ['an end before the start', { min: 1, startTime: new Date('2030-02-28T08:00:00Z'), endTime: new Date('2030-01-31T08:00:00Z') },
      'error TaskScaling.ScheduleTime: `endTime` must be later than the start at 2030-02-28T08:00:00.000Z, got 2030-01-31T08:00:00.000Z; swap them'],
    ['a number below 0', { min: -1 }, 'error TaskScaling.Count: `min` takes whole tasks from 0 up, got -1; the nearest is 0'],
  ])('%s', (_name, options, line) => {
    expect(lines(new ScheduleScaling('Morning', { schedule, ...options }).findings())).toEqual([line]);
  });

  test('none for what is right, and for tokens', () => {
    const token = Lazy.number({ produce: () => -1 });
    for (const options of [{ min: 0, max: 0 }, { min: token, max: 3 }, { max: token }]) {
      expect(new ScheduleScaling('Morning', { schedule, ...options }).findings()).toEqual([]);
    }
  });
});
