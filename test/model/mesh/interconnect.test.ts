import * as fc from 'fast-check';
import { checkService } from '../../../src/model/discovery/service-discovery';
import { checkLatticeService } from '../../../src/model/lattice/lattice-service';
import { Interconnect, interconnectFor } from '../../../src/model/mesh/interconnect';
import { CallProtocol, InterconnectMethod, InterconnectOptions, TaskNetworkMode } from '../../../src/model/mesh/interconnect-options';

const { SERVICE_CONNECT, CLOUD_MAP, LATTICE, LOAD_BALANCER, APP_MESH } = InterconnectMethod;
const { AWSVPC, BRIDGE, HOST, NONE } = TaskNetworkMode;
const METHODS = Object.values(InterconnectMethod);

const FACTS: fc.Arbitrary<InterconnectOptions> = fc.record({
  networkMode: fc.constantFrom(...Object.values(TaskNetworkMode)),
  protocol: fc.constantFrom(...Object.values(CallProtocol)),
  deploymentController: fc.constantFrom('ECS', 'CODE_DEPLOY', 'EXTERNAL'),
  sameNamespace: fc.boolean(),
  crossAccount: fc.boolean(),
  crossVpc: fc.boolean(),
  otherComputeTypes: fc.boolean(),
  dnsOnly: fc.boolean(),
  internet: fc.boolean(),
  routing: fc.boolean(),
  windows: fc.boolean(),
  external: fc.boolean(),
}, { requiredKeys: [] });

describe('the method', () => {
  test.each<[string, InterconnectOptions, InterconnectMethod | undefined]>([
    ['nothing known', {}, SERVICE_CONNECT],
    ['one namespace', { sameNamespace: true, networkMode: AWSVPC }, SERVICE_CONNECT],
    ['one namespace on bridge', { sameNamespace: true, networkMode: BRIDGE }, SERVICE_CONNECT],
    ['one namespace, shared with another account', { sameNamespace: true, crossAccount: true }, SERVICE_CONNECT],
    ['a name alone in one namespace', { sameNamespace: true, dnsOnly: true }, SERVICE_CONNECT],
    ['other accounts', { crossAccount: true }, LATTICE],
    ['other VPCs', { sameNamespace: false, crossVpc: true }, LATTICE],
    ['other kinds of compute', { otherComputeTypes: true }, LATTICE],
    ['TCP over VPCs', { crossVpc: true, protocol: CallProtocol.TCP }, LOAD_BALANCER],
    ['a name alone', { dnsOnly: true }, CLOUD_MAP],
    ['callers from the internet', { internet: true }, LOAD_BALANCER],
    ['callers from the internet into a namespace', { internet: true, sameNamespace: true }, LOAD_BALANCER],
    ['host mode', { networkMode: HOST }, LATTICE],
    ['host mode with CodeDeploy', { networkMode: HOST, deploymentController: 'CODE_DEPLOY' }, LOAD_BALANCER],
    ['CodeDeploy', { deploymentController: 'CODE_DEPLOY' }, LOAD_BALANCER],
    ['an external controller', { deploymentController: 'EXTERNAL' }, LOAD_BALANCER],
    ['Windows', { windows: true }, LATTICE],
    ['UDP', { protocol: CallProtocol.UDP }, LOAD_BALANCER],
    ['weights or rules', { sameNamespace: true, routing: true }, LATTICE],
    ['none mode', { networkMode: NONE }, undefined],
    ['ECS Anywhere', { external: true }, undefined],
  ])('for %s', (_, facts, method) => {
    expect(Interconnect.between(facts).method).toBe(method);
  });
});

test('App Mesh is never offered, and why is said', () => {
  expect(Interconnect.between({}).excluded).toEqual([{ method: APP_MESH, reason: 'ended on 30 September 2026' }]);
});

test('all reasons against a method are told at once', () => {
  const { excluded } = Interconnect.between({ networkMode: HOST, windows: true, deploymentController: 'CODE_DEPLOY', internet: true });
  expect(excluded.find(({ method }) => method === SERVICE_CONNECT)?.reason).toBe('takes the network mode awsvpc or bridge; does not run with Windows; '
    + 'takes services that ECS itself deploys; its names are known to tasks of the namespace alone');
  expect(excluded.find(({ method }) => method === LATTICE)?.reason).toBe(
    'does not go with CodeDeploy; is reached from VPCs that are associated with its network');
});

test.each<[InterconnectOptions, InterconnectMethod, string]>([
  [{ sameNamespace: false }, SERVICE_CONNECT, 'joins services of one namespace'],
  [{ otherComputeTypes: true }, SERVICE_CONNECT, 'joins services of ECS and nothing else'],
  [{ routing: true }, CLOUD_MAP, 'answers with addresses and routes nothing'],
])('%j is against %s', (facts, method, reason) => {
  expect(Interconnect.between(facts).excluded).toContainEqual({ method, reason });
});

