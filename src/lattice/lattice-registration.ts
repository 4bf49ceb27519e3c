import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Duration } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { checkAtSynth, checkMoreRules, checkProps, checkReached, checkShared, checkTestTraffic } from './lattice-checks';
import { addConfiguration, grantGrace } from './lattice-configurations';
import { LatticeForward } from './lattice-forward';
import { LatticeHealth } from './lattice-health';
import { admitLattice } from './lattice-ingress';
import { LatticeLiveWeights } from './lattice-live-weights';
import { latticePort } from './lattice-port';
import { makeLatticeRole, makeShiftingLatticeRole } from './lattice-role';
import type { BoundLatticeRoute, LatticeRoute } from './lattice-route';
import { latticeRuleFacts, LatticeRuleOptions, makeLatticeRule, prioritiesOf } from './lattice-rule';
import { LatticeTargets, makeLatticeTargetGroup } from './lattice-target-group';
import { factsNow } from '../deployment/existing-service';
import { reach, ReachedService, reachedFacts } from '../discovery/reached-service';
import { under } from '../model/finding';
import { movesTraffic } from '../model/lattice/lattice-service';
import { targetTypeOf } from '../model/task/network-mode';
import { acknowledgeLatticeRequests } from '../private/acknowledge';
import { guard, guardAtSynth, guardCall } from '../private/guard';
import { ipFamilyOf } from '../private/ip-addresses';

/** What a `LatticeRegistration` is made of. */
export interface LatticeRegistrationProps {
  /** The ECS service that is reached: an L2 or L3 of this stack, such as `ecs.FargateService` or `FargateSpotService`. */
  readonly service: ecsRefs.IServiceRef;

  /** What leads callers to it. */
  readonly route: LatticeRoute;

  /**
   * Name of the port that takes the requests.
   *
   * @default - the only TCP port of the task that has a name
   */
  readonly portName?: string;

  /**
   * Whether the tasks speak TLS on the port; their certificate is not looked at.
   *
   * @default false
   */
  readonly tls?: boolean;

  /**
   * Whether the tasks are registered with their IPv6 addresses; for tasks that have no other.
   *
   * @default - true where the service is known to have no other, else false
   */
  readonly ipv6?: boolean;

  /**
   * How VPC Lattice finds out whether a task can take requests.
   *
   * @default - `/` answers 200; a gRPC port is not checked, for VPC Lattice has no such check
   */
  readonly health?: LatticeHealth;

  /**
   * Time that new tasks have before their health checks count.
   *
   * @default - that of the service, or 60 seconds where it has none
   */
  readonly healthCheckGracePeriod?: Duration;

  /**
   * Share of the requests, 0 to 999, in relation to the registrations beside this one (`LatticeRoute.beside`).
   *
   * @default 100
   */
  readonly weight?: number;

  /**
   * Requests that reach a new revision before its users do, in deployments that move traffic; a rule of the same listener, to be evaluated
   * before that of the route.
   *
   * @default - there are none
   */
  readonly testTraffic?: LatticeRuleOptions;

  /**
   * The prefix list of VPC Lattice in this region: `com.amazonaws.<region>.vpc-lattice`, or `com.amazonaws.<region>.ipv6.vpc-lattice` with `ipv6`.
   *
   * @default - looked up in each deployment that needs it, by a function
   */
  readonly prefixList?: ec2.IPrefixList;

  /**
   * Role with which ECS registers the tasks, and moves traffic.
   *
   * @default - a role that may register tasks in the target group of this service and no other; in deployments that move traffic the managed
   * policy that AWS made for it
   */
  readonly infrastructureRole?: iam.IRole;
}

// VPC Lattice API reference, WeightedTargetGroup: what a target group has that stands alone.
const DEFAULT_WEIGHT = 100;

/**
 * Callers in other VPCs and accounts reach an ECS service by VPC Lattice: no load balancer, no peering, and no proxy in the task.
 *
 * In a service with `Rollout.blueGreen`, `linear` or `canary`, deployments move the traffic between two target groups.
 *
 * Throws one error that lists everything wrong with its props, before any resource exists. What of it may change later is checked again at synth.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-vpc-lattice.html
 *
 * @example
 * new LatticeRegistration(this, 'Lattice', { service: web, route: LatticeRoute.service({ networkArn: network.networkArn }) });
 */
