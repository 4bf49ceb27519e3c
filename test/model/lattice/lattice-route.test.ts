import { sentence } from '../../../src/model/finding';
import { checkLatticeArn, checkLatticeRoute, LatticeRouteFacts } from '../../../src/model/lattice/lattice-route';

const route: LatticeRouteFacts = { https: true, hasDomain: false, hasCertificate: false, hasZone: false, isReached: true };

test.each<[Partial<LatticeRouteFacts>, string]>([
  [{ port: 70000 }, 'error LatticeRoute.Port: `port` takes whole numbers from 1 to 65535, got 70000; the nearest is 65535'],
  [{ hasDomain: true }, 'error LatticeRoute.NoCertificate: `certificate` is needed for HTTPS at a domain of your own, got none; ' +
    'name one, or the hostedZone that lets one be made'],
  [{ hasCertificate: true }, 'error LatticeRoute.NoDomain: `domainName` goes with a certificate or a hosted zone, got a certificate without one; ' +
    'name the domain'],
  [{ hasZone: true }, 'error LatticeRoute.NoDomain: `domainName` goes with a certificate or a hosted zone, got a hosted zone without one; name the domain'],
  [{ hasDomain: true, hasZone: true, privateZone: true }, 'error Domain.PrivateZone: `hostedZone` must be public to validate a certificate, got a private zone, ' +
    'where ACM cannot look; name a `certificate` that exists already'],
  [{ isReached: false }, 'warning LatticeRoute.Unreachable: `networkArn` is how callers reach the service, got neither a network nor somebody to ' +
    'share the service with; name one of them'],
])('%j', (facts, message) => {
  expect(checkLatticeRoute({ ...route, ...facts }).map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`)).toEqual([message]);
});

test.each<[Partial<LatticeRouteFacts>]>([
  [{ port: 8443 }],
  [{ hasDomain: true, https: false }],
  [{ hasDomain: true, hasCertificate: true }],
  [{ hasDomain: true, hasZone: true }],
  [{ hasDomain: true, hasZone: true, privateZone: true, hasCertificate: true }],
  [{ hasDomain: true, hasZone: true, privateZone: true, https: false }],
])('%j is well', (facts) => {
  expect(checkLatticeRoute({ ...route, ...facts })).toEqual([]);
});

test('ARNs', () => {
  const service = 'arn:aws-cn:vpc-lattice:cn-north-1:111122223333:service/svc-0123456789abcdef0';
  expect(checkLatticeArn('listener', 'listenerArn', `${service}/listener/listener-0123456789abcdef0`)).toEqual([]);
  expect(checkLatticeArn('network', 'networkArn', 'arn:aws:vpc-lattice:eu-west-1:111122223333:servicenetwork/sn-0123456789abcdef0')).toEqual([]);
  expect(checkLatticeArn('network', 'networkArn', undefined)).toEqual([]);
  expect(checkLatticeArn('listener', 'listenerArn', service).map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    `LatticeRoute.ListenerArn: \`listenerArn\` is the ARN of a listener of VPC Lattice, …:service/svc-…/listener/listener-…, got '${service}'`,
  ]);
  expect(checkLatticeArn('network', 'networkArn', 'shop').map((finding) => `${finding.id}: ${sentence(finding)}`)).toEqual([
    'LatticeRoute.NetworkArn: `networkArn` is the ARN of a service network, …:servicenetwork/sn-…, got \'shop\'',
  ]);
});
