import { Finding, refuse } from '../finding';
import { checkRange, PORT, Range } from '../range';

// CloudFormation reference, AWS::VpcLattice::TargetGroup HealthCheckConfig.
const INTERVAL: Range = { min: 5, max: 300, unit: 'seconds' };
const TIMEOUT: Range = { min: 1, max: 120, unit: 'seconds' };
const THRESHOLD: Range = { min: 2, max: 10 };
const LONGEST_PATH = 2048;
// The same, Matcher: a code, a list or a range.
const CODES = /^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/;

/** What is known of a VPC Lattice health check. */
export interface LatticeHealthFacts {
  readonly path?: string;
  readonly codes?: string;
  readonly port?: number;
  readonly intervalSeconds?: number;
  readonly timeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
}

/** Refuses a health check that VPC Lattice does not take. */
export function checkLatticeHealth(health: LatticeHealthFacts): Finding[] {
  return [
    ...checkRange('LatticeHealth.Interval', 'interval', health.intervalSeconds, INTERVAL),
    ...checkRange('LatticeHealth.Timeout', 'timeout', health.timeoutSeconds, TIMEOUT),
    ...checkRange('LatticeHealth.Threshold', 'healthyThreshold', health.healthyThreshold, THRESHOLD),
    ...checkRange('LatticeHealth.Threshold', 'unhealthyThreshold', health.unhealthyThreshold, THRESHOLD),
    ...checkRange('LatticeHealth.Port', 'port', health.port, PORT),
    ...checkPath(health.path),
    ...checkCodes(health.codes),
  ];
}

function checkPath(path: string | undefined): Finding[] {
  if (path === undefined || (path.startsWith('/') && path.length <= LONGEST_PATH)) return [];
  return [refuse('LatticeHealth.Path', 'path', path.startsWith('/')
    ? `must be at most ${LONGEST_PATH} characters long, got ${path.length}`
    : `must start with a slash, got '${path}'; write '/${path}'`)];
}

function checkCodes(codes: string | undefined): Finding[] {
  return codes === undefined || CODES.test(codes) ? []
    : [refuse('LatticeHealth.Codes', 'codes', `takes codes such as '200', '200,204' or '200-299', got '${codes}'`)];
}
