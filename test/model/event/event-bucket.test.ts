import { checkEventBucket } from '../../../src/model/event/event-bucket';
import { advise, refuse } from '../../../src/model/finding';

test('a rule for a silent bucket is refused', () => {
  expect(checkEventBucket({ buckets: [{ name: 'Loud', notifies: true }, { name: 'Silent', notifies: false }, { name: 'Other' }] })).toEqual([
    refuse('EventTarget.SilentBucket', 'eventPattern',
      'must name a bucket that sends events to EventBridge, got Silent, which sends none; turn on EventBridge in its notifications'),
  ]);
});

test('a rule that is a clock is advised against', () => {
  expect(checkEventBucket({ buckets: [], schedule: true })).toEqual([advise('EventTarget.CronByRule', 'scheduleExpression',
    'is a clock of the past: EventBridge Scheduler knows time zones, ends and retries; start the task from a schedule of it')]);
  expect([{ buckets: [], schedule: false }, { buckets: [] }].flatMap(checkEventBucket)).toEqual([]);
});
