import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Validations } from 'aws-cdk-lib/core';
import { Finding, sentence, under } from '../model/finding';
import { checkReach } from '../model/watch/alarm-reach';
import { knownEnvironment } from '../private/environment';
import { warningId } from '../private/guard';

/** What alarms do when they go off. */
export interface BoundDestination {
  readonly actions: cloudwatch.IAlarmAction[];
  /** Absent where the actions are the user's. */
  readonly topic?: sns.ITopic;
}

// One action for a topic, and each action once for an alarm: destinations of an app, a stack and a cluster may be the same.
const topicActions = new WeakMap<sns.ITopic, cloudwatch.IAlarmAction>();
const notified = new WeakMap<cloudwatch.Alarm, Set<cloudwatch.IAlarmAction>>();

/** Publishes alarms to a topic. */
export function toTopic(topic: sns.ITopic): BoundDestination {
  const action = topicActions.get(topic) ?? { bind: () => ({ alarmActionArn: topic.topicArn }) };
  topicActions.set(topic, action);
  return { actions: [action], topic };
}

/** Has an alarm do what a destination wants, unless it cannot reach it: that is refused at synth. */
export function notify(alarm: cloudwatch.Alarm, { actions, topic }: BoundDestination): void {
  const findings = topic ? under(topic.node.path, checkReach(knownEnvironment(topic.env), knownEnvironment(alarm.env))) : [];
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    alarm.node.addValidation({ validate: () => errors.map(told) });
    return;
  }
  findings.forEach((finding) => Validations.of(alarm).addWarning(warningId(finding), sentence(finding)));
  const known = notified.get(alarm) ?? new Set();
  notified.set(alarm, known);
  actions.filter((action) => !known.has(action)).forEach((action) => {
    known.add(action);
    alarm.addAlarmAction(action);
  });
}

function told(finding: Finding): string {
  return `${finding.id}: ${sentence(finding)}`;
}
