import * as fc from 'fast-check';
import { checkDelivery, DeadLetterFacts, DeliveryFacts, DeliveryLimits, RULE_DELIVERY, SCHEDULE_DELIVERY, STREAM_DELIVERY } from '../../../src/model/event/event-delivery';
import { advise, Finding, refuse } from '../../../src/model/finding';

const HERE = { region: 'eu-west-1', account: '111122223333' };
const queue = (facts: Partial<DeadLetterFacts> = {}): DeadLetterFacts => ({ place: HERE, from: HERE, ...facts });
const ELSEWHERE = queue({ place: { ...HERE, account: '444455556666' } });
const FIFO = refuse('EventDelivery.FifoDeadLetters', 'deadLetterQueue', 'is a standard queue, got a FIFO queue, to which EventBridge does not send; make another');
const otherAccount = (sender: string) => advise('EventDelivery.OtherAccount', 'deadLetterQueue',
  `is in another account, 444455556666, than what sends to it, 111122223333: its policy has to let ${sender} send, and no alarm is made here, since its metrics `
  + 'are there; see to both there, and acknowledge this');
const managedKey = (sender: string) => refuse('EventDelivery.ManagedKey', 'deadLetterQueue',
  `is a queue whose key lets ${sender} use it, got one with the key of AWS, aws/sqs, whose policy cannot be changed; `
  + 'encrypt it with QueueEncryption.SQS_MANAGED or a key of your own');

test.each<[DeliveryLimits, DeliveryFacts, Finding]>([
  [RULE_DELIVERY, { maxEventAgeSeconds: 59 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 86400, got 59; the nearest is 60')],
  [RULE_DELIVERY, { maxEventAgeSeconds: 86401 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 86400, got 86401; the nearest is 86400')],
  [RULE_DELIVERY, { retryAttempts: 186 }, refuse('EventDelivery.RetryAttempts', 'retryAttempts', 'takes whole retries from 0 to 185, got 186; the nearest is 185')],
  [STREAM_DELIVERY, { maxEventAgeSeconds: 604801 }, refuse('EventDelivery.MaxEventAge', 'maxEventAge', 'takes whole seconds from 60 to 604800, got 604801; the nearest is 604800')],
  [STREAM_DELIVERY, { retryAttempts: 10001 }, refuse('EventDelivery.RetryAttempts', 'retryAttempts', 'takes whole retries from 0 to 10000, got 10001; the nearest is 10000')],
  [RULE_DELIVERY, { deadLetters: queue({ fifo: true }) }, FIFO],
  [STREAM_DELIVERY, { deadLetters: queue({ place: { ...HERE, region: 'us-east-1' } }) }, refuse('EventDelivery.OtherRegion', 'deadLetterQueue',
    'is a queue of the region that sends to it, eu-west-1, got one of us-east-1; make one there')],
  [RULE_DELIVERY, { deadLetters: ELSEWHERE }, otherAccount('events.amazonaws.com')],
  [SCHEDULE_DELIVERY, { deadLetters: ELSEWHERE }, otherAccount("the schedule's role")],
  [STREAM_DELIVERY, { deadLetters: ELSEWHERE }, otherAccount("the pipe's role")],
  [RULE_DELIVERY, { deadLetters: queue({ managedKey: true }) }, managedKey('events.amazonaws.com')],
])('limits %j refuse %j', (limits, facts, finding) => {
  expect(checkDelivery(facts, limits)).toEqual([finding]);
});

test('the key of AWS is for every role of its account, and for no other', () => {
  expect([SCHEDULE_DELIVERY, STREAM_DELIVERY].flatMap((limits) => checkDelivery({ deadLetters: queue({ managedKey: true }) }, limits))).toEqual([]);
  expect(checkDelivery({ deadLetters: { ...ELSEWHERE, managedKey: true } }, SCHEDULE_DELIVERY))
    .toEqual([otherAccount("the schedule's role"), managedKey("the schedule's role")]);
});

test.each<[string, DeadLetterFacts]>([
  ['anywhere', queue({ place: {} })],
  ['of anything', queue({ from: {} })],
  ['of an account that is not known', queue({ place: { region: 'eu-west-1' }, from: { account: '444455556666' } })],
])('a queue %s passes', (_what, deadLetters) => {
  expect(checkDelivery({ deadLetters }, RULE_DELIVERY)).toEqual([]);
});

test.each([['a rule', RULE_DELIVERY], ['a schedule', SCHEDULE_DELIVERY], ['a stream', STREAM_DELIVERY]])('all that %s takes, and all that is not known, passes', (_what, limits) => {
  const within = ({ min, max }: { min: number; max?: number }) => fc.option(fc.integer({ min, max }), { nil: undefined });
  fc.assert(fc.property(within(limits.ageSeconds), within(limits.retries), (maxEventAgeSeconds, retryAttempts) => {
    expect(checkDelivery({ maxEventAgeSeconds, retryAttempts, deadLetters: queue({ fifo: false, managedKey: false }) }, limits)).toEqual([]);
  }));
});
