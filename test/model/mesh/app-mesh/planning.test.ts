import * as fc from 'fast-check';
import { BETA, byNode, byRouter, calls, everything, gateway, gatewayRoute, listens, mesh, node, planFor, route, router, service, SHOP, to } from './meshes';
import { planOf } from '../../../../src/model/mesh/app-mesh/planning';
import { descriptionInventory, templateInventory } from '../../../../src/model/mesh/app-mesh/sources';

describe('a shop with two versions of a catalogue', () => {
  const plan = planFor(SHOP);

  test('has an endpoint for each listener', () => {
    expect(plan.endpoints).toEqual([
      expect.objectContaining({ virtualNode: 'front', port: 80, appProtocol: 'http', portName: 'front', called: false, tls: false }),
      expect.objectContaining({ virtualNode: 'catalogue-1', port: 8080, appProtocol: 'http', portName: 'catalogue-1', called: true, tls: false }),
      expect.objectContaining({ virtualNode: 'catalogue-2', port: 8080, appProtocol: 'http', portName: 'catalogue-2', called: true, tls: false }),
    ]);
  });

  test('keeps the name that callers know', () => {
    expect(plan.aliases).toEqual([{
      virtualService: 'catalogue.shop.local', port: 8080, virtualNodes: ['catalogue-1', 'catalogue-2'], method: 'Service Connect',
    }]);
  });

  test('knows who calls whom', () => {
    expect(plan.connections).toEqual([{ client: 'front', virtualService: 'catalogue.shop.local', servers: ['catalogue-1', 'catalogue-2'] }]);
  });

  test('makes a canary of the weights', () => {
    expect(plan.rollouts).toEqual([{
      virtualRouter: 'catalogue',
      route: 'all',
      shares: [{ target: 'catalogue-1', weight: 90, percent: 90 }, { target: 'catalogue-2', weight: 10, percent: 10 }],
      rollout: 'Rollout.canary({ percent: 10 })',
      advice: 'versions of one application become one service with Rollout.canary({ percent: 10 }). Services that are to stay side by side with the weights 90 to 10 leave the mesh for VPC Lattice '
        + '(LatticeRoute.service, and LatticeRoute.beside with their weights), and give up the retries, outlier detection and metrics of the proxy',
    }]);
  });

  test('leaves nothing over', () => {
    expect(plan).toEqual(expect.objectContaining({ rules: [], drops: [], noEquivalent: [], unread: [] }));
    expect(plan.fates).toEqual([
      { resource: 'mesh \'bookshop\'', becomes: 'a Cloud Map namespace' },
      { resource: 'virtual node \'front\'', becomes: 'a client' },
      { resource: 'virtual node \'catalogue-1\'', becomes: 'an endpoint' },
      { resource: 'virtual node \'catalogue-2\'', becomes: 'an endpoint' },
      { resource: 'virtual router \'catalogue\'', becomes: 'a rollout' },
      { resource: 'route \'catalogue/all\'', becomes: 'a rollout' },
      { resource: 'virtual service \'catalogue.shop.local\'', becomes: 'an alias' },
    ]);
  });

  test('is the same by its descriptions', () => {
    const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value), (_, inner) => (
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).map(([key, each]) => [`${key[0].toLowerCase()}${key.slice(1)}`, each])) : inner));
    const described = Object.values(SHOP as Record<string, { Type: string; Properties: object }>).map(({ Properties, Type }) => {
      const kind = Type.split('::')[2];
      return { [`${kind[0].toLowerCase()}${kind.slice(1)}`]: { ...plain(Properties) as object, metadata: { meshOwner: '1', resourceOwner: '1' } } };
    });
    expect(planOf(descriptionInventory(described))).toEqual(plan);
  });
});

