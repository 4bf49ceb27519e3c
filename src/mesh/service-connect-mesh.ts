import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { aws_ecs as ecsRefs } from 'aws-cdk-lib/interfaces';
import { Construct } from 'constructs';
import { orderDeployments, ServiceCall } from './call-ordering';
import { MeshClient } from './mesh-client';
import { checkForeignEndpoint, IMeshEndpoint, IMeshServer } from './mesh-endpoint';
import { MeshRoster } from './mesh-roster';
import { MeshServer } from './mesh-server';
import { MeshTls } from './mesh-tls';
import { ProxyLogs } from './proxy-logs';
import { ProxyRoom } from './proxy-room';
import { MeshClientOptions, MeshConnectOptions, ProxyLogLevel, MeshServerOptions } from './service-connect-options';
import { CloudMapNamespace } from '../discovery/cloud-map-namespace';
import { namesIn } from '../discovery/namespace-names';
import { reach, ReachedService } from '../discovery/reached-service';
import { advise, Finding, refuse, under } from '../model/finding';
import { ClientRules, takesRules } from '../private/client-rules';
import { guard, guardAtSynth, guardCall } from '../private/guard';

/** What a `ServiceConnectMesh` is made of. */
export interface ServiceConnectMeshProps {
  /**
   * Namespace of the endpoints.
   *
   * @default - a new one without DNS, named after the path of the mesh
   */
  readonly namespace?: CloudMapNamespace;

  /**
   * Whether tasks are refused in which the proxy finds no room, or grow.
   *
   * @default ProxyRoom.checked()
   */
  readonly proxyRoom?: ProxyRoom;

  /**
   * Encryption of all calls in the mesh.
   *
   * @default - none: calls are encrypted where the services do it themselves
   */
  readonly tls?: MeshTls;

  /**
   * Where the proxies log to.
   *
   * @default - one log group for the mesh, kept for a month
   */
  readonly proxyLogs?: ProxyLogs;

  /**
   * How much the proxies write of what they do.
   *
   * @default ProxyLogLevel.INFO
   */
  readonly proxyLogLevel?: ProxyLogLevel;

  /**
   * A line for every request that a proxy carries, among the proxies' logs (`ServiceConnectMesh.AccessLogsNowhere` without those).
   *
   * @default - requests are counted and not written down
   */
  readonly accessLogs?: ecs.ServiceConnectAccessLogConfiguration;
}

/**
 * Services that call each other by short names, through the proxies of ECS Service Connect: calls are balanced, retried and measured.
 *
 * A mesh is a namespace: its services may be of several clusters and stacks. Nothing may call a service of it until it is connected; a
 * connection opens the one rule between the two, and has the server deployed before the client where that can be.
 *
 * Throws one error that lists everything wrong, and so does each of its methods.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 *
 * @example
 * const mesh = new ServiceConnectMesh(this, 'Mesh', { namespace: CloudMapNamespace.http('production') });
 * const api = mesh.addServer('Api', { service: apiService, alias: 'api', aliasPort: 8080 });
 * mesh.addClient('Web', { service: web });
 * mesh.connect(web, api, { environmentVariable: 'API_URL' });
 */
@propertyInjectable
export class ServiceConnectMesh extends Construct {
  /** Identifies this class for property injection. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-ecs-blueprints.ServiceConnectMesh';

  /** The namespace of the endpoints. */
  public readonly namespace: cloudmap.INamespace;
  /** Where the proxies log to; absent where that is not CloudWatch Logs. */
  public readonly proxyLogGroup?: logs.ILogGroup;

  private readonly roster: MeshRoster;
  private readonly rules: ClientRules;
  private readonly calls: ServiceCall[] = [];
  private readonly callers = new Map<ecs.CfnService, ReachedService>();
  private readonly tls?: MeshTls;

