import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Duration } from 'aws-cdk-lib/core';
import { LatticeHealthFacts } from '../model/lattice/lattice-health';
import { known, knownSeconds } from '../private/known';

const DEFAULT_INTERVAL = Duration.seconds(10);
const DEFAULT_TIMEOUT = Duration.seconds(5);
const DEFAULT_HEALTHY_THRESHOLD = 2;
const DEFAULT_UNHEALTHY_THRESHOLD = 3;

/**
 * How VPC Lattice finds out whether a task can take requests; ECS replaces a task that cannot.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-group-health-checks.html
 */
export interface LatticeHealth {
  /**
   * Path that is asked for.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * Status codes of a healthy answer: a code, a list or a range, such as `200,204` or `200-299`.
   *
   * @default '200'
   */
  readonly codes?: string;

  /**
   * Port that is checked, 1 to 65535: one that the security group of the tasks sees.
   *
   * @default - the port that takes the requests
   */
  readonly port?: number;

  /**
   * Time from one check to the next: 5 to 300 seconds.
   *
   * @default Duration.seconds(10)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take: 1 to 120 seconds.
   *
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;

  /**
   * Good answers in a row that make an unhealthy task healthy: 2 to 10.
   *
   * @default 2
   */
  readonly healthyThreshold?: number;

  /**
   * Bad answers in a row that make a task unhealthy: 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThreshold?: number;
}

/** What the model can know of a health check. */
export function latticeHealthFacts(health: LatticeHealth): LatticeHealthFacts {
  return {
    path: known(health.path),
    codes: known(health.codes),
    port: known(health.port),
    intervalSeconds: knownSeconds(health.interval),
    timeoutSeconds: knownSeconds(health.timeout),
    healthyThreshold: known(health.healthyThreshold),
    unhealthyThreshold: known(health.unhealthyThreshold),
  };
}

/**
 * The health check of a target group.
 *
 * VPC Lattice has none that speaks gRPC, and asks gRPC targets over HTTP/2 only where their user says what they answer.
 */
export function latticeHealthCheck(
  health: LatticeHealth | undefined, protocol: string, version: string,
): vpclattice.CfnTargetGroup.HealthCheckConfigProperty {
  if (health === undefined && version === 'GRPC') return { enabled: false };
  const { codes = '200', healthyThreshold, interval = DEFAULT_INTERVAL, path = '/', port, timeout = DEFAULT_TIMEOUT, unhealthyThreshold } = health ?? {};
  return {
    enabled: true,
    protocol,
    protocolVersion: version === 'HTTP1' ? 'HTTP1' : 'HTTP2',
    path,
    port,
    matcher: { httpCode: codes },
    healthCheckIntervalSeconds: interval.toSeconds(),
    healthCheckTimeoutSeconds: timeout.toSeconds(),
    healthyThresholdCount: healthyThreshold ?? DEFAULT_HEALTHY_THRESHOLD,
    unhealthyThresholdCount: unhealthyThreshold ?? DEFAULT_UNHEALTHY_THRESHOLD,
  };
}
