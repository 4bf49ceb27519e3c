import { advise, refuse } from '../../../src/model/finding';
import {
  AccessLogFacts, BalancerAddressFacts, BalancerPlaceFacts, checkAccessLogs, checkBalancerAddresses, checkBalancerPlace, checkExposure,
  checkIdleTimeout, checkRouteCount, checkSourceCount, checkWebAcl, ExposureFacts,
} from '../../../src/model/traffic/load-balancer';

test('an idle timeout is 1 to 4000 seconds', () => {
  expect(checkIdleTimeout(4001)).toEqual([
    refuse('LoadBalancer.IdleTimeout', 'idleTimeout', 'takes whole seconds from 1 to 4000, got 4001; the nearest is 4000'),
  ]);
  expect(checkIdleTimeout(0)).toHaveLength(1);
  expect([1, 4000, undefined].flatMap((seconds) => checkIdleTimeout(seconds))).toEqual([]);
});

describe('place', () => {
  test.each<[BalancerPlaceFacts, string, string]>([
    [{ internetFacing: true, publicSubnetsOfVpc: 0 }, 'LoadBalancer.NoPublicSubnets',
      'must be public for an internet-facing load balancer, got a VPC that knows of none; set `internal`, or name subnets'],
    [{ internetFacing: true, publicSubnetsOfVpc: 0, zones: 0 }, 'LoadBalancer.NoPublicSubnets',
      'must be public for an internet-facing load balancer, got a VPC that knows of none; set `internal`, or name subnets'],
    [{ zones: 1 }, 'LoadBalancer.OneZone', 'must be in 2 availability zones at the least, got 1; take a VPC with more zones, or name subnets'],
  ])('%p is refused', (facts, id, text) => {
    expect(checkBalancerPlace(facts)).toEqual([refuse(id, 'vpcSubnets', text)]);
  });

  test('the internet has no way to private subnets', () => {
    expect(checkBalancerPlace({ internetFacing: true, publicSubnets: false, zones: 2 })).toEqual([advise('LoadBalancer.PrivateSubnets', 'vpcSubnets',
      'should be public for an internet-facing load balancer, got private ones, to which the internet has no way; set `internal`, or choose others')]);
  });

  test.each<BalancerPlaceFacts>([
    {},
    { internetFacing: true, publicSubnetsOfVpc: 2, zones: 2 },
    { internetFacing: true, publicSubnets: true, zones: 3 },
    { internetFacing: false, publicSubnetsOfVpc: 0, publicSubnets: false, zones: 2 },
    { network: true, zones: 1 },
  ])('%p gets through', (facts) => {
    expect(checkBalancerPlace(facts)).toEqual([]);
  });
});

describe('addresses', () => {
  test.each<[BalancerAddressFacts, string, string]>([
    [{ ipAddressType: 'ipv4', ipv6Targets: true }, 'LoadBalancer.Ipv4Only', 'must be dualstack in front of tasks with IPv6 addresses only, got ipv4; take DUAL_STACK'],
    [{ ipAddressType: 'dualstack-without-public-ipv4', internetFacing: false }, 'LoadBalancer.InternalWithoutPublicIpv4',
      'must be ipv4 or dualstack inside a VPC, where no address is public, got dualstack-without-public-ipv4; take DUAL_STACK'],
    [{ ipAddressType: 'dualstack-without-public-ipv4', internetFacing: false, network: true }, 'LoadBalancer.NetworkWithoutPublicIpv4',
      'must be ipv4 or dualstack for a network load balancer, got dualstack-without-public-ipv4; take DUAL_STACK'],
  ])('%p is refused', (facts, id, text) => {
    expect(checkBalancerAddresses(facts)).toEqual([refuse(id, 'ipAddressType', text)]);
  });

  test('a login needs a way out over IPv4', () => {
    expect(checkBalancerAddresses({ ipAddressType: 'dualstack-without-public-ipv4', internetFacing: true, login: true })).toEqual([
      advise('LoadBalancer.LoginOverIpv4', 'ipAddressType', 'leaves the login without a way to its identity provider, which is reached over IPv4, ' +
        'got dualstack-without-public-ipv4; take DUAL_STACK, or have a NAT gateway'),
    ]);
  });

  test.each<BalancerAddressFacts>([
    {},
    { ipAddressType: 'ipv4', login: true },
    { ipAddressType: 'dualstack', internetFacing: false, ipv6Targets: true, login: true },
    { ipAddressType: 'dualstack-without-public-ipv4', internetFacing: true, ipv6Targets: true },
    { ipAddressType: 'dualstack-without-public-ipv4' },
    { ipAddressType: 'dualstack', network: true, ipv6Targets: true },
    { network: true },
    { ipv6Targets: true, login: true },
  ])('%p gets through', (facts) => {
    expect(checkBalancerAddresses(facts)).toEqual([]);
  });
});

