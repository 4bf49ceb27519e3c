import { isDaemon } from '../../src/model/scheduling';

test.each<[unknown, boolean | undefined]>([
  [undefined, false], ['REPLICA', false], ['DAEMON', true], [{ Ref: 'Scheduling' }, undefined],
])('a service with the scheduling strategy %j is a daemon: %s', (scheduling, expected) => {
  expect(isDaemon({ SchedulingStrategy: scheduling })).toBe(expected);
});
