import { AppMeshPlan } from '../../../../src/model/mesh/app-mesh/app-mesh-plan';
import { checkApplication, checkProxy, checkShift, idBeside, namesToGive } from '../../../../src/model/mesh/app-mesh/application';
import { AppMeshAlias } from '../../../../src/model/mesh/app-mesh/plan-parts';
import { InterconnectMethod } from '../../../../src/model/mesh/interconnect-options';

const { LATTICE, LOAD_BALANCER, SERVICE_CONNECT } = InterconnectMethod;
const nothing = { connections: [], rollouts: [], rules: [], drops: [], noEquivalent: [], fates: [], unread: [] };

const alias = (virtualService: string, virtualNodes: string[], port?: number, method = SERVICE_CONNECT): AppMeshAlias => (
  { virtualService, virtualNodes, port, method }
);
const nodesOf = (aliases: AppMeshAlias[]) => aliases.flatMap(({ virtualNodes }) => virtualNodes);
const planOf = (aliases: AppMeshAlias[], nodes = nodesOf(aliases), ports: Record<string, number[]> = {}) => AppMeshPlan._of({
  ...nothing,
  aliases,
  nodes,
  endpoints: Object.entries(ports).flatMap(([virtualNode, each]) => each.map((port) => (
    { virtualNode, port, portName: `${virtualNode}-${port}`, tls: false, called: true }
  ))),
});
const told = (plan: AppMeshPlan, placed: Record<string, string>) => checkApplication(plan, placed).map(({ id, severity, path, text }) => `${severity} ${id} ${path} ${text}`);

describe('names to give', () => {
  test('the first node with a service has the name, and the endpoint of its port', () => {
    const plan = planOf([alias('orders.shop.local', ['v1', 'v2'], 8080)], ['v1', 'v2'], { v1: [8080], v2: [9090, 8080] });
    expect(namesToGive(plan, { v2: 'two' })).toEqual([{
      id: 'OrdersShopLocal',
      alias: 'orders.shop.local',
      aliasPort: 8080,
      discoveryName: 'orders',
      virtualNode: 'v2',
      endpoint: expect.objectContaining({ virtualNode: 'v2', port: 8080 }),
    }]);
    expect(namesToGive(plan, { v1: 'one', v2: 'two' })[0].virtualNode).toBe('v1');
  });

  test('a port that the node does not listen on, or that was not read, has its first endpoint; a node without any has none', () => {
    const endpointOf = (port: number | undefined, ports: number[]) => namesToGive(planOf([alias('a', ['n'], port)], ['n'], { n: ports }), { n: 'one' })[0].endpoint?.port;
    expect([endpointOf(1, [2, 3]), endpointOf(undefined, [2]), endpointOf(1, [])]).toEqual([2, 2, undefined]);
  });

  test('no name without a service, nor behind rules', () => {
    expect(namesToGive(planOf([alias('a', ['n'])]), {})).toEqual([]);
    expect(namesToGive(planOf([alias('a', ['n'], 80, LATTICE)]), { n: 'one' })).toEqual([]);
  });

  test('the names of two ports end with these, or with a number where they were not read', () => {
    const plan = planOf([alias('a.local', ['n'], 80), alias('a.local', ['n'], 443), alias('b.local', ['n']), alias('b.local', ['n'])]);
    expect(namesToGive(plan, { n: 'one' }).map(({ id, discoveryName }) => `${id} ${discoveryName}`)).toEqual(
      ['ALocal80 a-80', 'ALocal443 a-443', 'BLocal1 b-1', 'BLocal2 b-2']);
  });

  test('names with the same first label are discovered by all of it', () => {
    const plan = planOf([alias('a.one', ['n']), alias('a.two', ['n']), alias('b.two', ['n'])]);
    expect(namesToGive(plan, { n: 'one' }).map(({ discoveryName }) => discoveryName)).toEqual(['a-one', 'a-two', 'b']);
  });
});

