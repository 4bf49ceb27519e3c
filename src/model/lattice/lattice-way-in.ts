import { advise, Finding } from '../finding';

/** What is known of the way from VPC Lattice to tasks. */
export interface LatticeWayInFacts {
  /** Of the tasks; absent when not known. */
  readonly port?: number;
  /** Somebody is let in there; absent when not known. */
  readonly admitted?: boolean;
}

/** Advises against tasks that their security groups let nobody to. ECS Developer Guide, "Use Amazon VPC Lattice": it comes from its prefix list. */
export function checkLatticeWayIn({ admitted, port }: LatticeWayInFacts): Finding[] {
  return port === undefined || admitted !== false ? [] : [advise('LatticeRegistration.NoWayIn', 'networkConfiguration.awsvpcConfiguration.securityGroups',
    `must let VPC Lattice in to port ${port}, got no rule for it; add one for the prefix list of VPC Lattice`)];
}
