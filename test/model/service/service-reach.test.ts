import { either, readServiceReach } from '../../../src/model/service/service-reach';

const UNKNOWN = { Ref: 'Parameter' };
const CONNECT = { Enabled: true, Services: [{ PortName: 'http' }] };
const NOBODY = { balanced: false, asked: false, registered: false, reached: false };

test.each([
  [{}, NOBODY],
  [{ LoadBalancers: [], ServiceRegistries: [], VpcLatticeConfigurations: [] }, NOBODY],
  [{ LoadBalancers: [{}] }, { balanced: true, asked: true, registered: false, reached: true }],
  [{ VpcLatticeConfigurations: [{}] }, { balanced: false, asked: true, registered: false, reached: true }],
  [{ ServiceRegistries: [{}] }, { balanced: false, asked: false, registered: true, reached: true }],
  [{ ServiceConnectConfiguration: CONNECT }, { ...NOBODY, reached: true }],
  [{ ServiceConnectConfiguration: { ...CONNECT, Enabled: false } }, NOBODY],
  [{ ServiceConnectConfiguration: { Enabled: true } }, NOBODY],
  [{ ServiceConnectConfiguration: { ...CONNECT, Enabled: UNKNOWN } }, { ...NOBODY, reached: undefined }],
  [{ ServiceConnectConfiguration: { ...CONNECT, Services: UNKNOWN } }, { ...NOBODY, reached: undefined }],
  [{ ServiceConnectConfiguration: UNKNOWN }, { ...NOBODY, reached: undefined }],
  [{ LoadBalancers: UNKNOWN }, { balanced: undefined, asked: undefined, registered: false, reached: undefined }],
  [{ LoadBalancers: UNKNOWN, ServiceRegistries: [{}] }, { balanced: undefined, asked: undefined, registered: true, reached: true }],
])('%j is %j', (service, reach) => {
  expect(readServiceReach(service)).toEqual(reach);
});

test('one of two is enough, and what is not known may be', () => {
  expect([either(true, undefined), either(undefined, true), either(false, true)]).toEqual([true, true, true]);
  expect([either(false, undefined), either(undefined, false), either(false, false)]).toEqual([undefined, undefined, false]);
});