test.each<[string, [string, number][], string | undefined, string]>([
  ['a small share', [['a', 95], ['b', 5]], 'Rollout.canary({ percent: 5 })', 'versions of one application become one service with Rollout.canary({ percent: 5 })'],
  ['weights that are no percentages', [['a', 1], ['b', 3]], 'Rollout.canary({ percent: 25 })',
    'versions of one application become one service with Rollout.canary({ percent: 25 })'],
  ['thirds, to a tenth of a percent', [['a', 2], ['b', 1]], 'Rollout.canary({ percent: 33.3 })',
    'versions of one application become one service with Rollout.canary({ percent: 33.3 })'],
  ['two halves', [['a', 1], ['b', 1]], 'Rollout.linear({ stepPercent: 50 })',
    'versions of one application become one service with Rollout.linear({ stepPercent: 50 })'],
  ['a shift that is over', [['a', 0], ['b', 100]], 'Rollout.canary()',
    'the shift is over: versions of one application become one service with Rollout.canary()'],
  ['three targets', [['a', 1], ['b', 1], ['c', 2]], undefined,
    '3 targets are no rollout: versions of one application become one service under the name, updated batch by batch and without a split. Services that'],
])('weights: %s', (_, targets, rollout, advice) => {
  const { rollouts } = planFor({ R: router('r'), Route: route('r', 'all', { Match: everything, Action: to(...targets) }) });
  expect(rollouts).toHaveLength(1);
  expect(rollouts[0].rollout).toBe(rollout);
  expect(rollouts[0].advice.slice(0, advice.length)).toBe(advice);
});

test('weights of TCP are no rollout of Service Connect', () => {
  const { rollouts } = planFor({ Route: route('r', 'all', { Action: to(['a', 90], ['b', 10]) }, { kind: 'TcpRoute' }) });
  expect(rollouts).toEqual([expect.objectContaining({
    rollout: undefined,
    advice: 'Service Connect splits no TCP: versions of one application become one service under the name, updated batch by batch and without a split. '
      + 'A Network Load Balancer with Rollout.canary() shifts them, and takes the name out of the mesh',
  })]);
});

test('one target needs no rollout', () => {
  expect(planFor({ Route: route('r', 'all', { Match: everything, Action: to(['a', 1]) }) }).rollouts).toEqual([]);
});

describe('rules', () => {
  const plan = planFor({
    R: router('shelf'),
    Last: route('shelf', 'rest', { Match: everything, Action: to(['books', 1]) }),
    Second: route('shelf', 'maps', { Match: { Prefix: '/maps' }, Action: to(['maps', 1]) }, { priority: 20 }),
    First: route('shelf', 'old', { Match: { Prefix: '/', Headers: [{ Name: 'edition', Match: { Range: { Start: 1, End: 3 } } }] }, Action: to(['old', 1]) }, { priority: 5 }),
    Books: node('books', { Listeners: [listens(8080)] }),
    Shelf: service('shelf.shop.local', byRouter('shelf')),
  });

  test('come in the order of their priorities, with all routes of the router', () => {
    expect(plan.rules.map(({ conditions, listeners, priority, route: name }) => ({ name, priority, conditions, listeners }))).toEqual([
      { name: 'old', priority: 5, conditions: ['header edition is a number from 1 and below 3'], listeners: [] },
      { name: 'maps', priority: 20, conditions: ['path begins with /maps'], listeners: ['Application Load Balancer', 'VPC Lattice'] },
      { name: 'rest', priority: undefined, conditions: [], listeners: ['Application Load Balancer', 'VPC Lattice'] },
    ]);
  });

  test('take the name away from Service Connect', () => {
    expect(plan.aliases).toEqual([expect.objectContaining({ virtualService: 'shelf.shop.local', method: 'load balancer' })]);
    expect(plan.fates).toContainEqual({ resource: 'virtual service \'shelf.shop.local\'', becomes: 'a name of a load balancer' });
    expect(plan.noEquivalent).toContainEqual({
      resource: 'virtual service \'shelf.shop.local\'',
      what: 'a name behind rules',
      reason: 'Service Connect routes nothing by what is in a request',
      remedy: 'make it an internal Application Load Balancer: TrafficSource.listenerRule for conditions, without weights; for weights, and ports other than '
        + '80 and 443, a listener with ListenerAction.weightedForward of aws-cdk-lib, and TrafficSource.applicationTargetGroup in the services; '
        + 'it gives up the retries, outlier detection and metrics of the proxy; to keep the name in the mesh, give up the rules and their splits: '
        + 'one service, and mesh.addServer with the name as its alias',
    });
  });

  test('that nothing has are said to have no equivalent', () => {
    expect(plan.noEquivalent).toContainEqual(expect.objectContaining({
      resource: 'route \'shelf/old\'', what: 'a rule on header edition is a number from 1 and below 3',
    }));
  });

  test('that VPC Lattice has give the name to it', () => {
    const { aliases } = planFor({
      R: router('shelf'),
      One: route('shelf', 'maps', { Match: { Prefix: '/maps' }, Action: to(['maps', 1]) }),
      Shelf: service('shelf.shop.local', byRouter('shelf')),
    });
    expect(aliases).toEqual([expect.objectContaining({ method: 'VPC Lattice' })]);
  });
});

