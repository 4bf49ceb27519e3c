import { TemplateSet } from '../../../src/model/template/template-set';
import { callsIn } from '../../../src/model/workload/calls';
import { endpointsOf, membersIn, namespacesIn } from '../../../src/model/workload/connect';

const PARAMETER = { Ref: 'Parameter' };

/** Services in Service Connect by their ids; each is a task with a port `http`, and with an environment. */
function setOf(services: Record<string, Partial<Record<'config' | 'rest', object>> & { readonly env?: unknown[] }>, resources: object = {}): TemplateSet {
  const all = Object.entries(services).flatMap(([id, { config = {}, env = [], rest = {} }]) => [
    [id, {
      Type: 'AWS::ECS::Service',
      Properties: {
        Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: `${id}Task` }, ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', ...config },
      },
      ...rest,
    }],
    [`${id}Task`, {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'awsvpc',
        ContainerDefinitions: [{
          Name: 'app', PortMappings: [{ ContainerPort: 80, Name: 'http' }], Environment: env.map((value, index) => ({ Name: `V${index}`, Value: value })),
        }],
      },
    }],
  ]);
  return TemplateSet.of([{ name: 'a', template: { Resources: { ...Object.fromEntries(all), ...resources } } }]);
}

const serving = (alias: unknown, port: unknown = 80) => ({ Services: [{ PortName: 'http', ClientAliases: [{ DnsName: alias, Port: port }] }] });
const called = (set: TemplateSet) => callsIn(set).map(({ address, client, server, waits }) => `${client.logicalId} ${address} ${server.logicalId} ${waits}`);

test('members are the services that are known to be in it', () => {
  const set = setOf({ A: {}, B: { config: { Enabled: false } }, C: { config: { Enabled: PARAMETER } } });
  expect(membersIn(set).map(({ workload }) => workload.service.logicalId)).toEqual(['A']);
  expect(membersIn(set)).toBe(membersIn(set));
});

test('a member without a namespace has that of its cluster', () => {
  const cluster = (defaults?: object) => ({ Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ServiceConnectDefaults: defaults } } });
  const one = (config: object, resources: object = {}) => membersIn(setOf({ A: { config } }, resources))[0];
  expect(one({ Namespace: undefined }, cluster({ Namespace: 'all' }))).toMatchObject({ hasClusterDefault: true, namespace: { name: 'all' } });
  expect(one({ Namespace: undefined }, cluster())).toMatchObject({ hasClusterDefault: false, namespace: undefined });
  expect(one({ Namespace: undefined })).toMatchObject({ hasClusterDefault: undefined, namespace: undefined });
  expect(one({ Namespace: 'own' }, cluster({ Namespace: 'all' }))).toMatchObject({ namespace: { name: 'own' } });
  expect(one({ Namespace: PARAMETER }, cluster({ Namespace: 'all' }))).toMatchObject({ namespace: { name: undefined, key: 'a {"Ref":"Parameter"}' } });
});

test('members are together by their namespaces', () => {
  const set = setOf({ A: {}, B: { config: { Namespace: 'other' } }, C: {}, D: { config: { Namespace: undefined } } });
  expect([...namespacesIn(set)].map(([key, members]) => [key, members.map(({ workload }) => workload.service.logicalId)])).toEqual([['a "shop"', ['A', 'C']], ['a "other"', ['B']]]);
});

test('an endpoint has the names that it has where nothing is written', () => {
  const endpoint = (entry: object, config: object = {}) => endpointsOf(membersIn(setOf({ A: { config: { ...config, Services: [entry] } } }))[0])[0];
  expect(endpoint({ PortName: 'http', DiscoveryName: 'web', ClientAliases: [{ DnsName: 'www', Port: 81 }] })).toMatchObject({
    index: 0, discoveryName: 'web', alias: 'www', aliasPort: 81, port: { port: 80 },
  });
  expect(endpoint({ PortName: 'http', ClientAliases: [{ Port: 81 }] })).toMatchObject({ discoveryName: 'http', alias: 'http.shop', aliasPort: 81 });
  expect(endpoint({ PortName: 'http', ClientAliases: [{ Port: 81 }] }, { Namespace: PARAMETER })).toMatchObject({ discoveryName: 'http', alias: undefined });
  expect(endpoint({ PortName: 'http', DiscoveryName: PARAMETER, ClientAliases: [{ Port: 81 }] })).toMatchObject({ discoveryName: undefined, alias: undefined });
  expect(endpoint({ PortName: 'none', ClientAliases: [{ DnsName: PARAMETER }] })).toMatchObject({ discoveryName: 'none', alias: undefined, port: undefined });
  expect(endpoint({ PortName: PARAMETER })).toMatchObject({ discoveryName: undefined, alias: undefined, port: undefined });
});

test('entries that are not known are no endpoints', () => {
  expect(membersIn(setOf({ A: { config: { Services: PARAMETER } } })).flatMap(endpointsOf)).toEqual([]);
});

test('who calls whom is in environments', () => {
  const api = { config: serving('api', 8080) };
  const client = (...env: unknown[]) => called(setOf({ Api: api, Web: { env } }));
  expect(client('http://api:8080', 'api:8080')).toEqual(['Web api:8080 Api false']);
  expect(client('http://api')).toEqual([]);
  expect(client('api')).toEqual([]);
  expect(client(PARAMETER)).toEqual([]);
  expect(client('http://api.shop:8080')).toEqual([]);
  expect(called(setOf({ Api: { config: serving(PARAMETER), env: [] }, Web: { env: ['http://api'] } }))).toEqual([]);
  expect(called(setOf({ Api: { config: serving('api', PARAMETER) }, Web: { env: ['http://api'] } }))).toEqual([]);
});

test('a service that calls itself, and one of another namespace, wait for nobody', () => {
  expect(called(setOf({ Api: { config: serving('api'), env: ['http://api'] } }))).toEqual([]);
  expect(called(setOf({ Api: { config: serving('api') }, Web: { config: { Namespace: 'other' }, env: ['http://api'] } }))).toEqual([]);
});

test('a client waits for its server, or cannot', () => {
  const services = (client: object, server: object) => setOf({ Api: { config: serving('api'), rest: server }, Web: { env: ['http://api'], rest: client } });
  expect(called(services({ DependsOn: 'Api' }, {}))).toEqual(['Web api:80 Api true']);
  expect(called(services({}, { DependsOn: ['Web'] }))).toEqual(['Web api:80 Api undefined']);
  expect(called(services({}, {}))).toEqual(['Web api:80 Api false']);
});

test('of two that call each other, one may wait', () => {
  const set = setOf({ A: { config: serving('a'), env: ['http://b'] }, B: { config: serving('b'), env: ['http://a'], rest: { DependsOn: 'A' } } });
  expect(called(set)).toEqual(['A b:80 B undefined', 'B a:80 A true']);
});
