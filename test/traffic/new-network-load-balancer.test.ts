import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { HTTP_PORT, problems, serve } from './setting';
import { TestTraffic } from '../../src/deployment/test-traffic';
import { PortFact } from '../../src/private/service-facts';
import { NetworkLoadBalancerOptions } from '../../src/traffic/new-network-load-balancer';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { TrafficContext } from '../../src/traffic/traffic-strategy';
import { platformStack, propertiesOf, recommendedApp, resourcesOf, theOnly } from '../kit/stacks';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const DNS: PortFact = { container: 'web', name: 'dns', port: 53, protocol: 'udp' };
const { TCP, TCP_UDP, TLS, UDP, HTTP } = elbv2.Protocol;

function zoneOf(stack: Stack): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
}

function certificateOf(stack: Stack): acm.ICertificate {
  return acm.Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:111122223333:certificate/1');
}

type OptionsOf = (stack: Stack) => NetworkLoadBalancerOptions;

/** A stack with one service behind a balancer of these options. */
function stackOf(optionsOf: OptionsOf = () => ({}), context: Partial<TrafficContext> = {}, app?: App): Stack {
  const { stack, cluster } = platformStack(app);
  serve(stack, cluster, TrafficSource.networkLoadBalancer(optionsOf(stack)), { ports: [HTTP_PORT, DNS], ...context });
  return stack;
}

function securityGroups(stack: Stack): { balancer: any; tasks: any } {
  const all = propertiesOf(stack, 'AWS::EC2::SecurityGroup');
  return {
    balancer: all.find(({ GroupDescription }) => GroupDescription === 'Load balancer'),
    tasks: all.find(({ GroupDescription }) => GroupDescription.includes('Web')),
  };
}

describe.each([['with', true], ['without', false]])('by default, %s feature flags', (_, flags) => {
  const stack = stackOf(undefined, {}, flags ? recommendedApp() : new App());
  const vpcRange = '10.0.0.0/16';

  test('it is public', () => {
    const { IpAddressType, Scheme, Subnets, Type } = theOnly(stack, BALANCER).Properties;
    expect([IpAddressType, Scheme, Type]).toEqual([undefined, 'internet-facing', 'network']);
    expect(JSON.stringify(Subnets)).toContain('Public');
  });

  test('it listens on the port of the container', () => {
    expect(theOnly(stack, LISTENER).Properties).toMatchObject({ Port: 8080, Protocol: 'TCP', DefaultActions: [{ Type: 'forward' }] });
  });

  test('its own security group admits anyone and leads to the VPC', () => {
    const [group] = Object.keys(resourcesOf(stack, 'AWS::EC2::SecurityGroup')).filter((id) => id.includes('LoadBalancer'));
    expect(theOnly(stack, BALANCER).Properties.SecurityGroups).toEqual([{ 'Fn::GetAtt': [group, 'GroupId'] }]);
    const { balancer } = securityGroups(stack);
    expect(balancer.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '0.0.0.0/0', FromPort: 8080, IpProtocol: 'tcp' })]);
    expect(balancer.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: vpcRange, FromPort: 0, ToPort: 65535, IpProtocol: 'tcp' })]);
  });

  test('the tasks admit it, which CDK forgets', () => {
    expect(securityGroups(stack).tasks.SecurityGroupIngress).toEqual([expect.objectContaining({
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/LoadBalancerSecurityGroup/), 'GroupId'] }, FromPort: 8080, IpProtocol: 'tcp',
    })]);
  });

  test('the service waits for the listener', () => {
    const [listener] = Object.keys(resourcesOf(stack, LISTENER));
    expect(theOnly(stack, 'AWS::ECS::Service').DependsOn).toEqual(expect.arrayContaining([listener]));
  });
});

test('logical ids are a promise', () => {
  const stack = stackOf((scope) => ({ domainName: 'tcp.example.com', hostedZone: zoneOf(scope), listeners: [{}, { protocol: TLS }] }));
  const ids = Object.keys(resourcesOf(stack)).filter((id) => id.startsWith('Web') && !/Task|Service|WebSecurityGroup/.test(id));
  expect(ids.sort()).toEqual([
    'WebAliasRecord22320298',
    'WebCertificateDA5CDDF6',
    'WebLoadBalancer8E8983B1',
    'WebLoadBalancerListener2ADF513ED',
    'WebLoadBalancerListener761201E2',
    'WebLoadBalancerSecurityGroupAAB6BB02',
    'WebTargetGroup28E033D3F',
    'WebTargetGroupFE6444AE',
  ]);
});