describe('a split and a header route of one name', () => {
  const plan = planFor({ ...SHOP, Beta: route('catalogue', 'beta', BETA, { priority: 1 }) });

  test('have one verdict, the same in all parts', () => {
    expect(plan.aliases.map(({ method }) => method)).toEqual(['VPC Lattice']);
    expect(plan.rules.map(({ method, route: name }) => [name, method])).toEqual([['beta', 'VPC Lattice'], ['all', 'VPC Lattice']]);
    expect(plan.rollouts).toEqual([expect.objectContaining({
      route: 'all',
      rollout: undefined,
      advice: 'the weights 90 to 10 are those of VPC Lattice, which has the rules of this router (LatticeRoute.service, and LatticeRoute.beside with their weights): '
        + 'no rollout, and no name of the mesh. Services that share the requests are updated batch by batch',
    })]);
    expect(plan.fates.slice(2)).toEqual([
      { resource: 'virtual node \'catalogue-1\'', becomes: 'a target of VPC Lattice' },
      { resource: 'virtual node \'catalogue-2\'', becomes: 'a target of VPC Lattice' },
      { resource: 'virtual router \'catalogue\'', becomes: 'rules of VPC Lattice' },
      { resource: 'route \'catalogue/all\'', becomes: 'a rule of VPC Lattice' },
      { resource: 'virtual service \'catalogue.shop.local\'', becomes: 'a name of VPC Lattice' },
      { resource: 'route \'catalogue/beta\'', becomes: 'a rule of VPC Lattice' },
    ]);
  });

  test('say what either way gives up', () => {
    expect(plan.noEquivalent).toEqual([{
      resource: 'virtual service \'catalogue.shop.local\'',
      what: 'a name behind rules',
      reason: 'Service Connect routes nothing by what is in a request',
      remedy: 'make it a service of VPC Lattice: LatticeRoute.service with the name, port and plainHttp, LatticeRoute.beside for weights, '
        + 'and registration.addRule for the rules; it gives up the retries, outlier detection and metrics of the proxy; '
        + 'to keep the name in the mesh, give up the rules and their splits: one service, and mesh.addServer with the name as its alias',
    }]);
  });

  test('never have a rollout in the page', () => {
    const page = plan.toMarkdown();
    expect(page).not.toContain('Rollout.');
    expect(page).toContain('| front | catalogue.shop.local | catalogue-1, catalogue-2 | VPC Lattice |');
  });
});

test('rules of TCP are those of a Network Load Balancer', () => {
  const plan = planFor({
    R: router('r'), S: service('db.local', byRouter('r')), Route: route('r', 'one', { Match: { Port: 3306 }, Action: to(['db', 1]) }, { kind: 'TcpRoute' }),
  });
  expect(plan.aliases.map(({ method }) => method)).toEqual(['load balancer']);
  expect(plan.rules.map(({ listeners }) => listeners)).toEqual([['Network Load Balancer']]);
  expect(plan.noEquivalent[0].remedy).toMatch(/^make it an internal Network Load Balancer with a listener for each port; /);
});

