import { advise, Finding, refuse } from '../finding';

/** The route of an HTTP API that takes what no other one takes. */
export const DEFAULT_ROUTE = '$default';
// API Gateway Developer Guide, "Create routes for HTTP APIs": a path, whose greedy variable stands at its end. Of wildcards it knows no other.
const PATH = /^\/$|^(?!$)(\/([^/{}]+|\{[^/{}+]+\}))*(\/\{[^/{}+]+\+\})?$/;
// Load balancers have it in their path patterns.
const WILDCARD = '*';

/** What is known of a route; `undefined` is a token. */
export interface RouteFacts {
  readonly path?: string;
  readonly methods: readonly string[];
}

/** What is known of the routes that lead to a service. */
export interface HttpApiFacts {
  readonly routes: readonly RouteFacts[];
  /** Keys of the routes of the API that others made: `GET /orders`. */
  readonly taken: readonly string[];
  /** How the names of the namespace are found; absent where it is made. */
  readonly namespace?: 'HTTP' | 'DNS_PRIVATE' | 'DNS_PUBLIC';
  /** Tasks have IPv6 addresses only. */
  readonly ipv6Only: boolean;
  readonly burst?: number;
  readonly rate?: number;
}

/** The keys of a route, as API Gateway writes them. */
export function routeKeys({ methods, path }: RouteFacts): string[] {
  return path === DEFAULT_ROUTE ? [DEFAULT_ROUTE] : methods.map((method) => `${method} ${path}`);
}

/** Refuses routes and limits that an HTTP API does not take, and tasks that it cannot find. */
export function checkHttpApi({ burst, ipv6Only, namespace, rate, routes, taken }: HttpApiFacts): Finding[] {
  return [
    ...(routes.length === 0 ? [refuse('HttpApi.NoRoute', 'routes', 'leads to the service by one at the least, got an empty list')] : []),
    ...routes.flatMap(checkPath),
    ...checkKeys(routes, taken),
    ...checkLimit('throttle.burstLimit', burst),
    ...checkLimit('throttle.rateLimit', rate),
    ...(namespace === 'HTTP' ? [refuse('HttpApi.NoDns', 'namespace',
      'must have DNS, since ECS tells the port of a task in SRV records, got one that only API calls ask; take CloudMapNamespace.privateDns()')] : []),
    ...(ipv6Only ? [advise('HttpApi.Ipv6Only', '',
      'reaches the tasks through a VPC link, which AWS does not say to reach tasks without IPv4 addresses; take dual stack, or try it and acknowledge this')] : []),
  ];
}

/** What is known of an API's own name. */
export interface ApiNameFacts {
  readonly named: boolean;
  readonly certificate: boolean;
  readonly zone: boolean;
  /** Only VPCs see the zone. */
  readonly privateZone: boolean;
  /** Region of the certificate, where it is one of ACM, and of the API. */
  readonly certificateRegion?: string;
  readonly region?: string;
}

/** Refuses a name without a certificate, and a certificate that is of no use. */
export function checkApiName({ certificate, certificateRegion, named, privateZone, region, zone }: ApiNameFacts): Finding[] {
  if (!named) {
    return certificate ? [refuse('HttpApi.CertificateWithoutName', 'certificate', 'is of `domainName`, got no name; name one, or leave the certificate out')] : [];
  }
  if (!certificate) {
    if (!zone) return [refuse('TrafficSource.NoCertificate', 'certificate', 'is needed for `domainName`, got none; name it, or a `hostedZone` to validate one in')];
    return privateZone ? [refuse('Domain.PrivateZone', 'hostedZone',
      'must be public to validate a certificate, got a private zone, where ACM cannot look; name a `certificate` that exists already')] : [];
  }
  return certificateRegion === undefined || region === undefined || certificateRegion === region ? [] : [refuse('HttpApi.CertificateRegion', 'certificate',
    `must be in the region of the API, ${region}, got one in ${certificateRegion}; make or import it in ${region}`)];
}

function checkPath({ methods, path }: RouteFacts, index: number): Finding[] {
  if (path === undefined) {
    return [refuse('HttpApi.Path', `routes[${index}].path`, 'must be known at synth, for routes are told apart by it, got a token')];
  }
  if (path === DEFAULT_ROUTE) {
    return methods.length === 0 || (methods.length === 1 && methods[0] === 'ANY') ? []
      : [refuse('HttpApi.DefaultMethods', `routes[${index}].methods`, `takes no methods beside ${DEFAULT_ROUTE}, got ${methods.join(', ')}; leave them out`)];
  }
  if (path.includes(WILDCARD)) {
    return [refuse('HttpApi.Path', `routes[${index}].path`,
      `has variables in place of ${WILDCARD}, which HTTP APIs do not know, got '${path}'; take '${greedyPath(path)}', or {id} for what is between two slashes`)];
  }
  return [
    ...(PATH.test(path) ? [] : [refuse('HttpApi.Path', `routes[${index}].path`,
      `begins with a slash and ends without one, a variable like {id} is all between two slashes, and {proxy+} comes last, got '${path}'`)]),
    ...(methods.length > 0 ? [] : [refuse('HttpApi.NoMethod', `routes[${index}].methods`, 'names one at the least, got an empty list; leave it out for any method')]),
  ];
}

/** What begins as a pattern does before its first wildcard: `/orders/*` is `/orders/{proxy+}`. */
function greedyPath(pattern: string): string {
  const start = pattern.slice(0, pattern.indexOf(WILDCARD)).replace(/^\/+|[/{]+$/g, '');
  return start === '' ? '/{proxy+}' : `/${start}/{proxy+}`;
}

function checkKeys(routes: readonly RouteFacts[], taken: readonly string[]): Finding[] {
  const seen = new Set(taken);
  return routes.filter(({ path }) => path !== undefined).flatMap((route) => routeKeys(route).flatMap((key) => {
    if (seen.has(key)) return [refuse('HttpApi.RouteTaken', 'routes', `leads to one service, got ${key} a second time on this API; take another path or method`)];
    seen.add(key);
    return [];
  }));
}

function checkLimit(path: string, value: number | undefined): Finding[] {
  return value === undefined || value >= 0 ? [] : [refuse('HttpApi.Throttle', path, `is 0 or more requests, got ${value}`)];
}
