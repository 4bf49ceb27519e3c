import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, ResourceEnvironment, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { deliveryFindings, EventDeliveryOptions } from './event-delivery';
import { ecsParameters, ruleInput } from './event-rule-target';
import { BoundEventSource, EventRun, EventSource } from './event-source';
import { newDeadLetterQueue } from '../job/dead-letter-queue';
import { RULE_DELIVERY } from '../model/event/event-delivery';
import { checkPatternSize, checkPlace } from '../model/event/event-source';
import { Finding, under } from '../model/finding';
import { charactersOf } from '../private/characters';
import { knownEnvironment } from '../private/environment';
import { guardAtSynth } from '../private/guard';
import { InlineRole } from '../private/inline-role';
import { finalProperties } from '../private/rendered';

const MAX_EVENT_AGE = Duration.hours(24);
const RETRY_ATTEMPTS = 185;

/** Which events of which bus start the task. */
export interface EventRuleProps {
  readonly pattern: Record<string, unknown>;
  readonly found: Finding[];
  /** The default bus where it is absent. */
  readonly bus?: events.IEventBus;
  /** Where the events are from; absent where the bus takes them from anywhere. */
  readonly origin?: ResourceEnvironment;
  readonly variables?: Record<string, string>;
  readonly fields?: readonly string[];
  readonly delivery: EventDeliveryOptions;
  /** Has the events sent to the bus. */
  prepare?(): void;
}

/** Events of a bus, matched by a rule; an L1, since the L2's target for ECS makes a role and a security group of its own. */
export class EventRule implements EventSource {
  public readonly variables?: Record<string, string>;
  public readonly fields?: readonly string[];
  public readonly template = true;

  constructor(private readonly props: EventRuleProps) {
    this.variables = props.variables;
    this.fields = props.fields;
  }

  public findings(scope: Construct): Finding[] {
    const { bus, delivery, found, origin } = this.props;
    const place = origin ?? bus?.env;
    return [
      ...found,
      ...(place ? checkPlace(knownEnvironment(place), knownEnvironment(Stack.of(scope))) : []),
      ...deliveryFindings(scope, delivery, RULE_DELIVERY),
    ];
  }

  public bind(scope: Construct, run: EventRun): BoundEventSource {
    const { bus, delivery, pattern, prepare } = this.props;
    prepare?.();
    const role = new InlineRole(scope, 'TriggerRole', { assumedBy: rulesOf(scope) });
    run.task.grantRun(role);
    const deadLetterQueue = delivery.deadLetterQueue ?? newDeadLetterQueue(scope);
    const rule = new events.CfnRule(scope, 'Rule', {
      description: 'Starts a task for each event',
      eventBusName: bus?.eventBusName,
      eventPattern: pattern,
      targets: [{
        id: 'Task',
        arn: run.task.launch.clusterArn,
        roleArn: role.roleArn,
        ecsParameters: ecsParameters(run),
        ...ruleInput(Stack.of(scope), run),
        retryPolicy: {
          maximumEventAgeInSeconds: (delivery.maxEventAge ?? MAX_EVENT_AGE).toSeconds(),
          maximumRetryAttempts: delivery.retryAttempts ?? RETRY_ATTEMPTS,
        },
        deadLetterConfig: { arn: deadLetterQueue.queueArn },
      }],
    });
    letSend(deadLetterQueue, rule);
    guardAtSynth(scope, () => under('trigger', checkPatternSize(charactersOf(finalProperties(rule).EventPattern, 0))));
    return { rule, role, deadLetterQueue };
  }
}

/** EventBridge on behalf of a rule of this account. Which one is not said: the rule needs the role first. */
function rulesOf(scope: Construct): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  return new iam.ServicePrincipal('events.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': anyRule(stack) },
    },
  });
}

function anyRule(stack: Stack): string {
  return stack.formatArn({ service: 'events', resource: 'rule', resourceName: '*' });
}

/**
 * Lets a rule send to a queue. A queue of another stack does not wait for the rule, which waits for the queue: it lets any rule of the account send.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
function letSend(queue: sqs.IQueue, rule: events.CfnRule): void {
  const stack = Stack.of(rule);
  const conditions = Stack.of(queue) === stack ? { ArnEquals: { 'aws:SourceArn': rule.attrArn } } : { ArnLike: { 'aws:SourceArn': anyRule(stack) } };
  const principals = [new iam.ServicePrincipal('events.amazonaws.com')];
  queue.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['sqs:SendMessage'], resources: [queue.queueArn], conditions }));
  // Without conditions: of a request for a key, EventBridge does not tell the rule or its account.
  queue.encryptionMasterKey?.addToResourcePolicy(new iam.PolicyStatement({ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }));
}
