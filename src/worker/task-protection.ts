import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { acknowledgeTasks } from '../private/acknowledge';

/**
 * Lets tasks protect themselves from scale-in and deployments while they work.
 *
 * By the cluster: the id of a task is not known before it runs.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html
 */
export function grantTaskProtection(taskRole: iam.IRole, { clusterName }: ecs.ICluster): void {
  const tasks = Stack.of(taskRole).formatArn({ service: 'ecs', resource: 'task', resourceName: `${clusterName}/*` });
  taskRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'], resources: [tasks] }));
  acknowledgeTasks(taskRole, tasks);
}
