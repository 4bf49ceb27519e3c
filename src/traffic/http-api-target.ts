import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpServiceDiscoveryIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { DnsRecordType } from 'aws-cdk-lib/aws-servicediscovery';
import { Names } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { admitLink, HttpApiLink } from './http-api-link';
import { HttpApiRoute, HttpApiTargetOptions } from './http-api-options';
import { checkTargetPort, findPort, portNumber, targetPort } from './target-port';
import { BoundTarget, TrafficContext, TrafficFacts } from './traffic-strategy';
import { CloudMapNamespace } from '../discovery/cloud-map-namespace';
import { CloudMapRegistration } from '../discovery/cloud-map-registration';
import { Finding, under } from '../model/finding';
import { checkHttpApi, DEFAULT_ROUTE, HttpApiFacts, RouteFacts, routeKeys } from '../model/traffic/http-api';
import { known } from '../private/known';

// RFC 1035, 2.3.4: a label of a DNS name.
const LONGEST_LABEL = 63;
// Reserved by ICANN for private use.
const PRIVATE_DOMAIN = 'internal';

/** The routes of one service on an HTTP API, and the way from there to its tasks. */
export interface HttpApiPath {
  readonly httpApi: apigwv2.IHttpApi;
  readonly link: HttpApiLink;
  readonly routes: HttpApiRoute[];
  /** The API is made with the service. */
  readonly isNew: boolean;
}

/** The namespaces of APIs that were made with a service, for the services that come after it: each would be one more hosted zone. */
const namespaces = new WeakMap<apigwv2.IHttpApi, CloudMapNamespace>();
/** Routes that services of this app took, by the API. */
const takenRoutes = new WeakMap<apigwv2.IHttpApi, string[]>();

/** Refuses routes to a service that cannot lead there. */
export function checkHttpApiTarget(
  options: HttpApiTargetOptions, routes: HttpApiRoute[], facts: TrafficFacts, rest: Pick<HttpApiFacts, 'burst' | 'rate'> & { api?: apigwv2.IHttpApi } = {},
): Finding[] {
  const { namespace } = options;
  return [
    ...checkTargetPort(options, facts.ports, ['tcp']),
    ...(namespace ? under('namespace', namespace._findings()) : []),
    ...checkHttpApi({
      routes: routes.map(routeFacts),
      taken: (rest.api && takenRoutes.get(rest.api)) ?? [],
      namespace: namespace?._type,
      ipv6Only: facts.ipv6Only,
      burst: rest.burst,
      rate: rest.rate,
    }),
  ];
}

/** A service's way behind an HTTP API: its tasks in Cloud Map, with their port, and routes that lead there. */
export function httpApiTarget(scope: Construct, options: HttpApiTargetOptions, context: TrafficContext, path: HttpApiPath): BoundTarget {
  const { httpApi, link, routes } = path;
  takenRoutes.set(httpApi, [...takenRoutes.get(httpApi) ?? [], ...routes.map(routeFacts).flatMap(routeKeys)]);
  const fact = findPort(options, context.ports, ['tcp'])!;
  const label = labelOf(scope);
  return {
    containerName: fact.container,
    containerPort: fact.port,
    protocol: 'tcp',
    attach(service) {
      const { cloudMapService, namespace } = new CloudMapRegistration(scope, 'Discovery', {
        service,
        namespace: options.namespace ?? namespaces.get(httpApi) ?? CloudMapNamespace.privateDns(`${label}.${PRIVATE_DOMAIN}`, context.vpc),
        name: label,
        records: DnsRecordType.SRV,
        containerName: fact.container,
        containerPort: portNumber(fact, service.taskDefinition),
        portName: fact.name,
      });
      if (path.isNew) namespaces.set(httpApi, CloudMapNamespace.existing(namespace));
      const integration = new HttpServiceDiscoveryIntegration('Integration', cloudMapService, { vpcLink: link.vpcLink });
      routes.forEach((route) => addRoute(scope, httpApi, route, integration));
      admitLink(scope, service, context.securityGroups, link, targetPort(fact, context.networkMode, service.taskDefinition));
    },
  };
}

function addRoute(scope: Construct, httpApi: apigwv2.IHttpApi, route: HttpApiRoute, integration: HttpServiceDiscoveryIntegration): void {
  const { authorizer, path } = route;
  // The L2 would ask for the scopes of the API on a route whose own authorizer knows none, which API Gateway refuses.
  const authorizationScopes = route.authorizationScopes ?? (authorizer ? [] : undefined);
  const props = { httpApi, integration, authorizer, authorizationScopes };
  if (path === DEFAULT_ROUTE) {
    new apigwv2.HttpRoute(scope, 'DefaultRoute', { ...props, routeKey: apigwv2.HttpRouteKey.DEFAULT });
    return;
  }
  for (const method of methodsOf(route)) {
    // Named after its key: two routes that change places would have the key of each other while they are updated.
    new apigwv2.HttpRoute(scope, `Route ${method} ${path}`, { ...props, routeKey: apigwv2.HttpRouteKey.with(path, method) });
  }
}

function routeFacts(route: HttpApiRoute): RouteFacts {
  return { path: known(route.path), methods: methodsOf(route) };
}

function methodsOf({ methods }: HttpApiRoute): apigwv2.HttpMethod[] {
  return methods ?? [apigwv2.HttpMethod.ANY];
}

/** Of the path of the service: nobody asks for the name but the API, and a namespace may have several of them. */
function labelOf(scope: Construct): string {
  return Names.uniqueResourceName(scope, { maxLength: LONGEST_LABEL, separator: '-' }).toLowerCase();
}
