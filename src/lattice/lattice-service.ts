import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { Construct } from 'constructs';
import { LatticeAuth } from './lattice-auth';
import { LatticeForward } from './lattice-forward';
import { sharedBy } from './lattice-networks';
import type { BoundLatticeRoute, LatticeServiceOptions } from './lattice-route';
import { recordService } from './lattice-rule';
import { makeShare, shareCallers, shareFindings } from './lattice-share';
import { Finding, under } from '../model/finding';
import { checkNetworkCallers, checkSharedStrangers } from '../model/lattice/lattice-access';
import { checkLatticeArn, checkLatticeRoute } from '../model/lattice/lattice-route';
import { checkDomain } from '../model/traffic/domain';
import { isPrivateZone, zoneNameOf } from '../private/hosted-zone';
import { known } from '../private/known';

// VPC Lattice User Guide, "Listeners": what a listener has where its user names no port.
const HTTPS = 443;
const HTTP = 80;

/** What of a new service is not valid. */
export function latticeServiceFindings(options: LatticeServiceOptions): Finding[] {
  const { auth = LatticeAuth.iam(), certificate, domainName, hostedZone, networkArn, plainHttp = false, port, sharedWith } = options;
  const admitted = auth._admits(shareCallers(options));
  return [
    ...checkLatticeRoute({
      port: known(port),
      https: !plainHttp,
      hasDomain: domainName !== undefined,
      hasCertificate: certificate !== undefined,
      hasZone: hostedZone !== undefined,
      privateZone: hostedZone && isPrivateZone(hostedZone),
      isReached: networkArn !== undefined || sharedWith !== undefined,
    }),
    ...checkDomain({ domainName: known(domainName), zoneName: hostedZone && zoneNameOf(hostedZone) }),
    ...checkLatticeArn('network', 'networkArn', known(networkArn)),
    ...shareFindings(options),
    ...(options.auth === undefined ? checkSharedStrangers((sharedWith ?? []).map(known)) : []),
    ...(admitted ? checkNetworkCallers(sharedBy(networkArn), admitted) : []),
    ...under('auth', auth._findings()),
  ];
}

/** Makes the service, its listener, and what callers need to find it and to be let in. */
export function bindLatticeService(scope: Construct, options: LatticeServiceOptions, forward: LatticeForward): BoundLatticeRoute {
  const { accessLogs, auth = LatticeAuth.iam(), domainName, networkArn, plainHttp = false } = options;
  const service = new vpclattice.CfnService(scope, 'Service', {
    authType: auth._authType,
    customDomainName: domainName,
    certificateArn: plainHttp ? undefined : certificateFor(scope, options)?.certificateArn,
  });
  const serviceArn = service.attrArn;
  const port = options.port ?? (plainHttp ? HTTP : HTTPS);
  const element = new vpclattice.CfnListener(scope, 'Listener', {
    serviceIdentifier: serviceArn, protocol: plainHttp ? 'HTTP' : 'HTTPS', port, defaultAction: forward.render(),
  });
  recordService(element, serviceArn);
  auth._bind(scope, serviceArn, shareCallers(options));
  makeShare(scope, serviceArn, options);
  if (networkArn !== undefined) {
    new vpclattice.CfnServiceNetworkServiceAssociation(scope, 'NetworkAssociation', {
      serviceIdentifier: serviceArn, serviceNetworkIdentifier: networkArn,
    });
  }
  if (accessLogs) {
    new vpclattice.CfnAccessLogSubscription(scope, 'AccessLogs', { resourceIdentifier: serviceArn, destinationArn: accessLogs.logGroupArn });
  }
  recordDomain(scope, service, options);
  return {
    forward,
    element,
    listenerArn: element.attrArn,
    serviceArn,
    place: { serviceArn, port },
    service,
    domainName: domainName ?? service.attrDnsEntryDomainName,
  };
}

function certificateFor(scope: Construct, { certificate, domainName, hostedZone }: LatticeServiceOptions): acm.ICertificate | undefined {
  if (certificate || domainName === undefined || hostedZone === undefined) return certificate;
  return new acm.Certificate(scope, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(hostedZone) });
}

function recordDomain(scope: Construct, service: vpclattice.CfnService, { domainName, hostedZone: zone }: LatticeServiceOptions): void {
  if (domainName === undefined || zone === undefined) return;
  const { attrDnsEntryDomainName: dnsName, attrDnsEntryHostedZoneId: hostedZoneId } = service;
  const target = route53.RecordTarget.fromAlias({ bind: () => ({ dnsName, hostedZoneId }) });
  // Ended by a dot a name is complete: the zone's own name may not be known.
  const recordName = `${domainName}.`;
  new route53.ARecord(scope, 'AliasRecord', { zone, recordName, target });
  new route53.AaaaRecord(scope, 'AliasRecordIpv6', { zone, recordName, target });
}
