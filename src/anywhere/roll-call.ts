import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { fleetMetric } from './fleet-metric';
import { checkRollCall, LOOK_MINUTES } from '../model/anywhere/roll-call';
import { Finding } from '../model/finding';
import { acknowledgeContainerInstances } from '../private/acknowledge';
import { recordAlarm } from '../private/alarm-registry';
import { handlerOfStack } from '../private/handler';
import { knownMinutes } from '../private/known';
import { countPolicy } from '../private/role-room';

const LOOK = Duration.minutes(LOOK_MINUTES);
// Done before the next look, with the minute that lost machines are given.
const TIMEOUT = Duration.minutes(LOOK_MINUTES - 1);
const DEFAULT_LOST_AFTER = Duration.minutes(15);

/** Whose machines are watched. */
export interface RollCallProps {
  /** Role of the machines: the fleet is known by it. */
  readonly role: iam.IRole;
  readonly cluster: ecs.ICluster;
  readonly lostAfter?: Duration;
}

/** What of the props cannot be watched, by their own names. */
export function rollCallFindings({ lostAfter }: Pick<RollCallProps, 'lostAfter'>): Finding[] {
  return checkRollCall({ lostAfterMinutes: knownMinutes(lostAfter ?? DEFAULT_LOST_AFTER) });
}

/**
 * Looks every five minutes which machines of a fleet are lost: neither ECS nor Systems Manager has a metric of it, and the events that ECS
 * sends of agents that lose their connection come as often from those that connect again at once.
 */
export class RollCall extends Construct {
  /** Goes off when a machine stays lost, or nobody looks any more. */
  public readonly lostMachinesAlarm: cloudwatch.Alarm;
  private readonly role: iam.IRole;

  constructor(scope: Construct, id: string, { cluster, lostAfter = DEFAULT_LOST_AFTER, role }: RollCallProps) {
    super(scope, id);

    this.role = role;
    const rule = this.lookRegularly(cluster);
    this.lostMachinesAlarm = recordAlarm(new cloudwatch.Alarm(this, 'LostMachines', {
      alarmDescription: 'A machine outside AWS is lost: its ECS agent is not connected, or Systems Manager does not hear from it',
      metric: this.metricLostMachines(),
      threshold: 1,
      evaluationPeriods: lostAfter.toMinutes() / LOOK_MINUTES,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // A look that fails sees nobody.
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    }));
    this.lostMachinesAlarm.node.addDependency(rule);
  }

  /** Machines whose ECS agent is not connected, or that Systems Manager does not hear from; the most of five minutes. */
  public metricLostMachines(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('LostMachines', options);
  }

  /** Machines that are registered, lost or not; the most of five minutes. */
  public metricMachines(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric('Machines', options);
  }

  private metric(name: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return fleetMetric(this.role.roleName, name, { statistic: cloudwatch.Stats.MAXIMUM, period: LOOK, ...options });
  }

  private lookRegularly(cluster: ecs.ICluster): events.Rule {
    const { function: handler, policy } = this.handlerFor(cluster);
    const rule = new events.Rule(this, 'Rule', {
      description: 'Looks which machines outside AWS are lost',
      schedule: events.Schedule.rate(LOOK),
      targets: [new targets.LambdaFunction(handler, {
        event: events.RuleTargetInput.fromObject({ role: this.role.roleName, cluster: cluster.clusterArn }),
        // The next look sees more.
        maxEventAge: LOOK,
      })],
    });
    rule.node.addDependency(policy);
    return rule;
  }

  /** One function for all fleets of a stack, with a policy for this one. */
  private handlerFor(cluster: ecs.ICluster): { readonly function: lambda.Function; readonly policy: iam.Policy } {
    const handler = handlerOfStack(this, 'FleetRollCallHandler', {
      folder: 'anywhere',
      export: 'rollCall',
      description: 'Counts machines outside AWS that are lost',
      timeout: TIMEOUT,
      // Service Authorization Reference: no resource type.
      statements: [new iam.PolicyStatement({ actions: ['ssm:DescribeInstanceInformation'], resources: ['*'] })],
    });
    const instances = Stack.of(this).formatArn({ service: 'ecs', resource: 'container-instance', resourceName: `${cluster.clusterName}/*` });
    const policy = new iam.Policy(this, 'Policy', {
      roles: [handler.role],
      statements: [
        new iam.PolicyStatement({ actions: ['ecs:ListContainerInstances'], resources: [cluster.clusterArn] }),
        new iam.PolicyStatement({ actions: ['ecs:DescribeContainerInstances'], resources: [instances] }),
      ],
    });
    acknowledgeContainerInstances(policy, instances);
    countPolicy(handler.role, policy, { id: 'RollCall.RoleRoom', path: 'lostAfter', name: 'fleets' });
    return { function: handler.function, policy };
  }
}
