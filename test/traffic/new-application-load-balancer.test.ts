import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, Duration, Stack } from 'aws-cdk-lib/core';
import { problems, serve, served } from './setting';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { ListenerLogin } from '../../src/traffic/listener-login';
import { LoadBalancerOptions } from '../../src/traffic/load-balancer-options';
import { MutualTls } from '../../src/traffic/mutual-tls';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { TrafficContext } from '../../src/traffic/traffic-strategy';
import { WebAcl } from '../../src/traffic/web-acl';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

function zoneOf(stack: Stack): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
}

function certificateOf(stack: Stack): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');
}

function loginOf(stack: Stack): ListenerLogin {
  return ListenerLogin.oidc({
    issuer: 'https://login.example.com',
    authorizationEndpoint: 'https://login.example.com/authorize',
    tokenEndpoint: 'https://login.example.com/token',
    userInfoEndpoint: 'https://login.example.com/userinfo',
    clientId: 'web',
    clientSecret: new secretsmanager.Secret(stack, 'Secret'),
  });
}

function subnetOf(stack: Stack, subnetId: string): ec2.ISubnet {
  return ec2.Subnet.fromSubnetAttributes(stack, subnetId, { subnetId, routeTableId: 'rtb-1' });
}

/** A stack with one service behind a balancer of these options. */
function stackOf(options: (stack: Stack) => LoadBalancerOptions, context: Partial<TrafficContext> = {}): Stack {
  const { stack, cluster } = platformStack();
  serve(stack, cluster, TrafficSource.loadBalancer(options(stack)), context);
  return stack;
}

function listeners(stack: Stack): { https: any; http: any } {
  const all = propertiesOf(stack, LISTENER);
  return { https: all.find(({ Port }) => Port === 443), http: all.find(({ Port }) => Port === 80) };
}

function attributes(stack: Stack): Record<string, string> {
  const { LoadBalancerAttributes } = theOnly(stack, BALANCER).Properties;
  return Object.fromEntries(LoadBalancerAttributes.map(({ Key, Value }: any) => [Key, Value]));
}

function balancerRules(stack: Stack): any[] {
  return propertiesOf(stack, 'AWS::EC2::SecurityGroup').find(({ GroupDescription }) => GroupDescription === 'Load balancer').SecurityGroupIngress;
}

describe('by a name in a zone', () => {
  const stack = stackOf((scope) => ({ domainName: 'www.example.com', hostedZone: zoneOf(scope) }));

  test('the balancer is public and drops malformed headers', () => {
    expect(theOnly(stack, BALANCER).Properties).toMatchObject({ Scheme: 'internet-facing', Type: 'application' });
    expect(attributes(stack)).toEqual({ 'deletion_protection.enabled': 'false', 'routing.http.drop_invalid_header_fields.enabled': 'true' });
  });

  test('the certificate is validated in the zone', () => {
    expect(theOnly(stack, 'AWS::CertificateManager::Certificate').Properties).toMatchObject({
      DomainName: 'www.example.com',
      DomainValidationOptions: [{ DomainName: 'www.example.com', HostedZoneId: 'Z1' }],
      ValidationMethod: 'DNS',
    });
  });

  test('HTTPS is served with TLS 1.3, and HTTP is sent to it for good', () => {
    const { http, https } = listeners(stack);
    const [certificate] = Object.keys(resourcesOf(stack, 'AWS::CertificateManager::Certificate'));
    expect(https).toMatchObject({ Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06', Certificates: [{ CertificateArn: { Ref: certificate } }] });
    expect(http).toMatchObject({
      Protocol: 'HTTP', DefaultActions: [{ Type: 'redirect', RedirectConfig: { Port: '443', Protocol: 'HTTPS', StatusCode: 'HTTP_301' } }],
    });
  });

  test('other names get status 404, and the service is behind the last rule', () => {
    expect(listeners(stack).https.DefaultActions).toEqual([
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'Not found' } },
    ]);
    expect(theOnly(stack, RULE).Properties).toMatchObject({
      Priority: 50000,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['www.example.com'] } }],
    });
  });

  test('the name leads to the balancer', () => {
    expect(theOnly(stack, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'www.example.com.', Type: 'A', HostedZoneId: 'Z1' });
  });

  test('anyone may connect to both ports', () => {
    expect(balancerRules(stack).map(({ CidrIp, FromPort }) => [CidrIp, FromPort])).toEqual([['0.0.0.0/0', 443], ['0.0.0.0/0', 80]]);
  });

  test('logical ids are a promise', () => {
    const ids = Object.keys(resourcesOf(stack)).filter((id) => id.startsWith('Web') && !/Task|Service|WebSecurityGroup/.test(id));
    expect(ids.sort()).toEqual([
      'WebAliasRecord22320298',
      'WebCertificateDA5CDDF6',
      'WebListenerRuleCABEA684',
      'WebLoadBalancer8E8983B1',
      'WebLoadBalancerListener761201E2',
      'WebLoadBalancerRedirectListener8C693E2E',
      'WebLoadBalancerSecurityGroupAAB6BB02',
      'WebTargetGroupFE6444AE',
    ]);
  });
});

