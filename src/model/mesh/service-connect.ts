import { Finding, refuse, advise } from '../finding';
import { interconnectFor } from './interconnect';
import { checkRange, oneOf, PORT, Range } from '../range';
import { allowsServiceConnect, LaunchPlatform, NetworkMode } from '../task/network-mode';

/** What a port speaks, as Service Connect sees it. */
export type MeshProtocol = 'http' | 'http2' | 'grpc' | 'tcp';

// CloudFormation reference, AWS::ECS::Service ServiceConnectService and ServiceConnectClientAlias.
const DISCOVERY_NAME = /^[a-z0-9_][a-z0-9_-]{0,63}$/;
const ALIAS = /^[a-z0-9_][a-z0-9_.-]{0,126}$/;
// ECS API reference, TimeoutConfiguration: whole seconds; 0 turns a timeout off.
const TIMEOUT_SECONDS: Range = { min: 0, max: 2147483647, unit: 'seconds' };
// The same: what ECS takes where nothing is written.
const DEFAULT_REQUEST_SECONDS = 15;
const DEFAULT_IDLE_SECONDS = 300;
// ECS Developer Guide, "Use Service Connect to connect Amazon ECS services with short names": platform versions.
const OLD_PLATFORM_VERSIONS = ['1.0.0', '1.1.0', '1.2.0', '1.3.0'];
// ECS Developer Guide, "Amazon ECS service quotas".
export const MOST_SERVICES = 300;

const NAME_IT = "write port: 8080 for HTTP, or ports: [{ containerPort: 5432, name: 'postgres' }] for anything else";
// IANA Service Name and Transport Protocol Port Number Registry: what never speaks HTTP.
const NOT_HTTP: Readonly<Record<number, string>> = {
  1433: 'SQL Server', 3306: 'MySQL', 5432: 'PostgreSQL', 5672: 'AMQP', 6379: 'Redis', 11211: 'memcached', 27017: 'MongoDB',
};

/** What is known of a service that joins a mesh. */
export interface MemberFacts {
  readonly networkMode?: NetworkMode;
  readonly windows?: boolean;
  readonly platform?: LaunchPlatform;
  readonly platformVersion?: string;
  /** `ECS`, `CODE_DEPLOY` or `EXTERNAL`. */
  readonly controller?: string;
  /** Another proxy takes all traffic of the task: that of App Mesh. */
  readonly proxied?: boolean;
}

/** Refuses a service that Service Connect cannot serve. ECS Developer Guide, "Service Connect considerations". */
export function checkMember({ controller, networkMode, platform, platformVersion, proxied, windows }: MemberFacts): Finding[] {
  return [
    ...(networkMode === undefined || platform === 'external' || allowsServiceConnect(networkMode) ? [] : [refuse('ServiceConnect.NetworkMode', '',
      `takes the network mode awsvpc or bridge, got ${networkMode}; ${interconnectFor(networkMode)}`)]),
    ...(windows ? [refuse('ServiceConnect.Windows', '', 'must go with Linux tasks, got Windows; use Cloud Map or VPC Lattice')] : []),
    ...(platform === 'external' ? [refuse('ServiceConnect.External', '',
      'is for tasks in AWS, got external instances, to which no other service can connect; let them call a load balancer')] : []),
    ...(proxied ? [refuse('ServiceConnect.Proxied', '',
      'must go with a task definition without ProxyConfiguration, got one of App Mesh, which ended on 2026-09-30; take it out, AppMeshMigration says how')] : []),
    ...(controller === undefined || controller === 'ECS' ? [] : [refuse('ServiceConnect.Controller', '',
      `needs deployments by ECS, got the controller ${controller}; take Rollout.blueGreen(), .linear() or .canary()`)]),
    ...(platformVersion !== undefined && OLD_PLATFORM_VERSIONS.includes(platformVersion) ? [refuse('ServiceConnect.PlatformVersion', '',
      `needs platform version 1.4.0 on Fargate, got ${platformVersion}; take LATEST`)] : []),
  ];
}

/** What is known of a port of the task. */
export interface MeshPort {
  readonly name?: string;
  readonly port?: number;
  readonly appProtocol?: string;
  readonly protocol?: string;
}

/** The port that a name is for, and what is wrong with it. */
export interface FoundPort {
  readonly port?: MeshPort;
  readonly findings: Finding[];
}

/** Finds the port of a name; without a name, the only one that has a name. */
export function findPort(ports: readonly MeshPort[], portName?: string): FoundPort {
  const named = ports.filter(({ name }) => name !== undefined);
  const names = named.map(({ name }) => `'${name}'`);
  if (portName === undefined && named.length === 1) return checkTransport(named[0]);
  const port = named.find(({ name }) => portName !== undefined && name === portName);
  return port ? checkTransport(port) : { findings: [refuse('ServiceConnect.PortName', 'portName', missing(names, portName))] };
}

