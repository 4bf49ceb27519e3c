import * as iam from 'aws-cdk-lib/aws-iam';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { launchParameters, mutable } from './event-launch';
import { BoundEventSource, EventRun } from './event-source';
import { withVariables } from '../job/container-overrides';
import { acknowledgeUnscopedActions } from '../private/acknowledge';
import { InlineRole } from '../private/inline-role';

/** What a pipe reads from, and how. */
export interface PipeInput {
  readonly source: string;
  readonly parameters: pipes.CfnPipe.PipeSourceParametersProperty;
  readonly filters?: { [field: string]: any }[];
  readonly deadLetterQueue?: sqs.IQueue;
  /** Lets the pipe read. */
  grantRead(role: iam.Role): void;
}

/** Runs a task for each record: ECS takes no batches of a pipe. */
export function makePipe(scope: Construct, run: EventRun, input: PipeInput): BoundEventSource {
  const stack = Stack.of(scope);
  const role = new InlineRole(scope, 'TriggerRole', { assumedBy: pipesOf(scope) });
  run.task.grantRun(role);
  input.grantRead(role);
  acknowledgeUnscopedActions(role);
  const pipe = new pipes.CfnPipe(scope, 'Pipe', {
    description: 'Starts a task for each record',
    roleArn: role.roleArn,
    source: input.source,
    sourceParameters: {
      ...input.parameters,
      filterCriteria: input.filters && { filters: input.filters.map((filter) => ({ pattern: stack.toJsonString(filter) })) },
    },
    target: run.task.launch.clusterArn,
    targetParameters: { ecsTaskParameters: ecsTaskParameters(run) },
  });
  // A pipe tries out its permissions when it is made, also those that became a resource of their own.
  pipe.node.addDependency(role);
  return { pipe, role, deadLetterQueue: input.deadLetterQueue };
}

/** What a pipe tells ECS for each record. */
function ecsTaskParameters(run: EventRun): pipes.CfnPipe.PipeTargetEcsTaskParametersProperty {
  const { awsvpc, placementStrategy } = run.task.launch;
  return {
    ...launchParameters(run),
    networkConfiguration: awsvpc && { awsvpcConfiguration: awsvpc },
    placementStrategy: mutable(placementStrategy),
    overrides: overridesOf(run),
  };
}

/** A path in the place of a value is what the pipe fills in: EventBridge User Guide, "Dynamic path parameters". */
function overridesOf({ fields: { container, paths }, overrides }: EventRun): pipes.CfnPipe.EcsTaskOverrideProperty | undefined {
  const containerOverrides = withVariables(overrides, container, Object.entries(paths).map(([name, value]) => ({ name, value })));
  return containerOverrides.length > 0 ? { containerOverrides } : undefined;
}

/** Pipes of this account. Which one is not said: the pipe needs the role first. */
function pipesOf(scope: Construct): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  return new iam.ServicePrincipal('pipes.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'pipes', resource: 'pipe', resourceName: '*' }) },
    },
  });
}
