import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkFixedRole } from '../model/worker/task-elsewhere';
import { acknowledgeTasks } from '../private/acknowledge';
import { guardCall } from '../private/guard';

const PROTECTION = ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'];

/** What the role of the tasks is let do. */
export interface TaskPermissions {
  readonly queue: sqs.IQueue;
  /** Whose tasks may protect themselves; absent where none may. */
  readonly protectedIn?: ecs.ICluster;
}

/** Lets tasks take messages and protect themselves; where their role stays as it is, its user is told what it needs. */
export function grantWork(worker: Construct, role: iam.IRole, { queue, protectedIn }: TaskPermissions): void {
  const taken = queue.grantConsumeMessages(role).principalStatements.flatMap(({ actions }) => actions);
  if (protectedIn) grantTaskProtection(role, protectedIn);
  const key = taken.length > 0 && queue.encryptionMasterKey ? ['kms:Decrypt'] : [];
  const actions = [...taken, ...key, ...(protectedIn ? PROTECTION : [])];
  if (isFixed(role) && actions.length > 0) guardCall(worker, checkFixedRole(actions));
}

/**
 * Lets tasks protect themselves from scale-in and deployments while they work.
 *
 * By the cluster: the id of a task is not known before it runs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
function grantTaskProtection(role: iam.IRole, { clusterName }: ecs.ICluster): void {
  const tasks = Stack.of(role).formatArn({ service: 'ecs', resource: 'task', resourceName: `${clusterName}/*` });
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: PROTECTION, resources: [tasks] }));
  acknowledgeTasks(role, tasks);
}

/** The CDK says of such a role that it took the statement. */
function isFixed(role: iam.IRole): boolean {
  return (role.constructor as { readonly PROPERTY_INJECTION_ID?: string }).PROPERTY_INJECTION_ID === 'aws-cdk-lib.aws-iam.ImmutableRole';
}