describe('an application', () => {
  test('of all nodes, and of versions whose rollout another one is, has nothing to be told', () => {
    expect(told(planOf([alias('a', ['n', 'm'])]), { n: 'one' })).toEqual([]);
  });

  test('has services for nodes that there are', () => {
    expect(told(planOf([alias('a', ['n'])], ['n', 'm', 'n']), { n: 'one', m: 'two', other: 'three' })).toEqual([
      "error AppMeshMigration.UnknownNode services has the names of virtual nodes, 'n' or 'm', got 'other'",
    ]);
  });

  test('counts nodes that only a name speaks of', () => {
    expect(told(planOf([alias('a', ['n'])], []), { n: 'one' })).toEqual([]);
  });

  test('says which nodes it leaves out', () => {
    expect(told(planOf([alias('a', ['n']), alias('b', ['m', 'o'])], ['n', 'm', 'o', 'p']), { n: 'one' })).toEqual([
      "warning AppMeshMigration.NodeWithoutService services leaves out 'm', 'o' and 'p'; nothing of them is in the mesh",
    ]);
  });

  test('needs names that were read, and that Service Connect takes', () => {
    expect(told(planOf([alias('${Name}.local', ['n'], 80), alias('${Name}.local', ['n'], 81), alias('Orders', ['m'])]), { n: 'one', m: 'two' })).toEqual([
      "error AppMeshMigration.UnreadName services needs names that could be read, got '${Name}.local'; give the parameters of the template, or leave out its nodes",
      "error AppMeshMigration.Alias services needs names of up to 127 small letters, digits, hyphens, underscores and periods, got 'Orders'; leave out its nodes and add them to the mesh under another name",
    ]);
  });

  test.each([[LATTICE, 'VPC Lattice'], [LOAD_BALANCER, 'a load balancer']])('does not give a name behind rules, which is for %s', (method, spoken) => {
    const plan = planOf([alias('a', ['n', 'm'], 80, method), alias('a', ['n'], 81, method), alias('b', ['n'])]);
    expect(told(plan, { n: 'one', m: 'one' })).toEqual([
      "warning AppMeshMigration.Rules services has 'n' and 'm' behind the rules of 'a', for which no server and no connection is made here: "
      + `Service Connect looks into no request; give the name to ${spoken}, as the plan says`,
    ]);
  });

  test('needs names behind rules that were read, too', () => {
    expect(told(planOf([alias('${Name}', ['n'], 80, LATTICE)]), { n: 'one' })[0]).toContain("error AppMeshMigration.UnreadName services needs names that could be read, got '${Name}'");
  });

  test('has one service behind a name', () => {
    const plan = planOf([alias('a', ['n', 'm']), alias('b', ['n', 'm'], 80, LATTICE)]);
    const several = (placed: Record<string, string>) => told(plan, placed).filter((line) => line.includes('SeveralServices'));
    expect(several({ n: 'one', m: 'one' })).toEqual([]);
    expect(several({ n: 'one', m: 'two' })).toEqual([
      "warning AppMeshMigration.SeveralServices services has several services behind 'a', and only that of 'n' gets the name; "
      + 'make them one service whose rollout shifts the traffic, or put them behind rules with weights',
    ]);
  });

  test('names of the language are names like others', () => {
    expect(told(planOf([alias('a', ['constructor'])]), {})).toEqual([
      "warning AppMeshMigration.NodeWithoutService services leaves out 'constructor'; nothing of them is in the mesh",
    ]);
  });
});

test('a proxy of App Mesh and one of Service Connect cannot both have the traffic', () => {
  expect(checkProxy(false)).toEqual([]);
  expect(checkProxy(true)).toEqual([expect.objectContaining({
    id: 'AppMeshMigration.ProxyConfiguration',
    severity: 'error',
    path: '',
    text: 'has a task definition without proxyConfiguration, got one, whose proxy takes all traffic; take out what `plan.drops` lists',
  })]);
});

describe('deployments that move traffic', () => {
  const ruled = planOf([alias('a', ['n'], 80, LOAD_BALANCER)]);

  test.each(['LINEAR', 'CANARY'])('need somebody to move it for a name behind rules: %s', (strategy) => {
    expect(checkShift(ruled, { n: 'one' }, 'n', strategy)).toEqual([expect.objectContaining({
      id: 'AppMeshMigration.ShiftBehindRules',
      severity: 'error',
      path: '',
      text: "answers to 'a' behind rules, for which no server and no connection is made here, so that nothing moves the traffic of its deployments, "
        + `got ${strategy}; lead a load balancer to it before this call, update it batch by batch, or give up the rules and call mesh.addServer() with the name as its alias`,
    })]);
  });

  test.each<[string, AppMeshPlan, Record<string, string>, string | undefined]>([
    ['other strategies', ruled, { n: 'one' }, 'ROLLING'],
    ['a strategy that is not known', ruled, { n: 'one' }, undefined],
    ['a node without rules', planOf([alias('a', ['n'])]), { n: 'one' }, 'CANARY'],
    ['rules of other nodes', planOf([alias('a', ['m'], 80, LATTICE), alias('b', ['o'])]), { n: 'one', m: 'two' }, 'CANARY'],
    ['a service with another name', planOf([alias('a', ['n'], 80, LATTICE), alias('b', ['m'])]), { n: 'one', m: 'one' }, 'CANARY'],
  ])('are fine with %s', (_, plan, placed, strategy) => {
    expect(checkShift(plan, placed, 'n', strategy)).toEqual([]);
  });
});

test('ids are in PascalCase, and each is taken once', () => {
  const ids = new Set<string>();
  expect(['orders-node', 'orders.node', 'orders node', '--', ''].map((name) => idBeside(ids, name))).toEqual(['OrdersNode', 'OrdersNode2', 'OrdersNode3', 'Name', 'Name2']);
  expect(idBeside(ids, 'orders-node', 'Client')).toBe('OrdersNodeClient');
});
