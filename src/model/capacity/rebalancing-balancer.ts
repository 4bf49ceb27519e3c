import { Finding, refuse } from '../finding';

/** Refuses to even out zones behind a Classic Load Balancer. */
export function checkRebalancingBalancer({ classic, rebalancing }: { readonly rebalancing?: boolean; readonly classic?: boolean }): Finding[] {
  // ECS Developer Guide, "Balancing an Amazon ECS service across Availability Zones": not with a Classic Load Balancer.
  return rebalancing && classic
    ? [refuse('PlacementOrder.ClassicBalancer', 'availabilityZoneRebalancing',
      'is not for a service behind a Classic Load Balancer, got ENABLED; disable it, or take an Application or Network Load Balancer')] : [];
}
