import * as fc from 'fast-check';
import { checkRegistration, defaultRecords, RegisteredServiceFacts, RegistrationFacts, serviceLabel } from '../../../src/model/discovery/service-discovery';
import { Finding, sentence } from '../../../src/model/finding';

const read = (findings: Finding[]) => findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);

const service: RegisteredServiceFacts = { mode: 'awsvpc', platform: 'fargate', controller: 'ECS', ipFamily: 'ipv4', tasks: 2, registries: 0 };
const facts = (given: Partial<RegistrationFacts>, ofService: Partial<RegisteredServiceFacts> = {}): RegistrationFacts => (
  { namespace: 'DNS_PRIVATE', name: 'api', ttlSeconds: 10, ...given, service: { ...service, ...ofService } });

test.each<[string, Partial<RegistrationFacts>, Partial<RegisteredServiceFacts>, string]>([
  ['a shared namespace', { namespace: 'HTTP', shared: true }, {},
    'error CloudMapNamespace.Shared: `namespace` must be of this account, got one that another account shares, which only Service Connect can use; make one here'],
  ['a public namespace', { namespace: 'DNS_PUBLIC' }, {},
    'warning CloudMapRegistration.PublicNamespace: `namespace` must be private, since ECS registers private addresses, which the internet cannot reach, got a public one; take CloudMapNamespace.privateDns(), or acknowledge this'],
  ['records without DNS', { namespace: 'HTTP', records: 'A' }, {},
    'error CloudMapRegistration.NoDns: `records` must go with a namespace with DNS, got one whose services only API calls find; leave it out, or take CloudMapNamespace.privateDns()'],
  ['a TTL without DNS', { namespace: 'HTTP', hasTtl: true, ttlSeconds: undefined }, {},
    'error CloudMapRegistration.NoDns: `ttl` must go with a namespace with DNS, got one whose services only API calls find; leave it out, or take CloudMapNamespace.privateDns()'],
  ['CNAME records', { records: 'CNAME' }, {}, 'error CloudMapRegistration.Records: `records` must be A, AAAA, both of them or SRV for a service of ECS, got CNAME'],
  ['addresses in bridge mode', { records: 'A' }, { mode: 'bridge' }, 'error NetworkMode.DnsRecord: `records` must be SRV with the network mode bridge and ipv4 subnets, got A'],
  ['A in IPv6-only subnets', { records: 'A' }, { ipFamily: 'ipv6' }, 'error NetworkMode.DnsRecord: `records` must be AAAA or SRV with the network mode awsvpc and ipv6 subnets, got A'],
  ['AAAA in IPv4 subnets', { records: 'A, AAAA' }, {}, 'error NetworkMode.DnsRecord: `records` must be A or SRV with the network mode awsvpc and ipv4 subnets, got AAAA'],
  ['a TTL below 0', { ttlSeconds: -1 }, {}, 'error CloudMapRegistration.Ttl: `ttl` takes whole seconds from 0 to 2147483647, got -1; the nearest is 0'],
  ['a TTL above 60', { ttlSeconds: 61 }, {}, 'warning CloudMapRegistration.LongTtl: `ttl` must be short, or clients stay at tasks that are gone, got 61 seconds; take 60 or less, or acknowledge this'],
  ['external instances', {}, { platform: 'external' },
    'error CloudMapRegistration.External: `service` must run in AWS, got external instances, whose tasks ECS does not register; give their clients an address by hand'],
  ['no network', {}, { mode: 'none' }, 'error CloudMapRegistration.NoNetwork: `service` must go with tasks that have a network to be found in, got the network mode none; use awsvpc'],
  ['task sets of one\'s own', {}, { controller: 'EXTERNAL' },
    'error CloudMapRegistration.Controller: `service` must go with the controller ECS or CODE_DEPLOY, got EXTERNAL, whose task sets name registries of their own'],
  ['a second registry', {}, { registries: 1 },
    'error CloudMapRegistration.Registered: `service` must name one registry, got another besides; name the service once, and let other names be aliases in DNS'],
  ['too many tasks', {}, { tasks: 1001 },
    'error CloudMapRegistration.Tasks: `service` must go with at most 1000 tasks, as many as Cloud Map holds, got up to 1001; split it, or put a load balancer in front'],
])('%s', (_, given, ofService, message) => {
  expect(read(checkRegistration(facts(given, ofService)))).toEqual([message]);
});

test.each(['', 'a b', '-api', 'api-', 'a..b', 'api.', 'x'.repeat(64), `${'x'.repeat(63)}.${'y'.repeat(63)}.z`])('the name \'%s\' is refused', (name) => {
  expect(read(checkRegistration(facts({ name })))).toEqual(['error CloudMapRegistration.Name: `name` takes labels of 1 to 63 letters, digits, ' +
    `hyphens and underscores, a hyphen neither first nor last, with dots between them, got '${name}'`]);
});

test.each(['a', 'api', '_api._tcp', 'Api-2', 'x'.repeat(63), `${'x'.repeat(63)}.${'y'.repeat(63)}`])('the name \'%s\' is good', (name) => {
  expect(checkRegistration(facts({ name }))).toEqual([]);
});

test.each<[string, RegistrationFacts]>([
  ['nothing known', { service: {} }],
  ['the most tasks', facts({}, { tasks: 1000 })],
  ['no caching, and a minute', facts({ ttlSeconds: 0 })],
  ['a minute', facts({ ttlSeconds: 60 })],
  ['SRV in bridge mode', facts({ records: 'SRV' }, { mode: 'bridge' })],
  ['SRV with awsvpc', facts({ records: 'SRV' })],
  ['both addresses where the subnets are not known', facts({ records: 'A, AAAA' }, { ipFamily: undefined })],
  ['a namespace without DNS', facts({ namespace: 'HTTP', ttlSeconds: undefined })],
  ['CodeDeploy', facts({}, { controller: 'CODE_DEPLOY' })],
])('%s is good', (_, given) => {
  expect(checkRegistration(given)).toEqual([]);
});

test('the default records are the addresses of the tasks, or ports of the instances', () => {
  expect([defaultRecords('awsvpc'), defaultRecords('awsvpc', 'dualstack'), defaultRecords('awsvpc', 'ipv6')]).toEqual([['A'], ['A', 'AAAA'], ['AAAA']]);
  expect([defaultRecords('bridge'), defaultRecords('host', 'dualstack'), defaultRecords('default'), defaultRecords('none')]).toEqual([['SRV'], ['SRV'], ['SRV'], []]);
});

test.each([['OrderApi', 'order-api'], ['web', 'web'], ['Web2', 'web2'], ['My Service_1', 'my-service-1'], ['-x-', 'x']])('%s is called %s', (id, label) => {
  expect(serviceLabel(id)).toBe(label);
});

test('any id with a letter or digit gives a name that Cloud Map takes', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }).filter((id) => /[A-Za-z0-9]/.test(id.slice(0, 30))), (id) => {
    expect(checkRegistration(facts({ name: serviceLabel(id) }))).toEqual([]);
  }));
});
