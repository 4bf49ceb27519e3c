import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { logsOf } from './deploy-task-plan';
import { RunnableTask } from './runnable-task';
import { acknowledgeLogStreams, acknowledgeTaskRevisions, acknowledgeTasks, acknowledgeUnscopedActions } from '../private/acknowledge';
import { handlerOfStack } from '../private/handler';
import { countPolicy } from '../private/role-room';

// Lambda Developer Guide, quotas. A task that takes longer is waited for by run after run.
const LONGEST_RUN = Duration.minutes(15);

/** What is run for deployments, and where. */
export interface RunTarget {
  readonly runnable: RunnableTask;
  readonly cluster: ecs.ICluster;
  /** The function reads the end of the logs. */
  readonly readsLogs: boolean;
}

/** What runs a task for deployments, and may do so once the policy is there. */
export interface DeployTaskRunner {
  readonly function: lambda.Function;
  readonly policy: iam.Policy;
}

/** The function that runs all such tasks of a stack, with a policy for this one. */
export function runnerOf(scope: Construct, { cluster, readsLogs, runnable }: RunTarget): DeployTaskRunner {
  const stack = Stack.of(scope);
  const handler = handlerOfStack(scope, 'DeployTaskHandler', {
    folder: 'deploy-task',
    description: 'Runs tasks to their end for deployments',
    timeout: LONGEST_RUN,
    statements: [allow(['cloudformation:DescribeStacks'], [stack.stackId])],
  });
  const tasks = stack.formatArn({ service: 'ecs', resource: 'task', resourceName: `${cluster.clusterName}/*` });
  // Beside the role and not in it: a task may need what waits for another one.
  const policy = new iam.Policy(scope, 'RunPolicy', {
    roles: [handler.role],
    statements: [
      allow(['ecs:DescribeTasks', 'ecs:StopTask'], [tasks]),
      // A task that an earlier run has started is looked for, and ListTasks has no other bounds than the cluster.
      allow(['ecs:ListTasks'], ['*'], { ArnEquals: { 'ecs:cluster': cluster.clusterArn } }),
      // Itself: to go on where a run has used up its time.
      allow(['lambda:InvokeFunction'], [handler.function.functionArn]),
    ],
  });
  if (readsLogs) letReadLogs(policy, runnable.taskDefinition);
  runnable.grantRun(policy);
  acknowledgeTasks(policy, tasks);
  acknowledgeUnscopedActions(scope);
  acknowledgeTaskRevisions(policy, stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${runnable.taskDefinition.family}:*` }));
  countPolicy(handler.role, policy, { id: 'DeployTask.RoleRoom', path: 'task', name: 'DeployTasks' });
  return { function: handler.function, policy };
}

/** The streams of the containers that a task can fail with, and no others of their groups. */
function letReadLogs(policy: iam.Policy, taskDefinition: ecs.TaskDefinition): void {
  const streams = logsOf(taskDefinition).map(({ container, group, prefix }) => Stack.of(policy).formatArn({
    service: 'logs', resource: 'log-group', arnFormat: ArnFormat.COLON_RESOURCE_NAME, resourceName: `${group}:log-stream:${prefix}/${container}/*`,
  }));
  if (streams.length > 0) policy.addStatements(allow(['logs:GetLogEvents'], streams));
  streams.forEach((stream) => acknowledgeLogStreams(policy, stream));
}

function allow(actions: string[], resources: string[], conditions?: iam.PolicyStatementProps['conditions']): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources, conditions });
}
