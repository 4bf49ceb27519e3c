import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { certificateFor } from './balancer-domain';
import { HttpApiOptions } from './http-api-options';

/** What was made for the name of an API. */
export interface ApiName {
  readonly apiDomainName?: apigwv2.DomainName;
  /** Set where it had to be made. */
  readonly certificate?: acm.ICertificate;
}

/** Gives an API its name, with TLS 1.2 at the least, and points the record of a hosted zone there. */
export function giveName(scope: Construct, httpApi: apigwv2.HttpApi, { certificate: given, domainName, hostedZone }: HttpApiOptions): ApiName {
  if (domainName === undefined) return {};
  const certificate = given ?? certificateFor(scope, { domainName, hostedZone });
  const apiDomainName = new apigwv2.DomainName(scope, 'DomainName', { domainName, certificate, securityPolicy: apigwv2.SecurityPolicy.TLS_1_2 });
  new apigwv2.ApiMapping(scope, 'ApiMapping', { api: httpApi, domainName: apiDomainName });
  if (hostedZone) {
    new route53.ARecord(scope, 'AliasRecord', {
      zone: hostedZone,
      // Ended by a dot a name is complete: the zone's own name may not be known.
      recordName: `${domainName}.`,
      target: route53.RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(apiDomainName.regionalDomainName, apiDomainName.regionalHostedZoneId)),
    });
  }
  return { apiDomainName, certificate: given ? undefined : certificate };
}