test('a node with a name of the mesh and one behind rules is both', () => {
  const { fates } = planFor({ ...SHOP, Beta: route('catalogue', 'beta', BETA), Direct: service('one.local', byNode('catalogue-1')) });
  expect(fates[2].becomes).toBe('a target of VPC Lattice and an endpoint');
});

test('routes of a gateway are rules of a balancer', () => {
  const plan = planFor({
    ...SHOP,
    Gateway: gateway('door', { Listeners: [listens(443)] }),
    Way: gatewayRoute('door', 'in', 'catalogue.shop.local'),
  });
  expect(plan.rules).toEqual([{
    router: 'door',
    route: 'in',
    priority: undefined,
    conditions: [],
    shares: [{ target: 'catalogue.shop.local', weight: 1, percent: 100 }],
    listeners: ['Application Load Balancer', 'VPC Lattice'],
    method: 'load balancer',
  }]);
  expect(plan.fates.slice(-2)).toEqual([
    { resource: 'virtual gateway \'door\'', becomes: 'a load balancer or an HTTP API' },
    { resource: 'gateway route \'door/in\'', becomes: 'a rule of that load balancer' },
  ]);
});

test('several names of one node are several aliases, and several listeners are several endpoints', () => {
  const plan = planFor({
    Node: node('print', { Listeners: [listens(8080), listens(50051, 'grpc')] }),
    One: service('print.shop.local', byNode('print')),
    Two: service('press.shop.local', byNode('print')),
  });
  expect(plan.aliases.map(({ port, virtualService }) => `${virtualService}:${port}`)).toEqual([
    'print.shop.local:8080', 'print.shop.local:50051', 'press.shop.local:8080', 'press.shop.local:50051',
  ]);
  expect(plan.endpoints.map(({ appProtocol, portName }) => [portName, appProtocol])).toEqual([['print-8080', 'http'], ['print-50051', 'grpc']]);
});

test('resources name each other by references, over templates too, and by names alike', () => {
  const plan = planOf(templateInventory([
    {
      Parameters: { Domain: { Type: 'String' } },
      Resources: {
        Stock: node({ 'Fn::Sub': 'stock.${Domain}' }, { Listeners: [listens({ Ref: 'Port' })] }),
        Service: service({ 'Fn::Join': ['.', ['stock', { Ref: 'Domain' }]] }, byNode({ 'Fn::GetAtt': ['Stock', 'VirtualNodeName'] })),
        Till: node(undefined, { Backends: calls({ 'Fn::GetAtt': ['Service', 'VirtualServiceName'] }) }),
      },
    },
    { Parameters: { Domain: { Type: 'String' } }, Resources: { Desk: node('desk', { Backends: calls({ 'Fn::Sub': 'stock.${Domain}' }) }) } },
  ]));
  expect(plan.connections).toEqual([
    { client: 'Till', virtualService: 'stock.${Domain}', servers: ['stock.${Domain}'] },
    { client: 'desk', virtualService: 'stock.${Domain}', servers: ['stock.${Domain}'] },
  ]);
  expect(plan.unread).toEqual(['the parameter Domain, which has no default', 'Port']);
  expect(plan.endpoints).toEqual([expect.objectContaining({ port: undefined, portName: 'stock' })]);
});

test('names of record sets and of Cloud Map services are read by reference', () => {
  const plan = planFor({
    Record: { Type: 'AWS::Route53::RecordSet', Properties: { Name: 'till.shop.local', Type: 'A' } },
    Registry: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: 'desk' } },
    Till: service({ Ref: 'Record' }, byNode('n')),
    Desk: service({ 'Fn::Sub': '${Registry.Name}.shop.local' }, byNode('n')),
    Other: service({ 'Fn::GetAtt': ['Registry', 'Id'] }, byNode('n')),
    N: node('n'),
  });
  expect(plan.aliases.map(({ virtualService }) => virtualService)).toEqual(['till.shop.local', 'desk.shop.local', '${Registry.Id}']);
  expect(plan.unread).toEqual(['Id of the resource Registry']);
});

