import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { checkApplicationTarget, TargetOptions } from './application-target';
import { checkPriority } from './balancer-usage';
import { isHttps, isIpv4Only } from './listener-facts';
import { ListenerLogin } from './listener-login';
import { bindRoute } from './route';
import { BoundTraffic, RuleClaim, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { Finding, refuse, under } from '../model/finding';
import { checkListenerRule } from '../model/listener';
import { known } from '../private/known';

/** A rule of an existing listener; a request has to meet all of its conditions, of which there has to be one. */
export interface ListenerRuleOptions extends TargetOptions {
  /** Listener of another service of this library, of any CDK load balancer, or an imported one. */
  readonly listener: elbv2.IApplicationListener;

  /** Place of the rule among those of the listener: 1 to 50000, lowest first, each once. */
  readonly priority: number;

  /**
   * Paths of the requests, such as `/api/*`.
   *
   * @default - any path
   */
  readonly pathPatterns?: string[];

  /**
   * Host names of the requests, such as `api.example.com` or `*.example.com`.
   *
   * @default - any host
   */
  readonly hostHeaders?: string[];

  /**
   * Conditions of other kinds: headers, methods, query strings, source addresses.
   *
   * @default - host and path decide
   */
  readonly conditions?: elbv2.ListenerCondition[];

  /**
   * Login that is asked for before a request reaches a task.
   *
   * @default - no login
   */
  readonly login?: ListenerLogin;
}

/** A rule of a listener that somebody else made. */
export class ExistingListener implements TrafficStrategy {
  public readonly targetCount = 1;
  public readonly countsRequests = true;
  public readonly claims: RuleClaim[];

  constructor(private readonly options: ListenerRuleOptions) {
    this.claims = [options];
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { hostHeaders, listener, login, pathPatterns, priority } = this.options;
    const https = isHttps(listener);
    return [
      ...checkListenerRule({
        priority: known(priority),
        hostHeaders: hostHeaders?.map(known),
        pathPatterns: pathPatterns?.map(known),
        otherValues: this.otherValues(),
      }),
      ...checkPriority(this.options),
      ...(login ? under('login', login._findings()) : []),
      ...(login && https === false ? [refuse('TrafficSource.LoginNeedsHttps', 'login',
        'takes an HTTPS listener, got an HTTP one; use an HTTPS listener, or leave out the login')] : []),
      ...(facts.ipv6Only && isIpv4Only(listener) ? [refuse('TrafficSource.Ipv4Only', 'listener',
        'is of a dual-stack load balancer in front of tasks with IPv6 addresses only, got an IPv4 one; set its ipAddressType to DUAL_STACK')] : []),
      ...checkApplicationTarget(this.options, facts, https),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { conditions = [], hostHeaders = [], listener, login, pathPatterns = [], priority } = this.options;
    const target = bindRoute(scope, context, {
      listener,
      priority,
      conditions: [
        ...(hostHeaders.length > 0 ? [elbv2.ListenerCondition.hostHeaders(hostHeaders)] : []),
        ...(pathPatterns.length > 0 ? [elbv2.ListenerCondition.pathPatterns(pathPatterns)] : []),
        ...conditions,
      ],
      login,
      target: this.options,
    });
    return boundTraffic([target], { listener });
  }

  /** A condition is rendered as its field and one object with the values. */
  private otherValues(): number {
    const values = (this.options.conditions ?? []).map((condition) => {
      const { field, ...config } = condition.renderRawCondition();
      void field;
      return Object.values<any>(config).flatMap((value) => value?.values ?? value ?? []).length;
    });
    return values.reduce((sum, count) => sum + count, 0);
  }
}