@propertyInjectable
export class LatticeRegistration extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.LatticeRegistration';

  /** Where ECS registers the tasks. */
  public readonly targetGroup: vpclattice.CfnTargetGroup;
  /** Where ECS registers the tasks of every other revision; absent in rolling deployments. */
  public readonly alternateTargetGroup?: vpclattice.CfnTargetGroup;
  /** With which ECS does it. */
  public readonly infrastructureRole: iam.IRole;
  /** The listener through which requests come, for rules of other registrations. */
  public readonly listenerArn: string;
  /** The VPC Lattice service that callers call. */
  public readonly serviceArn: string;
  /** The VPC Lattice service, where it is made here. */
  public readonly latticeService?: vpclattice.CfnService;
  /** The name that callers use; absent where the VPC Lattice service was made elsewhere. */
  public readonly domainName?: string;

  /** @internal */
  public readonly _route: BoundLatticeRoute;
  /** @internal */
  public readonly _shifts: boolean;

  constructor(scope: Construct, id: string, props: LatticeRegistrationProps) {
    super(scope, id);

    const { portName, route } = props;
    const { findings, reached: found } = reach('LatticeRegistration', 'service', props.service);
    const shifts = found !== undefined && movesTraffic(factsNow(found.resource).strategy);
    guard(this, [
      ...findings,
      ...(found ? checkReached(this, found, props) : []),
      ...checkProps(props),
      ...under('route', route._findings(this)),
      ...checkShared(this, route, shifts),
      ...checkTestTraffic(this, props, shifts),
    ]);

    const reached = found!;
    const targets = this.targetsOf(reached, props);
    this._shifts = shifts;
    this.targetGroup = makeLatticeTargetGroup(this, 'TargetGroup', targets);
    this.alternateTargetGroup = shifts ? makeLatticeTargetGroup(this, 'AlternateTargetGroup', targets) : undefined;
    this.infrastructureRole = props.infrastructureRole ?? (shifts ? makeShiftingLatticeRole(this) : makeLatticeRole(this, this.targetGroup.attrArn));
    const weights = this.alternateTargetGroup && new LatticeLiveWeights(this, 'LiveWeights', [this.targetGroup, this.alternateTargetGroup]);
    this._route = route._bind(this, this.alternateTargetGroup && weights
      ? [{ targetGroup: this.targetGroup, weight: weights.primary }, { targetGroup: this.alternateTargetGroup, weight: weights.alternate }]
      : [{ targetGroup: this.targetGroup, weight: props.weight ?? DEFAULT_WEIGHT }]);
    this.listenerArn = this._route.listenerArn;
    this.serviceArn = this._route.serviceArn;
    this.latticeService = this._route.service;
    this.domainName = this._route.domainName;

    const { element, forward, place } = this._route;
    const testRule = props.testTraffic && makeLatticeRule(this, 'TestListenerRule', this.listenerArn, props.testTraffic, forward);
    weights?.writtenInto(place, element, ...testRule ? [testRule] : []);
    this.register(reached, targets, props, testRule);
    guardAtSynth(this, () => checkAtSynth(reached, portName, shifts));
  }

  /**
   * Leads more requests to the tasks of this service: a rule of the listener, beside the route, and to this service alone.
   *
   * Refused with codes that start with `LatticeRule`, and with `LatticeRegistration.ShiftedRule` in deployments that move traffic.
   *
   * @param id of the rule, unique in this registration
   * @returns the rule
   */
  public addRule(id: string, options: LatticeRuleOptions): vpclattice.CfnRule {
    guardCall(this, under('options', checkMoreRules(latticeRuleFacts(options, prioritiesOf(this, this.listenerArn)), this._shifts)));
    const forward = new LatticeForward([{ targetGroup: this.targetGroup, weight: DEFAULT_WEIGHT }]);
    return makeLatticeRule(this, id, this.listenerArn, options, forward);
  }

  /**
   * Lets somebody call this service: the permission for signed requests to it, on every path, and to no other service.
   *
   * A caller of another account needs it there; `LatticeAuth.open()` needs none.
   *
   * @param grantee a role, or a service of this library, whose task role gets it
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    const requests = `${this.serviceArn}/*`;
    const { grantPrincipal } = grantee;
    if (grantPrincipal instanceof iam.Role) acknowledgeLatticeRequests(grantPrincipal, requests);
    return iam.Grant.addToPrincipal({ grantee, actions: ['vpc-lattice-svcs:Invoke'], resourceArns: [requests] });
  }

  private targetsOf(reached: ReachedService, props: LatticeRegistrationProps): LatticeTargets {
    const { networkMode } = reachedFacts(reached).task;
    const port = latticePort(reached, networkMode, props.portName);
    const type = networkMode === undefined ? 'ip' : targetTypeOf(networkMode)!;
    const ipv6 = props.ipv6 ?? ipFamilyOf(reached.service) === 'ipv6';
    return { reached, port, type, tls: props.tls ?? false, ipv6, health: props.health };
  }

  /** Has ECS register the tasks, and lets VPC Lattice in to them. */
  private register(
    { resource, service }: ReachedService, targets: LatticeTargets, props: LatticeRegistrationProps, testRule: vpclattice.CfnRule | undefined,
  ): void {
    const { health, ipv6, port } = targets;
    const ports = [port.admitted, ...health?.port === undefined ? [] : [ec2.Port.tcp(health.port)]];
    admitLattice(this, service.connections.securityGroups, ports, { ipv6, prefixList: props.prefixList });
    addConfiguration(resource, {
      portName: port.name,
      roleArn: this.infrastructureRole.roleArn,
      targetGroupArn: this.targetGroup.attrArn,
      shift: this.alternateTargetGroup && {
        alternateTargetGroupArn: this.alternateTargetGroup.attrArn,
        productionListenerRule: this._route.element.attrArn,
        testListenerRule: testRule?.attrArn,
      },
    });
    grantGrace(resource, props.healthCheckGracePeriod?.toSeconds());
    // Tasks are registered once requests can reach them, as behind a load balancer.
    resource.addResourceDependency(this._route.element);
  }
}
