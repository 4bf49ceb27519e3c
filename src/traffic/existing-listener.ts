import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkApplicationTarget, TargetOptions } from './application-target';
import { takenPriorities } from './balancer-usage';
import { listenerProtocol, loadBalancerOf } from './listener-facts';
import { ListenerLogin } from './listener-login';
import { bindRoute } from './route';
import { healthPace } from './target-health';
import { BoundTraffic, RuleClaim, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { RolledTraffic } from '../deployment/rollout-kind';
import { Finding, refuse, under } from '../model/finding';
import { checkListener } from '../model/traffic/listener';
import { checkListenerRule, ConditionFacts } from '../model/traffic/listener-rule';
import { checkBalancerAddresses } from '../model/traffic/load-balancer';
import { known } from '../private/known';

/** A rule of an existing listener; a request has to meet all of its conditions, of which there has to be one. */
export interface ListenerRuleOptions extends TargetOptions {
  /** Listener of another service of this library (`ListenerRule.NoListener` where that has none), of any CDK load balancer, or an imported one. */
  readonly listener: elbv2.IApplicationListener;

  /** Place of the rule among those of the listener: 1 to 50000, lowest first, each once. */
  readonly priority: number;

  /**
   * Paths of the requests, such as `/api/*`; each begins with a slash or a wildcard.
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
   * Conditions of other kinds: headers, methods, query strings, source addresses. A rule has at most five values in all.
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
  public readonly shape: RolledTraffic;
  public readonly countsRequests = true;
  public readonly claims: RuleClaim[];
  public readonly givenTargetGroups = [];

  constructor(private readonly options: ListenerRuleOptions) {
    const { conditions = [], hostHeaders, listener, pathPatterns, priority } = options;
    const ofConditions = conditions.reduce((sum, condition) => sum + conditionFacts(condition).values, 0);
    const values = knownValues(hostHeaders).length + knownValues(pathPatterns).length + ofConditions;
    this.claims = listener === undefined ? [] : [{ listener, priority, values }];
    const login = options.login !== undefined;
    this.shape = { targets: 1, rules: 1, networkListeners: 0, login, ownBalancer: false, health: healthPace(options.healthCheck) };
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { conditions = [], hostHeaders, listener, pathPatterns, priority } = this.options;
    if (listener === undefined) {
      return [refuse('ListenerRule.NoListener', 'listener',
        'must be a listener, got none: the other service has no application load balancer; take that of a service with TrafficSource.loadBalancer()')];
    }
    const login = this.options.login !== undefined;
    const protocol = listenerProtocol(listener);
    return [
      ...checkListenerRule({
        priority: known(priority),
        hostHeaders: knownValues(hostHeaders),
        pathPatterns: knownValues(pathPatterns),
        conditions: conditions.map(conditionFacts),
        taken: takenPriorities(listener),
      }),
      ...(this.options.login ? under('login', this.options.login._findings()) : []),
      ...checkListener({ protocol, login }),
      ...under('listener.loadBalancer', checkBalancerAddresses({
        ipAddressType: known(loadBalancerOf(listener)?.ipAddressType),
        ipv6Targets: facts.ipv6Only,
        login,
      })),
      ...checkApplicationTarget(this.options, facts, { protocol, login }),
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
}

/** A list that only the deployment knows has at least one value. */
function knownValues(values: string[] = []): (string | undefined)[] {
  return Token.isUnresolved(values) ? [undefined] : values.map(known);
}

/** A condition is rendered as its field and one object with the values. */
function conditionFacts(condition: elbv2.ListenerCondition): ConditionFacts {
  const { field, ...configs } = condition.renderRawCondition();
  const values = Object.values<any>(configs).flatMap((config) => config?.values ?? config ?? []);
  return { field: known(field), values: values.length };
}