test('balancer and listener are exposed', () => {
  const { bound } = served(TrafficSource.loadBalancer({ plainHttp: true }));
  expect(bound.loadBalancer).toBeInstanceOf(elbv2.ApplicationLoadBalancer);
  expect(bound.listener).toBe(bound.loadBalancer!.listeners[0]);
  expect(bound.certificate).toBeUndefined();
});

test('the certificate is exposed where one was made', () => {
  const { stack, cluster } = platformStack();
  const domain = { domainName: 'www.example.com', hostedZone: zoneOf(stack) };
  const made = serve(stack, cluster, TrafficSource.loadBalancer(domain)).bound;
  expect(made.certificate!.node.path).toBe('Stack/Web/Certificate');
  const given = serve(stack, cluster, TrafficSource.loadBalancer({ ...domain, certificates: [certificateOf(stack)] }), {}, 'Shop').bound;
  expect(given.certificate).toBeUndefined();
});

test('plain HTTP is one listener on port 80, and the service takes any path', () => {
  const stack = stackOf(() => ({ plainHttp: true }));
  expect(theOnly(stack, LISTENER).Properties).toMatchObject({ Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'fixed-response' }] });
  expect(theOnly(stack, RULE).Properties.Conditions).toEqual([{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }]);
  expect(balancerRules(stack)).toHaveLength(1);
});

test('plain HTTP may have a name', () => {
  const stack = stackOf((scope) => ({ plainHttp: true, domainName: 'www.example.com', hostedZone: zoneOf(scope) }));
  expect(resourcesOf(stack, 'AWS::CertificateManager::Certificate')).toEqual({});
  expect(propertiesOf(stack, 'AWS::Route53::RecordSet')).toHaveLength(1);
});

test('given certificates are used, and no zone is needed', () => {
  const stack = stackOf((scope) => ({ domainName: 'www.example.com', certificates: [certificateOf(scope)] }));
  expect(listeners(stack).https.Certificates).toEqual([{ CertificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/1' }]);
  expect(resourcesOf(stack, 'AWS::CertificateManager::Certificate')).toEqual({});
  expect(resourcesOf(stack, 'AWS::Route53::RecordSet')).toEqual({});
});

test('an internal balancer is in private subnets and admits the VPC', () => {
  const stack = stackOf(() => ({ plainHttp: true, internal: true }));
  const { Scheme, Subnets } = theOnly(stack, BALANCER).Properties;
  expect(Scheme).toBe('internal');
  expect(JSON.stringify(Subnets)).toContain('Private');
  expect(balancerRules(stack)).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 80 })]);
});