test('an internal one is in private subnets and admits the VPC', () => {
  const stack = stackOf(() => ({ internal: true }));
  const { Scheme, Subnets } = theOnly(stack, BALANCER).Properties;
  expect(Scheme).toBe('internal');
  expect(JSON.stringify(Subnets)).toContain('Private');
  expect(securityGroups(stack).balancer.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16', FromPort: 8080 })]);
});

test('only those who are allowed may connect', () => {
  const stack = stackOf(() => ({ allowedSources: [ec2.Peer.ipv4('192.0.2.0/24')] }));
  expect(securityGroups(stack).balancer.SecurityGroupIngress).toEqual([expect.objectContaining({ CidrIp: '192.0.2.0/24', FromPort: 8080 })]);
});

test('everything that can be set is set', () => {
  const stack = stackOf((scope) => ({
    internal: true,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    crossZone: true,
    deletionProtection: true,
    accessLogs: { bucket: new s3.Bucket(scope, 'Logs') },
    domainName: 'tcp.example.com',
    hostedZone: zoneOf(scope),
  }));
  const { LoadBalancerAttributes, Subnets } = theOnly(stack, BALANCER).Properties;
  expect(Object.fromEntries(LoadBalancerAttributes.map(({ Key, Value }: any) => [Key, Value]))).toMatchObject({
    'access_logs.s3.enabled': 'true', 'deletion_protection.enabled': 'true', 'load_balancing.cross_zone.enabled': 'true',
  });
  expect(JSON.stringify(Subnets)).toContain('Public');
  expect(theOnly(stack, 'AWS::Route53::RecordSet').Properties).toMatchObject({ Name: 'tcp.example.com.', Type: 'A' });
  expect(resourcesOf(stack, 'AWS::CertificateManager::Certificate')).toEqual({});
});

describe('TLS', () => {
  test('given certificates are used on port 443, and the task gets TCP', () => {
    const stack = stackOf((scope) => ({ listeners: [{ certificates: [certificateOf(scope)] }] }));
    expect(theOnly(stack, LISTENER).Properties).toMatchObject({
      Port: 443, Protocol: 'TLS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06', Certificates: [{ CertificateArn: expect.stringContaining('certificate/1') }],
    });
    expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.Protocol).toBe('TCP');
  });

  test('one certificate is made for the name, for all listeners that have none', () => {
    const stack = stackOf((scope) => ({
      domainName: 'tls.example.com',
      hostedZone: zoneOf(scope),
      listeners: [{ protocol: TLS }, { protocol: TLS, listenerPort: 8443, sslPolicy: elbv2.SslPolicy.TLS13_13 }, { listenerPort: 80 }],
    }));
    const [certificate] = Object.keys(resourcesOf(stack, 'AWS::CertificateManager::Certificate'));
    expect(propertiesOf(stack, LISTENER).map(({ Certificates, Port, SslPolicy }) => [Port, Certificates, SslPolicy])).toEqual([
      [443, [{ CertificateArn: { Ref: certificate } }], 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06'],
      [8443, [{ CertificateArn: { Ref: certificate } }], 'ELBSecurityPolicy-TLS13-1-3-2021-06'],
      [80, undefined, undefined],
    ]);
  });
});

test('what was made is exposed', () => {
  const { stack, cluster } = platformStack();
  const listeners = [{ protocol: TLS }, { listenerPort: 80 }];
  const { bound } = serve(stack, cluster, TrafficSource.networkLoadBalancer({ domainName: 'tls.example.com', hostedZone: zoneOf(stack), listeners }));
  expect(bound.networkLoadBalancer!.node.path).toBe('Stack/Web/LoadBalancer');
  expect(bound.networkListeners.map(({ node }) => node.path)).toEqual(['Stack/Web/LoadBalancer/Listener', 'Stack/Web/LoadBalancer/Listener2']);
  expect(bound.networkTargetGroups.map(({ node }) => node.path)).toEqual(['Stack/Web/TargetGroup', 'Stack/Web/TargetGroup2']);
  expect(bound.certificate!.node.path).toBe('Stack/Web/Certificate');
});

describe('UDP', () => {
  test('the tasks admit UDP, and TCP for the health check', () => {
    const stack = stackOf(() => ({ listeners: [{ portName: 'dns' }] }));
    expect(theOnly(stack, LISTENER).Properties).toMatchObject({ Port: 53, Protocol: 'UDP' });
    expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties).toMatchObject({ Protocol: 'UDP', HealthCheckPort: '8080', HealthCheckProtocol: 'TCP' });
    const { balancer, tasks } = securityGroups(stack);
    const rules = (list: any[]) => list.map(({ FromPort, IpProtocol }) => `${IpProtocol} ${FromPort}`);
    expect(rules(tasks.SecurityGroupIngress)).toEqual(['udp 53', 'tcp 8080']);
    expect(rules(balancer.SecurityGroupIngress)).toEqual(['udp 53']);
    expect(rules(balancer.SecurityGroupEgress)).toEqual(['tcp 0', 'udp 0']);
  });

  test('TCP and UDP on one port are admitted both', () => {
    const stack = stackOf(() => ({ listeners: [{ protocol: TCP_UDP }] }));
    const { balancer, tasks } = securityGroups(stack);
    const protocols = (list: any[]) => list.map(({ IpProtocol }) => IpProtocol);
    expect([protocols(tasks.SecurityGroupIngress), protocols(balancer.SecurityGroupIngress)]).toEqual([['tcp', 'udp'], ['tcp', 'udp']]);
  });

  test.each<[string, NetworkLoadBalancerOptions, Partial<TrafficContext>]>([
    ['of dual-stack tasks', {}, { ipFamily: 'dualstack' }],
    ['by choice', { ipAddressType: elbv2.IpAddressType.DUAL_STACK }, {}],
  ])('a dual-stack balancer %s takes it from addresses of its own', (_, options, context) => {
    const stack = stackOf(() => ({ ...options, listeners: [{ portName: 'dns' }] }), context);
    expect(theOnly(stack, BALANCER).Properties).toMatchObject({ IpAddressType: 'dualstack', EnablePrefixForIpv6SourceNat: 'on' });
  });
});