describe('listeners without TLS', () => {
  test.each([
    [['TCP'], 'TCP'], [['TLS', 'UDP'], 'UDP'], [['TCP', 'UDP', 'TCP'], 'TCP and UDP'], [['TCP_UDP', undefined], 'TCP_UDP'],
  ])('%p that are open without a word are advised against', (protocols, got) => {
    expect(checkExposure({ protocols })).toEqual([advise('LoadBalancer.OpenWithoutTls', 'internal',
      `should be decided where a listener is without TLS, got ${got} open to the internet;` +
      ' set it to true, or to false where clients encrypt by themselves, or name `allowedSources`')]);
  });

  test.each<ExposureFacts>([
    { internal: true, protocols: ['TCP'] },
    { internal: false, protocols: ['TCP'] },
    { sources: 0, protocols: ['TCP'] },
    { protocols: ['TLS', undefined] },
    { protocols: [] },
  ])('%p gets through', (facts) => {
    expect(checkExposure(facts)).toEqual([]);
  });
});

test('sources in more rules than a security group takes are advised against', () => {
  const text = (rules: number) => `take ${rules} rules of a security group, of which AWS gives 60 unless the account's quota was raised; raise it, or take wider ranges`;
  expect(checkSourceCount({ ipv4: 31, ipv6: 0, ports: 2 })).toEqual([advise('LoadBalancer.SourcesQuota', 'allowedSources', text(62))]);
  expect(checkSourceCount({ ipv4: 0, ipv6: 61, ports: 1 })).toEqual([advise('LoadBalancer.SourcesQuota', 'allowedSources', text(61))]);
  expect(checkSourceCount({ ipv4: 30, ipv6: 30, ports: 2 })).toEqual([]);
});

test('the one route that crosses the quota is advised against', () => {
  expect(checkRouteCount(101)).toEqual([advise('LoadBalancer.RoutesQuota', '',
    'gives its load balancer target group number 101, of which AWS allows 100, and does not raise that; put some services behind a second load balancer')]);
  expect([1, 100, 102].flatMap(checkRouteCount)).toEqual([]);
});

describe('access logs', () => {
  test.each<[AccessLogFacts, string, string, string]>([
    [{ encryption: 'customer-key' }, 'BalancerAccessLogs.CustomerKey', 'bucket',
      'must be encrypted by S3 itself, got a bucket with a KMS key, which an application load balancer cannot use; take one with BucketEncryption.S3_MANAGED'],
    [{ encryption: 'aws-key' }, 'BalancerAccessLogs.AwsKey', 'bucket',
      'must be encrypted by S3 itself, got a bucket with the key aws/s3, which log delivery cannot use; take one with BucketEncryption.S3_MANAGED'],
    [{ network: true, encryption: 'aws-key' }, 'BalancerAccessLogs.AwsKey', 'bucket',
      'must be encrypted by S3 itself, got a bucket with the key aws/s3, which log delivery cannot use; take one with BucketEncryption.S3_MANAGED'],
    [{ bucketRegion: 'us-east-1', region: 'eu-west-1' }, 'BalancerAccessLogs.Region', 'bucket',
      'must be in the region of the load balancer, eu-west-1, got one in us-east-1; take another bucket'],
    [{ prefix: 'web/AWSLogs' }, 'BalancerAccessLogs.Prefix', 'prefix',
      'must not hold AWSLogs, which the load balancer adds itself, got "web/AWSLogs"; leave it out'],
  ])('%p are refused', (facts, id, path, text) => {
    expect(checkAccessLogs(facts)).toEqual([refuse(id, path, text)]);
  });

  test.each<AccessLogFacts>([
    {}, { encryption: 's3', prefix: 'web' }, { network: true, encryption: 'customer-key' },
    { bucketRegion: 'eu-west-1', region: 'eu-west-1' }, { bucketRegion: 'eu-west-1' }, { region: 'eu-west-1' },
  ])('%p get through', (facts) => {
    expect(checkAccessLogs(facts)).toEqual([]);
  });
});

test('a web ACL is regional', () => {
  for (const arn of ['arn:aws:wafv2:us-east-1:111122223333:global/webacl/web/1', '']) {
    expect(checkWebAcl(arn)).toEqual([refuse('WebAcl.NotRegional', '',
      `must be the ARN of a WAFv2 web ACL with scope REGIONAL, got "${arn}"; its resource part starts with regional/webacl/`)]);
  }
  expect(['arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/1', undefined].flatMap(checkWebAcl)).toEqual([]);
});