function missing(names: readonly string[], portName: string | undefined): string {
  if (names.length === 0) return `must be the name of a port, got a task without named ports; ${NAME_IT}`;
  return `must be ${oneOf(names)}, the named ports of the task, got ${portName === undefined ? 'none' : `'${portName}'`}`;
}

/** What a port speaks; anything that ECS has no word for is TCP. */
export function protocolOf({ appProtocol }: MeshPort): MeshProtocol {
  return appProtocol === 'http' || appProtocol === 'http2' || appProtocol === 'grpc' ? appProtocol : 'tcp';
}

/** True for a host name that Service Connect can give. */
export function isAlias(name: string): boolean {
  return ALIAS.test(name);
}

/** What is known of an endpoint: one entry of a service's Service Connect configuration. */
export interface EndpointFacts {
  readonly discoveryName?: string;
  readonly alias?: string;
  readonly aliasPort?: number;
  readonly ingressPort?: number;
  readonly protocol?: MeshProtocol;
  readonly perRequestSeconds?: number;
  readonly idleSeconds?: number;
  /** Number of the container's port. */
  readonly containerPort?: number;
  /** Ports on which the task, or its proxy, listens already. */
  readonly takenPorts?: readonly number[];
}

/** Refuses names, ports and timeouts that Service Connect does not take. */
export function checkEndpoint(facts: EndpointFacts): Finding[] {
  const { alias, aliasPort, containerPort, discoveryName, ingressPort, protocol, takenPorts = [] } = facts;
  const other = containerPort === undefined ? undefined : NOT_HTTP[containerPort];
  return [
    ...(discoveryName === undefined || DISCOVERY_NAME.test(discoveryName) ? [] : [refuse('ServiceConnect.DiscoveryName', 'discoveryName',
      `takes up to 64 small letters, digits, hyphens and underscores, a hyphen not first, got '${discoveryName}'`)]),
    ...(alias === undefined || isAlias(alias) ? [] : [refuse('ServiceConnect.Alias', 'alias',
      `takes up to 127 small letters, digits, hyphens, underscores and periods, a hyphen not first, got '${alias}'`)]),
    ...checkRange('ServiceConnect.Port', 'aliasPort', aliasPort, PORT),
    ...checkRange('ServiceConnect.Port', 'ingressPort', ingressPort, PORT),
    ...(ingressPort !== undefined && takenPorts.includes(ingressPort) ? [refuse('ServiceConnect.IngressPort', 'ingressPort',
      `must be a port on which nothing in the task listens yet, got ${ingressPort}; take another`)] : []),
    ...(other !== undefined && protocol !== undefined && protocol !== 'tcp' ? [advise('ServiceConnect.NotHttp', 'portName',
      `must not be said to speak ${protocol}, got ${containerPort}, the port of ${other}; write ports: [{ containerPort: ${containerPort}, name: '…' }], which is plain TCP`)] : []),
    ...checkTimeouts(facts),
  ];
}

function checkTimeouts({ idleSeconds, perRequestSeconds, protocol }: EndpointFacts): Finding[] {
  const findings = [
    ...checkRange('ServiceConnect.Timeout', 'timeouts.perRequest', perRequestSeconds, TIMEOUT_SECONDS),
    ...checkRange('ServiceConnect.Timeout', 'timeouts.idle', idleSeconds, TIMEOUT_SECONDS),
  ];
  if (findings.length > 0) return findings;
  if (protocol === 'tcp') {
    return perRequestSeconds === undefined ? [] : [refuse('ServiceConnect.TcpTimeout', 'timeouts.perRequest',
      `must be left out for ports that speak neither HTTP nor gRPC, got ${perRequestSeconds} seconds for TCP, which has no requests; leave it out, or give the port an appProtocol`)];
  }
  const idle = idleSeconds ?? DEFAULT_IDLE_SECONDS;
  const perRequest = perRequestSeconds ?? DEFAULT_REQUEST_SECONDS;
  // 0 is no limit.
  return protocol !== undefined && idle !== 0 && (perRequest === 0 || idle < perRequest) ? [advise('ServiceConnect.IdleTimeout', 'timeouts.idle',
    `must not close connections before a request may end, got ${idle} seconds idle and ${perRequest === 0 ? 'no limit' : `${perRequest} seconds`} a request; make it longer`)] : [];
}

function checkTransport(port: MeshPort): FoundPort {
  return {
    port,
    findings: port.protocol === undefined || port.protocol === 'tcp' ? [] : [refuse('ServiceConnect.Transport', 'portName',
      `must name a port of TCP, got '${port.name}' of ${port.protocol.toUpperCase()}; use Cloud Map`)],
  };
}
