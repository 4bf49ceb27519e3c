import { advise, refuse } from '../../../src/model/finding';
import { checkMeshTls } from '../../../src/model/mesh/mesh-tls';

test.each(['bridge', 'host', 'none', 'default'] as const)('a server in the network mode %s has no TLS', (networkMode) => {
  expect(checkMeshTls({ networkMode })).toEqual([
    refuse('MeshTls.NetworkMode', '', `takes tasks in the network mode awsvpc, got ${networkMode}; change the mode or leave TLS out`),
  ]);
});

test.each(['RSA_2048', 'ECC_NIST_P256', 'HMAC_256'])('a key of the kind %s encrypts no certificates', (keySpec) => {
  expect(checkMeshTls({ keySpec })).toEqual([refuse('MeshTls.AsymmetricKey', 'encryptionKey',
    `must be a symmetric key, got ${keySpec}; take one with the key spec SYMMETRIC_DEFAULT, or leave it out`)]);
});

test('an authority that issues more than short-lived certificates is dear', () => {
  expect(checkMeshTls({ usageMode: 'GENERAL_PURPOSE' })).toEqual([advise('MeshTls.GeneralPurpose', 'authority',
    'must be in the mode SHORT_LIVED_CERTIFICATE, which is enough for certificates of 7 days and costs less, got GENERAL_PURPOSE; make it with that usageMode')]);
});

test('what fits, and what nobody knows, is not refused', () => {
  expect(checkMeshTls({ networkMode: 'awsvpc', keySpec: 'SYMMETRIC_DEFAULT', usageMode: 'SHORT_LIVED_CERTIFICATE' })).toEqual([]);
  expect(checkMeshTls({})).toEqual([]);
});
