import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ExistingHttpApi } from './existing-http-api';
import { ExistingListener, ListenerRuleOptions } from './existing-listener';
import { ExistingTargetGroup } from './existing-target-group';
import { HttpApiOptions, HttpApiRoutesOptions } from './http-api-options';
import { LoadBalancerOptions } from './load-balancer-options';
import { NewApplicationLoadBalancer } from './new-application-load-balancer';
import { NewHttpApi } from './new-http-api';
import { NetworkLoadBalancerOptions, NewNetworkLoadBalancer } from './new-network-load-balancer';
import { SeveralSources } from './several-sources';
import { TargetPortOptions } from './target-port';
import { checkTestPlace } from './test-place';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy } from './traffic-strategy';
import { RolledTraffic } from '../deployment/rollout-kind';
import { TestTraffic } from '../deployment/test-traffic';
import { Finding } from '../model/finding';
import { DrainFacts } from '../model/service/shutdown';
import { checkTargetGroupCount } from '../model/traffic/target';
import { knownSeconds } from '../private/known';
import { PortFact } from '../private/service-facts';
import { AnyTargetGroup, deregistrationSeconds, resourceOf } from '../private/target-group-facts';

/**
 * Who reaches a service from outside, and how.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
 */
export class TrafficSource {
  /**
   * A new application load balancer: public, with HTTPS on port 443 and a redirect from port 80.
   *
   * The service is behind a rule of the listener with priority 50000, after those of other services; what no rule takes gets status 404.
   *
   * Refused with `TrafficSource.NoCertificate` where there is neither a certificate nor `plainHttp`.
   *
   * @example
   * TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone });
   */
  public static loadBalancer(options: LoadBalancerOptions = {}): TrafficSource {
    return new TrafficSource(new NewApplicationLoadBalancer(options));
  }

  /**
   * A new network load balancer: public, as the other kind is, with a security group that the tasks admit.
   *
   * @example
   * TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ listenerPort: 5432 }] });
   */
  public static networkLoadBalancer(options: NetworkLoadBalancerOptions = {}): TrafficSource {
    return new TrafficSource(new NewNetworkLoadBalancer(options));
  }

  /**
   * A rule of an existing listener: of another service, of any CDK load balancer, or an imported one.
   *
   * The rule and its target group are made with the service, so that the listener may live in another stack. A load balancer of this app
   * is opened towards its VPC, once; the security group of an imported one is left alone.
   *
   * Refused with `ListenerRule.PriorityTaken` where another rule of the listener has the priority, and with `ListenerRule.NoListener` where the
   * other service has no application load balancer.
   *
   * @example
   * TrafficSource.listenerRule({ listener: web.listener!, pathPatterns: ['/api/*'], priority: 10 });
   */
  public static listenerRule(options: ListenerRuleOptions): TrafficSource {
    return new TrafficSource(new ExistingListener(options));
  }

  /**
   * An existing target group of an application load balancer, of targets by IP address (`NetworkMode.TargetType` otherwise).
   *
   * One of this app admits its load balancer to the tasks; for an imported one that is left to its user. Scaling on requests and standard
   * alarms need to know that load balancer: put the group behind its listener before the service is made, or import it with `loadBalancerArns`.
   */
  public static applicationTargetGroup(targetGroup: elbv2.IApplicationTargetGroup, options: TargetPortOptions = {}): TrafficSource {
    return new TrafficSource(new ExistingTargetGroup({ application: targetGroup }, options));
  }

  /**
   * An existing target group of a network load balancer, of targets by IP address.
   *
   * Whom the tasks admit is left to its user: `service.connections.allowFrom(networkLoadBalancer, port)`.
   */
  public static networkTargetGroup(targetGroup: elbv2.INetworkTargetGroup, options: TargetPortOptions = {}): TrafficSource {
    return new TrafficSource(new ExistingTargetGroup({ network: targetGroup }, options));
  }

