import { BETA, byNode, byRouter, calls, everything, listens, node, planFor, route, router, service, SHOP, to } from './meshes';

const fatesOf = (resources: Record<string, unknown>) => planFor(resources).fates.map(({ resource, becomes }) => `${resource}: ${becomes}`);

test.each<[string, object, string]>([
  ['that neither listens nor calls', {}, 'nothing: it neither listens nor calls'],
  ['that only calls', { Backends: calls('elsewhere') }, 'a client'],
  ['that nothing calls', { Listeners: [listens(80)] }, 'a service outside of the mesh: nothing that was read calls it'],
  ['that listens and calls, and that nothing calls', { Listeners: [listens(80)], Backends: calls('elsewhere') }, 'a client'],
  ['whose listeners are not known', { Listeners: { Ref: 'Listeners' } }, 'not known: its listeners could not be read'],
])('a node %s', (_name, spec, becomes) => {
  expect(fatesOf({ Node: node('n', spec) })).toEqual([`virtual node 'n': ${becomes}`]);
});

test('a node that has a name, and does not listen, is no endpoint', () => {
  expect(fatesOf({ Node: node('n'), Name: service('n.local', byNode('n')) })).toEqual([
    "virtual node 'n': nothing: it neither listens nor calls", "virtual service 'n.local': an alias",
  ]);
});

test('the route of one node is no rollout', () => {
  const { Route: _, ...rest } = SHOP;
  expect(fatesOf({ ...rest, All: route('catalogue', 'all', { Match: everything, Action: to(['catalogue-1', 1]) }) })).toEqual(expect.arrayContaining([
    "virtual router 'catalogue': nothing: the endpoint balances by itself",
    "route 'catalogue/all': nothing: the name leads to the endpoint",
  ]));
});

test('a route without targets leads nowhere, and neither does its name', () => {
  expect(fatesOf({ Router: router('r'), Route: route('r', 'all', { Match: everything, Action: to() }), Name: service('r.local', byRouter('r')) })).toEqual([
    "virtual router 'r': nothing: the endpoint balances by itself",
    "route 'r/all': nothing: it leads nowhere",
    "virtual service 'r.local': nothing: what answers to it is not known",
  ]);
});

test('one split is a rollout, whatever else the router has', () => {
  const tcp = route('catalogue', 'tcp', { Action: to(['catalogue-1', 1]) }, { kind: 'TcpRoute', priority: 2 });
  expect(fatesOf({ ...SHOP, Tcp: tcp })).toContain("virtual router 'catalogue': a rollout");
});

test('rules are those of what takes the place of the router', () => {
  expect(fatesOf({ ...SHOP, Beta: route('catalogue', 'beta', BETA) })).toEqual(expect.arrayContaining([
    "virtual router 'catalogue': rules of VPC Lattice", "route 'catalogue/beta': a rule of VPC Lattice", "virtual service 'catalogue.shop.local': a name of VPC Lattice",
  ]));
});

test('a route that could not be read leaves its router, and what it leads to, open', () => {
  const open = { ...route('catalogue', 'open', {}), Properties: { MeshName: 'bookshop', VirtualRouterName: 'catalogue', RouteName: 'open', Spec: { Ref: 'Spec' } } };
  expect(fatesOf({ ...SHOP, Open: open })).toEqual(expect.arrayContaining([
    "virtual router 'catalogue': not known: a route of its router could not be read",
    "route 'catalogue/all': not known: a route of its router could not be read",
    "route 'catalogue/open': not known: its spec could not be read",
  ]));
});
