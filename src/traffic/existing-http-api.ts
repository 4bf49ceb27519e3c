import { Construct } from 'constructs';
import { groupsOfLink, HttpApiLink, newLink } from './http-api-link';
import { HttpApiRoutesOptions } from './http-api-options';
import { checkHttpApiTarget, httpApiTarget } from './http-api-target';
import { WITHOUT_BALANCER } from './new-http-api';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { advise, Finding } from '../model/finding';

/** Routes of an HTTP API that somebody else made. */
export class ExistingHttpApi implements TrafficStrategy {
  public readonly shape = WITHOUT_BALANCER;
  public readonly countsRequests = false;
  public readonly claims = [];
  public readonly givenTargetGroups = [];
  public readonly registers = true;

  constructor(private readonly options: HttpApiRoutesOptions) {}

  public findings(facts: TrafficFacts): Finding[] {
    const { httpApi, routes } = this.options;
    return [
      ...checkHttpApiTarget(this.options, routes, facts, { api: httpApi }),
      ...(this.givenLink()?.securityGroups.length === 0 ? [advise('HttpApi.UnknownLinkGroups', 'vpcLink',
        'has no security group that is known, so that the tasks admit nobody from there; name `vpcLinkSecurityGroups`')] : []),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { httpApi, routes, vpcSubnets } = this.options;
    const link = this.givenLink() ?? newLink(scope, context.vpc, vpcSubnets);
    return boundTraffic([httpApiTarget(scope, this.options, context, { httpApi, link, routes, isNew: false })], { httpApi, vpcLink: link.vpcLink });
  }

  private givenLink(): HttpApiLink | undefined {
    const { vpcLink, vpcLinkSecurityGroups } = this.options;
    return vpcLink && { vpcLink, securityGroups: vpcLinkSecurityGroups ?? groupsOfLink(vpcLink) };
  }
}
