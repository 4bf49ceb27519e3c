import { BETA, byNode, byRouter, calls, everything, gateway, gatewayRoute, listens, node, planFor, route, router, service, SHOP, to } from './meshes';

const DEBUG = { Match: { Prefix: '/debug' }, Action: to(['b', 1]) };
// One router for everything, and one that looks into requests.
const TWO = {
  A: node('a', { Listeners: [listens(1)] }),
  B: node('b', { Listeners: [listens(2)], Backends: [...calls('one.local'), { VirtualService: {} }] }),
  C: node('c', { Listeners: [listens(3)] }),
  One: router('one', 10),
  Two: router('two', 20),
  All: route('one', 'all', { Match: everything, Action: to(['a', 1], ['c', 1]) }),
  Debug: route('two', 'debug', DEBUG),
  OneName: service('one.local', byRouter('one')),
  TwoName: service('two.local', byRouter('two')),
};

test('each router has routes of its own', () => {
  const { aliases, connections, fates, rollouts, rules } = planFor(TWO);
  expect(aliases).toEqual([
    { virtualService: 'one.local', port: 10, virtualNodes: ['a', 'c'], method: 'Service Connect' },
    { virtualService: 'two.local', port: 20, virtualNodes: ['b'], method: 'VPC Lattice' },
  ]);
  expect(connections).toEqual([{ client: 'b', virtualService: 'one.local', servers: ['a', 'c'] }]);
  expect(rollouts.map(({ route: name }) => name)).toEqual(['all']);
  expect(rules.map(({ route: name, router: owner }) => `${owner}/${name}`)).toEqual(['two/debug']);
  const ofNodes = fates.filter(({ resource }) => resource.startsWith('virtual node'));
  expect(ofNodes.map(({ becomes }) => becomes)).toEqual(['an endpoint', 'a target of VPC Lattice', 'an endpoint']);
});

test('a route that could not be read says nothing of other routers, and all of its own', () => {
  const { aliases, unread } = planFor({ ...TWO, Open: route('two', 'open', { Match: everything, Action: { Ref: 'Action' } }) });
  expect(aliases.map(({ virtualService }) => virtualService)).toEqual(['one.local']);
  expect(unread).toContain("the action of route 'two/open'");
});

test('a node has the times of the routes that lead to it', () => {
  const slow = { Match: everything, Action: to(['a', 1], ['c', 1]), Timeout: { PerRequest: { Unit: 's', Value: 60 } } };
  expect(planFor({ ...TWO, All: route('one', 'all', slow) }).endpoints.map(({ perRequestSeconds }) => perRequestSeconds)).toEqual([60, undefined, 60]);
});

test('one rule that VPC Lattice does not have makes all of a router a balancer', () => {
  const query = { Match: { Prefix: '/', QueryParameters: [{ Name: 'beta', Match: { Exact: 'yes' } }] }, Action: to(['b', 1]) };
  expect(planFor({ ...TWO, Query: route('two', 'query', query) }).aliases[1].method).toBe('load balancer');
});

test('a router without a port has those of the first node that answers', () => {
  const { One: _, ...rest } = TWO;
  const { aliases, unread } = planFor(rest);
  expect(aliases[0].port).toBe(1);
  expect(unread).toEqual(["a backend without a name of virtual node 'b'", "the virtual router 'one', which is elsewhere"]);
});

test('what is named and is not there is said to be elsewhere', () => {
  expect(planFor({
    N: node('n', { Backends: calls('s') }),
    M: service('m', byNode('gone')),
    R: route('r', 'all', { Match: everything, Action: to(['far', 1]) }),
    W: gatewayRoute('door', 'in', 't'),
  }).unread).toEqual([
    "the virtual router 'r', which is elsewhere", "the virtual node 'far', which is elsewhere",
    "the virtual gateway 'door', which is elsewhere", "the virtual service 't', which is elsewhere",
    "the virtual node 'gone', which is elsewhere", "the virtual service 's', which is elsewhere",
  ]);
});

test('rules are in the order of App Mesh: router by router, lower numbers first, and those without one last', () => {
  const beta = (owner: string, name: string, priority?: number) => route(owner, name, BETA, { priority });
  const { rules } = planFor({
    ...SHOP,
    Other: router('basket'),
    Door: gateway('door'),
    Way: gatewayRoute('door', 'in', 'catalogue.shop.local'),
    Last: beta('catalogue', 'last'),
    Ten: beta('catalogue', 'ten', 10),
    None: beta('catalogue', 'none', 0),
    Nine: beta('catalogue', 'nine', 9),
    Basket: beta('basket', 'any', 1000),
  });
  expect(rules.map(({ route: name, router: owner }) => `${owner}/${name}`)).toEqual([
    'basket/any', 'catalogue/none', 'catalogue/nine', 'catalogue/ten', 'catalogue/all', 'catalogue/last', 'door/in',
  ]);
  expect(rules.map(({ method }) => method).slice(-2)).toEqual(['VPC Lattice', 'load balancer']);
});