test('tasks with IPv6 addresses alone are reached by them', () => {
  const stack = stackOf((scope) => ({ domainName: 'tcp.example.com', hostedZone: zoneOf(scope) }), { ipFamily: 'ipv6' });
  expect(theOnly(stack, BALANCER).Properties).toMatchObject({ IpAddressType: 'dualstack' });
  expect(theOnly(stack, BALANCER).Properties.EnablePrefixForIpv6SourceNat).toBeUndefined();
  expect(theOnly(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.IpAddressType).toBe('ipv6');
  expect(securityGroups(stack).balancer.SecurityGroupEgress).toContainEqual(expect.objectContaining({ CidrIpv6: '::/0', IpProtocol: 'tcp' }));
  expect(propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
});

test('a dual-stack one in front of IPv4 tasks has both records', () => {
  const stack = stackOf((scope) => ({ domainName: 'tcp.example.com', hostedZone: zoneOf(scope), ipAddressType: elbv2.IpAddressType.DUAL_STACK }));
  expect(theOnly(stack, BALANCER).Properties.IpAddressType).toBe('dualstack');
  expect(securityGroups(stack).balancer.SecurityGroupIngress).toEqual([
    expect.objectContaining({ CidrIp: '0.0.0.0/0' }), expect.objectContaining({ CidrIpv6: '::/0' }),
  ]);
  expect(securityGroups(stack).balancer.SecurityGroupEgress).toEqual([expect.objectContaining({ CidrIp: '10.0.0.0/16' })]);
  expect(propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ Type }) => Type)).toEqual(['A', 'AAAA']);
});

test('an IPv4 one in front of dual-stack tasks stays so', () => {
  const stack = stackOf(() => ({ ipAddressType: elbv2.IpAddressType.IPV4 }), { ipFamily: 'dualstack' });
  expect(theOnly(stack, BALANCER).Properties.IpAddressType).toBe('ipv4');
});

