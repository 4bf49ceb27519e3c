import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';
import { IpFamily, LaunchPlatform } from '../task/network-mode';

// ECS API reference, CreateService vpcLatticeConfigurations.
const MOST_CONFIGURATIONS = 5;
// VPC Lattice API reference, WeightedTargetGroup; CloudFormation reference, AWS::VpcLattice::Listener Forward.
const WEIGHT: Range = { min: 0, max: 999 };
const MOST_TARGET_GROUPS = 10;
// ECS Developer Guide, "VPC Lattice resources for blue/green, linear, and canary deployments".
const SHIFTING = ['BLUE_GREEN', 'LINEAR', 'CANARY'];

// ECS API reference, CreateService healthCheckGracePeriodSeconds.
const GRACE: Range = { min: 0, max: 2147483647, unit: 'seconds' };

/** What is known of an ECS service that VPC Lattice is to reach. */
export interface LatticeServiceFacts {
  readonly platform?: LaunchPlatform;
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller?: string;
  readonly strategy?: string;
  /** How its tasks are registered. */
  readonly targetType?: 'ip' | 'instance';
}

/** Whether deployments move traffic from one target group to another. */
export function movesTraffic(strategy: string | undefined): boolean {
  return strategy !== undefined && SHIFTING.includes(strategy);
}

/** Refuses a service that ECS does not register with VPC Lattice. */
export function checkLatticeService({ controller, platform, strategy, targetType }: LatticeServiceFacts): Finding[] {
  return [
    ...(platform === 'external' ? [refuse('LatticeRegistration.External', '', 'runs on ECS Anywhere, which VPC Lattice does not reach; run it on Fargate or EC2')] : []),
    ...(controller === undefined || controller === 'ECS' ? [] : [refuse('LatticeRegistration.Controller', '',
      `must go with deployments by ECS, got the controller ${controller}; take a rolling or a native blue/green deployment`)]),
    ...(movesTraffic(strategy) && targetType === 'instance' ? [refuse('LatticeRegistration.ShiftedInstances', '',
      `must go with tasks that have addresses of their own where traffic is moved, got ${strategy} with targets that are instances; take awsvpc, or a rolling deployment`)] : []),
  ];
}

/** Refuses a strategy other than that for which target groups were made. */
export function checkLateStrategy(strategy: string | undefined, shifts: boolean): Finding[] {
  if (movesTraffic(strategy) === shifts || (shifts && strategy === undefined)) return [];
  return [refuse('LatticeRegistration.LateStrategy', 'service', shifts
    ? `is updated with one target group, got ${strategy} after two were made; set the strategy before the LatticeRegistration`
    : `moves traffic between two target groups, got ${strategy} after one was made; set the strategy before the LatticeRegistration`)];
}

/** Refuses a grace period that ECS does not take. */
export function checkLatticeGrace(seconds: number | undefined): Finding[] {
  return checkRange('LatticeRegistration.GracePeriod', 'healthCheckGracePeriod', seconds, GRACE);
}

/** What is known of the addresses by which tasks are registered. */
export interface LatticeAddressFacts {
  readonly ipv6?: boolean;
  readonly ipFamily?: IpFamily;
  readonly targetType?: 'ip' | 'instance';
}

/** Refuses IPv6 addresses where there are none, and IPv4 addresses where there are only those. */
export function checkAddresses({ ipFamily, ipv6, targetType }: LatticeAddressFacts): Finding[] {
  if (ipv6 === undefined) return [];
  const refused = (text: string) => [refuse('LatticeRegistration.Addresses', 'ipv6', `${text}; leave it out`)];
  if (ipv6 && targetType === 'instance') return refused('is for tasks with addresses of their own, got targets that are instances');
  if (ipv6 && ipFamily === 'ipv4') return refused('is for tasks with IPv6 addresses, got a service whose tasks have none');
  return !ipv6 && ipFamily === 'ipv6' ? refused('is off for tasks with IPv4 addresses, got a service whose tasks have none') : [];
}

/** What is known of the ports of a service that are registered already. */
export interface LatticeConfigurationFacts {
  /** Names of the ports; `undefined` is a token. */
  readonly registered: readonly (string | undefined)[];
  readonly portName?: string;
}

/** Refuses more configurations than a service takes. */
export function checkLatticeCount(count: number): Finding[] {
  return count <= MOST_CONFIGURATIONS ? [] : [refuse('LatticeRegistration.TooMany', 'service',
    `takes at most ${MOST_CONFIGURATIONS} VPC Lattice configurations, got ${count}`)];
}

/** Refuses one configuration more than a service takes, and a second one of the same port. */
export function checkLatticeConfigurations(facts: LatticeConfigurationFacts): Finding[] {
  return [...checkLatticeCount(facts.registered.length + 1), ...checkRegisteredOnce(facts)];
}

/** Refuses a second configuration of the same port. */
export function checkRegisteredOnce({ portName, registered }: LatticeConfigurationFacts): Finding[] {
  return portName === undefined || !registered.includes(portName) ? [] : [refuse('LatticeRegistration.SamePort', 'portName',
    `must be registered once, got '${portName}' again; take \`addRule\` of that registration to lead more requests to it, or name another port`)];
}

/** What is known of the share that a target group has of the requests. */
export interface LatticeWeightFacts {
  readonly weight?: number;
  /** Target groups that share the requests already. */
  readonly beside?: number;
}

/** Refuses a weight or a number of target groups that VPC Lattice does not take. */
export function checkLatticeWeight({ beside = 0, weight }: LatticeWeightFacts): Finding[] {
  return [
    ...checkRange('LatticeRegistration.Weight', 'weight', weight, WEIGHT),
    ...(beside >= MOST_TARGET_GROUPS ? [refuse('LatticeRegistration.TooManyBeside', '',
      `shares requests out between at most ${MOST_TARGET_GROUPS} target groups, got one more`)] : []),
  ];
}
