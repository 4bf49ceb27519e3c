import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { addressOf, IMeshServer, urlOf } from './mesh-endpoint';
import { MeshMetrics } from './mesh-metrics';
import { MeshRoster } from './mesh-roster';
import { MeshTls } from './mesh-tls';
import { MeshServerOptions } from './service-connect-options';
import { portsOf, reach, ReachedFacts, reachedFacts, ReachedService } from '../discovery/reached-service';
import { checkEndpointNames } from '../model/discovery/endpoint-names';
import { Finding, refuse, under } from '../model/finding';
import { checkEndpoint, findPort, MeshPort, protocolOf } from '../model/mesh/service-connect';
import { DYNAMIC_HOST_PORTS } from '../model/task/network-mode';
import { guard } from '../private/guard';
import { known, knownSeconds } from '../private/known';

const OWNER = 'ServiceConnectMesh';

/** One entry of a service in its mesh. */
export class MeshServer extends Construct implements IMeshServer {
  public readonly alias: string;
  public readonly aliasPort: number;
  public readonly address: string;
  public readonly url: string;
  public readonly discoveryName: string;
  public readonly connections: ec2.Connections;
  public readonly rollbackAlarms: cloudwatch.IAlarm[];
  public readonly service: ReachedService;
  private readonly metrics: MeshMetrics;

  /** @param meshTls of all servers of the mesh */
  constructor(scope: Construct, id: string, public readonly roster: MeshRoster, options: MeshServerOptions, meshTls: MeshTls | undefined) {
    super(scope, id);
    const { reached, findings } = reach(OWNER, 'service', options.service);
    guard(this, findings);
    this.service = reached!;
    const { service } = this;
    const facts = reachedFacts(service);
    const tls = options.tls ?? meshTls;
    this.alias = options.alias ?? kebabCase(id);
    this.discoveryName = options.discoveryName ?? known(this.alias)?.replace(/\./g, '-') ?? this.alias;
    const { port, findings: portFindings } = findPort(portsOf(facts.task), options.portName);
    const protocol = protocolOf({ appProtocol: options.appProtocol?.value ?? port?.appProtocol });
    const endpoint = {
      path: this.node.path,
      service: service.service.node.path,
      portName: port?.name,
      discoveryName: known(this.discoveryName),
      alias: known(this.alias),
      aliasPort: options.aliasPort === undefined ? port?.port : known(options.aliasPort),
      ingressPort: known(options.ingressPort),
      protocol: port && protocol,
      perRequestSeconds: knownSeconds(options.timeouts?.perRequest),
      idleSeconds: knownSeconds(options.timeouts?.idle),
      containerPort: port?.port,
      takenPorts: [...portsOf(facts.task).flatMap((taken) => taken.port ?? []), ...roster.ingressPortsOf(service.resource)],
    };
    guard(this, [
      ...under('service', roster.joinFindings(service, facts)),
      ...portFindings,
      ...checkProtocol(options, port),
      ...checkEndpoint(endpoint),
      ...checkEndpointNames(endpoint, roster.names),
      ...under('tls', tls?._findings({ networkMode: facts.task.networkMode }) ?? []),
      ...under('rollbackOn', options.rollbackOn?._findings({ protocol: port && protocol, tls: tls !== undefined, stack: service.resource.stack }) ?? []),
    ]);

    const mapping = service.taskDefinition.findPortMappingByName(port!.name!)!;
    if (options.appProtocol && mapping.appProtocol === undefined) Object.assign(mapping, { appProtocol: options.appProtocol });
    this.aliasPort = options.aliasPort ?? mapping.containerPort;
    this.address = addressOf(this.alias, this.aliasPort);
    this.url = urlOf(this.address, protocol);
    this.connections = new ec2.Connections({
      securityGroups: service.service.connections.securityGroups,
      defaultPort: ingressOf(facts, mapping.containerPort, options.ingressPort),
    });
    const property = this.entry(options, port!.name!, tls?._bind(scope));
    roster.addEntry(id, service, { names: endpoint, ingressPort: endpoint.ingressPort, property });
    this.metrics = new MeshMetrics(this.discoveryName, protocol);
    this.rollbackAlarms = options.rollbackOn?._bind(this, {
      service: service.resource, discoveryName: this.discoveryName, protocol, tls: tls !== undefined,
    }) ?? [];
  }

  public metricRequestCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.requests(options);
  }

  public metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.serverErrors(options);
  }

  public metricResponseTime(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.responseMillis(options);
  }

  private entry({ ingressPort, timeouts }: MeshServerOptions, portName: string, tls?: ecs.CfnService.ServiceConnectTlsConfigurationProperty) {
    return {
      portName,
      discoveryName: this.discoveryName,
      ingressPortOverride: ingressPort,
      clientAliases: [{ dnsName: this.alias, port: this.aliasPort }],
      timeout: timeouts && {
        perRequestTimeoutSeconds: timeouts.perRequest?.toSeconds(),
        idleTimeoutSeconds: timeouts.idle?.toSeconds(),
      },
      tls,
    };
  }
}

/** In bridge mode the proxy listens on a port that the instance chooses, unless it is told one. */
function ingressOf({ task }: ReachedFacts, containerPort: number, override: number | undefined): ec2.Port {
  if (override === undefined && task.networkMode === 'bridge') return ec2.Port.tcpRange(DYNAMIC_HOST_PORTS.min, DYNAMIC_HOST_PORTS.max);
  return ec2.Port.tcp(override ?? containerPort);
}

function checkProtocol({ appProtocol }: MeshServerOptions, port: MeshPort | undefined): Finding[] {
  if (appProtocol === undefined || port?.appProtocol === undefined || port.appProtocol === appProtocol.value) return [];
  return [refuse('ServiceConnectMesh.AppProtocol', 'appProtocol',
    `is for a port that does not say what it speaks, got ${appProtocol.value} for '${port.name}', which the task definition says speaks ${port.appProtocol}; leave it out`)];
}

function kebabCase(id: string): string {
  return id.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