describe('without TLS', () => {
  const open = (protocols: string) => 'warning LoadBalancer.OpenWithoutTls: `internal` should be decided where a listener is without TLS, ' +
    `got ${protocols} open to the internet; set it to true, or to false where clients encrypt by themselves, or name \`allowedSources\``;

  test('a balancer that is public because nobody said otherwise is warned about', () => {
    expect(problems(TrafficSource.networkLoadBalancer())).toEqual([open('TCP')]);
    const listeners = [{ portName: 'dns' }, { portName: 'http', listenerPort: 1 }, { portName: 'http', listenerPort: 2 }];
    expect(problems(TrafficSource.networkLoadBalancer({ listeners }), { ports: [HTTP_PORT, DNS] })).toEqual([open('UDP and TCP')]);
  });

  test.each<[string, NetworkLoadBalancerOptions]>([
    ['that is internal', { internal: true }],
    ['that is public on purpose', { internal: false }],
    ['that only some may connect to', { allowedSources: [ec2.Peer.ipv4('192.0.2.0/24')] }],
    ['that nobody may connect to yet', { allowedSources: [] }],
  ])('one %s is not', (_, options) => {
    expect(problems(TrafficSource.networkLoadBalancer(options))).toEqual([]);
  });
});

describe('is refused', () => {
  const { stack } = platformStack();
  const certificates = [certificateOf(stack)];

  test.each<[string, NetworkLoadBalancerOptions, string]>([
    ['no listeners', { listeners: [] },
      'TrafficSource.NoListener: `listeners` needs one at the least, got an empty list; leave it out for the first port of the task'],
    ['a protocol of the other kind', { listeners: [{ protocol: HTTP }] },
      'Listener.NetworkProtocol: `listeners[0].protocol` must be TCP, TLS, UDP or TCP_UDP on a network load balancer, got HTTP; name one of them'],
    ['certificates without TLS', { listeners: [{ protocol: TCP, certificates }] },
      'Listener.CertificateNeedsTls: `listeners[0].certificates` take the protocol TLS, got TCP; leave one of them out'],
    ['TLS without a certificate', { listeners: [{ protocol: TLS }] },
      'TrafficSource.NoCertificate: `listeners[0].certificates` needs one for TLS, got none; name them, or `domainName` and `hostedZone` of the load balancer'],
    ['a port twice', { listeners: [{}, { listenerPort: 8080 }] },
      'Listener.PortTaken: `listeners` must have ports that are unique on a load balancer, got 8080 twice; set `listenerPort` of one of them, or take TCP_UDP for both'],
    ['an unknown port', { listeners: [{}, { portName: 'nope', listenerPort: 1 }] },
      'TrafficSource.UnknownPort: `listeners[1].portName` must name a tcp or udp port of the task, got "nope"; the task has web 8080/tcp ("http")'],
    ['addresses that only the other kind has', { ipAddressType: elbv2.IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 },
      'LoadBalancer.NetworkWithoutPublicIpv4: `ipAddressType` must be ipv4 or dualstack for a network load balancer, got dualstack-without-public-ipv4; take DUAL_STACK'],
    ['a zone without a name', { hostedZone: zoneOf(stack) },
      'TrafficSource.NoDomainName: `hostedZone` takes the record of `domainName`, got no name; name one in the zone, or leave out the zone'],
  ])('%s', (_, options, message) => {
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true, ...options }))).toEqual([`error ${message}`]);
  });

  test('logs that cannot be written', () => {
    const accessLogs = { bucket: new s3.Bucket(stack, 'Logs'), prefix: 'AWSLogs' };
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true, accessLogs }))).toEqual([expect.stringContaining('`accessLogs.prefix`')]);
  });

  test('IPv4 alone in front of tasks without it', () => {
    const traffic = TrafficSource.networkLoadBalancer({ internal: true, ipAddressType: elbv2.IpAddressType.IPV4 });
    expect(problems(traffic, { ipv6Only: true })).toEqual([
      'error LoadBalancer.Ipv4Only: `ipAddressType` must be dualstack in front of tasks with IPv6 addresses only, got ipv4; take DUAL_STACK',
    ]);
  });

  test('a public one in a VPC without public subnets', () => {
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Isolated', { vpcId: 'vpc-1', availabilityZones: ['a'] });
    expect(problems(TrafficSource.networkLoadBalancer({ internal: false }), { vpc })).toEqual([
      'error LoadBalancer.NoPublicSubnets: `vpcSubnets` must be public for an internet-facing load balancer, got a VPC that knows of none; ' +
      'set `internal`, or name subnets',
    ]);
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true }), { vpc })).toEqual([]);
  });

  test('but not in one zone', () => {
    const vpc = new ec2.Vpc(new Stack(), 'Small', { maxAzs: 1 });
    expect(problems(TrafficSource.networkLoadBalancer({ internal: false }), { vpc })).toEqual([]);
  });

  test('a certificate of another region', () => {
    const vpc = ec2.Vpc.fromVpcAttributes(new Stack(undefined, 'East', { env: { region: 'us-east-1' } }), 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] });
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ certificates }] }), { vpc })).toEqual([
      expect.stringContaining('error Listener.CertificateRegion: `listeners[0].certificates[0]`'),
    ]);
  });

  test('but not for a token', () => {
    const token = new CfnParameter(stack, 'Token', { type: 'Number' }).valueAsNumber;
    const listeners = [{ listenerPort: token }, { listenerPort: token }];
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true, listeners }))).toEqual([]);
  });

  test('UDP is not, of a task that has it', () => {
    expect(problems(TrafficSource.networkLoadBalancer({ internal: true, listeners: [{ protocol: UDP }] }), { ports: [HTTP_PORT, DNS] })).toEqual([]);
  });
});

