import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeTasks } from '../private/acknowledge';

/**
 * What Step Functions needs to wait for tasks of a cluster, and to stop them.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export function supervisionStatements(scope: Construct, { clusterName }: ecs.ICluster): iam.PolicyStatement[] {
  const stack = Stack.of(scope);
  return [
    new iam.PolicyStatement({ actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: [tasksOf(stack, clusterName)] }),
    new iam.PolicyStatement({
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [stack.formatArn({ service: 'events', resource: 'rule', resourceName: 'StepFunctionsGetEventsForECSTaskRule' })],
    }),
  ];
}

/** Gives that to a role of a state machine. */
export function letSupervise(role: iam.IRole, scope: Construct, cluster: ecs.ICluster): void {
  supervisionStatements(scope, cluster).forEach((statement) => role.addToPrincipalPolicy(statement));
  acknowledgeTasks(role, tasksOf(Stack.of(scope), cluster.clusterName));
}

function tasksOf(stack: Stack, clusterName: string): string {
  return stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${clusterName}/*` });
}