test('only those who are allowed may connect', () => {
  const stack = stackOf(() => ({ plainHttp: true, allowedSources: [ec2.Peer.ipv4('192.0.2.0/24'), ec2.Peer.ipv4('198.51.100.0/24')] }));
  expect(balancerRules(stack).map(({ CidrIp }) => CidrIp)).toEqual(['192.0.2.0/24', '198.51.100.0/24']);
});

test('everything that can be set is set', () => {
  const stack = stackOf((scope) => ({
    certificates: [certificateOf(scope)],
    sslPolicy: elbv2.SslPolicy.TLS13_13,
    vpcSubnets: { subnets: [subnetOf(scope, 'subnet-a'), subnetOf(scope, 'subnet-b')] },
    idleTimeout: Duration.seconds(120),
    deletionProtection: true,
    accessLogs: { bucket: new s3.Bucket(scope, 'Logs'), prefix: 'web' },
    clientCertificates: MutualTls.passthrough(),
    webAcl: WebAcl.byArn('arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/1'),
    login: loginOf(scope),
  }));
  expect(attributes(stack)).toMatchObject({
    'access_logs.s3.enabled': 'true', 'access_logs.s3.prefix': 'web', 'deletion_protection.enabled': 'true', 'idle_timeout.timeout_seconds': '120',
  });
  expect(theOnly(stack, BALANCER).Properties.Subnets).toEqual(['subnet-a', 'subnet-b']);
  expect(listeners(stack).https).toMatchObject({ SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06', MutualAuthentication: { Mode: 'passthrough' } });
  expect(theOnly(stack, RULE).Properties.Actions.map(({ Type }: any) => Type)).toEqual(['authenticate-oidc', 'forward']);
  expect(propertiesOf(stack, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
});

describe('IPv6', () => {
  const options = (scope: Stack): LoadBalancerOptions => ({ domainName: 'www.example.com', hostedZone: zoneOf(scope) });

  test.each<TrafficContext['ipFamily']>(['dualstack', 'ipv6'])('clients of %s tasks may use it', (ipFamily) => {
    const stack = stackOf(options, { ipFamily });
    expect(theOnly(stack, BALANCER).Properties.IpAddressType).toBe('dualstack');
    expect(balancerRules(stack).map(({ CidrIp, CidrIpv6 }) => CidrIp ?? CidrIpv6)).toEqual(['0.0.0.0/0', '::/0', '0.0.0.0/0', '::/0']);
    expect(propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
  });

  test('clients of IPv4 tasks may use it if asked for', () => {
    const stack = stackOf((scope) => ({ ...options(scope), ipAddressType: elbv2.IpAddressType.DUAL_STACK }));
    expect(theOnly(stack, BALANCER).Properties.IpAddressType).toBe('dualstack');
    expect(propertiesOf(stack, 'AWS::Route53::RecordSet')).toHaveLength(2);
  });

  test('tasks with no other addresses cannot be behind an IPv4 balancer', () => {
    const traffic = TrafficSource.loadBalancer({ plainHttp: true, ipAddressType: elbv2.IpAddressType.IPV4 });
    expect(problems(traffic, { ipv6Only: true })).toEqual([
      'error LoadBalancer.Ipv4Only: `ipAddressType` must be dualstack in front of tasks with IPv6 addresses only, got ipv4; take DUAL_STACK',
    ]);
    expect(problems(traffic)).toEqual([]);
  });
});

describe('is refused', () => {
  const { stack, vpc } = platformStack();
  const zone = zoneOf(stack);
  const certificates = [certificateOf(stack)];
  const login = loginOf(stack);
  const optIn = 'or accept unencrypted traffic with `plainHttp: true`';

  test.each<[string, LoadBalancerOptions, string]>([
    ['nothing', {},
      'TrafficSource.NoCertificate: `certificates` needs one for HTTPS, got none; name `domainName` and `hostedZone`, or `certificates`, ' + optIn],
    ['no certificates', { certificates: [] },
      'TrafficSource.NoCertificate: `certificates` needs one for HTTPS, got none; name `domainName` and `hostedZone`, or `certificates`, ' + optIn],
    ['a name alone', { domainName: 'www.example.com' },
      'TrafficSource.NoCertificate: `domainName` needs a certificate for HTTPS, got www.example.com alone; name the `hostedZone` that validates one, or `certificates`, ' + optIn],
    ['plain HTTP with certificates', { plainHttp: true, certificates },
      'TrafficSource.PlainHttpWithCertificate: `plainHttp` takes no certificates, got both; leave one of them out'],
    ['plain HTTP with a login', { plainHttp: true, login },
      'Listener.LoginNeedsHttps: `login` takes an HTTPS listener, got an HTTP one; serve HTTPS or leave it out'],
    ['plain HTTP with client certificates', { plainHttp: true, clientCertificates: MutualTls.passthrough() },
      'Listener.MutualTlsNeedsHttps: `clientCertificates` takes an HTTPS listener, got an HTTP one; serve HTTPS or leave it out'],
    ['a name outside the zone', { domainName: 'www.example.org', hostedZone: zone },
      'Domain.OutsideZone: `domainName` must be a name in the hosted zone example.com, got www.example.org; name the zone that holds it'],
    ['gRPC over plain HTTP', { plainHttp: true, protocolVersion: elbv2.ApplicationProtocolVersion.GRPC },
      'TargetGroup.VersionNeedsHttps: `protocolVersion` takes an HTTPS listener where it is GRPC, got an HTTP one; serve HTTPS or leave it out'],
    ['an internal balancer without public IPv4 addresses', { plainHttp: true, internal: true, ipAddressType: elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 },
      'LoadBalancer.InternalWithoutPublicIpv4: `ipAddressType` must be ipv4 or dualstack inside a VPC, where no address is public, got dualstack-without-public-ipv4; '
      + 'take DUAL_STACK'],
  ])('%s', (_, options, message) => {
    expect(problems(TrafficSource.loadBalancer(options))).toEqual([`error ${message}`]);
  });

  test('a certificate in a private zone, unless there is one already', () => {
    const domain = { domainName: 'www.internal', hostedZone: new route53.PrivateHostedZone(stack, 'Private', { vpc, zoneName: 'internal' }) };
    expect(problems(TrafficSource.loadBalancer(domain))).toEqual([expect.stringContaining('error Domain.PrivateZone: `hostedZone`')]);
    expect(problems(TrafficSource.loadBalancer({ ...domain, certificates }))).toEqual([]);
    expect(problems(TrafficSource.loadBalancer({ ...domain, plainHttp: true }))).toEqual([]);
  });

  test('an idle timeout out of range', () => {
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true, idleTimeout: Duration.seconds(4001) }))).toEqual([
      expect.stringContaining('error LoadBalancer.IdleTimeout: `idleTimeout`'),
    ]);
  });

  test('what its parts refuse', () => {
    const bucket = new s3.Bucket(stack, 'Encrypted', { encryption: s3.BucketEncryption.KMS });
    expect(problems(TrafficSource.loadBalancer({ certificates, accessLogs: { bucket }, webAcl: WebAcl.byArn('acl') }))).toEqual([
      expect.stringContaining('BalancerAccessLogs.CustomerKey: `accessLogs.bucket`'),
      expect.stringContaining('WebAcl.NotRegional: `webAcl`'),
    ]);
  });

  test('public in a VPC without public subnets', () => {
    const isolated = ec2.Vpc.fromVpcAttributes(stack, 'Isolated', { vpcId: 'vpc-1', availabilityZones: ['a'] });
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true }), { vpc: isolated })).toEqual([
      'error LoadBalancer.NoPublicSubnets: `vpcSubnets` must be public for an internet-facing load balancer, got a VPC that knows of none; ' +
      'set `internal`, or name subnets',
    ]);
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true, internal: true }), { vpc: isolated })).toEqual([]);
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true }), { vpc })).toEqual([]);
  });

  test('one zone alone', () => {
    const small = new ec2.Vpc(new Stack(), 'Small', { maxAzs: 1 });
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true }), { vpc: small })).toEqual([
      'error LoadBalancer.OneZone: `vpcSubnets` must be in 2 availability zones at the least, got 1; take a VPC with more zones, or name subnets',
    ]);
    const oneZone = { availabilityZones: [vpc.availabilityZones[0]] };
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true, internal: true, vpcSubnets: oneZone }), { vpc })).toHaveLength(1);
  });

  test('a certificate of another region', () => {
    const there = ec2.Vpc.fromLookup(new Stack(undefined, 'East', { env: { region: 'us-east-1', account: '111122223333' } }), 'Vpc', { vpcId: 'vpc-1' });
    expect(problems(TrafficSource.loadBalancer({ certificates }), { vpc: there })).toEqual([
      expect.stringContaining('error Listener.CertificateRegion: `certificates[0]` must be in the region of the load balancer, us-east-1, got one in eu-west-1;'),
    ]);
  });

  test('a login that does not go with the rest, with a warning', () => {
    const ids = (options: LoadBalancerOptions) => problems(TrafficSource.loadBalancer({ certificates, login, ...options })).map((line) => line.split(':')[0]);
    expect(ids({ protocolVersion: elbv2.ApplicationProtocolVersion.GRPC })).toEqual(['warning TargetGroup.VersionWithLogin']);
    expect(ids({ ipAddressType: elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 })).toEqual(['warning LoadBalancer.LoginOverIpv4']);
    expect(ids({})).toEqual([]);
  });

  test('more sources than its security group takes on two ports, with a warning', () => {
    const allowedSources = Array.from({ length: 31 }, (_, index) => ec2.Peer.ipv4(`192.0.2.${index}/32`));
    expect(problems(TrafficSource.loadBalancer({ certificates, allowedSources }))).toEqual([expect.stringContaining('warning LoadBalancer.SourcesQuota')]);
    expect(problems(TrafficSource.loadBalancer({ plainHttp: true, allowedSources }))).toEqual([]);
    const network = TrafficSource.networkLoadBalancer({ listeners: [{}, { listenerPort: 81 }], allowedSources });
    expect(problems(network)).toEqual([expect.stringContaining('warning LoadBalancer.SourcesQuota')]);
  });

  test('a token is not printed', () => {
    const domainName = new CfnParameter(stack, 'Name').valueAsString;
    expect(problems(TrafficSource.loadBalancer({ domainName }))).toEqual([
      expect.stringContaining('`domainName` needs a certificate for HTTPS, got a name alone; name the `hostedZone`'),
    ]);
  });

  test('but not for a token', () => {
    const token = new CfnParameter(stack, 'Token').valueAsString;
    const seconds = Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber);
    const options = { domainName: token, hostedZone: zone, idleTimeout: seconds, webAcl: WebAcl.byArn(token) };
    expect(problems(TrafficSource.loadBalancer(options))).toEqual([]);
  });
});

