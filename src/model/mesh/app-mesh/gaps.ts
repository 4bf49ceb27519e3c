import { Lead } from './mesh-graph';
import { entriesAt, MeshResource, ofProtocol, propertiesAt, spoken } from './mesh-resource';
import { AppMeshGap } from './plan-parts';
import { ReadRoute } from './routes';
import { remedyBehindRules } from './verdicts';
import { isUnread } from '../../template/intrinsics';
import { textOf } from '../../template/odd-text';
import { propertiesIn, Properties, textIn } from '../../template-value';
import { InterconnectMethod } from '../interconnect-options';
import { isAlias } from '../service-connect';

// ECS Developer Guide, "Amazon ECS Service Connect components": what its proxy does, and cannot be told to do otherwise.
const RETRIES = 2;
const OUTLIERS = '5 failed requests in 30 seconds take a task out for 30 to 300 seconds';

type Lack = Omit<AppMeshGap, 'resource'>;

/** What a mesh asks for beyond names. */
export function meshGaps(mesh: MeshResource): AppMeshGap[] {
  // App Mesh API reference, EgressFilter: DROP_ALL unless told otherwise.
  const drops = textIn(propertiesAt(mesh.spec, 'egressfilter').type) !== 'ALLOW_ALL';
  return inResource(mesh, [
    ...(drops ? [{
      what: 'egressFilter DROP_ALL', reason: 'Service Connect lets tasks call what is outside of it', remedy: 'limit the egress rules of the security groups',
    }] : []),
    ...ipPreference(mesh.spec.servicediscovery),
  ]);
}

/** What resources of one account in the mesh of another one ask for. */
export function sharedMeshGaps(resources: readonly MeshResource[]): AppMeshGap[] {
  return [...new Set(resources.filter(({ shared }) => shared).map(({ mesh }) => mesh))].map((mesh) => ({
    resource: spoken({ kind: 'mesh', name: mesh }),
    what: 'a mesh that accounts share',
    reason: 'names of Service Connect are in one namespace',
    remedy: 'share the namespace through AWS RAM and take CloudMapNamespace.shared(), or use VPC Lattice',
  }));
}

/** What a virtual node asks for that its endpoints do not have. */
export function nodeGaps(node: MeshResource, hasTask: boolean): AppMeshGap[] {
  const { backenddefaults, logging, servicediscovery } = node.spec;
  const policies = [propertiesAt(backenddefaults, 'clientpolicy'), ...entriesAt(node.spec, 'backends').map((backend) => propertiesAt(backend, 'virtualservice', 'clientpolicy'))];
  return inResource(node, [
    ...entriesAt(node.spec, 'listeners').flatMap(listenerLacks),
    ...(policies.some(({ tls }) => tls !== undefined) ? [clientPolicy()] : []),
    ...accessLog(logging),
    ...ipPreference(propertiesAt(servicediscovery, 'dns')),
    ...ipPreference(propertiesAt(servicediscovery, 'awscloudmap')),
    ...discoveryLacks(propertiesIn(servicediscovery)),
    ...(hasTask ? [] : outsideHost(propertiesAt(servicediscovery, 'dns').hostname)),
  ]);
}

/** What a virtual gateway is replaced by. */
export function gatewayGaps(gateway: MeshResource): AppMeshGap[] {
  const listeners = entriesAt(gateway.spec, 'listeners');
  return inResource(gateway, [
    {
      what: 'traffic from outside of the mesh',
      reason: 'Service Connect has no gateway',
      remedy: 'give the services behind it a TrafficSource, an Application Load Balancer or an HTTP API, and drop the gateway\'s tasks; '
        + 'a balancer leaves the host header as it is, where a gateway route writes the virtual service\'s name',
    },
    ...(listeners.some(hasTls) ? [{
      what: 'TLS of its listeners', reason: 'it ends with the gateway', remedy: 'put a certificate on the balancer; for certificates of clients take MutualTls',
    }] : []),
    ...(propertiesAt(gateway.spec, 'backenddefaults', 'clientpolicy').tls === undefined ? [] : [clientPolicy()]),
    ...accessLog(gateway.spec.logging),
  ]);
}

