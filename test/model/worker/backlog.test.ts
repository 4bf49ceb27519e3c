import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import { BacklogFacts, backlogTarget, checkBacklog, checkInterruption, InterruptionFacts, Pace } from '../../../src/model/worker/backlog';

const PACE: Pace = { latencySeconds: 120, messageSeconds: 5, concurrency: 1 };
const TOKEN = 'has to be known at synth, since the backlog that a task may have is calculated from it, got a token; write the number';

const paces = fc.record({
  latencySeconds: fc.integer({ min: 1, max: 86_400 }),
  messageSeconds: fc.integer({ min: 1, max: 43_200 }),
  concurrency: fc.integer({ min: 1, max: 100 }),
});
const taskCounts = fc.integer({ min: 1, max: 500 });

describe('the backlog that a task may have', () => {
  test.each([
    [PACE, 25],
    [{ ...PACE, concurrency: 10 }, 250],
    [{ latencySeconds: 60, messageSeconds: 60, concurrency: 1 }, 2],
    [{ latencySeconds: 300, messageSeconds: 600, concurrency: 1 }, 1.5],
    [{ latencySeconds: 1, messageSeconds: 0.1, concurrency: 1 }, 11],
  ])('of %p is %d messages', (pace, messages) => {
    expect(backlogTarget(pace)).toBeCloseTo(messages);
  });

  test('keeps the wait of the last message within what is acceptable, when the tasks finish one after the other', () => {
    fc.assert(fc.property(paces, taskCounts, (pace, tasks) => {
      const atWork = tasks * pace.concurrency;
      const waiting = Math.floor(tasks * backlogTarget(pace)) - atWork;
      // One of them finishes every so many seconds, and takes on the next message.
      const everySeconds = pace.messageSeconds / atWork;
      expect(waiting * everySeconds).toBeLessThanOrEqual(pace.latencySeconds + 1e-6);
    }));
  });

  test('keeps it within one message more, when all tasks have just started', () => {
    fc.assert(fc.property(paces, taskCounts, (pace, tasks) => {
      const messages = Math.floor(tasks * backlogTarget(pace));
      const rounds = Math.ceil(messages / (tasks * pace.concurrency)) - 1;
      expect(rounds * pace.messageSeconds).toBeLessThan(pace.latencySeconds + pace.messageSeconds);
    }));
  });

  test('is never less than what a task works on, so that busy tasks without anything waiting are not too few', () => {
    fc.assert(fc.property(paces, (pace) => {
      expect(backlogTarget(pace)).toBeGreaterThan(pace.concurrency);
    }));
  });

  test('leaves a task to messages in flight, however few they are', () => {
    fc.assert(fc.property(paces, taskCounts, fc.integer({ min: 1, max: 100 }), (pace, tasks, inFlight) => {
      // Target tracking: as many tasks as bring the metric to its target, rounded up.
      expect(Math.ceil(tasks * ((inFlight / tasks) / backlogTarget(pace)))).toBeGreaterThanOrEqual(1);
    }));
  });
});

