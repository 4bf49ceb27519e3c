import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { CfnParameter } from 'aws-cdk-lib/core';
import { read } from './setting';
import {
  BalancerDomain, addAliasRecords, certificateFor, checkBalancerDomain, checkRegionOf, listenerCertificates,
} from '../../src/traffic/balancer-domain';
import { platformStack, propertiesOf, theOnly } from '../kit/stacks';

const { stack, vpc } = platformStack();
const zone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'Example.com.' });
const byId = route53.HostedZone.fromHostedZoneId(stack, 'ById', 'Z2');
const token = new CfnParameter(stack, 'Token').valueAsString;

test.each<[string, BalancerDomain]>([
  ['nothing', {}],
  ['a name alone', { domainName: 'www.example.com' }],
  ['a name in the zone', { domainName: 'www.example.com', hostedZone: zone }],
  ['the name of the zone', { domainName: 'example.com', hostedZone: zone }],
  ['a zone of an unknown name', { domainName: 'www.example.org', hostedZone: byId }],
  ['a token', { domainName: token, hostedZone: zone }],
  ['a zone whose name is a token', {
    domainName: 'www.example.org', hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'TokenZone', { hostedZoneId: 'Z3', zoneName: token }),
  }],
])('%s gets through', (_, domain) => {
  expect(checkBalancerDomain(domain, true)).toEqual([]);
});

test.each([
  ['www.example.org', 'Domain.OutsideZone: `domainName` must be a name in the hosted zone Example.com., got www.example.org; name the zone that holds it'],
  ['www.example.com.', 'Domain.FinalDot: `domainName` must be written without a dot at its end, got www.example.com.; write www.example.com'],
  ['', 'Domain.Length: `domainName` must be 1 to 128 characters long, got 0'],
])('%j is refused', (domainName, message) => {
  expect(read(checkBalancerDomain({ domainName, hostedZone: zone }, true))).toEqual([`error ${message}`]);
});

test('certificates come from the region of the balancer, as far as both are known', () => {
  const arn = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/1`;
  const certificates = [arn('eu-west-1'), arn('us-east-1'), token].map((text, index) => acm.Certificate.fromCertificateArn(stack, `Given${index}`, text));
  expect(read(checkRegionOf(certificates, 'eu-west-1'))).toEqual([
    'error Listener.CertificateRegion: `certificates[1]` must be in the region of the load balancer, eu-west-1, got one in us-east-1; make or import it in eu-west-1',
  ]);
  expect(checkRegionOf(certificates, undefined)).toEqual([]);
});

test('a zone alone is refused', () => {
  expect(read(checkBalancerDomain({ hostedZone: zone }, false))).toEqual([
    'error TrafficSource.NoDomainName: `hostedZone` takes the record of `domainName`, got no name; name one in the zone, or leave out the zone',
  ]);
});

test('a private zone cannot validate a certificate, but can hold a record', () => {
  const domain = { domainName: 'www.internal.example.com', hostedZone: new route53.PrivateHostedZone(stack, 'Private', { vpc, zoneName: 'internal.example.com' }) };
  expect(read(checkBalancerDomain(domain, true))).toEqual([
    'error Domain.PrivateZone: `hostedZone` must be public to validate a certificate, got a private zone, where ACM cannot look; ' +
    'name `certificates` that exist already',
  ]);
  expect(checkBalancerDomain(domain, false)).toEqual([]);
});

test('a zone that was imported by its id alone gets certificate and records', () => {
  const platform = platformStack();
  const hostedZone = route53.HostedZone.fromHostedZoneId(platform.stack, 'ById', 'Z2');
  const balancer = new elbv2.NetworkLoadBalancer(platform.stack, 'Balancer', { vpc: platform.vpc });
  certificateFor(platform.stack, { domainName: 'www.example.com', hostedZone });
  addAliasRecords(platform.stack, { domainName: 'www.example.com', hostedZone }, balancer, true);
  expect(theOnly(platform.stack, 'AWS::CertificateManager::Certificate').Properties.DomainValidationOptions).toEqual([
    { DomainName: 'www.example.com', HostedZoneId: 'Z2' },
  ]);
  const records = propertiesOf(platform.stack, 'AWS::Route53::RecordSet');
  expect(records.map(({ Name, Type }) => [Name, Type])).toEqual([['www.example.com.', 'A'], ['www.example.com.', 'AAAA']]);
});

test('a balancer with IPv4 addresses alone has one record', () => {
  const platform = platformStack();
  const hostedZone = route53.HostedZone.fromHostedZoneId(platform.stack, 'ById', 'Z2');
  const balancer = new elbv2.NetworkLoadBalancer(platform.stack, 'Balancer', { vpc: platform.vpc });
  addAliasRecords(platform.stack, { domainName: 'www.example.com', hostedZone }, balancer, false);
  expect(propertiesOf(platform.stack, 'AWS::Route53::RecordSet').map(({ Type }) => Type)).toEqual(['A']);
});

test('a listener takes certificates by their ARN, in their order', () => {
  const arns = ['first', 'second'].map((id) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`);
  const certificates = arns.map((arn, index) => acm.Certificate.fromCertificateArn(stack, `Listed${index}`, arn));
  expect(listenerCertificates(certificates).map(({ certificateArn }) => certificateArn)).toEqual(arns);
});

test('without a zone there is no record', () => {
  const platform = platformStack();
  const balancer = new elbv2.NetworkLoadBalancer(platform.stack, 'Balancer', { vpc: platform.vpc });
  addAliasRecords(platform.stack, { domainName: 'www.example.com' }, balancer, true);
  expect(propertiesOf(platform.stack, 'AWS::Route53::RecordSet')).toEqual([]);
});
