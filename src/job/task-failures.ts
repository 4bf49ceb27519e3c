import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { watchFailures } from './run-alarms';
import { RunnableTask } from './runnable-task';
import { StandaloneTask } from './standalone-task';
import { TaskFailureAlarmOptions } from './task-failure-alarm';
import { failedTasks } from '../model/job/task-failure';
import { newEventLog } from '../watch/event-log';

/** The task whose failures are watched. */
export interface WatchedTask {
  readonly choices: StandaloneTask;
  readonly task: RunnableTask;
  readonly options?: TaskFailureAlarmOptions;
}

/**
 * Keeps why tasks of one family failed or did not start, and has an alarm on it.
 *
 * The alarm counts matches of the rule, a metric that EventBridge has of every rule. The log group is its target because of what
 * it keeps, and because nobody promises that metric for a rule without one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export class TaskFailures extends Construct {
  /** Goes off when tasks fail, or do not start. */
  public readonly alarm: cloudwatch.Alarm;
  /** The events of ECS on the tasks that failed. */
  public readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, { choices, task, options = {} }: WatchedTask) {
    super(scope, id);
    this.logGroup = newEventLog(this, { retention: options.retention ?? logs.RetentionDays.THREE_MONTHS, encryptionKey: options.encryptionKey });
    const rule = this.recordFailures(choices, task);
    this.alarm = watchFailures(this, 'Alarm', 'Tasks end with another exit code than 0, or do not start', {
      namespace: 'AWS/Events', metricName: 'TriggeredRules', dimensionsMap: { RuleName: rule.ref },
    }, options);
  }

  private recordFailures({ cluster, options, taskFacts: { containers } }: StandaloneTask, { taskDefinition }: RunnableTask): events.CfnRule {
    const stack = Stack.of(this);
    // An essential sidecar is stopped when the task's own containers are done.
    const essential = containers.filter((container) => container.essential !== false && !container.sidecar).map(({ name }) => name);
    // More containers may be added to a task definition of the user's before synth.
    const complete = !options.task._isExisting;
    return new events.CfnRule(this, 'Rule', {
      description: 'Keeps why tasks of one family fail',
      eventPattern: failedTasks({
        clusterArn: cluster.clusterArn,
        revisionsArn: stack.formatArn({ service: 'ecs', resource: 'task-definition', resourceName: `${taskDefinition.family}:` }),
        essential: complete && essential.every((name) => name !== undefined) ? essential : undefined,
      }),
      targets: [{
        id: 'Log',
        arn: stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: this.logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
      }],
    });
  }
}
