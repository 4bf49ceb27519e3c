import { byNode, byRouter, calls, everything, gateway, gatewayRoute, listens, mesh, node, planFor, route, service, SHOP, to } from './meshes';

const withNode = (spec: object) => ({ N: node('n', spec), S: service('s', byNode('n')) });
const withListener = (rest: object) => withNode({ Listeners: [listens(1, 'http', rest)] });
const withRoute = (body: object, kind?: string) => ({
  N: node('n', { Listeners: [listens(1)] }), Route: route('r', 'all', { Match: everything, Action: to(['n', 1]), ...body }, { kind }),
});
const withGatewayRoute = (match: object, rewrite?: object) => ({ ...SHOP, G: gateway('g'), W: gatewayRoute('g', 'w', 'catalogue.shop.local', match, rewrite) });

test.each<[string, Record<string, unknown>, string, string, string]>([
  ['egress that is dropped by default', { M: mesh() }, 'mesh \'bookshop\'', 'egressFilter DROP_ALL', 'limit the egress rules of the security groups'],
  ['egress that is dropped', { M: mesh({ EgressFilter: { Type: 'DROP_ALL' } }) }, 'mesh \'bookshop\'', 'egressFilter DROP_ALL',
    'limit the egress rules of the security groups'],
  ['an IP preference of the mesh', { M: mesh({ ServiceDiscovery: { IpPreference: 'IPv6_ONLY' } }) }, 'mesh \'bookshop\'', 'ipPreference IPv6_ONLY',
    'choose the subnets of the service accordingly'],
  ['an IP preference of a node', withNode({ ServiceDiscovery: { AWSCloudMap: { IpPreference: 'IPv4_PREFERRED' } } }), 'virtual node \'n\'',
    'ipPreference IPv4_PREFERRED', 'choose the subnets of the service accordingly'],
  ['an IP preference of a node by DNS', withNode({ ServiceDiscovery: { DNS: { Hostname: 'a.local', IpPreference: 'IPv4_ONLY' } } }), 'virtual node \'n\'',
    'ipPreference IPv4_ONLY', 'choose the subnets of the service accordingly'],
  ['a mesh of another account', { N: node('n', {}, { MeshOwner: '111111111111' }) }, 'mesh \'bookshop\'', 'a mesh that accounts share',
    'share the namespace through AWS RAM and take CloudMapNamespace.shared(), or use VPC Lattice'],
  ['TLS by ACM', withListener({ TLS: { Mode: 'STRICT', Certificate: { ACM: { CertificateArn: 'arn' } } } }), 'virtual node \'n\'', 'TLS with a certificate of ACM',
    'turn on TLS in the mesh with a private certificate authority, or end TLS in the application over a port without appProtocol'],
  ['TLS by a file', withListener({ TLS: { Certificate: { File: {} } } }), 'virtual node \'n\'', 'TLS with a certificate of a file',
    'turn on TLS in the mesh with a private certificate authority, or end TLS in the application over a port without appProtocol'],
  ['TLS by a secret service', withListener({ TLS: { Certificate: { SDS: {} } } }), 'virtual node \'n\'', 'TLS with a certificate of SDS',
    'turn on TLS in the mesh with a private certificate authority, or end TLS in the application over a port without appProtocol'],
  ['mutual TLS', withListener({ TLS: { Validation: { Trust: {} } } }), 'virtual node \'n\'', 'certificates that clients must show',
    'limit callers by security group, use VPC Lattice with IAM authorization, or check certificates in the application'],
  ['a connection pool', withListener({ ConnectionPool: { HTTP: { MaxConnections: 10 } } }), 'virtual node \'n\'', 'connectionPool {"maxconnections":10}',
    'limit connections in the application'],
  ['outlier detection', withListener({ OutlierDetection: { MaxServerErrors: 5 } }), 'virtual node \'n\'', 'outlierDetection with its own numbers', 'leave it out'],
  ['a client policy for all backends', withNode({ BackendDefaults: { ClientPolicy: { TLS: {} } } }), 'virtual node \'n\'', 'a client policy for TLS',
    'turn on TLS on the endpoints that are called; for other authorities or client certificates speak TLS in the application'],
  ['a client policy for one backend', withNode({ Backends: [{ VirtualService: { VirtualServiceName: 's', ClientPolicy: { TLS: {} } } }] }), 'virtual node \'n\'',
    'a client policy for TLS', 'turn on TLS on the endpoints that are called; for other authorities or client certificates speak TLS in the application'],
  ['an access log', withNode({ Logging: { AccessLog: { File: { Path: '/dev/stdout' } } } }), 'virtual node \'n\'', 'access log to /dev/stdout',
    'turn on access logs in the mesh'],
  ['an access log of its own', withNode({ Logging: { AccessLog: { File: { Path: '/dev/stdout', Format: { Text: '%m' } } } } }), 'virtual node \'n\'',
    'access log to /dev/stdout in a format of its own', 'turn on access logs in the mesh'],
  ['a host of somebody else', withNode({ ServiceDiscovery: { DNS: { Hostname: 'api.example.com' } } }), 'virtual node \'n\'', 'the host api.example.com',
    'where no ECS service of yours answers there, let callers use the host itself'],
  ['retries', withRoute({ RetryPolicy: { MaxRetries: 5, HttpRetryEvents: ['server-error'], TcpRetryEvents: ['connection-error'] } }), 'route \'r/all\'',
    'retryPolicy of 5 retries on server-error, connection-error', 'where a call needs more retries, or retries on other events, let the caller make them'],
  ['retries without a number', withRoute({ RetryPolicy: {} }, 'GrpcRoute'), 'route \'r/all\'', 'retryPolicy of some retries',
    'where a call needs more retries, or retries on other events, let the caller make them'],
  ['tasks that attributes choose', withNode({ ServiceDiscovery: { AWSCloudMap: { Attributes: [] } } }), 'virtual node \'n\'', 'Cloud Map attributes that choose tasks',
    'give each kind of task a service and a name of its own'],
  ['answers of DNS', withNode({ ServiceDiscovery: { DNS: { Hostname: 'a.local', ResponseType: 'ENDPOINTS' } } }), 'virtual node \'n\'', 'DNS responseType ENDPOINTS', 'leave it out'],
  ['the port of a target', withRoute({ Action: { WeightedTargets: [{ VirtualNode: 'a', Weight: 1, Port: 9 }] } }), 'route \'r/all\'', 'the port of a weighted target',
    'name the port where you build what takes the place of the route'],
  ['a route without targets', withRoute({ Action: { WeightedTargets: [] } }), 'route \'r/all\'', 'a route without targets', 'leave it out'],
  ['a gateway', { G: gateway('g') }, 'virtual gateway \'g\'', 'traffic from outside of the mesh',
    'give the services behind it a TrafficSource, an Application Load Balancer or an HTTP API, and drop the gateway\'s tasks; '
    + 'a balancer leaves the host header as it is, where a gateway route writes the virtual service\'s name'],
  ['TLS of a gateway', { G: gateway('g', { Listeners: [listens(443, 'http', { TLS: { Mode: 'STRICT' } })] }) }, 'virtual gateway \'g\'', 'TLS of its listeners',
    'put a certificate on the balancer; for certificates of clients take MutualTls'],
  ['a client policy of a gateway', { G: gateway('g', { BackendDefaults: { ClientPolicy: { TLS: {} } } }) }, 'virtual gateway \'g\'', 'a client policy for TLS',
    'turn on TLS on the endpoints that are called; for other authorities or client certificates speak TLS in the application'],
  ['an access log of a gateway', { G: gateway('g', { Logging: { AccessLog: { File: { Path: '/log' } } } }) }, 'virtual gateway \'g\'', 'access log to /log',
    'turn on access logs in the mesh'],
  ['a prefix that is rewritten by default', withGatewayRoute({ Prefix: '/books' }), 'gateway route \'g/w\'', 'a path that is rewritten',
    'give the listener rule a transform (Transforms of AWS::ElasticLoadBalancingV2::ListenerRule), or let the application serve the whole path'],
  ['a prefix that is rewritten', withGatewayRoute({ Prefix: '/' }, { Prefix: { Value: '/v2/' } }), 'gateway route \'g/w\'', 'a path that is rewritten',
    'give the listener rule a transform (Transforms of AWS::ElasticLoadBalancingV2::ListenerRule), or let the application serve the whole path'],
  ['a path that is rewritten', withGatewayRoute({ Path: { Exact: '/a' } }, { Path: { Exact: '/b' } }), 'gateway route \'g/w\'', 'a path that is rewritten',
    'give the listener rule a transform (Transforms of AWS::ElasticLoadBalancingV2::ListenerRule), or let the application serve the whole path'],
  ['a service without a provider', { S: service('s', {}) }, 'virtual service \'s\'', 'a name', 'add what answers to what is read, or leave it out'],
  ['a service without routes', { S: service('s', byRouter('r')) }, 'virtual service \'s\'', 'a name', 'add what answers to what is read, or leave it out'],
  ['a name with capitals', { S: service('Shop.local', byNode('n')), N: node('n') }, 'virtual service \'Shop.local\'', 'the name as it is',
    'choose another alias and tell callers'],
  ['a name that is too long', { S: service('s'.repeat(128), byNode('n')), N: node('n') }, `virtual service '${'s'.repeat(128)}'`, 'the name as it is',
    'choose another alias and tell callers'],
])('%s has no equivalent', (_, resources, resource, what, remedy) => {
  const { noEquivalent } = planFor(resources);
  expect(noEquivalent.map((gap) => [gap.resource, gap.what, gap.remedy])).toContainEqual([resource, what, remedy]);
  expect(noEquivalent.filter(({ reason }) => reason === '')).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['a shop', SHOP],
  ['a description of a mesh of the same account', { M: mesh({ EgressFilter: { Type: 'ALLOW_ALL' } }, { Metadata: { MeshOwner: '1', ResourceOwner: '1' } }) }],
  ['TLS that is disabled', withListener({ TLS: { Mode: 'DISABLED' } })],
  ['a private host', withNode({ ServiceDiscovery: { DNS: { Hostname: 'n.shop.local' } } })],
  ['a host that is not known', withNode({ ServiceDiscovery: { DNS: { Hostname: { Ref: 'Host' } } } })],
  ['the longest name', { S: service('s'.repeat(127), byNode('n')), N: node('n', { Backends: calls() }) }],
  ['an unknown name', { S: service({ Ref: 'Name' }, byNode('n')), N: node('n') }],
])('%s asks for nothing that is not there', (_, resources) => {
  expect(planFor(resources).noEquivalent).toEqual([]);
});

test('a host is no question where a task definition runs as the node', () => {
  const task = {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { ContainerDefinitions: [{ Name: 'envoy', Environment: [{ Name: 'APPMESH_RESOURCE_ARN', Value: 'mesh/bookshop/virtualNode/n' }] }] },
  };
  expect(planFor({ ...withNode({ ServiceDiscovery: { DNS: { Hostname: 'n.example.com' } } }), Task: task }).noEquivalent).toEqual([]);
});

test.each([[{ Prefix: '/' }, undefined], [{ Prefix: '/books' }, { Prefix: { DefaultPrefix: 'DISABLED' } }], [{ Path: { Exact: '/a' } }, undefined]])(
  'the path of %j with %j stays', (match, rewrite) => {
    expect(planFor(withGatewayRoute(match, rewrite)).noEquivalent.filter(({ resource }) => resource.startsWith('gateway route'))).toEqual([]);
  });
