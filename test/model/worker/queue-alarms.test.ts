import { advise, refuse } from '../../../src/model/finding';
import { checkQueueAlarms, oldestMessageSeconds } from '../../../src/model/worker/queue-alarms';

test('a message is late once scaling has had its ten minutes', () => {
  expect(oldestMessageSeconds(120, 5)).toBe(725);
  expect(oldestMessageSeconds(1, 0.2)).toBe(602);
});

test('thresholds that mean nothing are refused', () => {
  expect(checkQueueAlarms({ oldestMessageSeconds: 0, deadLetters: 0.5 })).toEqual([
    refuse('QueueAlarms.OldestMessage', 'oldestMessage', 'takes whole seconds from 1 up, got 0; the nearest is 1'),
    refuse('QueueAlarms.DeadLetters', 'deadLetters', 'takes whole messages from 1 up, got 0.5; the nearest is 1'),
  ]);
});

test('what is not known, or good, is not', () => {
  expect(checkQueueAlarms({})).toEqual([]);
  expect(checkQueueAlarms({ oldestMessageSeconds: 1, deadLetters: 1 })).toEqual([]);
});

test('an age that no message comes to is advised against', () => {
  expect(checkQueueAlarms({ oldestMessageSeconds: 60, retentionSeconds: 60 })).toEqual([
    advise('QueueAlarms.AboveRetention', 'oldestMessage', 'must be below the retention of the queue, 60 seconds, for a message to come to that age, got 60; take less, or keep messages longer'),
  ]);
  expect(checkQueueAlarms({ oldestMessageSeconds: 59, retentionSeconds: 60 })).toEqual([]);
});
