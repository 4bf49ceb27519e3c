import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AlarmTopicOptions, checkAlarmTopic, letAlarmsIn, newAlarmTopic } from './alarm-topic';
import { BoundDestination, notify, toTopic } from './notification';
import { SlackChannel } from './slack-channel';
import { Finding, refuse, under } from '../model/finding';
import { checkReach } from '../model/watch/alarm-reach';
import { onEveryAlarm } from '../private/alarm-registry';
import { knownEnvironment } from '../private/environment';
import { guard } from '../private/guard';
import { numbered } from '../private/numbered';

/** What kind of destination it is. */
interface DestinationKind {
  /** The topic, where it is there already. */
  readonly topic?: sns.ITopic;
  /** Makes resources, and so needs a stack. */
  readonly makes: boolean;
  readonly found: Finding[];
  bind(scope: Construct): BoundDestination;
}

/** Takes the alarms under a construct; a construct itself, so that it can be refused and hold what is made. */
class AlarmReceiver extends Construct {}

/**
 * Who is told of alarms.
 *
 * One destination serves the alarms of a cluster, of a stack or of a whole app. It is told when an alarm goes off, not when it is over.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 *
 * @example
 * AlarmDestination.newTopic({ emails: ['on-call@example.com'] }).receiveFrom(this);
 */
export class AlarmDestination {
  /**
   * A topic that is there already.
   *
   * For a topic of this app, the policy that it has by then and that of its key let the alarms of its account in. Those of an imported topic or
   * key stay as they are: let `cloudwatch.amazonaws.com` publish and use the key yourself. The key that AWS manages for SNS lets no alarm
   * through. A topic of another region is refused with `AlarmDestination.OtherRegion`; one of another account is warned about with
   * `AlarmDestination.OtherAccount`.
   */
  public static topic(topic: sns.ITopic): AlarmDestination {
    const bind = () => {
      letAlarmsIn(topic);
      return toTopic(topic);
    };
    return new AlarmDestination({ topic, makes: false, found: [], bind });
  }

  /**
   * A topic that is made, encrypted and open to the alarms of this account, where the destination is used first.
   *
   * Refused with `AlarmDestination.Email`, `AlarmDestination.SlackWorkspace` and `AlarmDestination.SlackChannel`.
   */
  public static newTopic(options: AlarmTopicOptions = {}): AlarmDestination {
    return new AlarmDestination({
      makes: true,
      found: checkAlarmTopic(options),
      bind: (scope) => toTopic(newAlarmTopic(new Construct(scope, 'AlarmTopic'), options)),
    });
  }

  /**
   * A channel of Slack, by way of a topic that is made.
   *
   * @example
   * AlarmDestination.chat({ workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' });
   */
  public static chat(channel: SlackChannel): AlarmDestination {
    return AlarmDestination.newTopic({ chat: channel });
  }

  /**
   * Alarm actions of your own, such as those of `aws-cloudwatch-actions`.
   *
   * Refused with `AlarmDestination.NoAction` when there are none.
   */
  public static actions(actions: cloudwatch.IAlarmAction[]): AlarmDestination {
    const found = actions.length > 0 ? [] : [refuse('AlarmDestination.NoAction', '', 'needs at least one action, got none; leave the destination out')];
    return new AlarmDestination({ makes: false, found, bind: () => ({ actions }) });
  }

  private bound?: BoundDestination;

  private constructor(private readonly kind: DestinationKind) {}

  /**
   * Takes every alarm that this library makes under a construct, those to come included: a stack, a stage, or the whole app.
   *
   * Alarms of your own stay as they are. A topic that is made needs a stack to be in: the app alone is refused with `AlarmDestination.NoStack`.
   * An alarm of another region than the topic's is refused at synth with `AlarmDestination.OtherRegion`.
   */
  public receiveFrom(scope: Construct): void {
    const receiver = new AlarmReceiver(scope, freeId(scope));
    guard(receiver, under('destination', [...this.kind.found, ...this.checkStack(receiver)]));
    const bound = this._bind(receiver);
    onEveryAlarm(scope, (alarm) => notify(alarm, bound));
  }

  /**
   * What is wrong with it for alarms that are made in a stack.
   *
   * @internal
   */
  public _findings(stack: Stack): Finding[] {
    const topic = this.bound?.topic ?? this.kind.topic;
    return [...this.kind.found, ...topic ? checkReach(knownEnvironment(topic.env), knownEnvironment(stack)) : []];
  }

  /** @internal */
  public _bind(scope: Construct): BoundDestination {
    this.bound ??= this.kind.bind(scope);
    return this.bound;
  }

  private checkStack(receiver: Construct): Finding[] {
    return this.kind.makes && this.bound === undefined && !receiver.node.scopes.some(Stack.isStack)
      ? [refuse('AlarmDestination.NoStack', '', 'makes a topic, which needs a stack to be in; use it in a stack first, or take AlarmDestination.topic()')]
      : [];
  }
}

function freeId(scope: Construct): string {
  let index = 0;
  while (scope.node.tryFindChild(numbered('AlarmReceiver', index))) index++;
  return numbered('AlarmReceiver', index);
}