  constructor(scope: Construct, id: string, props: ServiceConnectMeshProps = {}) {
    super(scope, id);

    const namespace = props.namespace ?? CloudMapNamespace.http();
    const proxyLogs = props.proxyLogs ?? ProxyLogs.cloudWatch();
    const proxyRoom = props.proxyRoom ?? ProxyRoom.checked();
    guard(this, [
      ...under('namespace', namespace._findings()),
      ...under('proxyLogs', proxyLogs._findings()),
      ...under('proxyRoom', proxyRoom._findings()),
      ...(props.accessLogs && !proxyLogs._areKept ? [refuse('ServiceConnectMesh.AccessLogsNowhere', 'accessLogs',
        'are written among the logs of the proxies, got ProxyLogs.none(); leave one of them out')] : []),
    ]);

    this.namespace = namespace._bind(this);
    const { logGroup, driverFor } = proxyLogs._bind(this);
    this.proxyLogGroup = logGroup;
    this.tls = props.tls;
    this.rules = new ClientRules(this, 'Service Connect client to server');
    this.roster = new MeshRoster(this, namesIn(this.namespace, this), {
      namespaceArn: this.namespace.namespaceArn,
      proxyLogLevel: props.proxyLogLevel,
      proxyRoom,
      logDriver: driverFor,
      accessLogs: props.accessLogs && {
        format: props.accessLogs.format,
        includeQueryParameters: props.accessLogs.includeQueryParameters ? 'ENABLED' : 'DISABLED',
      },
    });
    guardAtSynth(this, () => this.finalFindings());
  }

  /**
   * Gives a service a name in the mesh, for one of its ports; a service with several ports is added once for each.
   *
   * Refuses a service that Service Connect cannot serve (`ServiceConnect.NetworkMode`, `.Windows`, `.External`, `.Controller`,
   * `.PlatformVersion`), that is not of this app, of another mesh, or has a configuration of its own (`ServiceConnectMesh.*`), whose task has no
   * room for the proxy (`ProxyRoom.*`); a port name that the task does not have (`ServiceConnect.PortName`); names that Service Connect does not take
   * or that another endpoint has (`ServiceConnect.SameDiscoveryName`, `.SameEndpoint`, `.TwoAliases`); and timeouts (`ServiceConnect.TcpTimeout`).
   */
  public addServer(id: string, options: MeshServerOptions): IMeshServer {
    return new MeshServer(this, id, this.roster, options, this.tls);
  }

  /**
   * Adds a service that only calls others; one that is a server too needs no second call. Refused like a server.
   */
  public addClient(id: string, options: MeshClientOptions): void {
    new MeshClient(this, id, this.roster, options);
  }

  /**
   * Lets a service call an endpoint: opens the security groups for exactly that, and has the server deployed first.
   *
   * The client may be added before or after; one that never is, is refused at synth with `ServiceConnectMesh.NotAMember`. Services that call
   * each other cannot both come first: a warning, `ServiceConnectMesh.UnorderedCall`, says whose tasks have to be replaced once.
   *
   * Refuses an endpoint of another mesh (`ServiceConnectMesh.OtherMesh`), a container that the client does not have
   * (`ServiceConnectMesh.Container`) and a variable that it has already (`ServiceConnectMesh.VariableTaken`).
   *
   * @returns the endpoint
   */
  public connect(client: ecsRefs.IServiceRef, endpoint: IMeshEndpoint, options: MeshConnectOptions = {}): IMeshEndpoint {
    const { reached, findings } = reach('ServiceConnectMesh', 'client', client);
    const server = endpoint instanceof MeshServer ? endpoint : undefined;
    guardCall(this, [
      ...findings,
      ...this.endpointFindings(endpoint, server),
      ...(reached ? checkVariables(reached, variablesOf(endpoint, options), options.containerName) : []),
      ...(reached && endpoint.connections ? checkGroups(reached, endpoint, server !== undefined) : []),
    ]);
    const caller = reached!;

    this.callers.set(caller.resource, caller);
    if (server) this.calls.push({ client: caller.resource, server: server.service.resource });
    this.rules.open(caller.service, endpoint.connections);
    const container = containerOf(caller, options.containerName);
    Object.entries(variablesOf(endpoint, options)).forEach(([name, value]) => container!.addEnvironment(name, value));
    return endpoint;
  }

