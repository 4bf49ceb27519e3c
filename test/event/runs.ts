import * as iam from 'aws-cdk-lib/aws-iam';
import { EventRun } from '../../src/event/event-source';
import { RunnableTask } from '../../src/job/runnable-task';
import { TaskLaunch } from '../../src/job/task-launch';

/** What `RunTask` is told of a task on Fargate. */
export const LAUNCH: TaskLaunch = {
  clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop',
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/report:7',
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
  awsvpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  placementStrategy: [],
  enableExecuteCommand: false,
};

/** A run of a task that is there; whoever may start it gets one statement. */
export function eventRun({ launch = {}, ...run }: Partial<Omit<EventRun, 'task'>> & { readonly launch?: Partial<TaskLaunch> } = {}): EventRun {
  const task: Pick<RunnableTask, 'launch' | 'grantRun'> = {
    launch: { ...LAUNCH, ...launch },
    grantRun: ({ grantPrincipal }) => {
      grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['ecs:RunTask'], resources: [LAUNCH.taskDefinitionArn] }));
    },
  };
  return { overrides: [], fields: { container: 'app', paths: {} }, ...run, task: task as RunnableTask };
}

/** What that statement is in a template. */
export const START = { Effect: 'Allow', Action: 'ecs:RunTask', Resource: LAUNCH.taskDefinitionArn };
