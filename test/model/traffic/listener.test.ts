import { refuse } from '../../../src/model/finding';
import { checkCertificateRegion, checkListener, checkListenerPorts, checkNetworkListener, ListenerFacts, NetworkListenerFacts } from '../../../src/model/traffic/listener';

const NEEDS_HTTPS = 'takes an HTTPS listener, got an HTTP one; serve HTTPS or leave it out';

test.each<[ListenerFacts, string, string]>([
  [{ protocol: 'HTTP', login: true }, 'Listener.LoginNeedsHttps', 'login'],
  [{ protocol: 'HTTP', clientCertificates: true }, 'Listener.MutualTlsNeedsHttps', 'clientCertificates'],
])('a listener of %p is refused', (facts, id, path) => {
  expect(checkListener(facts)).toEqual([refuse(id, path, NEEDS_HTTPS)]);
});

test.each<ListenerFacts>([
  {}, { protocol: 'HTTP' }, { protocol: 'HTTPS', login: true, clientCertificates: true }, { login: true, clientCertificates: true },
])('a listener of %p gets through', (facts) => {
  expect(checkListener(facts)).toEqual([]);
});

test.each<[NetworkListenerFacts, string, string, string]>([
  [{ protocol: 'HTTP' }, 'Listener.NetworkProtocol', 'protocol', 'must be TCP, TLS, UDP or TCP_UDP on a network load balancer, got HTTP; name one of them'],
  [{ protocol: 'HTTPS', certificates: 1 }, 'Listener.NetworkProtocol', 'protocol',
    'must be TCP, TLS, UDP or TCP_UDP on a network load balancer, got HTTPS; name one of them'],
  [{ protocol: 'UDP', certificates: 1 }, 'Listener.CertificateNeedsTls', 'certificates', 'take the protocol TLS, got UDP; leave one of them out'],
  [{ listenerPort: 0 }, 'Listener.Port', 'listenerPort', 'takes whole numbers from 1 to 65535, got 0; the nearest is 1'],
  [{ listenerPort: 70000, protocol: 'TCP' }, 'Listener.Port', 'listenerPort', 'takes whole numbers from 1 to 65535, got 70000; the nearest is 65535'],
])('a network listener of %p is refused', (facts, id, path, text) => {
  expect(checkNetworkListener(facts)).toEqual([refuse(id, path, text)]);
});

test.each<NetworkListenerFacts>([
  {}, { certificates: 1 }, { protocol: 'TLS', certificates: 2 }, { protocol: 'TCP', certificates: 0, listenerPort: 65535 }, { protocol: 'TCP_UDP', listenerPort: 1 },
])('a network listener of %p gets through', (facts) => {
  expect(checkNetworkListener(facts)).toEqual([]);
});

test('a port has one listener', () => {
  expect(checkListenerPorts([53, 80, 53])).toEqual([refuse('Listener.PortTaken', 'listeners',
    'must have ports that are unique on a load balancer, got 53 twice; set `listenerPort` of one of them, or take TCP_UDP for both')]);
  expect(checkListenerPorts([53, 80, undefined, undefined])).toEqual([]);
});

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/1';

test('a certificate of another region is refused', () => {
  expect(checkCertificateRegion('certificates[0]', CERTIFICATE, 'eu-west-1')).toEqual([refuse('Listener.CertificateRegion', 'certificates[0]',
    'must be in the region of the load balancer, eu-west-1, got one in us-east-1; make or import it in eu-west-1')]);
});

test.each<[string | undefined, string | undefined]>([
  [CERTIFICATE, 'us-east-1'],
  [CERTIFICATE, undefined],
  [undefined, 'eu-west-1'],
  ['arn:aws:iam::111122223333:server-certificate/web', 'eu-west-1'],
  ['arn', 'eu-west-1'],
])('certificate %p in %p gets through', (arn, region) => {
  expect(checkCertificateRegion('certificates[0]', arn, region)).toEqual([]);
});