  /** Those of another mesh of the same namespace are as good. */
  private endpointFindings(endpoint: IMeshEndpoint, server: MeshServer | undefined): Finding[] {
    if (server && server.roster.names !== this.roster.names) {
      return [refuse('ServiceConnectMesh.OtherMesh', 'endpoint',
        `is of this mesh, got ${server.node.path}; services of two namespaces reach each other through a load balancer or VPC Lattice`)];
    }
    return server ? [] : checkForeignEndpoint(endpoint, this.roster.names);
  }

  private finalFindings(): Finding[] {
    const strangers = [...this.callers.values()].filter(({ resource }) => !this.roster.memberOf(resource));
    const idle = this.roster.members.filter(({ entries, reached }) => entries.length === 0 && !this.callers.has(reached.resource));
    const unordered = orderDeployments(this.calls);
    return [
      ...this.roster.finalFindings(),
      ...strangers.map(({ service }) => refuse('ServiceConnectMesh.NotAMember', 'client',
        `is in the mesh, got ${service.node.path}, which is connected and not added; call addClient() or addServer() with it`)),
      ...unordered.map(({ client, server }) => advise('ServiceConnectMesh.UnorderedCall', 'connect',
        `has servers deployed before their clients, got ${server.node.scope?.node.path}, which waits for its client ${client.node.scope?.node.path}; ` +
        'put the client into a stack after that of the server, or deploy it once more after the first time: its tasks know only the endpoints ' +
        'that were there when they started')),
      ...idle.map(({ reached }) => advise('ServiceConnectMesh.IdleClient', 'addClient',
        `is for services that call others, got ${reached.service.node.path}, which is connected to none; call connect() with it`)),
    ];
  }
}

function containerOf({ taskDefinition }: ReachedService, name: string | undefined): ecs.ContainerDefinition | undefined {
  return name === undefined ? taskDefinition.defaultContainer : taskDefinition.findContainer(name);
}

/** The variables that a connection fills. */
function variablesOf({ address, url }: IMeshEndpoint, { addressVariable, environmentVariable }: MeshConnectOptions): Record<string, string> {
  return {
    ...(environmentVariable === undefined ? {} : { [environmentVariable]: url }),
    ...(addressVariable === undefined ? {} : { [addressVariable]: address }),
  };
}

function checkVariables(client: ReachedService, variables: Record<string, string>, containerName: string | undefined): Finding[] {
  const container = containerOf(client, containerName);
  if (container === undefined) {
    return containerName === undefined && Object.keys(variables).length === 0 ? [] : [refuse('ServiceConnectMesh.Container', 'containerName',
      `is the name of a container of ${client.service.node.path}, got ${containerName ?? 'a task without one'}`)];
  }
  const { environment = [], secrets = [] } = container.renderContainerDefinition();
  const taken = [...environment as ecs.CfnTaskDefinition.KeyValuePairProperty[], ...secrets as ecs.CfnTaskDefinition.SecretProperty[]];
  return Object.entries(variables).flatMap(([name, value]) => {
    if (name === '') return [refuse('ServiceConnectMesh.Variable', 'environmentVariable', 'is a name, got an empty one; leave it out')];
    // Services that share a task definition have it from each other.
    const other = taken.find((variable) => variable.name === name && !('value' in variable && variable.value === value));
    return other ? [refuse('ServiceConnectMesh.VariableTaken', 'environmentVariable',
      `is a variable that the container does not have yet, got ${name}; take another name`)] : [];
  });
}

/** Without groups on either side there is nothing to write a rule between. */
function checkGroups({ service }: ReachedService, { alias, connections }: IMeshEndpoint, ofThisApp: boolean): Finding[] {
  const without = [
    ...(service.connections.securityGroups.length > 0 ? [] : [service.node.path]),
    ...(!ofThisApp || connections.securityGroups.some(takesRules) ? [] : [alias]),
  ];
  return without.length === 0 ? [] : [advise('ServiceConnectMesh.NoRule', 'connect',
    `opens the way between security groups, got ${without.join(' and ')} without one that may be changed; open it where the groups are made`)];
}
