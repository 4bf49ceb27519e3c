import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkAlarmPartition, failOnAlarms, failOnNoAlarms } from './deployment-alarms';
import { addHooks, bindHooks, DeploymentHook } from './deployment-hook';
import { makeInfrastructureRole } from './infrastructure-role';
import { RollbackAlarms } from './rollback-alarms';
import { BoundRollout, RolledService, RolledTraffic, RolloutContext, RolloutKind, RolloutPace, RolloutServiceProps, Shifting } from './rollout-kind';
import { addTestHeader } from './test-header';
import { TestTraffic } from './test-traffic';
import { RolloutPlan } from '../model/deployment/rollout-plan';
import { checkShiftRoom, checkTrafficShift, DEFAULTS, ShiftKind } from '../model/deployment/traffic-shift';
import { advise, Finding, refuse, under } from '../model/finding';
import { guard } from '../private/guard';
import { known, knownMinutes } from '../private/known';

/** What all rollouts have that go from one revision to another by moving traffic. */
export interface ShiftOptions {
  /**
   * How long both revisions run on once all traffic is on the new one, so that going back takes a moment: whole minutes, up to a day.
   *
   * @default Duration.minutes(5)
   */
  readonly bakeTime?: Duration;

  /**
   * How the new revision is reached before it gets production traffic.
   *
   * @default - it is not
   */
  readonly testTraffic?: TestTraffic;

  /**
   * What has to happen before the deployment goes on.
   *
   * @default - nothing
   */
  readonly hooks?: DeploymentHook[];

  /**
   * Alarms that fail a deployment, from its beginning to the end of the bake time.
   *
   * @default - hooks alone decide, and tasks that do not start
   */
  readonly rollbackOn?: RollbackAlarms;

  /**
   * Role with which ECS moves the traffic.
   *
   * @default - a role that may change what leads to this service and nothing else
   */
  readonly infrastructureRole?: iam.IRole;

  /**
   * Whether ECS moves running tasks to even out the availability zones.
   *
   * @default - on, but off where tasks are packed onto instances
   */
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}

/** How a linear rollout goes. */
export interface LinearOptions extends ShiftOptions {
  /**
   * Percent of the traffic in each step, from 3 to 100 in tenths.
   *
   * @default 10
   */
  readonly stepPercent?: number;

  /**
   * Wait after each step but the last: whole minutes, up to a day.
   *
   * @default Duration.minutes(6)
   */
  readonly stepBakeTime?: Duration;
}

/** How a canary rollout goes. */
export interface CanaryOptions extends ShiftOptions {
  /**
   * Percent of the traffic that the new revision gets first, from 0.1 to 100 in tenths.
   *
   * @default 5
   */
  readonly percent?: number;

  /**
   * Wait before the rest of the traffic follows: whole minutes, up to a day.
   *
   * @default Duration.minutes(10)
   */
  readonly canaryBakeTime?: Duration;
}

/** A kind of shift, and what is its own. */
interface Shift {
  readonly kind: ShiftKind;
  readonly name: string;
  readonly percent?: number;
  readonly stepBake?: Duration;
}

const STRATEGIES: Record<ShiftKind, ecs.DeploymentStrategy> = {
  'blue-green': ecs.DeploymentStrategy.BLUE_GREEN,
  'linear': ecs.DeploymentStrategy.LINEAR,
  'canary': ecs.DeploymentStrategy.CANARY,
};

/** ECS starts all tasks of the new revision beside the old ones, and moves the traffic over. */
export class NativeShift implements RolloutKind {
  public static blueGreen(options: ShiftOptions): NativeShift {
    return new NativeShift({ kind: 'blue-green', name: 'Rollout.blueGreen' }, options);
  }

  public static linear(options: LinearOptions): NativeShift {
    const { percent, stepBakeMinutes } = DEFAULTS.linear;
    return new NativeShift({
      kind: 'linear',
      name: 'Rollout.linear',
      percent: options.stepPercent ?? percent,
      stepBake: options.stepBakeTime ?? Duration.minutes(stepBakeMinutes),
    }, options);
  }

  public static canary(options: CanaryOptions): NativeShift {
    const { percent, stepBakeMinutes } = DEFAULTS.canary;
    return new NativeShift({
      kind: 'canary',
      name: 'Rollout.canary',
      percent: options.percent ?? percent,
      stepBake: options.canaryBakeTime ?? Duration.minutes(stepBakeMinutes),
    }, options);
  }

  public readonly minHealthyPercent = 100;
  public readonly maxHealthyPercent = 200;
  public readonly name: string;
  public readonly rebalancing?: ecs.AvailabilityZoneRebalancing;
  public readonly shifting: Shifting;
  private readonly bake: Duration;
  private readonly hooks: DeploymentHook[];

  private constructor(private readonly shift: Shift, private readonly options: ShiftOptions) {
    this.name = shift.name;
    this.rebalancing = options.availabilityZoneRebalancing;
    this.shifting = { testTraffic: options.testTraffic };
    this.bake = options.bakeTime ?? Duration.minutes(DEFAULTS[shift.kind].bakeMinutes);
    this.hooks = options.hooks ?? [];
  }

