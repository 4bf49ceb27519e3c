import * as fc from 'fast-check';
import { checkDelivery, RULE_DELIVERY, STREAM_DELIVERY } from '../../../src/model/event/event-delivery';
import { refuse } from '../../../src/model/finding';

test.each([
  [RULE_DELIVERY, { maxEventAgeSeconds: 59 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 86400, got 59; the nearest is 60')],
  [RULE_DELIVERY, { maxEventAgeSeconds: 86401 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 86400, got 86401; the nearest is 86400')],
  [RULE_DELIVERY, { retryAttempts: 186 }, refuse('EventDelivery.RetryAttempts', 'retryAttempts', 'takes whole retries from 0 to 185, got 186; the nearest is 185')],
  [STREAM_DELIVERY, { maxEventAgeSeconds: 604801 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 604800, got 604801; the nearest is 604800')],
  [STREAM_DELIVERY, { retryAttempts: 10001 }, refuse('EventDelivery.RetryAttempts', 'retryAttempts', 'takes whole retries from 0 to 10000, got 10001; the nearest is 10000')],
  [RULE_DELIVERY, { deadLettersFifo: true }, refuse('EventDelivery.FifoDeadLetters', 'deadLetterQueue', 'is a standard queue, got a FIFO queue, to which EventBridge does not send; make another')],
])('limits %j refuse %j', (limits, facts, finding) => {
  expect(checkDelivery(facts, limits)).toEqual([finding]);
});

test.each([['a rule', RULE_DELIVERY], ['a stream', STREAM_DELIVERY]])('all that %s takes, and all that is not known, passes', (_what, limits) => {
  const within = ({ min, max }: { min: number; max?: number }) => fc.option(fc.integer({ min, max }), { nil: undefined });
  fc.assert(fc.property(within(limits.ageSeconds), within(limits.retries), (maxEventAgeSeconds, retryAttempts) => {
    expect(checkDelivery({ maxEventAgeSeconds, retryAttempts, deadLettersFifo: false }, limits)).toEqual([]);
  }));
});