  /**
   * A new HTTP API of API Gateway, which finds the tasks in Cloud Map and reaches them through a VPC link, without a load balancer.
   *
   * It is public, over HTTPS. Who may make requests says `authorizer`. A request has 30 seconds and 10 MB.
   *
   * Refused with `HttpApi.Path` and `HttpApi.RouteTaken` for routes, with `HttpApi.NoDns` for a namespace without DNS, and with
   * `TrafficSource.NoCertificate` for a `domainName` with neither a certificate nor a hosted zone.
   *
   * @example
   * TrafficSource.httpApi({ domainName: 'api.example.com', hostedZone, throttle: { rateLimit: 100, burstLimit: 200 } });
   */
  public static httpApi(options: HttpApiOptions = {}): TrafficSource {
    return new TrafficSource(new NewHttpApi(options));
  }

  /**
   * Routes of an existing HTTP API: of another service, of any CDK app, or an imported one.
   *
   * The routes are made with the service, so that the API may live in another stack. Those that name no authorizer have that of an API of this app.
   *
   * Refused with `HttpApi.NoApi` where the other service has no HTTP API, and with `HttpApi.Path` and `HttpApi.RouteTaken` for routes.
   *
   * @example
   * TrafficSource.httpApiRoutes({ httpApi: web.httpApi!, vpcLink: web.vpcLink, routes: [{ path: '/orders/{proxy+}' }] });
   */
  public static httpApiRoutes(options: HttpApiRoutesOptions): TrafficSource {
    return new TrafficSource(new ExistingHttpApi(options));
  }

  /**
   * Several sources at once, of five target groups at the most; new ones go to the end, for their order is part of their logical ids.
   *
   * @example
   * TrafficSource.several([
   *   TrafficSource.loadBalancer({ domainName: 'www.example.com', hostedZone, portName: 'http' }),
   *   TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ portName: 'mqtt' }] }),
   * ]);
   */
  public static several(sources: TrafficSource[]): TrafficSource {
    return new TrafficSource(new SeveralSources(sources.map(({ strategy }) => strategy)));
  }

  /** Nobody from outside: a worker, or a service that is reached in the mesh alone. */
  public static none(): TrafficSource {
    return new TrafficSource(new SeveralSources([]));
  }

  private constructor(private readonly strategy: TrafficStrategy) {}

  /**
   * A load balancer sends traffic to the service and checks its health.
   *
   * @internal
   */
  public get _isBalanced(): boolean {
    return this.strategy.shape.targets > 0;
  }

  /**
   * All traffic comes by one listener rule of the service's own.
   *
   * @internal
   */
  public get _hasOneRule(): boolean {
    const { rules, targets } = this.strategy.shape;
    return rules === 1 && targets === 1;
  }

  /**
   * What there is of target groups, and of what leads to them.
   *
   * @internal
   */
  public get _shape(): RolledTraffic {
    return this.strategy.shape;
  }

  /**
   * Target groups that others made.
   *
   * @internal
   */
  public get _givenTargetGroups(): AnyTargetGroup[] {
    return this.strategy.givenTargetGroups;
  }

  /**
   * Requests a target can be counted.
   *
   * @internal
   */
  public get _hasApplicationLoadBalancer(): boolean {
    return this.strategy.countsRequests;
  }

  /**
   * How long the target groups let requests finish, where those that are made for the service take this long.
   *
   * @internal
   */
  public _drain(drain: Duration): DrainFacts {
    const { givenTargetGroups, shape } = this.strategy;
    const resources = givenTargetGroups.map(resourceOf);
    return {
      drainSeconds: shape.targets > givenTargetGroups.length ? knownSeconds(drain) : undefined,
      givenDrainSeconds: resources.flatMap((resource) => (resource ? deregistrationSeconds(resource) ?? [] : [])),
      importedTargetGroup: resources.includes(undefined),
    };
  }

  /**
   * What is wrong with the source, for a task with these ports.
   *
   * @internal
   */
  public _findings(facts: TrafficFacts): Finding[] {
    return [...this.strategy.findings(facts), ...checkTargetGroupCount(this.strategy.shape.targets)];
  }

  /**
   * What is wrong with a way in for test traffic.
   *
   * @internal
   */
  public _testFindings(test: TestTraffic, ports: PortFact[]): Finding[] {
    return checkTestPlace(test, this.strategy.shape, this.strategy.claims, this.strategy.listensOn?.(ports));
  }

  /**
   * Makes what the source needs under the service.
   *
   * @internal
   */
  public _bind(scope: Construct, context: TrafficContext): BoundTraffic {
    return this.strategy.bind(scope, context);
  }
}
