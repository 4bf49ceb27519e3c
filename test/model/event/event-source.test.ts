import { checkPattern, checkPatternSize, checkPipe, checkPlace, checkRedrive } from '../../../src/model/event/event-source';
import { advise, refuse } from '../../../src/model/finding';

test.each([
  [{ region: 'eu-west-1' }, { region: 'us-east-1' }, 'starts tasks in the region of its source, eu-west-1, got a stack of us-east-1; '
    + 'send the events to a bus there first, or make the task where its source is'],
  [{ account: '111122223333' }, { account: '444455556666' }, 'starts tasks in the account of its source, 111122223333, got a stack of 444455556666; '
    + 'send the events to a bus there first, or make the task where its source is'],
])('events of %j do not arrive in %j', (source, trigger, text) => {
  expect(checkPlace(source, trigger)).toEqual([refuse('TaskTrigger.OtherEnvironment', '', text)]);
});

test.each([
  [{ region: 'eu-west-1', account: '111122223333' }, { region: 'eu-west-1', account: '111122223333' }],
  [{}, { region: 'eu-west-1', account: '111122223333' }],
  [{ region: 'eu-west-1' }, {}],
])('events of %j arrive in %j', (source, trigger) => {
  expect(checkPlace(source, trigger)).toEqual([]);
});

test('a pattern says something', () => {
  expect(checkPattern({ source: undefined })).toEqual([refuse('TaskTrigger.EmptyPattern', 'pattern',
    'says which events start the task, got none of its fields; name at least `source`')]);
  expect(checkPattern({ source: ['shop'] })).toEqual([]);
});

test.each([
  [{ filters: 6 }, refuse('TaskTrigger.Filters', 'filters', 'takes at most 5 patterns, of which a record matches one, got 6; put values of one field into one pattern')],
  [{ parallel: 0 }, refuse('TaskTrigger.RecordsAtOnce', 'recordsAtOnce', 'takes whole records from 1 to 10, got 0; the nearest is 1')],
  [{ parallel: 11 }, refuse('TaskTrigger.RecordsAtOnce', 'recordsAtOnce', 'takes whole records from 1 to 10, got 11; the nearest is 10')],
])('a pipe does not take %j', (facts, finding) => {
  expect(checkPipe(facts)).toEqual([finding]);
});

test.each([{}, { filters: 5, parallel: 10 }, { filters: 0, parallel: 1 }])('a pipe takes %j', (facts) => {
  expect(checkPipe(facts)).toEqual([]);
});

test('a queue that is known to have no dead-letter queue is advised to get one', () => {
  expect(checkRedrive(false)).toEqual([advise('TaskTrigger.NoDeadLetterQueue', '',
    'is a queue without a dead-letter queue: a message that cannot become a task is tried again until it is too old; give the queue one')]);
  expect([...checkRedrive(true), ...checkRedrive(undefined)]).toEqual([]);
});

test('a pattern has 2048 characters at the most', () => {
  expect(checkPatternSize(2048)).toEqual([]);
  expect(checkPatternSize(2049)).toEqual([refuse('TaskTrigger.PatternTooLong', '',
    'takes a pattern of at most 2048 characters, got 2049; say it with fewer values, or make one EventTask for some of them and one for the others')]);
});
