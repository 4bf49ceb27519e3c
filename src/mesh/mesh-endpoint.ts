import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Tokenization } from 'aws-cdk-lib/core';
import { checkEndpointNames, EndpointNames } from '../model/discovery/endpoint-names';
import { Finding, refuse, under } from '../model/finding';
import { checkEndpoint, MeshProtocol } from '../model/mesh/service-connect';
import { known } from '../private/known';

/** What a client calls in a mesh: a name, with its port. */
export interface IMeshEndpoint extends ec2.IConnectable {
  /** Host name in the tasks of the mesh, such as `api`. */
  readonly alias: string;
  /** Port on which clients call it. */
  readonly aliasPort: number;
  /** Host and port, such as `api:8080`. */
  readonly address: string;
  /** Address with its scheme, for the environment of a client: `http://` for HTTP of either version, `grpc://` or `tcp://`. */
  readonly url: string;
}

/** An endpoint that a service of this app serves. */
export interface IMeshServer extends IMeshEndpoint {
  /** Name of the endpoint in Cloud Map, and in the metrics of Service Connect. */
  readonly discoveryName: string;
  /** Alarms on what clients see, which fail the deployments of the service. */
  readonly rollbackAlarms: cloudwatch.IAlarm[];

  /**
   * Requests to the endpoint, for HTTP and gRPC.
   *
   * @default - sum over a minute
   */
  metricRequestCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Answers with a 5xx code, for HTTP and HTTP/2.
   *
   * @default - sum over a minute
   */
  metricServerErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Milliseconds until the application answers, for HTTP and gRPC.
   *
   * @default - average over a minute
   */
  metricResponseTime(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** Where an endpoint outside of this app is found. */
export interface ExternalEndpointOptions {
  /** Host name in the tasks of the mesh. */
  readonly alias: string;

  /** Port on which clients call it. */
  readonly aliasPort: number;

  /**
   * What is spoken there.
   *
   * @default - plain TCP
   */
  readonly appProtocol?: ecs.AppProtocol;

  /**
   * Security groups in front of its tasks, to which clients are let.
   *
   * @default - no rule is made
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Port on which its proxies listen: the container's port, or the ingress port where it has one.
   *
   * @default aliasPort
   */
  readonly port?: number;
}

/**
 * An endpoint of the namespace that another app serves, or another account.
 *
 * @example
 * const payments = new ExternalEndpoint({ alias: 'payments', aliasPort: 8080, appProtocol: ecs.AppProtocol.http });
 * mesh.connect(web, payments, { environmentVariable: 'PAYMENTS_URL' });
 */
export class ExternalEndpoint implements IMeshEndpoint {
  /** Host name in the tasks of the mesh. */
  public readonly alias: string;
  /** Port on which clients call it. */
  public readonly aliasPort: number;
  /** Host and port. */
  public readonly address: string;
  /** Address with its scheme. */
  public readonly url: string;
  /** Security groups in front of its tasks; none where they are not known. */
  public readonly connections: ec2.Connections;

  constructor(options: ExternalEndpointOptions) {
    const { alias, aliasPort, appProtocol, port, securityGroups } = options;
    this.alias = alias;
    this.aliasPort = aliasPort;
    this.address = addressOf(alias, aliasPort);
    this.url = urlOf(this.address, appProtocol?.value);
    this.connections = new ec2.Connections({ securityGroups, defaultPort: ec2.Port.tcp(port ?? aliasPort) });
  }
}

/** What is wrong with an endpoint that no service of the mesh serves; languages without types let anything through. */
export function checkForeignEndpoint(endpoint: IMeshEndpoint, names: readonly EndpointNames[]): Finding[] {
  const { alias, aliasPort, connections } = endpoint;
  if (alias === undefined || connections === undefined) {
    return [refuse('ServiceConnectMesh.NotAnEndpoint', 'endpoint', 'is what addServer() returns, or an ExternalEndpoint, got something else; name the endpoint of the service')];
  }
  const facts = { path: 'endpoint', service: '', alias: known(alias), aliasPort: known(aliasPort) };
  return under('endpoint', [...checkEndpoint(facts), ...checkEndpointNames(facts, names)]);
}

/** Host and port as one text. */
export function addressOf(alias: string, port: number): string {
  return `${alias}:${Tokenization.stringifyNumber(port)}`;
}

const SCHEMES: Record<MeshProtocol, string> = { http: 'http', http2: 'http', grpc: 'grpc', tcp: 'tcp' };

/** The address with the scheme of what is spoken there. */
export function urlOf(address: string, protocol: string = 'tcp'): string {
  return `${SCHEMES[protocol as MeshProtocol] ?? SCHEMES.tcp}://${address}`;
}