test.each<[string, Record<string, unknown>, string]>([
  ['a node of a route', { Route: route('r', 'all', { Action: to(['gone', 1]) }), R: router('r') }, 'the virtual node \'gone\', which is elsewhere'],
  ['the router of a route', { Route: route('r', 'all', { Action: to(['n', 1]) }), N: node('n') }, 'the virtual router \'r\', which is elsewhere'],
  ['the node of a service', { S: service('s', byNode('gone')) }, 'the virtual node \'gone\', which is elsewhere'],
  ['the router of a service', { S: service('s', byRouter('gone')) }, 'the virtual router \'gone\', which is elsewhere'],
  ['the service that a node calls', { N: node('n', { Backends: calls('gone') }) }, 'the virtual service \'gone\', which is elsewhere'],
  ['the service of a gateway', { G: gateway('g'), W: gatewayRoute('g', 'w', 'gone') }, 'the virtual service \'gone\', which is elsewhere'],
  ['the gateway of a route', { S: service('s', byNode('n')), N: node('n'), W: gatewayRoute('gone', 'w', 's') }, 'the virtual gateway \'gone\', which is elsewhere'],
])('says that %s is not there', (_, resources, unread) => {
  expect(planFor(resources).unread).toEqual([unread]);
});

test('a spec that is not known is not guessed', () => {
  const plan = planFor({ N: node('n', { 'Fn::If': ['Secret', { Listeners: [listens(1)] }, { Listeners: [listens(2)] }] }) },
    { Parameters: { P: {} }, Conditions: { Secret: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } });
  expect(plan.endpoints).toEqual([]);
  expect(plan.fates).toEqual([{ resource: 'virtual node \'n\'', becomes: 'not known: its spec could not be read' }]);
  expect(plan.unread).toEqual(['the condition Secret']);
});

test('a resource whose condition does not hold is not there; one whose condition is open is', () => {
  const conditions = { Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Open: { 'Fn::Equals': [{ Ref: 'P' }, 'b'] } }, Parameters: { P: {} } };
  const plan = planFor({ A: { ...node('a'), Condition: 'Never' }, B: { ...node('b'), Condition: 'Open' } }, conditions);
  expect(plan.nodes).toEqual(['b']);
  expect(plan.unread).toEqual(['the condition Open of B, which is taken to be there']);
});

test('a name that is its own comes to an end', () => {
  expect(planFor({ N: node({ 'Fn::GetAtt': ['N', 'VirtualNodeName'] }) }).nodes).toHaveLength(1);
});

test('resources that a macro makes are not read', () => {
  expect(planFor({ 'Fn::ForEach::Nodes': ['N', ['a'], {}] } as never).unread).toEqual(['the resources of Fn::ForEach::Nodes']);
});

test('a request of the command line is read like a description', () => {
  const plan = planOf(descriptionInventory([{ meshName: 'bookshop', virtualNodeName: 'till', spec: { listeners: [{ portMapping: { port: 7, protocol: 'tcp' } }] } }]));
  expect(plan.endpoints).toEqual([expect.objectContaining({ virtualNode: 'till', port: 7, appProtocol: undefined })]);
});

test('a description of something else is said not to be one', () => {
  expect(planOf(descriptionInventory([{ service: { serviceName: 'web' } }])).unread).toEqual(['a description that names no resource of App Mesh']);
});