describe('with a second target group', () => {
  const shifting = (testTraffic?: TestTraffic): Partial<TrafficContext> => ({ shifting: { testTraffic } });
  const idsOf = (stack: Stack) => Object.entries(resourcesOf(stack)).map(([id, { Type }]) => `${Type} ${id}`);
  const two = () => ({ listeners: [{}, { portName: 'dns', protocol: UDP }] });

  test.each<[string, OptionsOf, TestTraffic | undefined, string[]]>([
    ['no test traffic', () => ({}), undefined, ['WebAlternateTargetGroup', 'WebLiveWeights']],
    ['a test port', () => ({}), TestTraffic.port(9090), ['WebAlternateTargetGroup', 'WebLiveWeights', 'WebLoadBalancerTestListener']],
    ['two listeners', two, undefined, ['WebAlternateTargetGroup', 'WebAlternateTargetGroup2', 'WebLiveWeights', 'WebLiveWeights2']],
  ])('and %s, everything that there was keeps its id', (_, options, testTraffic, own) => {
    const stack = stackOf(options, shifting(testTraffic));
    const before = idsOf(stackOf(options));
    expect(before.filter((id) => !idsOf(stack).includes(id))).toEqual([]);
    const added = idsOf(stack).filter((id) => !before.includes(id)).map((id) => id.replace(/^.* (.*).{8}$/, '$1')).filter((id) => id.startsWith('Web'));
    expect(added.sort()).toEqual(own);
  });

  test('a test port speaks as production does', () => {
    const stack = stackOf((scope) => ({ listeners: [{ certificates: [certificateOf(scope)] }] }), shifting(TestTraffic.port(9090)));
    const [production, test] = propertiesOf(stack, LISTENER);
    expect([production.Port, test]).toEqual([443, { ...production, Port: 9090 }]);
  });

  test.each<[string, NetworkLoadBalancerOptions, number, string[]]>([
    ['TCP', { listeners: [{ listenerPort: 81 }] }, 9090, ['tcp']],
    ['UDP', { listeners: [{ portName: 'dns', protocol: UDP }] }, 9090, ['udp']],
  ])('a test port is open to the VPC by %s, however open production is', (_, options, port, protocols) => {
    const stack = stackOf(() => options, shifting(TestTraffic.port(port)));
    const rules = securityGroups(stack).balancer.SecurityGroupIngress;
    expect(rules.filter(({ FromPort }: any) => FromPort === port).map(({ CidrIp, IpProtocol }: any) => [CidrIp, IpProtocol])).toEqual(protocols.map((protocol) => ['10.0.0.0/16', protocol]));
    expect(rules.filter(({ FromPort }: any) => FromPort !== port).map(({ CidrIp }: any) => CidrIp)).toEqual(['0.0.0.0/0']);
  });

  test('tasks admit the balancer once: both groups have the same port', () => {
    const rules = (context: Partial<TrafficContext>) => securityGroups(stackOf(two, context)).tasks.SecurityGroupIngress;
    expect(rules(shifting())).toEqual(rules({}));
  });

  test('both groups are alike, and told', () => {
    const { stack, cluster } = platformStack();
    const { bound } = serve(stack, cluster, TrafficSource.networkLoadBalancer(), shifting(TestTraffic.port(9090)));
    expect([bound.networkTargetGroups, bound.networkAlternates].map((groups) => groups.map(({ node }) => node.id))).toEqual([['TargetGroup'], ['AlternateTargetGroup']]);
    expect([bound.applicationAlternates, bound.networkListeners.map(({ node }) => node.id)]).toEqual([[], ['Listener']]);
    const [one, other] = propertiesOf(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(one).toEqual(other);
  });
});