/** What a route asks for besides where requests go. */
export function routeGaps({ conditions, listeners, resource, shares }: ReadRoute): AppMeshGap[] {
  const route = propertiesIn(Object.entries(resource.spec).find(([key]) => key.endsWith('route'))?.[1]);
  const retries = route.retrypolicy === undefined ? undefined : propertiesIn(route.retrypolicy);
  return inResource(resource, [
    ...(retries === undefined ? [] : [{
      what: `retryPolicy of ${textOf(retries.maxretries ?? 'some')} retries${eventsOf(retries)}`,
      reason: `the proxy of Service Connect retries a failed request up to ${RETRIES} times, which nobody can change`,
      remedy: 'where a call needs more retries, or retries on other events, let the caller make them',
    }]),
    ...(listeners.length > 0 || conditions.length === 0 ? [] : [{
      what: `a rule on ${conditions.join(' and ')}`,
      reason: 'neither an Application Load Balancer nor VPC Lattice has such a rule',
      remedy: 'decide it in the application, or write it as rules on a prefix, a pattern and their order',
    }]),
    ...(entriesAt(route, 'action', 'weightedtargets').every(({ port }) => port === undefined) ? [] : [{
      what: 'the port of a weighted target', reason: 'the plan leads to the first port of the node', remedy: 'name the port where you build what takes the place of the route',
    }]),
    ...rewrite(resource, route),
    ...(shares.length === 0 && !resource.specUnread ? [{ what: 'a route without targets', reason: 'it leads nowhere', remedy: 'leave it out' }] : []),
  ]);
}

/** What a virtual service asks for that an alias does not give. */
export function leadGaps({ isTcp, method, nodes, service }: Lead): AppMeshGap[] {
  if (service.specUnread) return [];
  if (nodes.length === 0) {
    return inResource(service, [{ what: 'a name', reason: 'nothing that was read answers to it', remedy: 'add what answers to what is read, or leave it out' }]);
  }
  if (method !== InterconnectMethod.SERVICE_CONNECT) {
    return inResource(service, [{
      what: 'a name behind rules',
      reason: 'Service Connect routes nothing by what is in a request',
      remedy: remedyBehindRules(method, isTcp),
    }]);
  }
  return isUnread(service.name) || isAlias(service.name) ? [] : inResource(service, [{
    what: 'the name as it is',
    reason: 'an alias has up to 127 small letters, digits, hyphens, underscores and periods',
    remedy: 'choose another alias and tell callers',
  }]);
}

function listenerLacks(listener: Properties): Lack[] {
  const tls = propertiesIn(listener.tls);
  return [
    ...(hasTls(listener) ? [{
      what: `TLS with a certificate of ${certificateOf(tls)}`,
      reason: 'Service Connect issues its own certificates, from AWS Private CA',
      remedy: 'turn on TLS in the mesh with a private certificate authority, or end TLS in the application over a port without appProtocol',
    }] : []),
    ...(tls.validation === undefined ? [] : [{
      what: 'certificates that clients must show',
      reason: 'the proxy of Service Connect asks its callers for none that you issue',
      remedy: 'limit callers by security group, use VPC Lattice with IAM authorization, or check certificates in the application',
    }]),
    ...(listener.connectionpool === undefined ? [] : [{
      what: `connectionPool ${JSON.stringify(ofProtocol(listener.connectionpool))}`,
      reason: 'the limits of the proxy are not ours to set',
      remedy: 'limit connections in the application',
    }]),
    ...(listener.outlierdetection === undefined ? [] : [{
      what: 'outlierDetection with its own numbers', reason: `Service Connect has it always on: ${OUTLIERS}`, remedy: 'leave it out',
    }]),
  ];
}

