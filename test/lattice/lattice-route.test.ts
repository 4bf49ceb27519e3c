import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Stack } from 'aws-cdk-lib/core';
import { fargateService, LISTENER, NETWORK, port, registered } from './lattice-services';
import { LatticeAuth } from '../../src/lattice/lattice-auth';
import { LatticeNetwork } from '../../src/lattice/lattice-network';
import { LatticeRegistration } from '../../src/lattice/lattice-registration';
import { LatticeRoute, LatticeServiceOptions } from '../../src/lattice/lattice-route';
import { platformStack, propertiesOf, resourcesOf, theOnly } from '../kit/stacks';
import { findCycle, templateGraph } from '../kit/template-graph';

const LATTICE_SERVICE = 'AWS::VpcLattice::Service';
const RULE = 'AWS::VpcLattice::Rule';
const OWN = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] };

/** A service behind a route of its own. */
function behind(optionsOf: (stack: Stack) => LatticeServiceOptions): { stack: Stack; registration: LatticeRegistration } {
  const { stack } = platformStack();
  return { stack, registration: new LatticeRegistration(stack, 'Lattice', { service: fargateService(stack), route: LatticeRoute.service(optionsOf(stack)) }) };
}

describe('a new service', () => {
  test('is in the network, and answers HTTPS at the name that VPC Lattice gives it', () => {
    const { stack, registration } = behind(() => ({ networkArn: NETWORK }));
    const service = { 'Fn::GetAtt': [Object.keys(resourcesOf(stack, LATTICE_SERVICE))[0], 'Arn'] };
    expect(theOnly(stack, LATTICE_SERVICE).Properties).toEqual({ AuthType: 'AWS_IAM' });
    expect(theOnly(stack, 'AWS::VpcLattice::Listener').Properties).toMatchObject({ ServiceIdentifier: service, Protocol: 'HTTPS', Port: 443 });
    expect(theOnly(stack, 'AWS::VpcLattice::ServiceNetworkServiceAssociation').Properties).toEqual({
      ServiceIdentifier: service, ServiceNetworkIdentifier: NETWORK,
    });
    expect(stack.resolve(registration.domainName)).toEqual({ 'Fn::GetAtt': [service['Fn::GetAtt'][0], 'DnsEntry.DomainName'] });
    expect(stack.resolve(registration.serviceArn)).toEqual(service);
    expect(registration.latticeService).toBeInstanceOf(vpclattice.CfnService);
  });

  test.each<[LatticeServiceOptions, string, number]>([
    [{ plainHttp: true }, 'HTTP', 80],
    [{ plainHttp: true, port: 8080 }, 'HTTP', 8080],
    [{ port: 8443 }, 'HTTPS', 8443],
  ])('%j', (options, protocol, portNumber) => {
    const { stack } = behind(() => ({ networkArn: NETWORK, ...options }));
    expect(theOnly(stack, 'AWS::VpcLattice::Listener').Properties).toMatchObject({ Protocol: protocol, Port: portNumber });
  });

  test('lets in signed requests of this account alone', () => {
    const { stack } = behind(() => ({ networkArn: NETWORK }));
    expect(theOnly(stack, 'AWS::VpcLattice::AuthPolicy').Properties.Policy.Statement).toEqual([
      { Effect: 'Allow', Action: 'vpc-lattice-svcs:Invoke', Resource: '*', Principal: { AWS: OWN } },
    ]);
  });

  test('and of those that are named, or that it is shared with', () => {
    const { stack } = behind(() => ({
      auth: LatticeAuth.iam({ accounts: ['444455556666'], organizations: ['o-a1b2c3d4e5'] }),
      sharedWith: ['111122223333', '444455556666', 'arn:aws:organizations::111122223333:organization/o-f6g7h8i9j0'],
    }));
    const statements = theOnly(stack, 'AWS::VpcLattice::AuthPolicy').Properties.Policy.Statement;
    const accounts = statements.flatMap(({ Principal: { AWS: principal } }: any) => principal).flatMap((principal: any) => principal['Fn::Join']?.[1].slice(-1) ?? []);
    expect(accounts.sort()).toEqual([':iam::111122223333:root', ':iam::444455556666:root', ':root']);
    expect(statements.flatMap(({ Condition: condition }: any) => condition?.StringEquals['aws:PrincipalOrgID'] ?? [])).toEqual(['o-a1b2c3d4e5', 'o-f6g7h8i9j0']);
  });

  test('is open where its user says so', () => {
    const { stack } = behind(() => ({ networkArn: NETWORK, auth: LatticeAuth.open() }));
    expect(theOnly(stack, LATTICE_SERVICE).Properties.AuthType).toBe('NONE');
    expect(resourcesOf(stack, 'AWS::VpcLattice::AuthPolicy')).toEqual({});
  });

  test('has the policy of its user', () => {
    const statements = [new iam.PolicyStatement({ principals: [new iam.StarPrincipal()], actions: ['vpc-lattice-svcs:Invoke'], resources: ['*'] })];
    const { stack } = behind(() => ({ networkArn: NETWORK, auth: LatticeAuth.policy(new iam.PolicyDocument({ statements })) }));
    expect(theOnly(stack, LATTICE_SERVICE).Properties.AuthType).toBe('AWS_IAM');
    expect(theOnly(stack, 'AWS::VpcLattice::AuthPolicy').Properties.Policy.Statement[0].Principal).toBe('*');
  });

  test('is shared inside the organization, or outside of it too', () => {
    const share = (options: LatticeServiceOptions) => theOnly(behind(() => options).stack, 'AWS::RAM::ResourceShare').Properties;
    expect(share({ sharedWith: ['111122223333'] })).toEqual({
      Name: expect.stringMatching(/^Stack-Lattice-/),
      ResourceArns: [{ 'Fn::GetAtt': [expect.stringMatching(/^LatticeService/), 'Arn'] }],
      Principals: ['111122223333'],
      AllowExternalPrincipals: false,
    });
    expect(share({ sharedWith: ['111122223333'], externalPrincipals: true }).AllowExternalPrincipals).toBe(true);
  });

  test('writes a line for each request', () => {
    const { stack } = behind((scope) => ({ networkArn: NETWORK, accessLogs: new logs.LogGroup(scope, 'Requests') }));
    expect(theOnly(stack, 'AWS::VpcLattice::AccessLogSubscription').Properties).toEqual({
      ResourceIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^LatticeService/), 'Arn'] },
      DestinationArn: { 'Fn::GetAtt': [expect.stringMatching(/^Requests/), 'Arn'] },
    });
  });

  test('has a domain of its user, with records and a certificate', () => {
    const { stack, registration } = behind((scope) => ({
      networkArn: NETWORK,
      domainName: 'orders.example.com',
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
    }));
    const [certificate] = Object.keys(resourcesOf(stack, 'AWS::CertificateManager::Certificate'));
    expect(theOnly(stack, LATTICE_SERVICE).Properties).toMatchObject({ CustomDomainName: 'orders.example.com', CertificateArn: { Ref: certificate } });
    expect(propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ AliasTarget: target, Name, Type }) => [Name, Type, target.DNSName['Fn::GetAtt'][1]])).toEqual([
      ['orders.example.com.', 'A', 'DnsEntry.DomainName'], ['orders.example.com.', 'AAAA', 'DnsEntry.DomainName'],
    ]);
    expect(registration.domainName).toBe('orders.example.com');
  });

  test('takes a certificate that is there, and makes none for plain HTTP', () => {
    const arn = 'arn:aws:acm:eu-west-1:111122223333:certificate/0';
    const { stack } = behind((scope) => ({
      networkArn: NETWORK, domainName: 'orders.example.com', certificate: acm.Certificate.fromCertificateArn(scope, 'Certificate', arn),
    }));
    expect(theOnly(stack, LATTICE_SERVICE).Properties.CertificateArn).toBe(arn);
    const plain = behind((scope) => ({
      networkArn: NETWORK,
      plainHttp: true,
      domainName: 'orders.example.com',
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
    }));
    expect(resourcesOf(plain.stack, 'AWS::CertificateManager::Certificate')).toEqual({});
  });

  test('needs a public zone to validate a certificate', () => {
    const message = 'Domain.PrivateZone: `route.hostedZone` must be public to validate a certificate, got a private zone, where ACM cannot look; ' +
      'name a `certificate` that exists already';
    const inZone = (zoneOf: (stack: Stack) => route53.IHostedZone, options: LatticeServiceOptions = {}) => () =>
      behind((scope) => ({ networkArn: NETWORK, domainName: 'orders.example.com', hostedZone: zoneOf(scope), ...options }));
    const vpcOf = (scope: Stack) => (scope.node.findChild('Cluster') as ecs.Cluster).vpc;
    const privately = (scope: Stack) => new route53.PrivateHostedZone(scope, 'Zone', { zoneName: 'example.com', vpc: vpcOf(scope) });
    expect(inZone(privately)).toThrow(message);
    expect(inZone((scope) => new route53.HostedZone(scope, 'Zone', { zoneName: 'example.com', vpcs: [vpcOf(scope)] }))).toThrow(message);
    const { stack } = inZone(privately, { plainHttp: true })();
    expect(propertiesOf(stack, 'AWS::Route53::RecordSet')).toHaveLength(2);
  });

  test('has a domain in the zone, which may be known by its id alone', () => {
    const inZone = (zoneOf: (stack: Stack) => route53.IHostedZone) =>
      behind((scope) => ({ networkArn: NETWORK, domainName: 'orders.example.com', hostedZone: zoneOf(scope) }));
    expect(() => inZone((scope) => new route53.PublicHostedZone(scope, 'Zone', { zoneName: 'example.net' }))).toThrow(
      'Domain.OutsideZone: `route.domainName` must be a name in the hosted zone example.net, got orders.example.com; name the zone that holds it');
    const { stack } = inZone((scope) => route53.HostedZone.fromHostedZoneId(scope, 'Zone', 'Z0123456789EXAMPLE'));
    expect(propertiesOf(stack, 'AWS::Route53::RecordSet').map(({ HostedZoneId, Name }) => [HostedZoneId, Name])).toEqual([
      ['Z0123456789EXAMPLE', 'orders.example.com.'], ['Z0123456789EXAMPLE', 'orders.example.com.'],
    ]);
  });

  test('in a network of others, who find it and are refused, is warned about', () => {
    const inNetwork = (auth?: LatticeAuth) => behind((scope) => ({
      networkArn: new LatticeNetwork(scope, 'Network', { vpcs: [], sharedWith: ['444455556666'] }).networkArn, auth,
    })).stack;
    const text = '`route.auth` lets in this account and those it names, got a network that is shared with 444455556666, whose requests are refused';
    const warnings = (stack: Stack) => Annotations.fromStack(stack).findWarning('/Stack/Lattice', Match.stringLikeRegexp(text));
    expect([inNetwork(), inNetwork(LatticeAuth.iam())].map((stack) => warnings(stack).length)).toEqual([1, 1]);
    const document = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ principals: [new iam.StarPrincipal()], actions: ['*'], resources: ['*'] })] });
    expect([LatticeAuth.iam({ accounts: ['444455556666'] }), LatticeAuth.open(), LatticeAuth.policy(document)].flatMap((auth) => warnings(inNetwork(auth)))).toEqual([]);
  });

  test('that nobody reaches is warned about', () => {
    const { stack } = behind(() => ({}));
    Annotations.fromStack(stack).hasWarning('/Stack/Lattice', Match.stringLikeRegexp('`route.networkArn` is how callers reach the service'));
  });

  test('everything wrong is told under its path', () => {
    expect(() => behind(() => ({
      networkArn: 'shop', port: 0, domainName: 'orders.example.com', auth: LatticeAuth.iam({ accounts: ['1'] }), sharedWith: ['everybody'],
    }))).toThrow([
      'LatticeRegistration at Stack/Lattice has 5 problems:',
      '  LatticeRoute.Port: `route.port` takes whole numbers from 1 to 65535, got 0; the nearest is 1',
      '  LatticeRoute.NoCertificate: `route.certificate` is needed for HTTPS at a domain of your own, got none; name one, or the hostedZone that lets one be made',
      '  LatticeRoute.NetworkArn: `route.networkArn` is the ARN of a service network, …:servicenetwork/sn-…, got \'shop\'',
      '  LatticeShare.Principal: `route.sharedWith[0]` takes an account id of 12 digits, or the ARN of an organization or of a unit of it, got \'everybody\'',
      '  LatticeAuth.Account: `route.auth.accounts[0]` takes account ids of 12 digits, got \'1\'',
    ].join('\n'));
  });
});

