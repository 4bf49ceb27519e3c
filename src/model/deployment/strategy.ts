import { Finding, refuse } from '../finding';

/** What is known of how a service is deployed and reached; `undefined` is unknown. */
export interface StrategyFacts {
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR` or `CANARY`. */
  readonly strategy?: string;
  /** The deployment circuit breaker is on. */
  readonly breaker?: boolean;
  /** Target groups of the service, and how many of them have an alternate one, and a listener rule and a role to move traffic with. */
  readonly targetGroups?: number;
  readonly pairs?: number;
  /** Service Connect or VPC Lattice lead requests to the service. */
  readonly connected?: boolean;
  readonly daemon?: boolean;
}

/** Refuses a service whose deployment strategy has nothing to work with. ECS Developer Guide, "Amazon ECS blue/green deployments". */
export function checkStrategy({ breaker, connected, daemon, pairs, strategy, targetGroups }: StrategyFacts): Finding[] {
  if (strategy === undefined || strategy === 'ROLLING') return [];
  return [
    ...(daemon ? [refuse('Strategy.Daemon', 'strategy', `must be ROLLING for a daemon, got ${strategy}`)] : []),
    ...(breaker ? [refuse('Strategy.CircuitBreaker', 'deploymentCircuitBreaker',
      `watches rolling updates only, got the strategy ${strategy}; turn it off and let alarms guard the deployment`)] : []),
    ...(targetGroups !== undefined && pairs !== undefined && pairs < targetGroups ? [refuse('Strategy.NoAlternate', 'strategy',
      `needs an alternate target group, a listener rule and a role for each target group, got ${strategy} with ${pairs} for ${targetGroups}; ` +
      'name them as `alternateTarget` of the load balancer target, or take ROLLING')] : []),
    ...(strategy !== 'BLUE_GREEN' && targetGroups === 0 && connected === false ? [refuse('TrafficShift.Unmanaged', 'strategy',
      `needs a load balancer, Service Connect or VPC Lattice to move traffic with, got ${strategy} and none of them; take BLUE_GREEN, Rollout.blueGreen(), which needs none`)] : []),
  ];
}