function clientPolicy(): Lack {
  return {
    what: 'a client policy for TLS',
    reason: 'with TLS on, proxies of Service Connect trust the authority of the namespace, and nothing else can be set',
    remedy: 'turn on TLS on the endpoints that are called; for other authorities or client certificates speak TLS in the application',
  };
}

function accessLog(logging: unknown): Lack[] {
  const file = propertiesAt(logging, 'accesslog', 'file');
  if (file.path === undefined) return [];
  const format = file.format === undefined ? '' : ' in a format of its own';
  return [{
    what: `access log to ${textOf(file.path)}${format}`,
    reason: 'Service Connect writes access logs as text or JSON with fixed fields, to the log of its proxy',
    remedy: 'turn on access logs in the mesh',
  }];
}

function ipPreference(discovery: unknown): Lack[] {
  const { ippreference } = propertiesIn(discovery);
  return ippreference === undefined ? [] : [{
    what: `ipPreference ${textOf(ippreference)}`, reason: 'Service Connect calls the address that a task has', remedy: 'choose the subnets of the service accordingly',
  }];
}

/** What chose among the tasks of a service. */
function discoveryLacks({ awscloudmap, dns }: Properties): Lack[] {
  const { responsetype } = propertiesIn(dns);
  return [
    ...(propertiesIn(awscloudmap).attributes === undefined ? [] : [{
      what: 'Cloud Map attributes that choose tasks', reason: 'Service Connect leads to all tasks of a service', remedy: 'give each kind of task a service and a name of its own',
    }]),
    ...(responsetype === undefined ? [] : [{
      what: `DNS responseType ${textOf(responsetype)}`, reason: 'Service Connect asks no DNS', remedy: 'leave it out',
    }]),
  ];
}

/** A host that a private zone cannot hold is hardly a service of ECS. */
function outsideHost(hostname: unknown): Lack[] {
  const host = textIn(hostname);
  if (host === undefined || host.includes('${') || !host.includes('.') || /\.(local|internal|test|lan)$/.test(host)) return [];
  return [{
    what: `the host ${host}`, reason: 'Service Connect names services of ECS alone', remedy: 'where no ECS service of yours answers there, let callers use the host itself',
  }];
}

function rewrite({ kind }: MeshResource, route: Properties): Lack[] {
  if (kind !== 'gatewayRoute') return [];
  const prefix = textIn(propertiesAt(route, 'match').prefix);
  const asked = propertiesAt(route, 'action', 'rewrite');
  // App Mesh API reference, HttpGatewayRoutePrefixRewrite: a matched prefix becomes / unless told otherwise.
  const byDefault = prefix !== undefined && prefix !== '/' && textIn(propertiesIn(asked.prefix).defaultprefix) !== 'DISABLED';
  if (!byDefault && asked.path === undefined && propertiesIn(asked.prefix).value === undefined) return [];
  return [{
    what: 'a path that is rewritten',
    reason: 'the service sees another path than its callers ask for',
    remedy: 'give the listener rule a transform (Transforms of AWS::ElasticLoadBalancingV2::ListenerRule), or let the application serve the whole path',
  }];
}

function eventsOf(policy: Properties): string {
  const events = ['httpretryevents', 'grpcretryevents', 'tcpretryevents'].flatMap((key) => (Array.isArray(policy[key]) ? policy[key] : []));
  return events.length === 0 ? '' : ` on ${events.map(textOf).join(', ')}`;
}

function hasTls({ tls }: Properties): boolean {
  return tls !== undefined && textIn(propertiesIn(tls).mode) !== 'DISABLED';
}

function certificateOf({ certificate }: Properties): string {
  const { acm, file } = propertiesIn(certificate);
  if (acm !== undefined) return 'ACM';
  return file === undefined ? 'SDS' : 'a file';
}

function inResource(resource: MeshResource, lacks: Lack[]): AppMeshGap[] {
  return lacks.map((lack) => ({ resource: spoken(resource), ...lack }));
}
