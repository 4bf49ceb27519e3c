import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { TargetHealth, grpcHealthCheck, healthFacts, httpHealthCheck } from './target-health';
import { TargetPortOptions, checkTargetPort, findPort, portNumber, securityPort } from './target-port';
import { BoundTarget, TrafficContext, TrafficFacts } from './traffic-strategy';
import { Finding, refuse } from '../model/finding';
import { checkTargetGroup } from '../model/target';
import { known, knownSeconds } from '../private/known';
import { admitBalancer } from '../private/service-security-group';

/** Requests of one client that go to the same task. */
export interface Stickiness {
  /** How long a client stays with a task: 1 second to 7 days. */
  readonly duration: Duration;

  /**
   * Cookie of the application that a session hangs on.
   *
   * @default - a cookie of the load balancer's own
   */
  readonly cookieName?: string;
}

/** How an application load balancer talks to the tasks. */
export interface TargetOptions extends TargetPortOptions {
  /**
   * How the health of a task is checked.
   *
   * @default - every 10 seconds, 2 good answers make a task healthy and 3 bad ones unhealthy
   */
  readonly healthCheck?: TargetHealth;

  /**
   * Protocol version between the load balancer and the task; HTTP/2 and gRPC take an HTTPS listener.
   *
   * @default elbv2.ApplicationProtocolVersion.HTTP1
   */
  readonly protocolVersion?: elbv2.ApplicationProtocolVersion;

  /**
   * Protocol between the load balancer and the task; certificates of tasks are not verified.
   *
   * @default elbv2.ApplicationProtocol.HTTP
   */
  readonly backendProtocol?: elbv2.ApplicationProtocol;

  /**
   * Keep a client with one task.
   *
   * @default - each request goes to any task
   */
  readonly stickiness?: Stickiness;

  /**
   * Time in which a new task's share of requests grows to a full one: 30 to 900 seconds, or 0.
   *
   * @default - a new task gets its full share at once
   */
  readonly slowStart?: Duration;

  /**
   * How the load balancer chooses a task.
   *
   * @default elbv2.TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN
   */
  readonly algorithm?: elbv2.TargetGroupLoadBalancingAlgorithmType;
}

/** Refuses targets that an application load balancer cannot have; `https` is undefined when the listener's protocol is not known. */
export function checkApplicationTarget(options: TargetOptions, facts: TrafficFacts, https: boolean | undefined): Finding[] {
  return [
    ...checkTargetPort(options, facts.ports, ['tcp']),
    ...checkTargetGroup({
      healthCheck: healthFacts(options.healthCheck ?? {}, isGrpc(options) ? 'grpc' : 'http'),
      slowStartSeconds: knownSeconds(options.slowStart),
      stickinessSeconds: knownSeconds(options.stickiness?.duration),
    }),
    ...checkProtocols(options, https),
    ...checkAlgorithm(options),
    ...checkCookie(options),
  ];
}

/** The target group of one port of the task. */
export function makeApplicationTargetGroup(scope: Construct, options: TargetOptions, context: TrafficContext): elbv2.ApplicationTargetGroup {
  const protocol = options.backendProtocol ?? elbv2.ApplicationProtocol.HTTP;
  const health = options.healthCheck ?? {};
  const healthProtocol = protocol === elbv2.ApplicationProtocol.HTTPS ? elbv2.Protocol.HTTPS : elbv2.Protocol.HTTP;
  // Without the container's port, which ECS registers anyway: the group then outlives a change of it.
  return new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
    vpc: context.vpc,
    targetType: elbv2.TargetType.IP,
    protocol,
    protocolVersion: options.protocolVersion,
    ipAddressType: context.ipFamily === 'ipv6' ? elbv2.TargetGroupIpAddressType.IPV6 : undefined,
    deregistrationDelay: context.drain,
    healthCheck: isGrpc(options)
      ? grpcHealthCheck(health, healthProtocol)
      : httpHealthCheck(health, healthProtocol, context.healthPath),
    stickinessCookieDuration: options.stickiness?.duration,
    stickinessCookieName: options.stickiness?.cookieName,
    slowStart: options.slowStart,
    loadBalancingAlgorithmType: options.algorithm,
  });
}

/** A service's way into a target group behind a balancer with this security group. */
export function applicationTarget(
  targetGroup: elbv2.ApplicationTargetGroup, options: TargetOptions, context: TrafficContext, balancer: ec2.ISecurityGroup | undefined,
): BoundTarget {
  const fact = findPort(options, context.ports, ['tcp'])!;
  return {
    applicationTargetGroup: targetGroup,
    containerName: fact.container,
    containerPort: fact.port,
    protocol: 'tcp',
    attach(service) {
      const containerPort = portNumber(fact, service.taskDefinition);
      const target = service.loadBalancerTarget({ containerName: fact.container, containerPort, protocol: ecs.Protocol.TCP });
      // The network flavour registers the group and what the service has to wait for; the application flavour would add an egress rule
      // for each service to the balancer's security group besides, and the 61st would break its quota.
      target.attachToNetworkTargetGroup(targetGroup as unknown as elbv2.INetworkTargetGroup);
      if (balancer === undefined) return;
      admitBalancer(service, balancer, securityPort('tcp', containerPort));
      if (options.healthCheck?.port !== undefined) {
        admitBalancer(service, balancer, securityPort('tcp', options.healthCheck.port));
      }
    },
  };
}

function isGrpc(options: TargetOptions): boolean {
  return options.protocolVersion === elbv2.ApplicationProtocolVersion.GRPC;
}

/** Elastic Load Balancing, "Target groups for your Application Load Balancers": protocol version. */
function checkProtocols({ protocolVersion }: TargetOptions, https: boolean | undefined): Finding[] {
  const version = known(protocolVersion) ?? elbv2.ApplicationProtocolVersion.HTTP1;
  return https !== false || version === elbv2.ApplicationProtocolVersion.HTTP1 ? [] : [refuse('TrafficSource.VersionNeedsHttps', 'protocolVersion',
    `${version} takes an HTTPS listener, got an HTTP one; use an HTTPS listener, or leave out the version`)];
}

/** Elastic Load Balancing, "Edit target group attributes": slow start mode. */
function checkAlgorithm({ algorithm, slowStart }: TargetOptions): Finding[] {
  const roundRobin = algorithm === undefined || algorithm === elbv2.TargetGroupLoadBalancingAlgorithmType.ROUND_ROBIN;
  return roundRobin || !((knownSeconds(slowStart) ?? 0) > 0) ? [] : [refuse('TrafficSource.SlowStartNeedsRoundRobin', 'slowStart',
    `takes the round robin algorithm, got ${algorithm}; leave out one of \`slowStart\` and \`algorithm\``)];
}

/** Elastic Load Balancing, "Edit target group attributes": application-based stickiness. */
function checkCookie({ stickiness }: TargetOptions): Finding[] {
  const name = known(stickiness?.cookieName);
  return name?.startsWith('AWSALB') ? [refuse('TrafficSource.ReservedCookie', 'stickiness.cookieName',
    `is a cookie of the application, got ${name}, which the load balancer keeps for itself; name another one`)] : [];
}
