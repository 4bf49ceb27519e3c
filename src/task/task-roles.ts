import * as iam from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding } from '../model/finding';
import { checkTaskRoles } from '../model/task/task-roles';
import { acknowledgeUnscopedActions } from '../private/acknowledge';
import { InlineRole } from '../private/inline-role';

/** Roles of your own for a task. */
export interface TaskRolesOptions {
  /**
   * What the application may do in AWS.
   *
   * @default - a role is made, with no permissions but those granted to it
   */
  readonly taskRole?: iam.IRole;

  /**
   * What ECS may do to start the task.
   *
   * @default - a role is made, which may pull the image, read the named secrets and write the logs
   */
  readonly executionRole?: iam.IRole;
}

/** The two roles of a task. */
export interface BoundTaskRoles {
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
}

/**
 * The two roles of a task, kept apart: the application runs as the task role, and ECS starts it as the execution role.
 *
 * Only ECS can use the roles that are made, and only for this account and Region.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-ecs-iam-role-overview.html
 */
export class TaskRoles {
  /** Two roles are made. */
  public static generated(): TaskRoles {
    return new TaskRoles({});
  }

  /**
   * Roles of your own, imported or not; one that is left out is made.
   *
   * A service refuses one role for both with `TaskRoles.SameRole`.
   */
  public static existing(options: TaskRolesOptions): TaskRoles {
    return new TaskRoles(options);
  }

  private constructor(private readonly options: TaskRolesOptions) {}

  /** @internal */
  public _findings(): Finding[] {
    // Tokens included: the same token is the same role.
    return checkTaskRoles({ taskRoleArn: this.options.taskRole?.roleArn, executionRoleArn: this.options.executionRole?.roleArn });
  }

  /** @internal */
  public _bind(scope: Construct): BoundTaskRoles {
    const executionRole = this.options.executionRole ?? new InlineRole(scope, 'ExecutionRole', { assumedBy: ecsTasks(scope) });
    acknowledgeUnscopedActions(executionRole);
    return {
      executionRole,
      taskRole: this.options.taskRole ?? new iam.Role(scope, 'TaskRole', { assumedBy: ecsTasks(scope) }),
    };
  }
}

/** Tasks of this account and Region only; a cluster cannot be named. ECS Developer Guide, "Amazon ECS task IAM role". */
function ecsTasks(scope: Construct): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  return new iam.ServicePrincipal('ecs-tasks.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ecs', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
    },
  });
}
