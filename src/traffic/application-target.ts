import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Tokenization } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alternateTarget } from './alternate-target';
import { TargetHealth, grpcHealthCheck, healthFacts, httpHealthCheck, writeHealthTokens } from './target-health';
import { TargetPortOptions, checkTargetPort, findPort, portNumber, securityPort, targetPort, targetTypeIn } from './target-port';
import { BoundTarget, TrafficContext, TrafficFacts } from './traffic-strategy';
import { ShiftedTarget } from '../deployment/rollout-kind';
import { Finding } from '../model/finding';
import { ListenerFacts } from '../model/traffic/listener';
import { checkTargetGroup } from '../model/traffic/target';
import { known, knownSeconds } from '../private/known';
import { admitBalancer } from '../private/service-security-group';

/** Requests of one client that go to the same task. */
export interface Stickiness {
  /** How long a client stays with a task: 1 second to 7 days. */
  readonly duration: Duration;

  /**
   * Cookie of the application that a session hangs on; names that begin with `AWSALB` are the load balancer's own.
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
   * Protocol version between the load balancer and the task; HTTP/2 and gRPC take an HTTPS listener, and no login.
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
   * Time in which a new task's share of requests grows to a full one: 30 to 900 seconds, or 0. It takes the round robin algorithm.
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

/** What of a listener matters to the targets behind it; absent where it is not known. */
export type TargetListener = Pick<ListenerFacts, 'login' | 'protocol'>;

/** Refuses targets that an application load balancer cannot have. */
export function checkApplicationTarget(options: TargetOptions, facts: TrafficFacts, listener: TargetListener): Finding[] {
  return [
    ...checkTargetPort(options, facts.ports, ['tcp']),
    ...checkTargetGroup({
      healthCheck: healthFacts(options.healthCheck ?? {}, isGrpc(options) ? 'grpc' : 'http'),
      slowStartSeconds: knownSeconds(options.slowStart),
      stickinessSeconds: knownSeconds(options.stickiness?.duration),
      cookieName: known(options.stickiness?.cookieName),
      algorithm: known(options.algorithm),
      protocolVersion: known(options.protocolVersion),
      listenerProtocol: listener.protocol,
      login: listener.login,
    }),
  ];
}

/** The target group of one port of the task. */
export function makeApplicationTargetGroup(
  scope: Construct, id: string, options: TargetOptions, context: TrafficContext,
): elbv2.ApplicationTargetGroup {
  const protocol = options.backendProtocol ?? elbv2.ApplicationProtocol.HTTP;
  const health = options.healthCheck ?? {};
  const healthProtocol = protocol === elbv2.ApplicationProtocol.HTTPS ? elbv2.Protocol.HTTPS : elbv2.Protocol.HTTP;
  // Without the container's port, which ECS registers anyway: the group then outlives a change of it.
  const targetGroup = new elbv2.ApplicationTargetGroup(scope, id, {
    vpc: context.vpc,
    targetType: targetTypeIn(context.networkMode),
    protocol,
    protocolVersion: options.protocolVersion,
    ipAddressType: context.ipFamily === 'ipv6' ? elbv2.TargetGroupIpAddressType.IPV6 : undefined,
    deregistrationDelay: context.drain,
    healthCheck: isGrpc(options)
      ? grpcHealthCheck(health, healthProtocol)
      : httpHealthCheck(health, healthProtocol, containerPath(options, context)),
    loadBalancingAlgorithmType: options.algorithm,
  });
  writeHealthTokens(targetGroup, health);
  setAttributes(targetGroup, options);
  return targetGroup;
}

/** A service's way into a target group behind a balancer with this security group. */
export function applicationTarget(
  targetGroup: elbv2.ApplicationTargetGroup, options: TargetOptions, context: TrafficContext, balancer: ec2.ISecurityGroup | undefined,
  shifted?: ShiftedTarget,
): BoundTarget {
  const fact = findPort(options, context.ports, ['tcp'])!;
  return {
    applicationTargetGroup: targetGroup,
    containerName: fact.container,
    containerPort: fact.port,
    protocol: 'tcp',
    attach(service, infrastructureRole) {
      const containerPort = portNumber(fact, service.taskDefinition);
      const target = service.loadBalancerTarget({
        containerName: fact.container, containerPort, protocol: ecs.Protocol.TCP, alternateTarget: alternateTarget(shifted, infrastructureRole),
      });
      // The network flavour registers the group and what the service has to wait for; the application flavour would add an egress rule
      // for each service to the balancer's security group besides, and the 61st would break its quota.
      target.attachToNetworkTargetGroup(targetGroup as unknown as elbv2.INetworkTargetGroup);
      if (balancer === undefined) return;
      admitBalancer(service, context.securityGroups, balancer, targetPort(fact, context.networkMode, service.taskDefinition));
      if (options.healthCheck?.port !== undefined) {
        admitBalancer(service, context.securityGroups, balancer, securityPort('tcp', options.healthCheck.port));
      }
    },
  };
}

function isGrpc(options: TargetOptions): boolean {
  return options.protocolVersion === elbv2.ApplicationProtocolVersion.GRPC;
}

/** The container's own check asks the first port of the task, which need not be the one that takes the traffic. */
function containerPath(options: TargetOptions, { healthPath, ports }: TrafficContext): string | undefined {
  return findPort(options, ports, ['tcp']) === ports[0] ? healthPath : undefined;
}

/** By attribute: the L2's own props compare and print the durations, which a token does not survive. */
function setAttributes(targetGroup: elbv2.ApplicationTargetGroup, { slowStart, stickiness }: TargetOptions): void {
  if (slowStart) targetGroup.setAttribute('slow_start.duration_seconds', Tokenization.stringifyNumber(slowStart.toSeconds()));
  if (!stickiness) return;
  const { cookieName, duration } = stickiness;
  const type = cookieName === undefined ? 'lb_cookie' : 'app_cookie';
  targetGroup.setAttribute('stickiness.enabled', 'true');
  targetGroup.setAttribute('stickiness.type', type);
  targetGroup.setAttribute(`stickiness.${type}.duration_seconds`, Tokenization.stringifyNumber(duration.toSeconds()));
  if (cookieName !== undefined) targetGroup.setAttribute('stickiness.app_cookie.cookie_name', cookieName);
}
