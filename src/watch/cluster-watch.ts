import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AlarmDestination } from './alarm-destination';
import { insightsOf } from './container-insights';
import { newEventLog, recordEvents } from './event-log';
import { notify } from './notification';
import { onDeploymentFailures, onPendingTasks, onStartFailures } from './watch-alarms';
import { under } from '../model/finding';
import { checkInsights, checkPlace, checkThresholds } from '../model/watch/cluster-watch';
import { knownEnvironment } from '../private/environment';
import { guard } from '../private/guard';
import { known, knownDuration } from '../private/known';

/** What a `ClusterWatch` is made of. */
export interface ClusterWatchProps {
  /** Cluster to watch, of the same region and account. */
  readonly cluster: ecs.ICluster;

  /**
   * Who is told of the alarms of this construct; those of services come with `AlarmDestination.receiveFrom`.
   *
   * @default - nobody, unless a destination receives from a construct around this one
   */
  readonly alarms?: AlarmDestination;

  /**
   * How long events are kept.
   *
   * @default logs.RetentionDays.THREE_MONTHS
   */
  readonly retention?: logs.RetentionDays;

  /**
   * Key that encrypts the events; its policy then lets CloudWatch Logs use it. The policy of an imported key is not changed.
   *
   * @default - a key that AWS owns
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * How long a service has to have pending tasks without a break, in whole minutes from 1 to 180 (`ClusterWatch.PendingFor` otherwise).
   *
   * @default Duration.minutes(15)
   */
  readonly pendingFor?: Duration;

  /**
   * Events within five minutes that tasks cannot be placed or do not start, from 1 on (`ClusterWatch.StartFailures` otherwise).
   *
   * ECS repeats them for as long as it tries. More than 1 spares whoever is told the single shortage of Spot capacity.
   *
   * @default 1
   */
  readonly startFailures?: number;
}

/**
 * Keeps what goes wrong in a cluster, and has an alarm on what somebody should look at.
 *
 * Failed deployments, tasks that cannot be placed or do not start, and tasks that stopped without anybody wanting it go to one log group.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists: also `ClusterWatch.OtherEnvironment`, for a
 * cluster of another region or account. `ClusterWatch.NoInsights` warns of a cluster that does not count its pending tasks.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html
 *
 * @example
 * new ClusterWatch(this, 'Watch', { cluster, alarms: AlarmDestination.topic(topic) });
 */
@propertyInjectable
export class ClusterWatch extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ClusterWatch';

  /** The events that are kept. */
  public readonly logGroup: logs.LogGroup;
  /** The rule that keeps them. */
  public readonly rule: events.CfnRule;
  /** Goes off when a deployment fails. */
  public readonly deploymentFailures: cloudwatch.Alarm;
  /** Goes off when tasks cannot be placed or do not start. */
  public readonly startFailures: cloudwatch.Alarm;
  /** Goes off when tasks stay pending; absent where Container Insights is known to be disabled. */
  public readonly pendingTasks?: cloudwatch.Alarm;
  /** Where the alarms are published; absent without `alarms`, and with actions of your own. */
  public readonly topic?: sns.ITopic;

  constructor(scope: Construct, id: string, props: ClusterWatchProps) {
    super(scope, id);

    const { cluster, alarms } = props;
    const pendingFor = props.pendingFor ?? Duration.minutes(15);
    const startFailures = props.startFailures ?? 1;
    const insights = insightsOf(cluster);
    const stack = Stack.of(this);
    guard(this, [
      ...checkPlace(knownEnvironment(cluster.env), knownEnvironment(stack)),
      ...checkInsights(insights),
      ...under('alarms', alarms?._findings(stack) ?? []),
      ...checkThresholds({ pendingMinutes: knownDuration(pendingFor)?.toMinutes({ integral: false }), startFailures: known(startFailures) }),
    ]);

    this.logGroup = newEventLog(this, { retention: props.retention ?? logs.RetentionDays.THREE_MONTHS, encryptionKey: props.encryptionKey });
    this.rule = recordEvents(this, cluster, this.logGroup);
    this.deploymentFailures = onDeploymentFailures(this, this.logGroup);
    this.startFailures = onStartFailures(this, this.logGroup, startFailures);
    this.pendingTasks = insights === 'disabled' ? undefined : onPendingTasks(this, cluster, pendingFor.toMinutes());
    this.topic = alarms && this.tell(alarms);
  }

  private tell(alarms: AlarmDestination): sns.ITopic | undefined {
    const bound = alarms._bind(this);
    const made = [this.deploymentFailures, this.startFailures, ...this.pendingTasks ? [this.pendingTasks] : []];
    made.forEach((alarm) => notify(alarm, bound));
    return bound.topic;
  }
}
