import { advise } from '../../../src/model/finding';
import { checkRetention, readRetention } from '../../../src/model/task/log-retention';

test.each([
  [{}, Infinity], [{ RetentionInDays: 30 }, 30], [{ RetentionInDays: '30' }, 30], [{ RetentionInDays: { Ref: 'Days' } }, undefined],
])('a group with %j keeps logs for %p days', (group, days) => {
  expect(readRetention(group)).toBe(days);
});

test('logs that are kept for ever are advised against', () => {
  expect(checkRetention(Infinity, { least: 0 })).toEqual([advise('LogGroup.NoRetention', 'retentionInDays',
    'must be set, or logs are kept and paid for ever, got none; set as many days as the logs are needed')]);
});

test('logs that are not kept as long as asked for are advised against', () => {
  expect(checkRetention(89, { least: 90 })).toEqual([advise('LogGroup.NoRetention', 'retentionInDays',
    'must be 90 days or more, got 89; set as many days as the logs are needed')]);
});

test.each([[1, 0], [90, 90], [91, 90], [undefined, 90]])('%p days of at least %p get through', (days, least) => {
  expect(checkRetention(days, { least })).toEqual([]);
});
