import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Token, Tokenization } from 'aws-cdk-lib/core';
import { HealthPace } from '../deployment/rollout-kind';
import { TargetHealthFacts } from '../model/traffic/target-health';
import { known, knownDuration, knownSeconds } from '../private/known';

const DEFAULT_INTERVAL = Duration.seconds(10);
const DEFAULT_TIMEOUT_SECONDS = 5;
const DEFAULT_HEALTHY_THRESHOLD = 2;
const DEFAULT_UNHEALTHY_THRESHOLD = 3;
/** What every gRPC server answers to a method that it does not have. Elastic Load Balancing, "Target group health checks". */
const GRPC_PATH = '/AWS.ALB/healthcheck';
const GRPC_UNIMPLEMENTED = '12';
const GRPC_OK = '0';

/**
 * How a load balancer finds out whether a task can take traffic.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export interface TargetHealth {
  /**
   * Path that is asked for; with gRPC the full method, such as `/grpc.health.v1.Health/Check`.
   *
   * @default - behind an application load balancer the path of the container's own HTTP health check, where that asks the port that takes
   * the traffic, else `/`; with gRPC a method that no server has; behind a network load balancer no request is made, a TCP connection is enough
   */
  readonly path?: string;

  /**
   * Status codes of a healthy answer: a code, a list or a range, such as `200,204` or `200-299`.
   *
   * @default - `200`; with gRPC `0` where a path is named, and `12` (unimplemented) where none is; a network load balancer
   * takes 200 to 399
   */
  readonly codes?: string;

  /**
   * Port that is checked, 1 to 65535.
   *
   * @default - the port that takes the traffic; for UDP, which cannot be checked, the first TCP port of the task
   */
  readonly port?: number;

  /**
   * Time from one check to the next: 5 to 300 seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take: 2 to 120 seconds, and less than the interval.
   *
   * @default - 5 seconds, or one second less than an interval of 5 seconds
   */
  readonly timeout?: Duration;

  /**
   * Good answers in a row that make an unhealthy task healthy: 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;

  /**
   * Bad answers in a row that make a task unhealthy, which ECS then replaces: 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}

/** What a target group is behind. */
export type TargetKind = 'http' | 'grpc' | 'network';

/** What the model can know of a health check, its defaults filled in. */
export function healthFacts(health: TargetHealth, kind: TargetKind): TargetHealthFacts {
  return {
    path: known(health.path),
    codes: known(health.codes),
    port: known(health.port),
    grpc: kind === 'grpc',
    network: kind === 'network',
    intervalSeconds: knownSeconds(health.interval ?? DEFAULT_INTERVAL),
    timeoutSeconds: knownSeconds(timeout(health)),
    healthyThreshold: known(health.healthyThreshold ?? DEFAULT_HEALTHY_THRESHOLD),
    unhealthyThreshold: known(health.unhealthyThreshold ?? DEFAULT_UNHEALTHY_THRESHOLD),
  };
}

/** How long it takes to find a target healthy. */
export function healthPace(health: TargetHealth = {}): HealthPace {
  return {
    healthCheckIntervalSeconds: knownSeconds(health.interval ?? DEFAULT_INTERVAL),
    healthyThreshold: known(health.healthyThreshold ?? DEFAULT_HEALTHY_THRESHOLD),
  };
}

/** The health check of targets that speak HTTP. */
export function httpHealthCheck(health: TargetHealth, protocol: elbv2.Protocol, containerPath?: string): elbv2.HealthCheck {
  return {
    ...timing(health),
    protocol,
    path: health.path ?? containerPath ?? '/',
    healthyHttpCodes: health.codes ?? '200',
  };
}

/** The health check of targets that speak gRPC. */
export function grpcHealthCheck(health: TargetHealth, protocol: elbv2.Protocol): elbv2.HealthCheck {
  return {
    ...timing(health),
    protocol,
    path: health.path ?? GRPC_PATH,
    healthyGrpcCodes: health.codes ?? (health.path === undefined ? GRPC_UNIMPLEMENTED : GRPC_OK),
  };
}

/** The health check of targets behind a network load balancer: an HTTP request where a path is named, else a connection. */
export function networkHealthCheck(health: TargetHealth, port?: number): elbv2.HealthCheck {
  const check = { ...timing({ port, ...health }) };
  return health.path === undefined
    ? { ...check, protocol: elbv2.Protocol.TCP }
    : { ...check, protocol: elbv2.Protocol.HTTP, path: health.path, healthyHttpCodes: health.codes };
}

/** Writes what of a health check is a token: the L2 compares these values, which a token does not survive. */
export function writeHealthTokens(targetGroup: elbv2.TargetGroupBase, health: TargetHealth): void {
  const { healthyThreshold, interval, timeout: given, unhealthyThreshold } = health;
  const resource = targetGroup.node.defaultChild as elbv2.CfnTargetGroup;
  if (interval?.isUnresolved()) resource.healthCheckIntervalSeconds = interval.toSeconds();
  if (given?.isUnresolved()) resource.healthCheckTimeoutSeconds = given.toSeconds();
  if (Token.isUnresolved(healthyThreshold)) resource.healthyThresholdCount = healthyThreshold;
  if (Token.isUnresolved(unhealthyThreshold)) resource.unhealthyThresholdCount = unhealthyThreshold;
}

function timing(health: TargetHealth): elbv2.HealthCheck {
  return {
    port: health.port === undefined ? undefined : Tokenization.stringifyNumber(health.port),
    interval: knownDuration(health.interval ?? DEFAULT_INTERVAL),
    timeout: knownDuration(timeout(health)),
    healthyThresholdCount: known(health.healthyThreshold ?? DEFAULT_HEALTHY_THRESHOLD),
    unhealthyThresholdCount: known(health.unhealthyThreshold ?? DEFAULT_UNHEALTHY_THRESHOLD),
  };
}

/** Elastic Load Balancing takes only a timeout below the interval. */
function timeout(health: TargetHealth): Duration {
  const interval = knownSeconds(health.interval);
  const longest = interval === undefined ? DEFAULT_TIMEOUT_SECONDS : Math.floor(interval) - 1;
  return health.timeout ?? Duration.seconds(Math.max(2, Math.min(DEFAULT_TIMEOUT_SECONDS, longest)));
}
