import { refuse } from '../../../src/model/finding';
import { checkTaskRoles } from '../../../src/model/task/task-roles';

const ROLE = 'arn:aws:iam::123456789012:role/app';

test('one role for both is refused', () => {
  expect(checkTaskRoles({ taskRoleArn: ROLE, executionRoleArn: ROLE })).toEqual([refuse('TaskRoles.SameRole', '',
    'takes a role for the application and another for ECS, got one for both, with which the application could read every secret that ECS may; leave one out to have it made')]);
});

test.each([
  { taskRoleArn: ROLE, executionRoleArn: `${ROLE}-execution` },
  { taskRoleArn: ROLE },
  { executionRoleArn: ROLE },
  {},
])('%p gets through', (facts) => {
  expect(checkTaskRoles(facts)).toEqual([]);
});
