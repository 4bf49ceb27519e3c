import { advise, Finding, refuse, under } from '../finding';
import { checkRange, Range } from '../range';
import { checkTargetHealth, TargetHealthFacts } from './target-health';

// Elastic Load Balancing v2 API reference, TargetGroupAttribute.
const SLOW_START: Range = { min: 30, max: 900, unit: 'seconds' };
const DEREGISTRATION_DELAY: Range = { min: 0, max: 3600, unit: 'seconds' };
const STICKINESS: Range = { min: 1, max: 604800, unit: 'seconds' };
// The same: cookies whose names begin so are the load balancer's own.
const RESERVED_COOKIE = 'AWSALB';
// ECS Developer Guide, "Service quotas".
const MOST_TARGET_GROUPS = 5;

/** What is known of a target group; the values are those of the API. */
export interface TargetGroupFacts {
  readonly healthCheck?: TargetHealthFacts;
  /** 0 is off. */
  readonly slowStartSeconds?: number;
  readonly drainSeconds?: number;
  readonly stickinessSeconds?: number;
  /** Cookie of the application that a session hangs on. */
  readonly cookieName?: string;
  /** `round_robin`, `least_outstanding_requests` or `weighted_random`. */
  readonly algorithm?: string;
  /** `HTTP1`, `HTTP2` or `GRPC`. */
  readonly protocolVersion?: string;
  /** Protocol of the listener that leads to it. */
  readonly listenerProtocol?: string;
  /** Users log in at the listener rule that leads to it. */
  readonly login?: boolean;
  /** Protocol between a Network Load Balancer and the targets. */
  readonly networkProtocol?: string;
  readonly preserveClientIp?: boolean;
}

/** Refuses target-group settings that Elastic Load Balancing does not take, and advises against those that it does not support. */
export function checkTargetGroup(facts: TargetGroupFacts): Finding[] {
  return [
    ...under('healthCheck', checkTargetHealth(facts.healthCheck ?? {})),
    ...(facts.slowStartSeconds === 0 ? [] : checkRange('TargetGroup.SlowStart', 'slowStart', facts.slowStartSeconds, SLOW_START)),
    ...checkDeregistrationDelay('deregistrationDelay', facts.drainSeconds),
    ...checkRange('TargetGroup.Stickiness', 'stickiness.duration', facts.stickinessSeconds, STICKINESS),
    ...checkCookie(facts),
    ...checkAlgorithm(facts),
    ...checkVersion(facts),
    ...checkClientIp(facts),
  ];
}

/** Refuses a time to drain that Elastic Load Balancing does not take. */
export function checkDeregistrationDelay(path: string, seconds: number | undefined): Finding[] {
  return checkRange('TargetGroup.DeregistrationDelay', path, seconds, DEREGISTRATION_DELAY);
}

/** Refuses more target groups than a service can have. */
export function checkTargetGroupCount(count: number): Finding[] {
  return count <= MOST_TARGET_GROUPS ? [] : [refuse('TargetGroup.TooMany', '',
    `takes ${MOST_TARGET_GROUPS} target groups at the most, got ${count}; split the service, or let several names lead to one of them`)];
}

function checkCookie({ cookieName: name }: TargetGroupFacts): Finding[] {
  if (name === '') return [refuse('TargetGroup.NoCookie', 'stickiness.cookieName', 'must name a cookie, got an empty text; leave it out for one of the load balancer\'s own')];
  return name?.startsWith(RESERVED_COOKIE) ? [refuse('TargetGroup.ReservedCookie', 'stickiness.cookieName',
    `must be a cookie of the application, got ${name}, which the load balancer keeps for itself; name another one`)] : [];
}

/** Elastic Load Balancing, "Edit target group attributes": slow start mode. */
function checkAlgorithm({ algorithm, slowStartSeconds }: TargetGroupFacts): Finding[] {
  if (algorithm === undefined || algorithm === 'round_robin' || !((slowStartSeconds ?? 0) > 0)) return [];
  return [refuse('TargetGroup.SlowStartNeedsRoundRobin', 'slowStart',
    `takes the round robin algorithm, got ${algorithm}; leave out one of \`slowStart\` and \`algorithm\``)];
}

/** Elastic Load Balancing, "Target groups for your Application Load Balancers": protocol version. */
function checkVersion({ listenerProtocol, login, protocolVersion }: TargetGroupFacts): Finding[] {
  if (protocolVersion === undefined || protocolVersion === 'HTTP1') return [];
  return [
    ...(listenerProtocol === 'HTTP' ? [refuse('TargetGroup.VersionNeedsHttps', 'protocolVersion',
      `takes an HTTPS listener where it is ${protocolVersion}, got an HTTP one; serve HTTPS or leave it out`)] : []),
    // Elastic Load Balancing, "Action types for listener rules".
    ...(login ? [advise('TargetGroup.VersionWithLogin', 'protocolVersion',
      `is ${protocolVersion}, with which AWS supports forward actions alone, got a login before them; leave out one of \`protocolVersion\` and \`login\``)] : []),
  ];
}

/** Elastic Load Balancing, "Edit target group attributes": client IP preservation cannot be turned off. */
function checkClientIp({ networkProtocol, preserveClientIp }: TargetGroupFacts): Finding[] {
  const datagrams = networkProtocol === 'UDP' || networkProtocol === 'TCP_UDP';
  return datagrams && preserveClientIp === false
    ? [refuse('TargetGroup.ClientIpAlwaysKept', 'preserveClientIp', `is always on for ${networkProtocol}, got false; leave it out`)] : [];
}
