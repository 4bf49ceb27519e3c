import { TargetGroupFacts } from './target';
import { TargetHealthFacts } from './target-health';
import { entryIn, flagIn, isWritten, knownList, numberIn, Properties, propertiesIn, textIn } from '../template-value';

// Elastic Load Balancing v2 API reference, TargetGroupAttribute: how long a target drains where nothing is said.
const DEFAULT_DRAIN_SECONDS = 300;
// The same, CreateTargetGroup: defaults for HTTP and HTTPS.
const DEFAULT_INTERVAL_SECONDS = 30;
const DEFAULT_TIMEOUT_SECONDS = 5;
const APPLICATION_PROTOCOLS = ['HTTP', 'HTTPS'];
const NETWORK_PROTOCOLS = ['TCP', 'TLS', 'UDP', 'TCP_UDP'];
// Those of Network Load Balancers too, of whose health checks less is known.
const QUIC_PROTOCOLS = ['QUIC', 'TCP_QUIC'];

/** What is known of a target group by itself. */
export interface WrittenTargetGroup extends TargetGroupFacts {
  /** `ip`, `instance`, `lambda` or `alb`. */
  readonly targetType?: string;
  /** How long its targets drain, whether it says so or not. */
  readonly drainsFor?: number;
}

/** Reads the facts from the properties of an `AWS::ElasticLoadBalancingV2::TargetGroup`. */
export function readTargetGroup(group: Properties): WrittenTargetGroup {
  const attribute = attributesOf(group.TargetGroupAttributes);
  const protocol = textIn(group.Protocol);
  const stickiness = textIn(attribute('stickiness.type')) === 'app_cookie' ? 'app_cookie' : 'lb_cookie';
  return {
    healthCheck: readHealthCheck(group, protocol),
    slowStartSeconds: numberIn(attribute('slow_start.duration_seconds')),
    drainSeconds: numberIn(attribute('deregistration_delay.timeout_seconds')),
    drainsFor: drainSecondsIn(group.TargetGroupAttributes),
    stickinessSeconds: numberIn(attribute(`stickiness.${stickiness}.duration_seconds`)),
    cookieName: stickiness === 'app_cookie' ? textIn(attribute('stickiness.app_cookie.cookie_name')) : undefined,
    algorithm: textIn(attribute('load_balancing.algorithm.type')),
    protocolVersion: textIn(group.ProtocolVersion),
    networkProtocol: NETWORK_PROTOCOLS.find((known) => known === protocol),
    preserveClientIp: flagIn(attribute('preserve_client_ip.enabled')),
    targetType: isWritten(group.TargetType) === false ? 'instance' : textIn(group.TargetType),
  };
}

/** True where it is known that an `AWS::ElasticLoadBalancingV2::TargetGroup` is one of Network Load Balancers. */
export function isOfNetworkBalancer(group: Properties): boolean {
  return [...NETWORK_PROTOCOLS, ...QUIC_PROTOCOLS].includes(textIn(group.Protocol) ?? '');
}

/** How long targets drain with these attributes; undefined where it is not known. */
export function drainSecondsIn(attributes: unknown): number | undefined {
  const entries = knownList(attributes);
  const written = attributesOf(attributes)('deregistration_delay.timeout_seconds');
  if (isWritten(written) !== false) return numberIn(written);
  // An attribute whose key is not known may be this one.
  return entries?.every((entry) => textIn(entryIn(entry, 'Key')) !== undefined) ? DEFAULT_DRAIN_SECONDS : undefined;
}

/** What an answer may be, and when it is late, depends on the kind of load balancer: unknown with it. */
function readHealthCheck(group: Properties, protocol: string | undefined): TargetHealthFacts {
  const application = APPLICATION_PROTOCOLS.some((known) => known === protocol);
  const network = NETWORK_PROTOCOLS.some((known) => known === protocol);
  const version = isWritten(group.ProtocolVersion) === false ? 'HTTP1' : textIn(group.ProtocolVersion);
  const isKnown = network || (application && version !== undefined);
  const grpc = version === 'GRPC';
  const { GrpcCode: grpcCodes, HttpCode: httpCodes } = propertiesIn(group.Matcher);
  return {
    network,
    grpc,
    path: textIn(group.HealthCheckPath),
    codes: isKnown ? textIn(grpc ? grpcCodes : httpCodes) : undefined,
    port: numberIn(group.HealthCheckPort),
    intervalSeconds: secondsOf(group.HealthCheckIntervalSeconds, DEFAULT_INTERVAL_SECONDS),
    timeoutSeconds: isKnown ? secondsOf(group.HealthCheckTimeoutSeconds, application ? DEFAULT_TIMEOUT_SECONDS : undefined) : undefined,
    healthyThreshold: numberIn(group.HealthyThresholdCount),
    unhealthyThreshold: numberIn(group.UnhealthyThresholdCount),
  };
}

function secondsOf(value: unknown, absent: number | undefined): number | undefined {
  return isWritten(value) === false ? absent : numberIn(value);
}

/** The values of attributes by their keys; the last of one key counts. */
function attributesOf(attributes: unknown): (key: string) => unknown {
  const values = new Map((knownList(attributes) ?? []).map(propertiesIn).map(({ Key: key, Value: value }) => [key, value]));
  return (key) => values.get(key);
}
