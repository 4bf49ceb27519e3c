import * as fc from 'fast-check';
import { Finding, sentence } from '../../../src/model/finding';
import { checkEndpoint, checkMember, EndpointFacts, findPort, MemberFacts, MeshPort, protocolOf } from '../../../src/model/mesh/service-connect';

const texts = (findings: Finding[]) => findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);

test.each<[string, MemberFacts]>([
  ['a task on Fargate', { networkMode: 'awsvpc', platform: 'fargate', controller: 'ECS', platformVersion: '1.4.0' }],
  ['a task behind a bridge', { networkMode: 'bridge', platform: 'ec2' }],
  ['the latest platform', { platformVersion: 'LATEST' }],
  ['nothing that is known', {}],
])('Service Connect serves %s', (_what, facts) => {
  expect(checkMember(facts)).toEqual([]);
});

test.each<[string, MemberFacts, string]>([
  ['host mode', { networkMode: 'host' }, 'ServiceConnect.NetworkMode: `` takes the network mode awsvpc or bridge, got host; '],
  ['none mode', { networkMode: 'none' }, 'ServiceConnect.NetworkMode: `` takes the network mode awsvpc or bridge, got none; '],
  ['Windows', { windows: true }, 'ServiceConnect.Windows: `` must go with Linux tasks, got Windows; use Cloud Map or VPC Lattice'],
  ['external instances', { platform: 'external', networkMode: 'host' },
    'ServiceConnect.External: `` is for tasks in AWS, got external instances, to which no other service can connect; let them call a load balancer'],
  ['CodeDeploy', { controller: 'CODE_DEPLOY' },
    'ServiceConnect.Controller: `` needs deployments by ECS, got the controller CODE_DEPLOY; take Rollout.blueGreen(), .linear() or .canary()'],
  ['an external controller', { controller: 'EXTERNAL' },
    'ServiceConnect.Controller: `` needs deployments by ECS, got the controller EXTERNAL; take Rollout.blueGreen(), .linear() or .canary()'],
  ['the proxy of App Mesh', { proxied: true },
    'ServiceConnect.Proxied: `` must go with a task definition without ProxyConfiguration, got one of App Mesh, which ended on 2026-09-30; take it out, AppMeshMigration says how'],
  ['an old platform', { platformVersion: '1.3.0' }, 'ServiceConnect.PlatformVersion: `` needs platform version 1.4.0 on Fargate, got 1.3.0; take LATEST'],
])('Service Connect does not serve %s', (_what, facts, text) => {
  expect(texts(checkMember(facts))).toEqual([expect.stringContaining(`error ${text}`)]);
});

const HTTP: MeshPort = { name: 'http', port: 8080, appProtocol: 'http', protocol: 'tcp' };
const GRPC: MeshPort = { name: 'grpc', port: 9090, appProtocol: 'grpc' };

test('the only named port needs no name', () => {
  expect(findPort([HTTP, { port: 9000 }])).toEqual({ port: HTTP, findings: [] });
});

test('a port is found by its name', () => {
  expect(findPort([HTTP, GRPC], 'grpc')).toEqual({ port: GRPC, findings: [] });
});

test.each<[string, MeshPort[], string | undefined, string]>([
  ['several names and none said', [HTTP, GRPC], undefined, "must be 'http' or 'grpc', the named ports of the task, got none"],
  ['no name and none said', [{ port: 80 }], undefined, "must be the name of a port, got a task without named ports; write port: 8080 for HTTP, or ports: [{ containerPort: 5432, name: 'postgres' }] for anything else"],
  ['an unknown name', [HTTP, GRPC], 'web', "must be 'http' or 'grpc', the named ports of the task, got 'web'"],
  ['another name than the only one', [HTTP], 'web', "must be 'http', the named ports of the task, got 'web'"],
  ['an unknown name among none', [], 'web', "must be the name of a port, got a task without named ports; write port: 8080 for HTTP, or ports: [{ containerPort: 5432, name: 'postgres' }] for anything else"],
])('refuses %s', (_what, ports, name, text) => {
  expect(texts(findPort(ports, name).findings)).toEqual([`error ServiceConnect.PortName: \`portName\` ${text}`]);
});

test('refuses UDP', () => {
  expect(texts(findPort([{ name: 'dns', protocol: 'udp' }]).findings)).toEqual([
    "error ServiceConnect.Transport: `portName` must name a port of TCP, got 'dns' of UDP; use Cloud Map",
  ]);
});

test('what a port does not say is TCP', () => {
  expect([HTTP, GRPC, { appProtocol: 'http2' }, {}, { appProtocol: 'smtp' }].map(protocolOf)).toEqual(['http', 'grpc', 'http2', 'tcp', 'tcp']);
});