  public findings({ daemon, hasLogGroup, instances, minCount, targetGroups = [], traffic }: RolledService): Finding[] {
    const { rollbackOn, testTraffic } = this.options;
    return [
      ...checkTrafficShift({
        kind: this.shift.kind,
        percent: known(this.shift.percent),
        stepBakeMinutes: knownMinutes(this.shift.stepBake),
        bakeMinutes: knownMinutes(this.bake),
        hooks: this.hooks.map((hook) => hook._facts()),
        networkListeners: traffic?.networkListeners,
      }),
      ...checkShiftRoom(minCount, instances),
      ...(daemon ? [refuse('Rollout.Daemon', '', `is not for daemons, which have no second task on an instance, got ${this.name}; take Rollout.rolling()`)] : []),
      ...this.checkTraffic(traffic),
      ...(testTraffic ? under('testTraffic', testTraffic._findings()) : []),
      ...(rollbackOn ? under('rollbackOn', [...rollbackOn._findings({ hasLogGroup }), ...rollbackOn._targetFindings(targetGroups)]) : []),
    ];
  }

  public plan(desiredCount: number, pace: RolloutPace = {}): RolloutPlan {
    const hooks = this.hooks.flatMap((hook) => (hook._facts().stages ?? []).map((stage) => ({ stage })));
    const shared = { ...pace, desiredCount, hooks, bakeMinutes: knownMinutes(this.bake) };
    const { kind, percent } = this.shift;
    const stepBakeMinutes = knownMinutes(this.shift.stepBake);
    switch (kind) {
      case 'blue-green': return RolloutPlan.blueGreen(shared);
      case 'linear': return RolloutPlan.linear({ ...shared, stepPercent: percent, stepBakeMinutes });
      case 'canary': return RolloutPlan.canary({ ...shared, percent, canaryBakeMinutes: stepBakeMinutes });
    }
  }

  public bind(scope: Construct, context: RolloutContext): BoundRollout {
    const { rollbackOn, testTraffic } = this.options;
    guard(scope, under('rollout.rollbackOn', rollbackOn ? checkAlarmPartition(Stack.of(scope)) : []));
    const { shifted = [] } = context;
    const hooks = bindHooks(scope, this.hooks);
    const alarms: cloudwatch.IAlarm[] = [];
    return {
      alarms,
      serviceProps: this.serviceProps(),
      infrastructureRole: shifted.length > 0 ? this.options.infrastructureRole ?? makeInfrastructureRole(scope, shifted) : undefined,
      apply: (service, shared) => {
        const resource = service.node.defaultChild as ecs.CfnService;
        this.writeSteps(resource);
        addHooks(resource, hooks);
        if (testTraffic?._header && shifted.length === 0) addTestHeader(resource, testTraffic._header);
        if (rollbackOn) {
          const guards = shared ?? rollbackOn._bind(scope, { ...context, service: resource, clusterName: context.cluster.clusterName });
          alarms.push(...guards);
          failOnAlarms(resource, guards, true);
        } else {
          failOnNoAlarms(resource);
        }
      },
    };
  }

  private serviceProps(): RolloutServiceProps {
    return {
      minHealthyPercent: this.minHealthyPercent,
      maxHealthyPercent: this.maxHealthyPercent,
      bakeTime: this.bake,
      deploymentStrategy: STRATEGIES[this.shift.kind],
      // Of rolling updates only; written, since an absent one would leave one on that an earlier rollout turned on.
      circuitBreaker: { enable: false, rollback: false },
    };
  }

  /** By property: the L2 takes 1.1 percent for no multiple of 0.1, since 1.1 times 10 is not 11 in binary. */
  private writeSteps(resource: ecs.CfnService): void {
    const { kind, percent, stepBake } = this.shift;
    const write = (name: string, value: unknown) => resource.addPropertyOverride(`DeploymentConfiguration.${name}`, value);
    if (kind === 'linear') write('LinearConfiguration', { StepPercent: percent, StepBakeTimeInMinutes: stepBake?.toMinutes() });
    if (kind === 'canary') write('CanaryConfiguration', { CanaryPercent: percent, CanaryBakeTimeInMinutes: stepBake?.toMinutes() });
  }

  private checkTraffic(traffic: RolledTraffic | undefined): Finding[] {
    if (traffic === undefined) return [];
    const { login, networkListeners, rules, targets } = traffic;
    return [
      ...(rules + networkListeners < targets ? [refuse('Rollout.GivenTargetGroup', '',
        'moves traffic by listener rules that are made with the service, got a target group that others made; ' +
        'take TrafficSource.loadBalancer() or TrafficSource.listenerRule(), or Rollout.rolling()')] : []),
      ...(login ? [advise('Rollout.Login', '',
        'moves traffic by a listener rule that asks for a login first, which the ECS Developer Guide excluded for a time; ' +
        'try it before you rely on it, or let the application ask')] : []),
      ...(targets === 0 && needsBalancer(this.options.testTraffic) ? [refuse('TestTraffic.NoBalancer', 'testTraffic',
        'comes in by a load balancer, got a service without one; take TestTraffic.header() in Service Connect, or leave it out')] : []),
    ];
  }
}

function needsBalancer(test: TestTraffic | undefined): boolean {
  return (test?._listener ?? test?._port) !== undefined;
}
