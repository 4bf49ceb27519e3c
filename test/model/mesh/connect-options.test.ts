import { refuse } from '../../../src/model/finding';
import { checkAliasCount, checkConnectOptions } from '../../../src/model/mesh/connect-options';

test('somebody has to name the namespace', () => {
  expect(checkConnectOptions({ hasNamespace: false, hasClusterDefault: false })).toEqual([refuse('ServiceConnect.NoNamespace', 'namespace',
    'must be named where the cluster has no default for Service Connect, got none; name a namespace of Cloud Map')]);
});

test('access logs are written among the logs of the proxies', () => {
  expect(checkConnectOptions({ hasAccessLogs: true, hasLogs: false })).toEqual([refuse('ServiceConnect.AccessLogs', 'accessLogConfiguration',
    'must have LogConfiguration beside it, got none; name where the proxies log to')]);
});

test.each([
  {}, { hasNamespace: true, hasClusterDefault: false }, { hasNamespace: false, hasClusterDefault: true },
  { hasNamespace: false }, { hasClusterDefault: false },
  { hasAccessLogs: true, hasLogs: true }, { hasAccessLogs: false, hasLogs: false }, { hasAccessLogs: true }, { hasLogs: false },
])('nothing is wrong with %j', (facts) => {
  expect(checkConnectOptions(facts)).toEqual([]);
});

test('an entry has one alias', () => {
  expect(checkAliasCount(2)).toEqual([refuse('ServiceConnect.TwoAliases', 'clientAliases',
    'must hold one alias, got 2; give each of the others an entry with a port name of its own')]);
  expect([undefined, 0, 1].flatMap(checkAliasCount)).toEqual([]);
});