test.each<[string, EndpointFacts]>([
  ['the longest names', { discoveryName: 'a'.repeat(64), alias: 'a'.repeat(127) }],
  ['a name with periods', { alias: 'orders.default.svc.cluster.local' }],
  ['underscores first', { discoveryName: '_orders', alias: '_orders' }],
  ['the last port', { aliasPort: 65535, ingressPort: 1 }],
  ['no limits at all', { protocol: 'http', perRequestSeconds: 0, idleSeconds: 0 }],
  ['an idle time as long as a request', { protocol: 'grpc', perRequestSeconds: 60, idleSeconds: 60 }],
  ['a request shorter than what ECS waits idle', { protocol: 'http', perRequestSeconds: 300 }],
  ['a short idle time for TCP', { protocol: 'tcp', idleSeconds: 5 }],
  ['a database that speaks TCP', { protocol: 'tcp', containerPort: 5432 }],
  ['a database of which nothing is said', { containerPort: 5432 }],
  ['timeouts of a port of which nothing is known', { perRequestSeconds: 900, idleSeconds: 1 }],
])('takes %s', (_what, facts) => {
  expect(checkEndpoint(facts)).toEqual([]);
});

test.each<[string, EndpointFacts, string]>([
  ['a discovery name of 65', { discoveryName: 'a'.repeat(65) }, 'error ServiceConnect.DiscoveryName: `discoveryName` takes up to 64 small letters'],
  ['capitals', { discoveryName: 'Api' }, "error ServiceConnect.DiscoveryName: `discoveryName` takes up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got 'Api'"],
  ['an alias of 128', { alias: 'a'.repeat(128) }, 'error ServiceConnect.Alias: `alias` takes up to 127 small letters'],
  ['a hyphen first', { alias: '-api' }, "error ServiceConnect.Alias: `alias` takes up to 127 small letters, digits, hyphens, underscores and periods, a hyphen not first, got '-api'"],
  ['port 0', { aliasPort: 0 }, 'error ServiceConnect.Port: `aliasPort` takes whole numbers from 1 to 65535, got 0; the nearest is 1'],
  ['a port too high', { ingressPort: 65536 }, 'error ServiceConnect.Port: `ingressPort` takes whole numbers from 1 to 65535, got 65536; the nearest is 65535'],
  ['an ingress port on which the task listens', { ingressPort: 8080, takenPorts: [9090, 8080] },
    'error ServiceConnect.IngressPort: `ingressPort` must be a port on which nothing in the task listens yet, got 8080; take another'],
  ['HTTP on the port of a database', { protocol: 'http', containerPort: 5432 },
    "warning ServiceConnect.NotHttp: `portName` must not be said to speak http, got 5432, the port of PostgreSQL; write ports: [{ containerPort: 5432, name: '…' }], which is plain TCP"],
  ['a negative idle time', { protocol: 'tcp', idleSeconds: -1 }, 'error ServiceConnect.Timeout: `timeouts.idle` takes whole seconds from 0 to 2147483647, got -1'],
  ['half seconds', { protocol: 'http', perRequestSeconds: 0.5 }, 'error ServiceConnect.Timeout: `timeouts.perRequest` takes whole seconds from 0 to 2147483647, got 0.5'],
  ['requests of TCP', { protocol: 'tcp', perRequestSeconds: 0 },
    'error ServiceConnect.TcpTimeout: `timeouts.perRequest` must be left out for ports that speak neither HTTP nor gRPC, got 0 seconds for TCP, which has no requests; leave it out, or give the port an appProtocol'],
  ['idle below a request', { protocol: 'http', perRequestSeconds: 60, idleSeconds: 59 },
    'warning ServiceConnect.IdleTimeout: `timeouts.idle` must not close connections before a request may end, got 59 seconds idle and 60 seconds a request; make it longer'],
  ['idle below what ECS gives a request', { protocol: 'http2', idleSeconds: 14 },
    'warning ServiceConnect.IdleTimeout: `timeouts.idle` must not close connections before a request may end, got 14 seconds idle and 15 seconds a request; make it longer'],
  ['a request above what ECS waits idle', { protocol: 'http', perRequestSeconds: 301 },
    'warning ServiceConnect.IdleTimeout: `timeouts.idle` must not close connections before a request may end, got 300 seconds idle and 301 seconds a request; make it longer'],
  ['requests without end', { protocol: 'http', perRequestSeconds: 0 },
    'warning ServiceConnect.IdleTimeout: `timeouts.idle` must not close connections before a request may end, got 300 seconds idle and no limit a request; make it longer'],
])('finds fault with %s', (_what, facts, text) => {
  expect(texts(checkEndpoint(facts))).toEqual([expect.stringContaining(text)]);
});

test('an idle time is warned of exactly where it is shorter than the time of a request', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (perRequestSeconds, idleSeconds) => {
    expect(checkEndpoint({ protocol: 'http', perRequestSeconds, idleSeconds }).length).toBe(idleSeconds < perRequestSeconds ? 1 : 0);
  }));
});