describe('a rule', () => {
  test('of a listener elsewhere', () => {
    const { stack, registration } = registered({
      route: LatticeRoute.rule(LISTENER, { priority: 20, path: '/orders', method: 'GET', headers: [{ name: 'x-tenant', prefix: 'a' }, { name: 'accept', contains: 'json' }] }),
    });
    const service = 'arn:aws:vpc-lattice:eu-west-1:111122223333:service/svc-0123456789abcdef0';
    expect(theOnly(stack, RULE).Properties).toEqual({
      ServiceIdentifier: service,
      ListenerIdentifier: LISTENER,
      Priority: 20,
      Match: {
        HttpMatch: {
          Method: 'GET',
          PathMatch: { Match: { Exact: '/orders' } },
          HeaderMatches: [{ Name: 'x-tenant', Match: { Prefix: 'a' } }, { Name: 'accept', Match: { Contains: 'json' } }],
        },
      },
      Action: { Forward: { TargetGroups: [{ TargetGroupIdentifier: { 'Fn::GetAtt': [expect.stringMatching(/^LatticeTargetGroup/), 'Arn'] }, Weight: 100 }] } },
    });
    expect(stack.resolve(registration.serviceArn)).toBe(service);
    expect([registration.latticeService, registration.domainName]).toEqual([undefined, undefined]);
    expect(resourcesOf(stack, LATTICE_SERVICE)).toEqual({});
  });

  test('of the listener of another registration, which then knows its priorities', () => {
    const { stack } = platformStack();
    const first = new LatticeRegistration(stack, 'First', { service: fargateService(stack), route: LatticeRoute.service({ networkArn: NETWORK }) });
    const reports = fargateService(stack, {}, [port('http')], 'Reports');
    const rule = LatticeRoute.rule(first.listenerArn, { priority: 10, pathPrefix: '/reports' });
    const second = new LatticeRegistration(stack, 'Second', { service: reports, route: rule });
    expect(stack.resolve(second.serviceArn)).toEqual(stack.resolve(first.serviceArn));
    expect(theOnly(stack, RULE).Properties.Match).toEqual({ HttpMatch: { PathMatch: { Match: { Prefix: '/reports' } } } });
    expect(findCycle(templateGraph(stack))).toBeUndefined();
    expect(() => new LatticeRegistration(stack, 'Third', { service: fargateService(stack, {}, [port('http')], 'Other'), route: rule })).toThrow(
      'LatticeRule.PriorityTaken: `route.priority` must be unique on a listener, got 10, which Stack/Second/ListenerRule has; take another');
  });

  test('of a listener that its user made', () => {
    const { stack } = platformStack();
    const listener = new vpclattice.CfnListener(stack, 'Listener', { protocol: 'HTTPS', defaultAction: { fixedResponse: { statusCode: 404 } } });
    const { serviceArn } = new LatticeRegistration(stack, 'Lattice', {
      service: fargateService(stack), route: LatticeRoute.rule(listener.attrArn, { priority: 10, pathPrefix: '/orders' }),
    });
    const parts = { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Listener', 'Arn'] }] };
    expect(stack.resolve(serviceArn)).toEqual({ 'Fn::Join': ['/', [{ 'Fn::Select': [0, parts] }, { 'Fn::Select': [1, parts] }]] });
  });

  test('of what is no listener is refused', () => {
    expect(() => registered({ route: LatticeRoute.rule('listener', { priority: 10, pathPrefix: '/' }) })).toThrow(
      'LatticeRoute.ListenerArn: `route.listenerArn` is the ARN of a listener of VPC Lattice, …:service/svc-…/listener/listener-…, got \'listener\'');
  });
});
