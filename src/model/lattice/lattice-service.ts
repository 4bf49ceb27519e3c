import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';
import { LaunchPlatform } from '../task/network-mode';

// ECS API reference, CreateService vpcLatticeConfigurations.
const MOST_CONFIGURATIONS = 5;
// VPC Lattice API reference, WeightedTargetGroup; CloudFormation reference, AWS::VpcLattice::Listener Forward.
const WEIGHT: Range = { min: 0, max: 999 };
const MOST_TARGET_GROUPS = 10;
// ECS Developer Guide, "VPC Lattice resources for blue/green, linear, and canary deployments".
const SHIFTING = ['BLUE_GREEN', 'LINEAR', 'CANARY'];

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
      `must be deployed by ECS, got the controller ${controller}; take a rolling or a native blue/green deployment`)]),
    ...(movesTraffic(strategy) && targetType === 'instance' ? [refuse('LatticeRegistration.ShiftedInstances', '',
      `moves traffic between tasks with addresses of their own, got ${strategy} with targets that are instances; take awsvpc, or a rolling deployment`)] : []),
  ];
}

/** What is known of the ports of a service that are registered already. */
export interface LatticeConfigurationFacts {
  /** Names of the ports; `undefined` is a token. */
  readonly registered: readonly (string | undefined)[];
  readonly portName?: string;
}

/** Refuses one configuration more than a service takes, and a second one of the same port. */
export function checkLatticeConfigurations({ portName, registered }: LatticeConfigurationFacts): Finding[] {
  return [
    ...(registered.length >= MOST_CONFIGURATIONS ? [refuse('LatticeRegistration.TooMany', 'service',
      `takes at most ${MOST_CONFIGURATIONS} VPC Lattice configurations, got one more`)] : []),
    ...(portName !== undefined && registered.includes(portName) ? [refuse('LatticeRegistration.SamePort', 'portName',
      `is registered once, got '${portName}' again; lead a rule of another listener to its target group, or name another port`)] : []),
  ];
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