describe('with a second target group', () => {
  const byName = (scope: Stack): LoadBalancerOptions => ({ domainName: 'www.example.com', hostedZone: zoneOf(scope) });
  const shifting = (testTraffic?: TestTraffic): Partial<TrafficContext> => ({ shifting: { testTraffic } });
  const idsOf = (stack: Stack) => Object.entries(resourcesOf(stack)).map(([id, { Type }]) => `${Type} ${id}`);

  test.each<[string, TestTraffic | undefined, string[]]>([
    ['no test traffic', undefined, []],
    ['a test port', TestTraffic.port(9090), ['WebLoadBalancerTestListener', 'WebTestListenerRule']],
    ['a header', TestTraffic.header('x-release', 'next'), ['WebTestListenerRule']],
  ])('and %s, everything that there was keeps its id', (_, testTraffic, own) => {
    const stack = stackOf(byName, shifting(testTraffic));
    const before = idsOf(stackOf(byName));
    expect(before.filter((id) => !idsOf(stack).includes(id))).toEqual([]);
    const added = idsOf(stack).filter((id) => !before.includes(id)).map((id) => id.replace(/^.* (.*).{8}$/, '$1')).filter((id) => id.startsWith('Web'));
    expect(added.sort()).toEqual(['WebAlternateTargetGroup', 'WebLiveWeights', ...own].sort());
  });

  test('a test port speaks as production does, and leads to the service by the same rule', () => {
    const stack = stackOf((scope) => ({ ...byName(scope), sslPolicy: elbv2.SslPolicy.TLS13_13 }), shifting(TestTraffic.port(9090)));
    const { Port, ...listener } = propertiesOf(stack, LISTENER).find((one) => one.Port === 9090);
    expect({ ...listener, Port: 443 }).toEqual(listeners(stack).https);
    const [{ ListenerArn: one, ...production }, { ListenerArn: other, ...test }] = propertiesOf(stack, RULE);
    expect(test).toEqual(production);
    expect([one, other]).toEqual([{ Ref: expect.stringMatching(/^WebLoadBalancerListener/) }, { Ref: expect.stringMatching(/^WebLoadBalancerTestListener/) }]);
  });

  test('a test port is open to the VPC, however open production is', () => {
    const stack = stackOf(() => ({ plainHttp: true }), shifting(TestTraffic.port(9090)));
    expect(balancerRules(stack).map(({ CidrIp, FromPort }) => [CidrIp, FromPort])).toEqual(expect.arrayContaining([['10.0.0.0/16', 9090], ['0.0.0.0/0', 80]]));
    expect(balancerRules(stack)).toHaveLength(2);
  });

  test('a test port is not open to the sources of production, nor by IPv6', () => {
    const stack = stackOf(() => ({ plainHttp: true, allowedSources: [ec2.Peer.ipv4('192.0.2.0/24')] }), { ...shifting(TestTraffic.port(9090)), ipFamily: 'dualstack' });
    expect(balancerRules(stack).filter(({ FromPort }) => FromPort === 9090).map(({ CidrIp, CidrIpv6 }) => CidrIp ?? CidrIpv6)).toEqual(['10.0.0.0/16']);
  });

  test('a test port is open to whom its user names', () => {
    const stack = stackOf(() => ({ plainHttp: true }), shifting(TestTraffic.port(9090, { allowedSources: [ec2.Peer.ipv4('198.51.100.0/24')] })));
    expect(balancerRules(stack).filter(({ FromPort }) => FromPort === 9090).map(({ CidrIp }) => CidrIp)).toEqual(['198.51.100.0/24']);
  });

  test('a header is looked at one place before production', () => {
    const stack = stackOf(() => ({ plainHttp: true }), shifting(TestTraffic.header('x-release', 'next')));
    expect(propertiesOf(stack, RULE).map(({ Conditions, Priority }) => [Priority, Conditions.map(({ Field }: any) => Field)])).toEqual([
      [50000, ['path-pattern']], [49999, ['path-pattern', 'http-header']],
    ]);
  });

  test('a login is asked for before test traffic, too', () => {
    const stack = stackOf((scope) => ({ ...byName(scope), login: loginOf(scope) }), shifting(TestTraffic.port(9090)));
    expect(propertiesOf(stack, RULE).map(({ Actions }) => Actions.map(({ Type }: any) => Type))).toEqual(new Array(2).fill(['authenticate-oidc', 'forward']));
  });

  test('both groups are told, and the listeners that are exposed are those of production', () => {
    const { bound } = served(TrafficSource.loadBalancer({ plainHttp: true }), shifting(TestTraffic.port(9090)));
    expect(bound.listener).toBe(bound.loadBalancer!.listeners[0]);
    expect([bound.applicationTargetGroups, bound.applicationAlternates].map((groups) => groups.map(({ node }) => node.id))).toEqual([['TargetGroup'], ['AlternateTargetGroup']]);
    expect(bound.networkAlternates).toEqual([]);
  });
});