test.each<[string, unknown, string[]]>([
  ['no Resources', {}, ['the Resources of template 1, which are nothing and no object']],
  ['Resources that are a list', { Resources: [] }, ['the Resources of template 1, which are a list and no object']],
  ['Resources that are a text', { Resources: 'all' }, ['the Resources of template 1, which are \'all\' and no object']],
  ['a macro', { Transform: ['Twice', { Name: 'AWS::Include' }], Resources: {} }, ['what the macro Twice makes', 'what the macro AWS::Include makes']],
  ['a resource that a macro makes', { Resources: { 'Fn::Transform': { Name: 'X' } } }, ['the resources of Fn::Transform']],
  ['a resource without a type', { Resources: { A: null, B: [], C: { Type: { Ref: 'T' } } } },
    ['the resource A, which has no type', 'the resource B, which has no type', 'the resource C, which has no type']],
  ['a type of App Mesh that is none', { Resources: { A: { Type: 'AWS::AppMesh::Node' } } }, ['the resource A of the unknown type AWS::AppMesh::Node']],
  ['a nested stack', { Resources: { A: { Type: 'AWS::CloudFormation::Stack' } } }, ['the stack A, unless its template is given too']],
  ['a condition that is no name', { Resources: { A: { Type: 'AWS::SNS::Topic', Condition: ['a'] } } }, ['the condition of A, which is a list']],
  ['a macro among properties', { Resources: { N: node('n', {}, { 'Fn::Transform': {} }) } }, ['the function Fn::Transform']],
  ['properties that are no object', { Resources: { N: { Type: 'AWS::AppMesh::VirtualNode', Properties: [1] } } }, ['the properties of N, which are a list']],
  ['a name that is no text', { Resources: { N: node({ a: 1, b: 2 }) } }, ['the name of N, which is an object']],
  ['a spec that is no object', { Resources: { N: node('n', 3) } }, ['the spec of virtual node \'n\', which is \'3\'']],
  ['listeners that are no list', { Resources: { N: node('n', { Listeners: { a: 1, b: 2 } }) } },
    ['listeners, which are an object and no list, of virtual node \'n\'']],
  ['a listener that is no object', { Resources: { N: node('n', { Listeners: [null] }) } }, ['an entry of listeners, which is nothing, of virtual node \'n\'']],
  ['a backend without a name', { Resources: { N: node('n', { Backends: [{}] }) } }, ['a backend without a name of virtual node \'n\'']],
  ['a port that is no number', { Resources: { N: node('n', { Listeners: [listens('http')] }) } },
    ['the port, which is \'http\' and no number, of virtual node \'n\'']],
  ['two nodes of one name', { Resources: { N: node('n'), M: node('n') } }, ['the second virtual node \'n\': names lead to the first']],
])('what is not read of %s is told', (_, template, unread) => {
  expect(planOf(templateInventory([template])).unread).toEqual(unread);
});

const IF = (value: unknown) => ({ 'Fn::If': ['Open', value, value] });
const OPEN = { Parameters: { P: {} }, Conditions: { Open: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } } };

test.each<[string, object, string]>([
  ['match', { Match: IF(everything), Action: to(['a', 90], ['b', 10]) }, 'match'],
  ['action', { Match: everything, Action: IF(to(['a', 1])) }, 'action'],
  ['targets', { Match: everything, Action: { WeightedTargets: IF([]) } }, 'targets'],
  ['weights', { Match: everything, Action: { WeightedTargets: [{ VirtualNode: 'a', Weight: { Ref: 'P' } }, { VirtualNode: 'b', Weight: 0 }] } }, 'weights'],
])('of a route whose %s could not be read, nothing is guessed', (_, body, part) => {
  const plan = planFor({
    A: node('a', { Listeners: [listens(80)] }), B: node('b', { Listeners: [listens(80)] }), R: router('r'), S: service('s', byRouter('r')), Route: route('r', 'one', body),
  }, OPEN);
  expect(plan).toEqual(expect.objectContaining({ aliases: [], rollouts: [], rules: [] }));
  expect(plan.fates).toContainEqual({ resource: 'route \'r/one\'', becomes: `not known: its ${part} could not be read` });
  expect(plan.fates).toContainEqual({ resource: 'virtual router \'r\'', becomes: 'not known: a route of its router could not be read' });
  expect(plan.unread).toContain(`the ${part} of route 'r/one'`);
});

