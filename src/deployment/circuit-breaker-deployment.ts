import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct, IConstruct } from 'constructs';
import { refineBreaker, turnOnBreaker } from './circuit-breaker';
import { checkAlarmPartition, failOnAlarms } from './deployment-alarms';
import { checkProgress, clusterNameOf, DeploymentFacts, factsAtSynth, factsNow, serviceResourcesIn } from './existing-service';
import { RollbackAlarms } from './rollback-alarms';
import { BreakerThreshold, checkBreakerThreshold } from '../model/deployment/breaker-threshold';
import { checkBreakable, checkExternalBreaker } from '../model/deployment/circuit-breaker';
import { advise, Finding, refuse, under } from '../model/finding';
import { guard, guardAtSynth } from '../private/guard';
import { known } from '../private/known';

/** What a `CircuitBreakerDeployment` is made of. */
export interface CircuitBreakerDeploymentProps {
  /**
   * A service of this app with rolling deployments: an L2 such as `ecs.FargateService`, the `service` of a pattern, a construct with one
   * service in it, or the L1.
   */
  readonly service: ecsRefs.IServiceRef;

  /**
   * How many tasks may fail before the circuit breaker fails the deployment.
   *
   * @default BreakerThreshold.boundedPercent(50)
   */
  readonly breaker?: BreakerThreshold;

  /**
   * Whether a task that becomes healthy sets the breaker's count of failures back to 0.
   *
   * @default true
   */
  readonly resetOnHealthyTask?: boolean;

  /**
   * Whether a failed deployment goes back to the last one that completed; the very first one has none to go back to.
   *
   * @default true
   */
  readonly rollback?: boolean;

  /**
   * Alarms that fail a deployment too, beside those that the service already has.
   *
   * Errors in the logs need the log groups named, with `RollbackAlarms.NoLogGroup` otherwise.
   *
   * @default - the circuit breaker alone decides, and alarms that the service has
   */
  readonly rollbackOn?: RollbackAlarms;

  /**
   * Target groups of the service behind application load balancers, for the standard alarms to watch.
   *
   * @default - the standard alarms watch CPU, and memory where they watch no target group
   */
  readonly targetGroups?: elbv2.IApplicationTargetGroup[];

  /**
   * Target groups of the service behind network load balancers, for the standard alarms to watch.
   *
   * @default - the standard alarms watch CPU, and memory where they watch no target group
   */
  readonly networkTargetGroups?: elbv2.INetworkTargetGroup[];
}

/**
 * Gives an existing service a deployment circuit breaker: a deployment whose tasks keep failing stops and is rolled back.
 *
 * Without one, a deployment of a broken image goes on for up to three hours. Changes the service that it is given, and adds the alarms that
 * are asked for.
 *
 * Throws one error that lists everything wrong: `CircuitBreakerDeployment.ImportedService` for a service that is not of this app,
 * `CircuitBreakerDeployment.SeveralServices` for a construct with more than one, `CircuitBreaker.NotRolling` for another deployment
 * controller or strategy (checked again at synth), `RolloutPlan.Stalls` for a rolling update that can never finish, and what is wrong with
 * the threshold and the alarms. Warns with `CircuitBreakerDeployment.Twice` of a second one for the same service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 *
 * @example
 * new CircuitBreakerDeployment(this, 'Breaker', {
 *   service: existing,
 *   breaker: BreakerThreshold.count(5),
 *   rollbackOn: RollbackAlarms.standard(),
 * });
 */
@propertyInjectable
export class CircuitBreakerDeployment extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.CircuitBreakerDeployment';

  /** Alarms that fail a deployment: those that were made and those that were given. */
  public readonly rollbackAlarms: cloudwatch.IAlarm[];

  constructor(scope: Construct, id: string, props: CircuitBreakerDeploymentProps) {
    super(scope, id);

    const rollback = props.rollback ?? true;
    const targetGroups = props.targetGroups ?? [];
    const networkTargetGroups = props.networkTargetGroups ?? [];
    const [service, ...others] = serviceResourcesIn(props.service);
    guard(this, [
      ...(service === undefined ? [refuse('CircuitBreakerDeployment.ImportedService', 'service',
        'must be a service of this app, got an imported one, which a template cannot change; set the circuit breaker where the service is made')] : []),
      ...(others.length > 0 ? [refuse('CircuitBreakerDeployment.SeveralServices', 'service',
        `must hold one ECS service, got ${others.length + 1} in ${props.service.node.path}; give each of them a CircuitBreakerDeployment`)] : []),
      ...(service ? [...checkDeployment(factsNow(service)), ...checkExternalBreaker('CircuitBreakerDeployment.External', 'service', known(service.launchType)), ...checkOnlyOne(service)] : []),
      ...checkSettings(props, service?.stack),
    ]);

    breakers.set(service, this);
    turnOnBreaker(service, rollback);
    refineBreaker(service, props);
    this.rollbackAlarms = props.rollbackOn?._bind(this, { service, clusterName: clusterNameOf(service), targetGroups, networkTargetGroups }) ?? [];
    if (this.rollbackAlarms.length > 0) {
      failOnAlarms(service, this.rollbackAlarms, rollback);
    }
    acknowledgeMissingBreaker(service);
    // All of it may still change after this construct.
    guardAtSynth(this, () => checkDeployment(factsAtSynth(service)));
  }
}

function checkDeployment(facts: DeploymentFacts): Finding[] {
  return under('service', [...checkBreakable(facts), ...checkProgress(facts)]);
}

/** The L2 warned about a missing circuit breaker when it was made. */
function acknowledgeMissingBreaker(service: ecs.CfnService): void {
  const owner = service.node.scope;
  if (owner?.node.defaultChild === service) {
    Annotations.of(owner).acknowledgeWarning('@aws-cdk/aws-ecs:shouldUseCircuitBreaker', 'a CircuitBreakerDeployment turned it on');
  }
}

function checkSettings(props: CircuitBreakerDeploymentProps, stack: Stack | undefined): Finding[] {
  const { breaker, rollbackOn, targetGroups = [], networkTargetGroups = [] } = props;
  return [
    ...(breaker ? under('breaker', checkBreakerThreshold({ type: breaker.type, value: known(breaker.value) })) : []),
    ...(rollbackOn ? under('rollbackOn', [
      ...rollbackOn._findings({ hasLogGroup: false }),
      ...rollbackOn._targetFindings([...targetGroups, ...networkTargetGroups]),
      ...(stack ? checkAlarmPartition(stack) : []),
    ]) : []),
    ...(rollbackOn?._watchesTargets ? [] : [
      ...checkWatched('targetGroups', targetGroups.length),
      ...checkWatched('networkTargetGroups', networkTargetGroups.length),
    ]),
  ];
}

function checkWatched(path: string, count: number): Finding[] {
  return count === 0 ? [] : [advise('CircuitBreakerDeployment.TargetGroupsUnused', path,
    'are for the standard alarms, got none of those; add RollbackAlarms.standard() or leave them out')];
}

/** The first one of each service. */
const breakers = new WeakMap<ecs.CfnService, IConstruct>();

function checkOnlyOne(service: ecs.CfnService): Finding[] {
  const other = breakers.get(service);
  return other === undefined ? [] : [advise('CircuitBreakerDeployment.Twice', 'service',
    `has a circuit breaker of ${other.node.path} already; alarms of both add up, of everything else the later one decides`)];
}
