import { Finding, refuse } from '../finding';

// Elastic Load Balancing, "Condition types for listener rules": a host name.
const LONGEST_NAME = 128;
// The characters that a host name has there, with the wildcards, and underscores, which DNS takes too; a dot at the end is told apart.
const FORM = /^[\w*?-]+(\.[\w*?-]+)*\.*$/;

/** What is known of the name under which clients find a load balancer. */
export interface DomainFacts {
  readonly domainName?: string;
  /** Name of the hosted zone that gets the record. */
  readonly zoneName?: string;
  /** Only VPCs see the zone. */
  readonly privateZone?: boolean;
  /** A certificate has to be made for the name. */
  readonly certify?: boolean;
}

/** Refuses a name that a load balancer cannot have. */
export function checkDomain({ certify, domainName, privateZone, zoneName }: DomainFacts): Finding[] {
  const form = domainName === undefined ? [] : checkForm(domainName);
  return [
    ...form,
    ...(form.length === 0 && domainName !== undefined && zoneName !== undefined && !isIn(domainName, zoneName) ? [refuse('Domain.OutsideZone', 'domainName',
      `must be a name in the hosted zone ${zoneName}, got ${domainName}; name the zone that holds it`)] : []),
    ...(certify && privateZone ? [refuse('Domain.PrivateZone', 'hostedZone',
      'must be public to validate a certificate, got a private zone, where ACM cannot look; name `certificates` that exist already')] : []),
  ];
}

function checkForm(name: string): Finding[] {
  if (name.length > 0 && !FORM.test(name)) {
    return [refuse('Domain.Form', 'domainName',
      `is a host name alone, such as www.example.com, without a scheme, port, path or space, got '${name}'`)];
  }
  if (name.endsWith('.')) {
    return [refuse('Domain.FinalDot', 'domainName', `must be written without a dot at its end, got ${name}; write ${name.replace(/\.+$/, '')}`)];
  }
  return name.length > 0 && name.length <= LONGEST_NAME ? []
    : [refuse('Domain.Length', 'domainName', `must be 1 to ${LONGEST_NAME} characters long, got ${name.length}`)];
}

function isIn(name: string, zone: string): boolean {
  const [host, parent] = [name, zone].map((text) => text.toLowerCase().replace(/\.$/, ''));
  return host === parent || host.endsWith(`.${parent}`);
}
