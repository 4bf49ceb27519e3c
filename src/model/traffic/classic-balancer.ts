import { Finding, refuse } from '../finding';

/** What is known of a service with a Classic Load Balancer. */
export interface ClassicBalancerFacts {
  /** One of its load balancers is one of the first generation. */
  readonly classic?: boolean;
  /** Network mode of its tasks. */
  readonly mode?: string;
  /** Its tasks have names in Cloud Map. */
  readonly registered?: boolean;
}

/** Refuses what a Classic Load Balancer cannot have behind it. ECS Developer Guide, "Use load balancing to distribute Amazon ECS service traffic". */
export function checkClassic({ classic, mode, registered }: ClassicBalancerFacts): Finding[] {
  if (classic !== true) return [];
  return [
    ...(mode === 'awsvpc' ? [refuse('LoadBalancer.Classic', '',
      'is a Classic Load Balancer, which has instances behind it and no tasks with the network mode awsvpc; take an Application or a Network Load Balancer')] : []),
    ...(registered ? [refuse('LoadBalancer.Classic', '',
      'is a Classic Load Balancer, which does not go with service discovery; take an Application or a Network Load Balancer')] : []),
  ];
}
