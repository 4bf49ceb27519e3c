import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { Finding, refuse } from '../model/finding';
import { checkDomain } from '../model/traffic/domain';
import { checkCertificateRegion } from '../model/traffic/listener';
import { isPrivateZone, zoneNameOf } from '../private/hosted-zone';
import { known } from '../private/known';

/** The name under which clients find a load balancer. */
export interface BalancerDomain {
  readonly domainName?: string;
  readonly hostedZone?: route53.IHostedZone;
}

/** Refuses a name that cannot be given; `certify` says that a certificate has to be made for it. */
export function checkBalancerDomain({ domainName, hostedZone }: BalancerDomain, certify: boolean): Finding[] {
  return [
    ...(hostedZone && domainName === undefined ? [refuse('TrafficSource.NoDomainName', 'hostedZone',
      'takes the record of `domainName`, got no name; name one in the zone, or leave out the zone')] : []),
    ...checkDomain({
      domainName: known(domainName),
      zoneName: hostedZone && zoneNameOf(hostedZone),
      privateZone: hostedZone && isPrivateZone(hostedZone),
      certify,
    }),
  ];
}

/** Refuses certificates of other regions than that of their balancer. */
export function checkRegionOf(certificates: acm.ICertificate[], region: string | undefined): Finding[] {
  return certificates.flatMap(({ certificateArn }, index) => checkCertificateRegion(`certificates[${index}]`, known(certificateArn), region));
}

/** A certificate that ACM validates by a record in the zone, and renews. */
export function certificateFor(scope: Construct, { domainName, hostedZone }: BalancerDomain): acm.ICertificate {
  return new acm.Certificate(scope, 'Certificate', {
    domainName: domainName!,
    validation: acm.CertificateValidation.fromDns(hostedZone),
  });
}

/** Certificates as a listener takes them. */
export function listenerCertificates(certificates: acm.ICertificate[]): elbv2.IListenerCertificate[] {
  return certificates.map((certificate) => elbv2.ListenerCertificate.fromCertificateManager(certificate));
}

/** Points the name at the load balancer. */
export function addAliasRecords(scope: Construct, domain: BalancerDomain, balancer: elbv2.ILoadBalancerV2, dualStack: boolean): void {
  const { domainName, hostedZone } = domain;
  if (domainName === undefined || hostedZone === undefined) return;
  const record = {
    zone: hostedZone,
    // Ended by a dot a name is complete: the zone's own name may not be known.
    recordName: `${domainName}.`,
    target: route53.RecordTarget.fromAlias(new LoadBalancerTarget(balancer)),
  };
  new route53.ARecord(scope, 'AliasRecord', record);
  if (dualStack) new route53.AaaaRecord(scope, 'AliasRecordV6', record);
}
