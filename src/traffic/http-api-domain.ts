import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { certificateFor } from './balancer-domain';
import { HttpApiOptions } from './http-api-options';

/** What was made for the name of an API. */
export interface ApiName {
  readonly apiDomain?: apigwv2.DomainName;
  /** Set where it had to be made. */
  readonly certificate?: acm.ICertificate;
}

/** Where clients reach the APIs that have a name. */
const urls = new WeakMap<apigwv2.IHttpApi, string>();

/** Gives an API its name, with TLS 1.2 at the least, and points the record of a hosted zone there. */
export function giveName(scope: Construct, httpApi: apigwv2.HttpApi, { certificate: given, domainName, hostedZone }: HttpApiOptions): ApiName {
  if (domainName === undefined) return {};
  const certificate = given ?? certificateFor(scope, { domainName, hostedZone });
  const apiDomain = new apigwv2.DomainName(scope, 'DomainName', { domainName, certificate, securityPolicy: apigwv2.SecurityPolicy.TLS_1_2 });
  new apigwv2.ApiMapping(scope, 'ApiMapping', { api: httpApi, domainName: apiDomain });
  if (!domainName.startsWith('*')) urls.set(httpApi, `https://${domainName}/`);
  if (hostedZone) {
    new route53.ARecord(scope, 'AliasRecord', {
      zone: hostedZone,
      // Ended by a dot a name is complete: the zone's own name may not be known.
      recordName: `${domainName}.`,
      target: route53.RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(apiDomain.regionalDomainName, apiDomain.regionalHostedZoneId)),
    });
  }
  return { apiDomain, certificate: given ? undefined : certificate };
}

/** Where clients reach an API, with a slash at its end, if that is known. */
export function urlOf(httpApi: apigwv2.IHttpApi): string | undefined {
  if (httpApi instanceof apigwv2.HttpApi) return urls.get(httpApi) ?? (httpApi.disableExecuteApiEndpoint ? undefined : httpApi.url);
  // An API that was imported by its id alone throws when it is asked for its endpoint.
  try {
    return httpApi.apiEndpoint.replace(/\/?$/, '/');
  } catch {
    return undefined;
  }
}
