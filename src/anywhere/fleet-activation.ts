import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ActivationHandler, activationHandlerFor } from './activation-handler';
import { fleetMetric } from './fleet-metric';
import { checkActivation, checkRolePath, FLEET_TAG, LOOK_HOURS, renewBelowHours } from '../model/anywhere/activation';
import { Finding } from '../model/finding';
import { acknowledgeRenewedSecret } from '../private/acknowledge';
import { recordAlarm } from '../private/alarm-registry';
import { guardAtSynth } from '../private/guard';
import { known, knownMinutes } from '../private/known';

// CloudFormation reference, AWS::CloudFormation::CustomResource.
const LONGEST_WAIT = Duration.hours(1);
// Two looks, so that one that comes a little late is in it.
const ALARM_PERIOD = Duration.hours(2 * LOOK_HOURS);

/** What machines are activated with. */
export interface FleetActivationProps {
  /** Role of the machines: the fleet is known by it. */
  readonly role: iam.Role;
  readonly cluster: ecs.ICluster;
  readonly registrationLimit: number;
  readonly activationExpiry: Duration;
  readonly machineName?: string;
  readonly machineTags?: { readonly [key: string]: string };
  readonly encryptionKey?: kms.IKey;
  readonly leaveMachines?: boolean;
}

/** What of the props Systems Manager would refuse, by their own names. */
export function activationFindings({ machineName, machineTags, registrationLimit, activationExpiry }: Omit<FleetActivationProps, 'role' | 'cluster'>): Finding[] {
  const minutes = knownMinutes(activationExpiry);
  return checkActivation({
    registrationLimit: known(registrationLimit),
    validHours: minutes === undefined ? undefined : minutes / 60,
    machineName: known(machineName),
    machineTags: Object.entries(machineTags ?? {}).map(([key, value]) => [key, known(value)] as const),
  });
}

/**
 * The activation of a fleet, made and renewed by a function: CloudFormation has no resource for it. Its id and code are in a secret alone.
 *
 * When it is deleted, so are all activations of the role, and its machines are deregistered: what depends on it is gone before, and its
 * cluster and its role after.
 */
export class FleetActivation extends Construct {
  /** Id and code, for whoever registers a machine. */
  public readonly secret: secretsmanager.Secret;
  /** Machines can join once it is there, and are deregistered before it is gone. */
  public readonly resource: CustomResource;
  /** Goes off when the activation in the secret is not renewed in time, or nobody looks at it any more. */
  public readonly renewalAlarm: cloudwatch.Alarm;

  constructor(scope: Construct, id: string, props: FleetActivationProps) {
    super(scope, id);

    const { cluster, leaveMachines = false, role } = props;
    this.secret = this.newSecret(props.encryptionKey);
    const handler = activationHandlerFor(this, { role, cluster, secret: this.secret, leaveMachines });
    const plan = planOf(props, this.secret);
    this.resource = this.newResource(handler, plan, { role: role.roleName, cluster: cluster.clusterArn, leave: leaveMachines });
    // Machines with a role that is half made would not join.
    this.resource.node.addDependency(handler.policy, role);
    this.keepUsable(role, leaveMachines);
    this.renewalAlarm = this.keepValid(handler.function, plan, this.resource);
  }

  private keepUsable(role: iam.Role, leaveMachines: boolean): void {
    // Absent where roles are made elsewhere (`Role.customizeRoles`).
    const resource = role.node.defaultChild as iam.CfnRole | undefined;
    // Whatever has no role is dead to ECS and to Systems Manager within the hour.
    if (leaveMachines) resource?.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // Aspects set paths, too.
    guardAtSynth(this, () => checkRolePath(known(resource?.path)));
  }

  private newSecret(encryptionKey: kms.IKey | undefined): secretsmanager.Secret {
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: `Activation for machines of ${this.node.scope?.node.path}`.slice(0, 2048),
      encryptionKey,
    });
    // Empty until there is an activation: a generated password would look like one.
    (secret.node.defaultChild as secretsmanager.CfnSecret).generateSecretString = undefined;
    acknowledgeRenewedSecret(secret);
    return secret;
  }

  private newResource(handler: ActivationHandler, plan: object, machines: object): CustomResource {
    const stack = Stack.of(this);
    return new CustomResource(this, 'Resource', {
      resourceType: 'Custom::EcsAnywhereActivation',
      serviceToken: handler.function.functionArn,
      serviceTimeout: LONGEST_WAIT,
      // As text, since CloudFormation hands over numbers as text too. Apart, since texts of the first that only the deployment knows may break it.
      properties: { Activation: stack.toJsonString(plan), Machines: stack.toJsonString(machines) },
    });
  }

  private keepValid(handler: lambda.Function, plan: ActivationPlan, resource: CustomResource): cloudwatch.Alarm {
    const rule = new events.Rule(this, 'Renewal', {
      description: 'Renews the activation of machines outside AWS in time',
      schedule: events.Schedule.rate(Duration.hours(LOOK_HOURS)),
      targets: [new targets.LambdaFunction(handler, {
        event: events.RuleTargetInput.fromObject({ id: events.EventField.eventId, time: events.EventField.time, activation: plan }),
      })],
    });
    // Gone before the activations are, and there when one is to be renewed.
    rule.node.addDependency(resource);
    const alarm = new cloudwatch.Alarm(this, 'RenewalAlarm', {
      alarmDescription: 'The activation of machines outside AWS is not renewed: soon no machine can register',
      metric: fleetMetric(plan.role, 'ActivationHours', { statistic: cloudwatch.Stats.MAXIMUM, period: ALARM_PERIOD }),
      threshold: plan.renewBelowHours,
      comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Nobody looks.
      treatMissingData: cloudwatch.TreatMissingData.BREACHING,
    });
    // The first number comes with the activation.
    alarm.node.addDependency(resource);
    return recordAlarm(alarm);
  }
}

interface ActivationPlan {
  readonly role: string;
  readonly secret: string;
  readonly registrationLimit: number;
  readonly validHours: number;
  readonly renewBelowHours: number;
  readonly machineName?: string;
  readonly tags: { readonly [key: string]: string };
}

function planOf(props: FleetActivationProps, secret: secretsmanager.Secret): ActivationPlan {
  const { machineName, machineTags, registrationLimit, role, activationExpiry } = props;
  const validHours = activationExpiry.toHours();
  return {
    role: role.roleName,
    secret: secret.secretArn,
    registrationLimit,
    validHours,
    renewBelowHours: renewBelowHours(validHours),
    machineName,
    tags: { ...machineTags, [FLEET_TAG]: role.roleName },
  };
}
