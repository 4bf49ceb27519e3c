import { refuse } from '../../src/model/finding';
import { checkIdleTimeout, checkListenerRule, ListenerRuleFacts } from '../../src/model/listener';

test.each<[ListenerRuleFacts, string, string, string]>([
  [{ priority: 0, pathPatterns: ['/'] }, 'ListenerRule.Priority', 'priority', 'takes whole numbers from 1 to 50000, got 0; the nearest is 1'],
  [{ priority: 50001, pathPatterns: ['/'] }, 'ListenerRule.Priority', 'priority', 'takes whole numbers from 1 to 50000, got 50001; the nearest is 50000'],
  [{ priority: 10 }, 'ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns'],
  [{ hostHeaders: [], pathPatterns: [] }, 'ListenerRule.NoCondition', '', 'needs a condition, got none; name hostHeaders or pathPatterns'],
  [{ hostHeaders: ['a.com', 'b.com'], pathPatterns: ['/a', '/b', '/c'], otherValues: 1 }, 'ListenerRule.TooManyValues', '',
    'takes at most 5 condition values, got 6; spread them over several rules'],
  [{ pathPatterns: ['/', ''] }, 'ListenerRule.Pattern', 'pathPatterns[1]', 'is 1 to 128 characters long, got 0'],
  [{ hostHeaders: ['x'.repeat(129)] }, 'ListenerRule.Pattern', 'hostHeaders[0]', 'is 1 to 128 characters long, got 129'],
])('a rule of %p is refused', (facts, id, path, text) => {
  expect(checkListenerRule(facts)).toEqual([refuse(id, path, text)]);
});

test.each<ListenerRuleFacts>([
  { priority: 1, pathPatterns: ['/api/*'] },
  { priority: 50000, hostHeaders: ['*.example.com'] },
  { otherValues: 5 },
  { hostHeaders: [undefined, 'x'.repeat(128)], pathPatterns: ['*.png'] },
])('a rule of %p gets through', (facts) => {
  expect(checkListenerRule(facts)).toEqual([]);
});

test('an idle timeout is 1 to 4000 seconds', () => {
  expect(checkIdleTimeout(4001)).toEqual([
    refuse('LoadBalancer.IdleTimeout', 'idleTimeout', 'takes whole seconds from 1 to 4000, got 4001; the nearest is 4000'),
  ]);
  expect(checkIdleTimeout(0)).toHaveLength(1);
  expect([1, 4000, undefined].flatMap((seconds) => checkIdleTimeout(seconds))).toEqual([]);
});
