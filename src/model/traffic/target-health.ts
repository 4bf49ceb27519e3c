import { Finding, refuse } from '../finding';
import { checkRange, PORT, Range } from '../range';

// Elastic Load Balancing v2 API reference, CreateTargetGroup.
const INTERVAL: Range = { min: 5, max: 300, unit: 'seconds' };
const TIMEOUT: Range = { min: 2, max: 120, unit: 'seconds' };
const THRESHOLD: Range = { min: 2, max: 10 };
const LONGEST_PATH = 1024;
// The same, Matcher.
const APPLICATION_CODES: Range = { min: 200, max: 499 };
const NETWORK_CODES: Range = { min: 200, max: 599 };
const GRPC_CODES: Range = { min: 0, max: 99 };

/** What is known of a target group's health check. */
export interface TargetHealthFacts {
  /** The targets speak gRPC, whose codes are its own. */
  readonly grpc?: boolean;
  /** The target group belongs to a Network Load Balancer. */
  readonly network?: boolean;
  readonly path?: string;
  /** Codes of a healthy answer: `200`, `200,204`, `200-299`. */
  readonly codes?: string;
  /** Absent also where it is that of the traffic. */
  readonly port?: number;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
}

/** Refuses a target health check that Elastic Load Balancing does not take. */
export function checkTargetHealth(health: TargetHealthFacts): Finding[] {
  const ranges = [
    ...checkRange('TargetHealth.Interval', 'interval', health.intervalSeconds, INTERVAL),
    ...checkRange('TargetHealth.Timeout', 'timeout', health.timeoutSeconds, TIMEOUT),
    ...checkRange('TargetHealth.Threshold', 'healthyThreshold', health.healthyThreshold, THRESHOLD),
    ...checkRange('TargetHealth.Threshold', 'unhealthyThreshold', health.unhealthyThreshold, THRESHOLD),
  ];
  return [
    ...ranges,
    ...(ranges.length === 0 ? checkTimeoutInInterval(health) : []),
    ...checkRange('TargetHealth.Port', 'port', health.port, PORT),
    ...checkPath(health.path),
    ...checkCodes(health),
  ];
}

function checkTimeoutInInterval({ intervalSeconds: interval, timeoutSeconds: timeout, network }: TargetHealthFacts): Finding[] {
  if (interval === undefined || timeout === undefined || timeout < interval || (network && timeout === interval)) return [];
  return [refuse('TargetHealth.TimeoutAboveInterval', 'timeout',
    `must be ${network ? 'at most' : 'less than'} the interval of ${interval} seconds, got ${timeout}; shorten it or lengthen the interval`)];
}

function checkPath(path: string | undefined): Finding[] {
  if (path === undefined || (path.startsWith('/') && path.length <= LONGEST_PATH)) return [];
  return [refuse('TargetHealth.Path', 'path', path.startsWith('/')
    ? `must be at most ${LONGEST_PATH} characters long, got ${path.length}`
    : `must start with a slash, got '${path}'; write '/${path}'`)];
}

function checkCodes({ codes, grpc, network }: TargetHealthFacts): Finding[] {
  if (codes === undefined) return [];
  const range = grpc ? GRPC_CODES : network ? NETWORK_CODES : APPLICATION_CODES;
  if (codes.split(',').every((part) => isCodeOrSpan(part, range))) return [];
  const such = grpc ? "'0', '0,12' or '0-5'" : "'200', '200,204' or '200-299'";
  return [refuse('TargetHealth.Codes', 'codes', `takes codes from ${range.min} to ${range.max} such as ${such}, got '${codes}'`)];
}

function isCodeOrSpan(part: string, { min, max }: Range): boolean {
  if (!/^\d+(-\d+)?$/.test(part)) return false;
  const [first, last = first] = part.split('-').map(Number);
  return first >= min && first <= last && last <= (max ?? Infinity);
}
