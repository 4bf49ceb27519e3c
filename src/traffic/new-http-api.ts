import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkBalancerDomain } from './balancer-domain';
import { checkApiLogs, writeApiLogs } from './http-api-access-logs';
import { giveName, urlOf } from './http-api-domain';
import { newLink } from './http-api-link';
import { HttpApiOptions, HttpApiRoute } from './http-api-options';
import { checkHttpApiTarget, httpApiTarget } from './http-api-target';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { regionOf } from './vpc-facts';
import { RolledTraffic } from '../deployment/rollout-kind';
import { Finding, under } from '../model/finding';
import { checkApiName, DEFAULT_ROUTE } from '../model/traffic/http-api';
import { known } from '../private/known';

// API Gateway API reference, CreateApi.
const LONGEST_NAME = 128;
/** What a rollout sees of an HTTP API: nothing that it could move traffic with. */
export const WITHOUT_BALANCER: RolledTraffic = { targets: 0, rules: 0, networkListeners: 0, login: false, ownBalancer: true };

/** A new HTTP API of API Gateway in front of one service, without a load balancer. */
export class NewHttpApi implements TrafficStrategy {
  public readonly shape = WITHOUT_BALANCER;
  public readonly countsRequests = false;
  public readonly claims = [];
  public readonly givenTargetGroups = [];
  public readonly registers = true;
  private readonly routes: HttpApiRoute[];

  constructor(private readonly options: HttpApiOptions) {
    this.routes = options.routes ?? [{ path: DEFAULT_ROUTE }];
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { accessLogs, certificate, domainName, hostedZone, throttle } = this.options;
    const [, , service, certificateRegion] = known(certificate?.certificateArn)?.split(':') ?? [];
    return [
      ...checkHttpApiTarget(this.options, this.routes, facts, { burst: known(throttle?.burstLimit), rate: known(throttle?.rateLimit) }),
      ...checkBalancerDomain({ domainName, hostedZone }, false),
      ...checkApiName({
        named: domainName !== undefined,
        certificate: certificate !== undefined,
        zone: hostedZone !== undefined,
        privateZone: hostedZone instanceof route53.PrivateHostedZone,
        certificateRegion: service === 'acm' ? known(certificateRegion) : undefined,
        region: regionOf(facts.vpc),
      }),
      ...(accessLogs ? under('accessLogs', checkApiLogs(accessLogs)) : []),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { accessLogs, authorizationScopes, authorizer, cors, domainName, throttle, vpcSubnets } = this.options;
    const httpApi = new apigwv2.HttpApi(scope, 'HttpApi', {
      apiName: Names.uniqueResourceName(scope, { maxLength: LONGEST_NAME, separator: '-' }),
      corsPreflight: cors,
      defaultAuthorizer: authorizer,
      defaultAuthorizationScopes: authorizationScopes,
      disableExecuteApiEndpoint: domainName === undefined ? undefined : true,
    });
    const stage = httpApi.defaultStage!.node.defaultChild as apigwv2.CfnStage;
    writeApiLogs(scope, stage, accessLogs);
    if (throttle) stage.defaultRouteSettings = { throttlingBurstLimit: throttle.burstLimit, throttlingRateLimit: throttle.rateLimit };
    const named = giveName(scope, httpApi, this.options);
    const link = newLink(scope, context.vpc, vpcSubnets);
    const target = httpApiTarget(scope, this.options, context, { httpApi, link, routes: this.routes, isNew: true });
    return boundTraffic([target], { httpApi, vpcLink: link.vpcLink, apiUrl: urlOf(httpApi), ...named });
  }
}
