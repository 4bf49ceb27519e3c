import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { makeHandler } from '../private/handler';

// Task lifecycle, ECS Developer Guide: a target is registered before RUNNING and deregistered in DEACTIVATING, which a task skips whose
// instance is gone.
const TASK_STATES = ['RUNNING', 'DEACTIVATING', 'STOPPED'];

/** What a `WeightReconciler` works on. */
export interface WeightReconcilerProps {
  readonly cluster: ecs.ICluster;
  /** The services whose tasks are the targets. */
  readonly services: ecs.BaseService[];
  /** Listener rules that forward to both target groups in one action. */
  readonly ruleArns: string[];
  /** The two target groups, the base's first. */
  readonly targetGroups: elbv2.IApplicationTargetGroup[];
  /** User pools that the rules log users in with: Elastic Load Balancing reads their clients in the name of whoever changes such a rule. */
  readonly userPoolArns?: string[];
}

/**
 * Keeps the weights of listener rules in step with the healthy targets of a base and a burst.
 *
 * Nothing needs it: it refers to the services and the rules, they not to it, so that it is made last and deleted first.
 */
export class WeightReconciler extends Construct {
  /** What writes the weights. */
  public readonly function: lambda.Function;
  /** Where it says what it has written. */
  public readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: WeightReconcilerProps) {
    super(scope, id);

    // No reserved concurrency, which new accounts cannot give (their whole quota is 10): runs may overlap. No dead-letter queue either:
    // the next minute's run does what a lost one would have done.
    const handler = makeHandler(this, {
      folder: 'weights',
      description: 'Keeps the weights of a listener rule in step with its healthy targets',
      timeout: Duration.minutes(2),
      environment: {
        BASE_TARGET_GROUP_ARN: props.targetGroups[0].targetGroupArn,
        BURST_TARGET_GROUP_ARN: props.targetGroups[1].targetGroupArn,
        RULE_ARNS: props.ruleArns.join(','),
      },
      statements: statementsFor(props),
    });
    this.function = handler.function;
    this.logGroup = handler.logGroup;
    new events.Rule(this, 'Trigger', {
      description: 'Tasks that come and go, rules that CloudFormation has written its own weights into, and every minute',
      eventPattern: patternFor(props),
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new targets.LambdaFunction(this.function)],
    });
  }
}

function statementsFor({ ruleArns, userPoolArns = [] }: WeightReconcilerProps): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['elasticloadbalancing:ModifyRule'], resources: ruleArns }),
    // Service Authorization Reference: neither has a resource type.
    new iam.PolicyStatement({ actions: ['elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetHealth'], resources: ['*'] }),
    ...(userPoolArns.length > 0 ? [new iam.PolicyStatement({ actions: ['cognito-idp:DescribeUserPoolClient'], resources: userPoolArns })] : []),
  ];
}

function patternFor({ cluster, ruleArns, services }: WeightReconcilerProps): events.EventPattern {
  return {
    source: ['aws.ecs', 'aws.cloudformation'],
    detailType: ['ECS Task State Change', 'CloudFormation Resource Status Change'],
    detail: {
      $or: [
        { clusterArn: [cluster.clusterArn], group: services.map(({ serviceName }) => `service:${serviceName}`), lastStatus: TASK_STATES },
        { 'physical-resource-id': ruleArns, 'status-details': { status: ['UPDATE_COMPLETE'] } },
      ],
    },
  };
}
