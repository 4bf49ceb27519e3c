import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';
import { checkNetwork, DnsRecord, dnsRecordsOf, IpFamily, LaunchPlatform, NetworkMode } from '../task/network-mode';

// Cloud Map API reference, CreateService Name.
const NAME = /^(?=.{1,127}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/;
const LONGEST_LABEL = 63;
// Cloud Map API reference, DnsRecord TTL.
const TTL: Range = { min: 0, max: 2147483647, unit: 'seconds' };
// The default of the L2; beyond it clients keep the addresses of tasks that ECS has long replaced.
const LONG_TTL_SECONDS = 60;
// ECS Developer Guide, "Use service discovery to connect Amazon ECS services with DNS names": a quota of Route 53.
const MOST_TASKS = 1000;
// Cloud Map API reference, CreateService: sets of records that a service can have, of those that ECS knows.
const RECORD_SETS = ['A', 'AAAA', 'A, AAAA', 'SRV'];

/** How the names of a namespace are found. */
export type NamespaceKind = 'HTTP' | 'DNS_PRIVATE' | 'DNS_PUBLIC';

/** What is known of a service and of the names it is to have in Cloud Map. */
export interface RegistrationFacts {
  readonly namespace?: NamespaceKind;
  /** Another account shares the namespace. */
  readonly shared?: boolean;
  readonly name?: string;
  /** What its user asked for, as Cloud Map says it: `A, AAAA`. */
  readonly records?: string;
  /** A TTL was asked for, whether it is known or not. */
  readonly hasTtl?: boolean;
  readonly ttlSeconds?: number;
  readonly service: RegisteredServiceFacts;
}

/** What is known of a service that is to be found in Cloud Map. */
export interface RegisteredServiceFacts {
  readonly mode?: NetworkMode;
  readonly platform?: LaunchPlatform;
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller?: string;
  readonly ipFamily?: IpFamily;
  /** The most tasks, outside of deployments. */
  readonly tasks?: number;
  /** Registries that the service has besides this one. */
  readonly registries?: number;
}

/** The records that name the tasks where its user says nothing: their addresses, or ports of the instances. */
export function defaultRecords(mode: NetworkMode, ipFamily: IpFamily = 'ipv4'): readonly DnsRecord[] {
  const records = dnsRecordsOf(mode, ipFamily);
  const addresses = records.filter((record) => record !== 'SRV');
  return addresses.length > 0 ? addresses : records;
}

/** A name as Cloud Map and DNS take it, made of the id of a construct: `OrderApi` is `order-api`. */
export function serviceLabel(id: string): string {
  const words = id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
  return words.slice(0, LONGEST_LABEL).replace(/^-+|-+$/g, '');
}

/** Refuses a registration that Cloud Map or ECS does not take, and advises against one that does not help its clients. */
export function checkRegistration(facts: RegistrationFacts): Finding[] {
  return [
    ...checkNamespace(facts),
    ...checkServiceName(facts.name),
    ...(facts.namespace === 'HTTP' ? checkWithoutDns(facts) : [...checkRecords(facts), ...checkTtl(facts.ttlSeconds)]),
    ...checkService(facts.service),
  ];
}

/** Refuses a service whose tasks cannot be registered. */
export function checkService({ controller, mode, platform, registries = 0, tasks }: RegisteredServiceFacts): Finding[] {
  return [
    ...(platform === 'external' ? [refuse('CloudMapRegistration.External', 'service',
      'must run in AWS, got external instances, whose tasks ECS does not register; give their clients an address by hand')] : []),
    ...(mode === 'none' ? [refuse('CloudMapRegistration.NoNetwork', 'service',
      'must go with tasks that have a network to be found in, got the network mode none; use awsvpc')] : []),
    ...(controller === 'EXTERNAL' ? [refuse('CloudMapRegistration.Controller', 'service',
      'must go with the controller ECS or CODE_DEPLOY, got EXTERNAL, whose task sets name registries of their own')] : []),
    ...(registries > 0 ? [refuse('CloudMapRegistration.Registered', 'service',
      'must name one registry, got another besides; name the service once, and let other names be aliases in DNS')] : []),
    ...(tasks !== undefined && tasks > MOST_TASKS ? [refuse('CloudMapRegistration.Tasks', 'service',
      `must go with at most ${MOST_TASKS} tasks, as many as Cloud Map holds, got up to ${tasks}; split it, or put a load balancer in front`)] : []),
  ];
}

function checkNamespace({ namespace, shared }: RegistrationFacts): Finding[] {
  if (shared) {
    return [refuse('CloudMapNamespace.Shared', 'namespace',
      'must be of this account, got one that another account shares, which only Service Connect can use; make one here')];
  }
  return namespace !== 'DNS_PUBLIC' ? [] : [advise('CloudMapRegistration.PublicNamespace', 'namespace',
    'must be private, since ECS registers private addresses, which the internet cannot reach, got a public one; take CloudMapNamespace.privateDns(), or acknowledge this')];
}

function checkServiceName(name: string | undefined): Finding[] {
  return name === undefined || NAME.test(name) ? [] : [refuse('CloudMapRegistration.Name', 'name',
    `takes labels of 1 to ${LONGEST_LABEL} letters, digits, hyphens and underscores, a hyphen neither first nor last, with dots between them, got '${name}'`)];
}

function checkWithoutDns({ hasTtl, records }: RegistrationFacts): Finding[] {
  const asked = [...(records === undefined ? [] : ['records']), ...(hasTtl ? ['ttl'] : [])];
  return asked.map((path) => refuse('CloudMapRegistration.NoDns', path,
    'must go with a namespace with DNS, got one whose services only API calls find; leave it out, or take CloudMapNamespace.privateDns()'));
}

function checkRecords({ records, service }: RegistrationFacts): Finding[] {
  if (records === undefined || service.mode === 'none') return [];
  if (!RECORD_SETS.includes(records)) {
    return [refuse('CloudMapRegistration.Records', 'records', `must be A, AAAA, both of them or SRV for a service of ECS, got ${records}`)];
  }
  return (records.split(', ') as DnsRecord[])
    .flatMap((dnsRecord) => checkNetwork({ mode: service.mode, ipFamily: service.ipFamily, dnsRecord }))
    .map((finding) => ({ ...finding, path: 'records' }));
}

function checkTtl(seconds: number | undefined): Finding[] {
  const findings = checkRange('CloudMapRegistration.Ttl', 'ttl', seconds, TTL);
  if (seconds === undefined || findings.length > 0 || seconds <= LONG_TTL_SECONDS) return findings;
  return [advise('CloudMapRegistration.LongTtl', 'ttl',
    `must be short, or clients stay at tasks that are gone, got ${seconds} seconds; take ${LONG_TTL_SECONDS} or less, or acknowledge this`)];
}
