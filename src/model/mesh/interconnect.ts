import { InterconnectMethod, InterconnectOptions, TaskNetworkMode } from './interconnect-options';
import { exclusionsOf, giftOf } from './interconnect-rules';
import { all } from '../range';
import { NetworkMode } from '../task/network-mode';

/** A way to join services, and what speaks for it or against it. */
export interface InterconnectReason {
  /** The way to join them. */
  readonly method: InterconnectMethod;
  /** What it gives, or why it cannot be had. */
  readonly reason: string;
}

/**
 * Which way of joining services fits: a recommendation with its reasons, from what is known of them.
 *
 * It is advice and makes nothing. Facts that are unknown exclude no method, so that the answer gets narrower with each fact that is given.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/interconnecting-services.html
 *
 * @example
 * Interconnect.between({ networkMode: TaskNetworkMode.HOST, protocol: CallProtocol.HTTP }).method; // VPC Lattice
 */
export class Interconnect {
  /**
   * What joins the services best.
   *
   * @param facts what is known of them
   */
  public static between(facts: InterconnectOptions): Interconnect {
    return new Interconnect(facts);
  }

  /** What to take; undefined where nothing reaches the tasks. */
  public readonly method?: InterconnectMethod;
  /** What speaks for it. */
  public readonly reasons: string[];
  /** What else would do, the best first, and what it gives. */
  public readonly others: InterconnectReason[];
  /** What cannot be had, and why. */
  public readonly excluded: InterconnectReason[];

  private constructor(facts: InterconnectOptions) {
    const { order, because } = preference(facts);
    const verdicts = order.map((method) => ({ method, exclusions: exclusionsOf(method, facts) }));
    const [best, ...others] = verdicts.filter(({ exclusions }) => exclusions.length === 0);
    this.method = best?.method;
    this.reasons = best === undefined
      ? ['no method reaches these tasks: change what excludes them, or let them call out and poll']
      : [...(best.method === order[0] ? [because] : []), `it gives ${giftOf(best.method, facts)}`];
    this.others = others.map(({ method }) => ({ method, reason: giftOf(method, facts) }));
    this.excluded = verdicts.filter(({ exclusions }) => exclusions.length > 0)
      .map(({ method, exclusions }) => ({ method, reason: exclusions.join('; ') }));
  }
}

/** What joins services whose tasks have the network mode, as an error message ends: `use Cloud Map SRV records or a load balancer`. */
export function interconnectFor(mode: NetworkMode): string {
  // The NAT of Windows maps ports like bridge, without Service Connect: a balancer and SRV records need nothing but the mapped port.
  if (mode === 'default') return 'use a load balancer or Cloud Map SRV records';
  if (mode === 'none') return 'use awsvpc, which gives tasks an address';
  const { method } = Interconnect.between({ networkMode: mode as TaskNetworkMode });
  // VPC Lattice reaches ports of instances, and ECS registers them by their names, which the CDK refuses in host mode.
  return method === InterconnectMethod.LATTICE ? 'use Cloud Map SRV records or a load balancer' : `use ${method}`;
}

interface Preference {
  /** All methods, the one that fits best first. */
  readonly order: InterconnectMethod[];
  readonly because: string;
}

const { SERVICE_CONNECT, CLOUD_MAP, LATTICE, LOAD_BALANCER, APP_MESH } = InterconnectMethod;

// ECS Developer Guide, "Interconnect Amazon ECS services": Service Connect is the recommended way between services of ECS.
function preference({ sameNamespace, crossAccount, crossVpc, otherComputeTypes, dnsOnly, internet }: InterconnectOptions): Preference {
  if (internet) {
    return { order: [LOAD_BALANCER, LATTICE, SERVICE_CONNECT, CLOUD_MAP, APP_MESH], because: 'callers come from the internet' };
  }
  if (sameNamespace) {
    return { order: [SERVICE_CONNECT, LATTICE, LOAD_BALANCER, CLOUD_MAP, APP_MESH], because: 'services of one namespace find each other by short names' };
  }
  const spanned = [...(crossAccount ? ['accounts'] : []), ...(crossVpc ? ['VPCs'] : []), ...(otherComputeTypes ? ['kinds of compute'] : [])];
  if (spanned.length > 0) {
    return { order: [LATTICE, LOAD_BALANCER, SERVICE_CONNECT, CLOUD_MAP, APP_MESH], because: `it spans ${all(spanned)}` };
  }
  if (dnsOnly) {
    return { order: [CLOUD_MAP, SERVICE_CONNECT, LATTICE, LOAD_BALANCER, APP_MESH], because: 'a name is all that is asked for' };
  }
  return { order: [SERVICE_CONNECT, LATTICE, LOAD_BALANCER, CLOUD_MAP, APP_MESH], because: 'AWS recommends it between services of ECS' };
}