test.each(['Listeners', 'Backends'])('of a node whose %s could not be read, nothing is guessed', (key) => {
  const { fates, unread } = planFor({ N: node('n', { [key]: IF([]) }) }, OPEN);
  expect(fates).toEqual([{ resource: 'virtual node \'n\'', becomes: `not known: its ${key.toLowerCase()} could not be read` }]);
  expect(unread).toContain(`the ${key.toLowerCase()} of virtual node 'n'`);
});

test('a name of digits is one, as YAML reads it', () => {
  const { aliases, nodes } = planFor({ N: node(5, { Listeners: [listens(80)] }), S: service('s', byNode(5)) });
  expect(nodes).toEqual(['5']);
  expect(aliases.map(({ virtualNodes }) => virtualNodes)).toEqual([['5']]);
});

test('names that every object of JavaScript has are names like others', () => {
  const plan = planFor({ N: node({ Ref: 'constructor' }), M: node({ 'Fn::Sub': '${toString.Arn}' }) });
  expect(plan.nodes).toEqual(['${constructor}', '${toString.Arn}']);
});

test('conditions and names that ask for themselves, many times over, come to an end', () => {
  const twice = (name: string) => ({ 'Fn::And': [{ Condition: name }, { Condition: name }, { Condition: name }] });
  const plan = planFor({
    N: { ...node({ 'Fn::Sub': '${N.VirtualNodeName}${M.VirtualNodeName}${M.VirtualNodeName}' }), Condition: 'A' },
    M: node({ 'Fn::Sub': '${N.VirtualNodeName}${N.VirtualNodeName}${M.VirtualNodeName}' }),
  }, { Conditions: { A: twice('B'), B: twice('A') } });
  expect(plan.nodes).toHaveLength(2);
  expect(plan.unread).toContain('the condition A of N, which is taken to be there');
});

const NAMES = fc.constantFrom('a', 'b', 'c', 'd');
const ANY: fc.Arbitrary<object> = fc.oneof(
  fc.record({ drop: fc.boolean() }).map(({ drop }) => mesh(drop ? undefined : { EgressFilter: { Type: 'ALLOW_ALL' } })),
  fc.record({ name: NAMES, port: fc.option(fc.nat(70000)), backends: fc.array(NAMES, { maxLength: 2 }) })
    .map(({ backends, name, port }) => node(name, { Listeners: port === null ? undefined : [listens(port)], Backends: calls(...backends) })),
  NAMES.map((name) => router(name)),
  fc.record({ owner: NAMES, name: NAMES, prefix: fc.constantFrom('/', '/x'), targets: fc.array(fc.tuple(NAMES, fc.nat(100)), { maxLength: 3 }) })
    .map(({ name, owner, prefix, targets }) => route(owner, name, { Match: { Prefix: prefix }, Action: to(...targets) })),
  fc.record({ name: NAMES, provider: NAMES, routed: fc.boolean() })
    .map(({ name, provider, routed }) => service(name, routed ? byRouter(provider) : byNode(provider))),
  NAMES.map((name) => gateway(name)),
  fc.record({ owner: NAMES, name: NAMES, target: NAMES }).map(({ name, owner, target }) => gatewayRoute(owner, name, target)),
  fc.anything().map((spec) => node('odd', spec)),
  fc.anything().map((properties) => ({ Type: 'AWS::AppMesh::Route', Properties: properties })),
);

test('every resource is accounted for, whatever the mesh is', () => {
  fc.assert(fc.property(fc.array(ANY, { maxLength: 12 }), (resources) => {
    const plan = planFor(Object.fromEntries(resources.map((resource, index) => [`R${index}`, resource])));
    expect(plan.fates).toHaveLength(resources.length);
    expect(plan.fates.filter(({ becomes }) => becomes === '')).toEqual([]);
    for (const { resource } of plan.fates) expect(plan.toMarkdown()).toContain(resource.split('\'')[0]);
  }), { numRuns: 200 });
});
