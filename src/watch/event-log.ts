import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { watchedEvents } from '../model/watch/watched-events';
import { letCloudWatchLogsUse } from '../private/log-encryption';

const POLICY_ID = 'EcsEventLogs';

/** How the record of a cluster's events is kept. */
export interface EventLogOptions {
  readonly retention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
}

/** A log group for events. */
export function newEventLog(scope: Construct, { retention, encryptionKey }: EventLogOptions): logs.LogGroup {
  if (encryptionKey) {
    letCloudWatchLogsUse(encryptionKey, scope);
  }
  const logGroup = new logs.LogGroup(scope, 'Events', { retention, encryptionKey });
  letEventBridgeWriteTo(logGroup);
  return logGroup;
}

/** One rule for everything in a cluster that is worth a record; an L1, since the L2's pattern has no `$or` at its top. */
export function recordEvents(scope: Construct, cluster: ecs.ICluster, logGroup: logs.ILogGroup): events.CfnRule {
  const stack = Stack.of(scope);
  return new events.CfnRule(scope, 'Rule', {
    description: 'Keeps what goes wrong in an ECS cluster',
    eventPattern: watchedEvents({
      clusterArn: cluster.clusterArn,
      servicesArn: stack.formatArn({ service: 'ecs', resource: 'service', resourceName: `${cluster.clusterName}/` }),
    }),
    targets: [{
      id: 'Log',
      arn: stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: logGroup.logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    }],
  });
}

/**
 * By one policy a stack, with one statement: a region has room for ten of them, each of 5120 characters. The L2's target makes one with a
 * custom resource for each rule.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
function letEventBridgeWriteTo(logGroup: logs.LogGroup): void {
  const stack = Stack.of(logGroup);
  if (stack.node.tryFindChild(POLICY_ID) !== undefined) return;
  new logs.ResourcePolicy(stack, POLICY_ID, {
    policyStatements: [new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('events.amazonaws.com'), new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      // With the stack's name the names of its groups begin, all of which CloudFormation makes up.
      resources: [stack.formatArn({ service: 'logs', resource: 'log-group', resourceName: `${stack.stackName}-*`, arnFormat: ArnFormat.COLON_RESOURCE_NAME })],
    })],
  });
}
