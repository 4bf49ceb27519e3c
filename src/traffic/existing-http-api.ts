import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { urlOf } from './http-api-domain';
import { groupsOfLink, HttpApiLink, newLink } from './http-api-link';
import { HttpApiRoute, HttpApiRoutesOptions } from './http-api-options';
import { checkHttpApiTarget, httpApiTarget } from './http-api-target';
import { WITHOUT_BALANCER } from './new-http-api';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { advise, Finding, refuse } from '../model/finding';
import { areApart } from '../private/vpc-identity';

/** Routes of an HTTP API that somebody else made. */
export class ExistingHttpApi implements TrafficStrategy {
  public readonly shape = WITHOUT_BALANCER;
  public readonly countsRequests = false;
  public readonly claims = [];
  public readonly givenTargetGroups = [];
  public readonly registers = true;

  constructor(private readonly options: HttpApiRoutesOptions) {}

  public findings(facts: TrafficFacts): Finding[] {
    const { httpApi, routes, vpcLink } = this.options;
    return [
      ...(httpApi === undefined ? [refuse('HttpApi.NoApi', 'httpApi',
        'must be an API, got none: the other service has none, since its traffic is no HTTP API; take that of a service with TrafficSource.httpApi()')] : []),
      ...checkHttpApiTarget(this.options, routes, facts, { api: httpApi }),
      ...(isImported(httpApi) ? routes.flatMap(checkAuthorizer) : []),
      ...(areApart(vpcLink?.vpc, facts.vpc) ? [advise('HttpApi.OtherVpc', 'vpcLink',
        'reaches the tasks in its own VPC, got a link in another one; leave it out for a new link, or acknowledge this where the two are connected')] : []),
      ...(this.givenLink()?.securityGroups.length === 0 ? [advise('HttpApi.UnknownLinkGroups', 'vpcLink',
        'has no security group that is known, so that the tasks admit nobody from there; name `vpcLinkSecurityGroups`')] : []),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { httpApi, routes, vpcSubnets } = this.options;
    const link = this.givenLink() ?? newLink(scope, context.vpc, vpcSubnets);
    const target = httpApiTarget(scope, this.options, context, { httpApi, link, routes, isNew: false });
    return boundTraffic([target], { httpApi, vpcLink: link.vpcLink, apiUrl: urlOf(httpApi) });
  }

  private givenLink(): HttpApiLink | undefined {
    const { vpcLink, vpcLinkSecurityGroups } = this.options;
    return vpcLink && { vpcLink, securityGroups: vpcLinkSecurityGroups ?? groupsOfLink(vpcLink) };
  }
}

/** Whom an API lets in by default only its own L2 knows. */
function isImported(httpApi: apigwv2.IHttpApi | undefined): boolean {
  return httpApi !== undefined && httpApi.defaultAuthorizer === undefined && !Resource.isOwnedResource(httpApi);
}

function checkAuthorizer({ authorizer }: HttpApiRoute, index: number): Finding[] {
  return authorizer ? [] : [advise('HttpApi.UnknownAuthorizer', `routes[${index}].authorizer`,
    'lets anyone in, since an imported API does not tell whom it lets in, got none; name one, or `new apigwv2.HttpNoneAuthorizer()`')];
}
