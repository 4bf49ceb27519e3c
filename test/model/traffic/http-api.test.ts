import { Finding, sentence } from '../../../src/model/finding';
import { ApiNameFacts, checkApiName, checkHttpApi, HttpApiFacts, routeKeys } from '../../../src/model/traffic/http-api';

const read = (findings: Finding[]) => findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
const facts = (given: Partial<HttpApiFacts> = {}): HttpApiFacts => ({ routes: [{ path: '/', methods: ['ANY'] }], taken: [], ipv6Only: false, ...given });
const path = (text: string) => facts({ routes: [{ path: text, methods: ['GET'] }] });

test.each(['/', '/orders', '/orders/{id}', '/{proxy+}', '/orders/{proxy+}', '/orders/{id}/lines', '/v1.0/a-b_c'])('the path %s is good', (text) => {
  expect(checkHttpApi(path(text))).toEqual([]);
});

test.each(['', 'orders', '/orders/', '//', '/{proxy+}/orders', '/orders{proxy+}', '/order{id}', '/{id', '/{}'])('the path \'%s\' is refused', (text) => {
  expect(read(checkHttpApi(path(text)))).toEqual(['error HttpApi.Path: `routes[0].path` begins with a slash and ends without one, ' +
    `a variable like {id} is all between two slashes, and {proxy+} comes last, got '${text}'`]);
});

test.each([
  ['/orders/*', '/orders/{proxy+}'],
  ['/orders*', '/orders/{proxy+}'],
  ['/orders/*/lines', '/orders/{proxy+}'],
  ['/orders/{*}', '/orders/{proxy+}'],
  ['/*', '/{proxy+}'],
  ['*', '/{proxy+}'],
])('the pattern \'%s\' is refused for %s', (text, instead) => {
  expect(read(checkHttpApi(path(text)))).toEqual(['error HttpApi.Path: `routes[0].path` has variables in place of *, which HTTP APIs do not know, ' +
    `got '${text}'; take '${instead}', or {id} for what is between two slashes`]);
});

test.each<[string, Partial<HttpApiFacts>, string[]]>([
  ['no route', { routes: [] }, ['error HttpApi.NoRoute: `routes` leads to the service by one at the least, got an empty list']],
  ['a token for a path', { routes: [{ methods: ['GET'] }] }, ['error HttpApi.Path: `routes[0].path` must be known at synth, for routes are told apart by it, got a token']],
  ['no method', { routes: [{ path: '/', methods: [] }] },
    ['error HttpApi.NoMethod: `routes[0].methods` names one at the least, got an empty list; leave it out for any method']],
  ['a method of the default route', { routes: [{ path: '$default', methods: ['GET', 'PUT'] }] },
    ['error HttpApi.DefaultMethods: `routes[0].methods` takes no methods beside $default, got GET, PUT; leave them out']],
  ['a route twice', { routes: [{ path: '/a', methods: ['GET', 'PUT'] }, { path: '/a', methods: ['PUT'] }] },
    ['error HttpApi.RouteTaken: `routes` leads to one service, got PUT /a a second time on this API; take another path or method']],
  ['a route of another service', { routes: [{ path: '$default', methods: ['ANY'] }], taken: ['$default'] },
    ['error HttpApi.RouteTaken: `routes` leads to one service, got $default a second time on this API; take another path or method']],
  ['a namespace without DNS', { namespace: 'HTTP' }, ['error HttpApi.NoDns: `namespace` must have DNS, since ECS tells the port of a task in SRV records, ' +
    'got one that only API calls ask; take CloudMapNamespace.privateDns()']],
  ['IPv6 alone', { ipv6Only: true }, ['warning HttpApi.Ipv6Only: `` reaches the tasks through a VPC link, which AWS does not say to reach tasks without IPv4 addresses; ' +
    'take dual stack, or try it and acknowledge this']],
  ['limits below 0', { burst: -1, rate: -0.5 },
    ['error HttpApi.Throttle: `throttle.burstLimit` is 0 or more requests, got -1', 'error HttpApi.Throttle: `throttle.rateLimit` is 0 or more requests, got -0.5']],
  ['limits', { burst: 0, rate: 0.5 }, []],
  ['the default route beside others', { routes: [{ path: '$default', methods: ['ANY'] }, { path: '/a', methods: ['GET', 'PUT'] }], taken: ['GET /b'] }, []],
  ['namespaces with DNS', { namespace: 'DNS_PRIVATE' }, []],
])('%s', (_, given, messages) => {
  expect(read(checkHttpApi(facts(given)))).toEqual(messages);
});

test('the keys of a route are its methods and path', () => {
  expect(routeKeys({ path: '/a', methods: ['GET', 'PUT'] })).toEqual(['GET /a', 'PUT /a']);
  expect(routeKeys({ path: '$default', methods: ['ANY'] })).toEqual(['$default']);
});

const named: ApiNameFacts = { named: true, certificate: true, zone: true, privateZone: false, certificateRegion: 'eu-west-1', region: 'eu-west-1' };

test.each<[string, Partial<ApiNameFacts>, string[]]>([
  ['a certificate without a name', { named: false },
    ['error HttpApi.CertificateWithoutName: `certificate` is of `domainName`, got no name; name one, or leave the certificate out']],
  ['neither', { named: false, certificate: false, zone: false }, []],
  ['nothing to make a certificate with', { certificate: false, zone: false },
    ['error TrafficSource.NoCertificate: `certificate` is needed for `domainName`, got none; name it, or a `hostedZone` to validate one in']],
  ['a certificate to be made', { certificate: false }, []],
  ['a private zone', { certificate: false, privateZone: true },
    ['error Domain.PrivateZone: `hostedZone` must be public to validate a certificate, got a private zone, where ACM cannot look; name a `certificate` that exists already']],
  ['a private zone, and a certificate', { privateZone: true }, []],
  ['another region', { certificateRegion: 'us-east-1' },
    ['error HttpApi.CertificateRegion: `certificate` must be in the region of the API, eu-west-1, got one in us-east-1; make or import it in eu-west-1']],
  ['a region that is not known', { certificateRegion: undefined }, []],
  ['an API whose region is not known', { region: undefined }, []],
])('%s', (_, given, messages) => {
  expect(read(checkApiName({ ...named, ...given }))).toEqual(messages);
});
