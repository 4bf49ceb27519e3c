import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Construct } from 'constructs';
import { LatticeAuth } from './lattice-auth';
import { LatticeForward, LatticeTargetShare } from './lattice-forward';
import { LatticePlace } from './lattice-live-weights';
import { LatticeRegistration } from './lattice-registration';
import { latticeRuleFacts, LatticeRuleOptions, makeLatticeRule, prioritiesOf, serviceOf } from './lattice-rule';
import { bindLatticeService, latticeServiceFindings } from './lattice-service';
import { LatticeShare } from './lattice-share';
import { Finding } from '../model/finding';
import { checkLatticeArn } from '../model/lattice/lattice-route';
import { checkLatticeRule } from '../model/lattice/lattice-rule';
import { checkLatticeWeight } from '../model/lattice/lattice-service';
import { known } from '../private/known';

/** A new VPC Lattice service, and how it is reached. */
export interface LatticeServiceOptions extends LatticeShare {
  /**
   * ARN of the service network in which callers find the service, such as `networkArn` of a `LatticeNetwork`, or one that is shared with
   * this account.
   *
   * @default - none; `LatticeRoute.Unreachable` warns of it, unless the service is shared
   */
  readonly networkArn?: string;

  /**
   * Who may call.
   *
   * @default - `LatticeAuth.iam()`: signed requests of this account, and of those that the service is shared with; `LatticeAuth.NotAdmitted` warns
   * where a network of this app is shared with others
   */
  readonly auth?: LatticeAuth;

  /**
   * Whether callers speak HTTP instead of HTTPS.
   *
   * @default false
   */
  readonly plainHttp?: boolean;

  /**
   * Port that callers connect to, 1 to 65535.
   *
   * @default - 443, or 80 with `plainHttp`
   */
  readonly port?: number;

  /**
   * A domain name of your own for the service; over HTTPS it needs a `certificate` or a `hostedZone`.
   *
   * @default - the name that VPC Lattice gives it, which has a certificate of AWS
   */
  readonly domainName?: string;

  /**
   * Certificate for the `domainName`, of this region.
   *
   * @default - with a `hostedZone` one that is made and validated there
   */
  readonly certificate?: acm.ICertificate;

  /**
   * Hosted zone that gets the records of the `domainName`; one that callers resolve, and a public one where it has to validate a certificate.
   *
   * @default - no record is made
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Where a line is written for each request.
   *
   * @default - nowhere
   */
  readonly accessLogs?: logs.ILogGroup;
}

/** What leads requests to a target group. */
export interface BoundLatticeRoute {
  readonly forward: LatticeForward;
  /** What has the forward action: tasks are registered once it is there. */
  readonly element: vpclattice.CfnListener | vpclattice.CfnRule;
  readonly listenerArn: string;
  readonly serviceArn: string;
  readonly place: LatticePlace;
  /** Absent where the service was made elsewhere. */
  readonly service?: vpclattice.CfnService;
  readonly domainName?: string;
}

/** Where a rule is. */
export interface RulePlace {
  readonly listenerArn: string;
  readonly priority: number;
}

/** One way to be reached. A new kind of route is a new file with one of these. */
interface LatticeRouteKind {
  /** Several registrations share the requests. */
  readonly beside?: LatticeRegistration;
  /** The rule that will lead to the target group. */
  readonly rule?: RulePlace;
  findings(scope: Construct): Finding[];
  bind(scope: Construct, shares: LatticeTargetShare[]): BoundLatticeRoute;
}

/**
 * What leads the callers of VPC Lattice to a service.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/services.html
 */
export class LatticeRoute {
  /**
   * A new VPC Lattice service with one listener, whose default action leads to the tasks.
   *
   * Refused with `LatticeRoute.NetworkArn`, `LatticeRoute.Port`, `LatticeRoute.NoCertificate`, `LatticeRoute.NoDomain`, and codes that start with
   * `Domain`, such as `Domain.PrivateZone` where a certificate would have to be validated in a private zone.
   *
   * @example
   * LatticeRoute.service({ networkArn: network.networkArn });
   */
  public static service(options: LatticeServiceOptions): LatticeRoute {
    return new LatticeRoute({
      findings: () => latticeServiceFindings(options),
      bind: (scope, shares) => bindLatticeService(scope, options, new LatticeForward(shares)),
    });
  }

  /**
   * A rule of a listener that is there: `listenerArn` of another registration, or one of this account.
   *
   * Refused with `LatticeRoute.ListenerArn` and codes that start with `LatticeRule`.
   *
   * @example
   * LatticeRoute.rule(registration.listenerArn, { priority: 10, pathPrefix: '/reports' });
   */
  public static rule(listenerArn: string, options: LatticeRuleOptions): LatticeRoute {
    return new LatticeRoute({
      rule: { listenerArn, priority: options.priority },
      findings: (scope) => [
        ...checkLatticeArn('listener', 'listenerArn', known(listenerArn)),
        ...checkLatticeRule(latticeRuleFacts(options, prioritiesOf(scope, listenerArn))),
      ],
      bind: (scope, shares) => bindRule(scope, listenerArn, options, new LatticeForward(shares)),
    });
  }

  /**
   * The route of another registration of this stack: its requests are shared out by the `weight` of each, as between two versions or two
   * kinds of capacity.
   *
   * Refused with `LatticeRegistration.OtherStack`, and with `LatticeRegistration.TooManyBeside` beside ten others.
   *
   * @example
   * LatticeRoute.beside(registration);
   */
  public static beside(registration: LatticeRegistration): LatticeRoute {
    return new LatticeRoute({
      beside: registration,
      findings: () => checkLatticeWeight({ beside: registration._route.forward.size }),
      bind: (_scope, shares) => {
        registration._route.forward.add(shares);
        return registration._route;
      },
    });
  }

  private constructor(private readonly kind: LatticeRouteKind) {}

  /** @internal */
  public get _beside(): LatticeRegistration | undefined {
    return this.kind.beside;
  }

  /** @internal */
  public get _rule(): RulePlace | undefined {
    return this.kind.rule;
  }

  /** @internal */
  public _findings(scope: Construct): Finding[] {
    return this.kind.findings(scope);
  }

  /** @internal */
  public _bind(scope: Construct, shares: LatticeTargetShare[]): BoundLatticeRoute {
    return this.kind.bind(scope, shares);
  }
}

function bindRule(scope: Construct, listenerArn: string, options: LatticeRuleOptions, forward: LatticeForward): BoundLatticeRoute {
  const serviceArn = serviceOf(listenerArn);
  const element = makeLatticeRule(scope, 'ListenerRule', listenerArn, options, forward);
  return { forward, element, listenerArn, serviceArn, place: { serviceArn, listenerArn, priority: options.priority } };
}