test('what is known to be otherwise is against nothing', () => {
  const { excluded } = Interconnect.between({ sameNamespace: true, otherComputeTypes: false, routing: false, windows: false });
  expect(excluded.map(({ method }) => method)).toEqual([APP_MESH]);
});

test('the reasons say why it comes first and what it gives', () => {
  expect(Interconnect.between({ crossAccount: true, otherComputeTypes: true, networkMode: HOST }).reasons).toEqual([
    'it spans accounts and kinds of compute',
    'it gives routing by path, header and weight, and IAM authorization, over VPCs, accounts and kinds of compute (targets of type instance)',
  ]);
});

test('a method that is second best does not get the reason of the first', () => {
  expect(Interconnect.between({ sameNamespace: true, windows: true }).reasons).toEqual([
    'it gives routing by path, header and weight, and IAM authorization, over VPCs, accounts and kinds of compute',
  ]);
});

test.each<[string, InterconnectOptions, InterconnectMethod, string]>([
  ['the records of awsvpc', { networkMode: AWSVPC }, CLOUD_MAP, 'names and addresses; balancing and retries are left to callers (A, AAAA or SRV records)'],
  ['the records of bridge', { networkMode: BRIDGE }, CLOUD_MAP,
    'names and addresses; balancing and retries are left to callers (SRV records, which callers must know to read)'],
  ['a balancer for UDP', { protocol: CallProtocol.UDP }, CLOUD_MAP, 'names and addresses; balancing and retries are left to callers'],
])('another method names %s', (_, facts, method, reason) => {
  expect(Interconnect.between(facts).others).toContainEqual({ method, reason });
});

test('over accounts, Service Connect needs the namespace to be shared', () => {
  expect(Interconnect.between({ sameNamespace: true, crossAccount: true }).reasons[1]).toMatch(
    /; the namespace is shared through AWS RAM, and the VPCs must reach each other$/);
  expect(Interconnect.between({ sameNamespace: true, crossVpc: true }).reasons[1]).toMatch(/; the VPCs must reach each other$/);
});

test('a balancer is of layer 4 for TCP, and of layer 7 for HTTP', () => {
  const layer4 = 'it gives a Network Load Balancer, open to the internet or internal';
  expect(Interconnect.between({ protocol: CallProtocol.UDP }).reasons).toEqual([layer4]);
  expect(Interconnect.between({ crossVpc: true, protocol: CallProtocol.TCP }).reasons).toContain(layer4);
  expect(Interconnect.between({ internet: true }).reasons).toEqual(['callers come from the internet',
    'it gives an Application Load Balancer, open to the internet or internal, with rules by host, path, header and weight']);
});

test('where nothing reaches the tasks, that is said', () => {
  expect(Interconnect.between({ networkMode: NONE })).toEqual(expect.objectContaining({
    method: undefined,
    others: [],
    reasons: ['no method reaches these tasks: change what excludes them, or let them call out and poll'],
  }));
});

test('every method is recommended, another way, or excluded with a reason', () => {
  fc.assert(fc.property(FACTS, (facts) => {
    const { excluded, method, others, reasons } = Interconnect.between(facts);
    const told = [...(method === undefined ? [] : [method]), ...[...others, ...excluded].map((each) => each.method)];
    expect(told.sort()).toEqual([...METHODS].sort());
    expect([...reasons, ...[...others, ...excluded].map(({ reason }) => reason)].filter((reason) => reason === '')).toEqual([]);
    expect(reasons.length).toBeGreaterThan(0);
  }));
});

test('one more fact that is known excludes no less', () => {
  fc.assert(fc.property(FACTS, fc.constantFrom('networkMode', 'protocol', 'windows', 'external', 'internet', 'routing', 'deploymentController'), (facts, forgotten) => {
    const excluded = (known: InterconnectOptions) => Interconnect.between(known).excluded.map(({ method }) => method);
    expect(excluded(facts)).toEqual(expect.arrayContaining(excluded({ ...facts, [forgotten]: undefined })));
  }));
});

test.each([
  ['awsvpc', 'use Service Connect'],
  ['bridge', 'use Service Connect'],
  ['host', 'use Cloud Map SRV records or a load balancer'],
  ['none', 'use awsvpc, which gives tasks an address'],
  ['default', 'use a load balancer or Cloud Map SRV records'],
] as const)('with the network mode %s, an error ends with: %s', (mode, remedy) => {
  expect(interconnectFor(mode)).toBe(remedy);
});

test.each(['ECS', 'CODE_DEPLOY', 'EXTERNAL'])('advises no method whose construct refuses the controller %s', (deploymentController) => {
  const excluded = Interconnect.between({ deploymentController }).excluded.map(({ method }) => method);
  expect(excluded.includes(LATTICE)).toBe(checkLatticeService({ controller: deploymentController }).length > 0);
  expect(excluded.includes(CLOUD_MAP)).toBe(checkService({ controller: deploymentController }).length > 0);
});
