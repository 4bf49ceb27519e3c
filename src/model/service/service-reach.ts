import { entryIn, flagIn, isWritten, knownList, Properties } from '../template-value';

/** What is known of who finds the tasks of a service. */
export interface ServiceReach {
  /** It has a load balancer. */
  readonly balanced?: boolean;
  /** A load balancer or a lattice asks its tasks whether they are well. */
  readonly asked?: boolean;
  /** Its tasks have names in Cloud Map. */
  readonly registered?: boolean;
  /** Somebody calls its tasks: through a balancer, a lattice, a mesh or a name. */
  readonly reached?: boolean;
}

/** Reads who finds the tasks from the properties of an `AWS::ECS::Service`. */
export function readServiceReach(service: Properties): ServiceReach {
  const balanced = hasAny(service.LoadBalancers);
  const lattice = hasAny(service.VpcLatticeConfigurations);
  const registered = hasAny(service.ServiceRegistries);
  const asked = either(balanced, lattice);
  return { balanced, asked, registered, reached: either(asked, either(registered, isServer(service.ServiceConnectConfiguration))) };
}

/** True where one is true, undefined where that is not known. */
export function either(one: boolean | undefined, other: boolean | undefined): boolean | undefined {
  if (one === true || other === true) return true;
  return one === undefined || other === undefined ? undefined : false;
}

/** A service that only calls others is in Service Connect without services of its own. */
function isServer(connect: unknown): boolean | undefined {
  const enabled = isWritten(connect) === false ? false : flagIn(entryIn(connect, 'Enabled'));
  return enabled === false ? false : enabled && hasAny(entryIn(connect, 'Services', []));
}

function hasAny(list: unknown): boolean | undefined {
  const entries = knownList(list);
  return entries && entries.length > 0;
}
