import { advise, Finding, refuse } from '../finding';
import { checkRange, PORT } from '../range';

/** What is known of a new VPC Lattice service. */
export interface LatticeRouteFacts {
  readonly port?: number;
  readonly https: boolean;
  readonly hasDomain: boolean;
  readonly hasCertificate: boolean;
  readonly hasZone: boolean;
  /** Only VPCs see the zone. */
  readonly privateZone?: boolean;
  /** It is in a service network, or shared with somebody who can put it into one. */
  readonly isReached: boolean;
}

/** Refuses a domain without what it needs, and advises against a service that nobody can reach. */
export function checkLatticeRoute({ hasCertificate, hasDomain, hasZone, https, isReached, port, privateZone = false }: LatticeRouteFacts): Finding[] {
  return [
    ...checkRange('LatticeRoute.Port', 'port', port, PORT),
    ...(hasDomain && https && !hasCertificate && !hasZone ? [refuse('LatticeRoute.NoCertificate', 'certificate',
      'is needed for HTTPS at a domain of your own, got none; name one, or the hostedZone that lets one be made')] : []),
    ...(hasDomain && https && !hasCertificate && privateZone ? [refuse('Domain.PrivateZone', 'hostedZone',
      'must be public to validate a certificate, got a private zone, where ACM cannot look; name a `certificate` that exists already')] : []),
    ...(!hasDomain && (hasCertificate || hasZone) ? [refuse('LatticeRoute.NoDomain', 'domainName',
      `goes with a certificate or a hosted zone, got ${hasCertificate ? 'a certificate' : 'a hosted zone'} without one; name the domain`)] : []),
    ...(isReached ? [] : [advise('LatticeRoute.Unreachable', 'networkArn',
      'is how callers reach the service, got neither a network nor somebody to share the service with; name one of them')]),
  ];
}

// Service Authorization Reference, "Resource types defined by Amazon VPC Lattice".
const ARNS = {
  listener: { form: /^arn:[a-z-]+:vpc-lattice:[^:]+:\d{12}:service\/svc-[^/]+\/listener\/listener-[^/]+$/, rule: 'is the ARN of a listener of VPC Lattice, …:service/svc-…/listener/listener-…' },
  network: { form: /^arn:[a-z-]+:vpc-lattice:[^:]+:\d{12}:servicenetwork\/sn-[^/]+$/, rule: 'is the ARN of a service network, …:servicenetwork/sn-…' },
};

/** Refuses what is no ARN of such a thing. */
export function checkLatticeArn(kind: keyof typeof ARNS, path: string, arn: string | undefined): Finding[] {
  if (arn === undefined || ARNS[kind].form.test(arn)) return [];
  return [refuse(kind === 'listener' ? 'LatticeRoute.ListenerArn' : 'LatticeRoute.NetworkArn', path, `${ARNS[kind].rule}, got '${arn}'`)];
}
