import { refuse } from '../../../src/model/finding';
import { checkListenerRule, LAST_PRIORITY, ListenerRuleFacts } from '../../../src/model/traffic/listener-rule';

const ANY = { pathPatterns: ['/'] };
const header = (values: number) => ({ field: 'http-header', values });

test.each<[ListenerRuleFacts, string, string, string]>([
  [{ priority: 0, ...ANY }, 'ListenerRule.Priority', 'priority', 'takes whole numbers from 1 to 50000, got 0; the nearest is 1'],
  [{ priority: 50001, ...ANY }, 'ListenerRule.Priority', 'priority', 'takes whole numbers from 1 to 50000, got 50001; the nearest is 50000'],
  [{ priority: 10 }, 'ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns'],
  [{ hostHeaders: [], pathPatterns: [], conditions: [] }, 'ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns'],
  [{ hostHeaders: ['a.com', 'b.com'], pathPatterns: ['/a', '/b', '/c'], conditions: [header(1)] }, 'ListenerRule.TooManyValues', '',
    'takes at most 5 condition values, got 6; spread them over several rules'],
  [{ conditions: [header(3), header(3)] }, 'ListenerRule.TooManyValues', '', 'takes at most 5 condition values, got 6; spread them over several rules'],
  [{ hostHeaders: ['*.a.*', '*.b.*'], pathPatterns: ['/*/?/*'] }, 'ListenerRule.TooManyWildcards', '',
    'takes at most 6 wildcards, got 7; spread them over several rules'],
  [{ pathPatterns: ['/', ''] }, 'ListenerRule.Pattern', 'pathPatterns[1]', 'must be 1 to 128 characters long, got 0'],
  [{ hostHeaders: ['x'.repeat(129)] }, 'ListenerRule.Pattern', 'hostHeaders[0]', 'must be 1 to 128 characters long, got 129'],
  [{ pathPatterns: ['/', 'api/*'] }, 'ListenerRule.PathWithoutSlash', 'pathPatterns[1]',
    'must start with a slash or a wildcard, got \'api/*\', which no path can match; write \'/api/*\''],
  [{ hostHeaders: ['a.com'], conditions: [{ field: 'host-header', values: 1 }] }, 'ListenerRule.SameCondition', 'conditions',
    'may hold one host-header at the most, `hostHeaders` and `pathPatterns` counted in, got 2; name all its values in one'],
  [{ pathPatterns: ['/a'], conditions: [{ field: 'path-pattern', values: 1 }] }, 'ListenerRule.SameCondition', 'conditions',
    'may hold one path-pattern at the most, `hostHeaders` and `pathPatterns` counted in, got 2; name all its values in one'],
  [{ conditions: [{ field: 'source-ip', values: 1 }, { field: 'source-ip', values: 1 }, { field: 'source-ip', values: 1 }] }, 'ListenerRule.SameCondition',
    'conditions', 'may hold one source-ip at the most, `hostHeaders` and `pathPatterns` counted in, got 3; name all its values in one'],
])('a rule of %p is refused', (facts, id, path, text) => {
  expect(checkListenerRule(facts)).toEqual([refuse(id, path, text)]);
});

test.each<ListenerRuleFacts>([
  { priority: 1, pathPatterns: ['/api/*'] },
  { priority: 50000, hostHeaders: ['*.example.com'] },
  { conditions: [header(5)] },
  { conditions: [header(1), header(1), { field: 'query-string', values: 1 }, { field: 'query-string', values: 1 }] },
  { conditions: [{ values: 1 }, { values: 1 }] },
  { hostHeaders: [undefined, 'x'.repeat(128)], pathPatterns: ['*.png', '?api'] },
  { hostHeaders: ['*.a.*'], pathPatterns: ['/*/*/*/*'] },
  { pathPatterns: [undefined] },
])('a rule of %p gets through', (facts) => {
  expect(checkListenerRule(facts)).toEqual([]);
});

describe('a priority that is taken', () => {
  const taken = (...priorities: number[]) => new Map(priorities.map((priority) => [priority, `Rule${priority}`]));

  test.each<[number, number[], number]>([
    [10, [10, 11, 13], 12],
    [50000, [50000], 49999],
    [49999, [49998, 49999, 50000], 49997],
    [1, [1], 2],
  ])('%d of %p: the nearest that is free is named', (priority, others, free) => {
    expect(checkListenerRule({ ...ANY, priority, taken: taken(...others) })).toEqual([refuse('ListenerRule.PriorityTaken', 'priority',
      `must be unique on a listener, got ${priority}, which Rule${priority} has; ${free} is free`)]);
  });

  test('another one, or one that is not known, gets through', () => {
    expect(checkListenerRule({ ...ANY, priority: 12, taken: taken(10, 11, 13) })).toEqual([]);
    expect(checkListenerRule({ ...ANY, taken: taken(10) })).toEqual([]);
  });
});

test('the last place is the highest priority', () => {
  expect(checkListenerRule({ ...ANY, priority: LAST_PRIORITY })).toEqual([]);
  expect(checkListenerRule({ ...ANY, priority: LAST_PRIORITY + 1 })).toHaveLength(1);
});
