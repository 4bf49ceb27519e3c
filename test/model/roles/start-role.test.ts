import { advise, refuse } from '../../../src/model/finding';
import { checkStartRole } from '../../../src/model/roles/start-role';

const ROLE = { path: 'target.roleArn', service: 'scheduler.amazonaws.com', passes: [] };

test('a role that starts nothing is refused', () => {
  expect(checkStartRole({
    ...ROLE, isTrusted: false, runs: false, tags: false, passes: [{ name: 'A', allowed: false }, { name: 'B', allowed: true }, { name: 'C' }, { name: 'D', allowed: false }],
  })).toEqual([
    refuse('EventTarget.RoleTrust', 'target.roleArn',
      'must name a role that scheduler.amazonaws.com may assume, got one that does not trust it; let it `sts:AssumeRole`'),
    refuse('EventTarget.NoRunTask', 'target.roleArn', 'must name a role that may start the task, got one without ecs:RunTask on it; allow it'),
    ...['A', 'D'].map((name) => refuse('EventTarget.NoPassRole', 'target.roleArn',
      `must name a role that may hand the task its roles, got one without iam:PassRole on ${name}; allow it on both roles of the task`)),
    advise('EventTarget.NoTagResource', 'target.roleArn', 'must name a role that may tag the tasks it starts, got one without ecs:TagResource; allow it'),
  ]);
});

test.each([[{ isTrusted: true, runs: true, tags: true }], [{}]])('a role of which %j is known gets through', (facts) => {
  expect(checkStartRole({ ...ROLE, ...facts })).toEqual([]);
});
