import { Finding, refuse } from '../finding';

/** What is known of the two roles of a task. */
export interface TaskRolesFacts {
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
}

/** Refuses one role for both: ECS Developer Guide, "IAM roles best practices in Amazon ECS", on keeping them apart. */
export function checkTaskRoles({ taskRoleArn, executionRoleArn }: TaskRolesFacts): Finding[] {
  return taskRoleArn === undefined || taskRoleArn !== executionRoleArn ? [] : [refuse('TaskRoles.SameRole', '',
    'takes a role for the application and another for ECS, got one for both, with which the application could read every secret that ECS may; '
    + 'leave one out to have it made')];
}
