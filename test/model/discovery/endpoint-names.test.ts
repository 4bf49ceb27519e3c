import { checkEndpointNames, checkRegisteredName, EndpointNames } from '../../../src/model/discovery/endpoint-names';
import { sentence } from '../../../src/model/finding';

const API: EndpointNames = { path: 'Mesh/Api', service: 'Api', portName: 'http', discoveryName: 'api', alias: 'api', aliasPort: 8080 };
const texts = (endpoint: EndpointNames) => checkEndpointNames(endpoint, [API]).map((finding) => `${finding.id}: ${sentence(finding)}`);

test.each<[string, Partial<EndpointNames>]>([
  ['other names', { discoveryName: 'orders', alias: 'orders' }],
  ['one alias on two ports', { discoveryName: 'api-grpc', aliasPort: 9090 }],
  ['names that only the deployment knows', { discoveryName: undefined, alias: undefined }],
  ['a port that only the deployment knows', { discoveryName: 'orders', aliasPort: undefined }],
])('takes %s', (_what, names) => {
  expect(texts({ ...API, path: 'Mesh/Orders', service: 'Orders', ...names })).toEqual([]);
});

test('refuses a discovery name that another service has', () => {
  expect(texts({ ...API, path: 'Mesh/Orders', service: 'Orders', alias: 'orders' })).toEqual([
    "ServiceConnect.SameDiscoveryName: `discoveryName` must be unique in the namespace, got 'api', which Mesh/Api has; take another",
  ]);
});

test('refuses a discovery name that another port of the service has', () => {
  expect(texts({ ...API, path: 'Mesh/Grpc', portName: 'grpc', aliasPort: 9090 })).toEqual([
    "ServiceConnect.SameDiscoveryName: `discoveryName` must be unique in the namespace, got 'api', which Mesh/Api has; take another",
  ]);
});

test('refuses a second alias of one entry', () => {
  expect(texts({ ...API, path: 'Mesh/Again', alias: 'also' })).toEqual([
    'ServiceConnect.TwoAliases: `alias` must be the only one of its entry, got a second for the port of Mesh/Api; give this one a discoveryName of its own',
  ]);
});

test('refuses an alias that another endpoint has with the same port', () => {
  expect(texts({ ...API, path: 'Mesh/Orders', service: 'Orders', discoveryName: 'orders' })).toEqual([
    'ServiceConnect.SameEndpoint: `alias` must be unique in the namespace together with its port, got api:8080, which Mesh/Api has; take another name or port',
  ]);
});

test.each<[string | undefined, string[]]>([
  ['orders', []],
  [undefined, []],
  ['api', ["CloudMapRegistration.SameName: `name` must be unique in the namespace, got 'api', which Mesh/Api has; take another"]],
])('a service that Cloud Map knows as %s', (name, expected) => {
  const nameless = { path: 'Mesh/Client', service: 'Client' };
  expect(checkRegisteredName(name, [nameless, API]).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual(expected);
});

test('endpoints whose names only the deployment knows are no double of each other', () => {
  const unknown = { path: 'Mesh/First', service: 'First' };
  expect(checkEndpointNames({ ...unknown, path: 'Mesh/Second' }, [unknown])).toEqual([]);
  expect(checkEndpointNames({ ...unknown, aliasPort: 80 }, [{ ...unknown, aliasPort: 80 }])).toEqual([]);
});