test.each<[string, Partial<BacklogFacts>, string, string, string]>([
  ['no latency at all', { latencySeconds: 0 }, 'QueueWorker.Latency', 'acceptableLatency', 'takes more than 0 seconds, got 0'],
  ['a latency that is a token', { latencySeconds: undefined }, 'QueueWorker.Latency', 'acceptableLatency', TOKEN],
  ['a message that takes no time', { messageSeconds: 0 }, 'QueueWorker.MessageDuration', 'messageDuration',
    'takes more than 0 seconds, up to 43200 as SQS keeps no message in flight for longer, got 0'],
  ['a message of more than 12 hours', { messageSeconds: 43_201 }, 'QueueWorker.MessageDuration', 'messageDuration',
    'takes more than 0 seconds, up to 43200 as SQS keeps no message in flight for longer, got 43201'],
  ['a message that takes a token', { messageSeconds: undefined }, 'QueueWorker.MessageDuration', 'messageDuration', TOKEN],
  ['no message at once', { concurrency: 0 }, 'QueueWorker.Concurrency', 'concurrency', 'takes whole messages from 1 up, got 0; the nearest is 1'],
  ['half a message at once', { concurrency: 1.4 }, 'QueueWorker.Concurrency', 'concurrency', 'takes whole messages from 1 up, got 1.4; the nearest is 1'],
  ['a token of messages at once', { concurrency: undefined }, 'QueueWorker.Concurrency', 'concurrency', TOKEN],
  ['no task ever', { maxTasks: 0 }, 'QueueWorker.NoTasks', 'tasks.max', 'takes whole tasks from 1 up, got 0; the nearest is 1'],
])('%s is refused', (_, facts, id, path, text) => {
  expect(checkBacklog({ ...PACE, maxTasks: 10, ...facts })).toEqual([refuse(id, path, text)]);
});

test.each<[string, Partial<BacklogFacts>]>([
  ['12 hours', { messageSeconds: 43_200 }],
  ['a fraction of a second', { messageSeconds: 0.2 }],
  ['a latency below the duration', { latencySeconds: 1, messageSeconds: 600 }],
  ['a number of tasks that only the deployment knows', { maxTasks: undefined }],
])('%s is fine', (_, facts) => {
  expect(checkBacklog({ ...PACE, maxTasks: 10, ...facts })).toEqual([]);
});

const LONG: InterruptionFacts = { messageSeconds: 600, stopSeconds: 120, protection: true, spot: false };

test.each<[string, Partial<InterruptionFacts>, string[]]>([
  ['protection off', { protection: false }, ['QueueWorker.Unprotected']],
  ['Spot', { spot: true }, ['QueueWorker.SpotNotice']],
  ['both', { protection: false, spot: true }, ['QueueWorker.Unprotected', 'QueueWorker.SpotNotice']],
  ['neither', {}, []],
  ['time enough to stop', { messageSeconds: 120, protection: false, spot: true }, []],
  ['a duration that is not known', { messageSeconds: undefined, protection: false, spot: true }, []],
  ['a deployment that waits for it', { messageSeconds: 10_801 }, ['QueueWorker.LongProtection']],
  ['a deployment that just does not wait for it', { messageSeconds: 10_800 }, []],
  ['protection for longer than a deployment, and a time to stop that is not known', { messageSeconds: 10_801, stopSeconds: undefined }, ['QueueWorker.LongProtection']],
  ['a time to stop that is not known', { stopSeconds: undefined, protection: false, spot: true }, []],
])('a long message with %s', (_, facts, ids) => {
  expect(checkInterruption({ ...LONG, ...facts }).map(({ id }) => id)).toEqual(ids);
});

test('it is said what cuts a long message off, and what to do about it', () => {
  expect(checkInterruption({ ...LONG, protection: false, spot: true })).toEqual([
    advise('QueueWorker.Unprotected', 'messageDuration', 'of 600 seconds is longer than the 120 seconds that a task has to stop, and `taskProtection` is off: ' +
      'scale-in and deployments cut messages off, which then start again; let tasks protect themselves, or give them longer with `shutdown.stop`'),
    advise('QueueWorker.SpotNotice', 'messageDuration', 'of 600 seconds is longer than the 120 seconds that a task has to stop, and no protection holds off Spot: ' +
      'an interruption cuts messages off, which then start again; take capacity on demand, or acknowledge it where starting again is cheap'),
  ]);
});

test('it is said what a deployment does to a message of more than three hours', () => {
  expect(checkInterruption({ ...LONG, messageSeconds: 14_400 })).toEqual([
    advise('QueueWorker.LongProtection', 'messageDuration', 'of 14400 seconds is longer than the 10800 that CloudFormation waits for a deployment, ' +
      'which tasks hold up while they are protected; deploy while no message is in work, or split the work up'),
  ]);
});
