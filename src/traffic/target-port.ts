import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Token } from 'aws-cdk-lib/core';
import { Finding, refuse } from '../model/finding';
import { DYNAMIC_HOST_PORTS, mapsPorts, NetworkMode, targetTypeOf } from '../model/task/network-mode';
import { known } from '../private/known';
import { PortFact } from '../private/service-facts';

/** Which port of the task takes the traffic. */
export interface TargetPortOptions {
  /**
   * Container that takes the traffic.
   *
   * @default - the first container with a port that fits
   */
  readonly containerName?: string;

  /**
   * Name of the port mapping that takes the traffic.
   *
   * @default - any name
   */
  readonly portName?: string;

  /**
   * Number of the container port that takes the traffic.
   *
   * @default - the first port that fits
   */
  readonly containerPort?: number;
}

/** A transport protocol of a task's port. */
export type Transport = PortFact['protocol'];

/** Refuses options that no port of the task answers to. */
export function checkTargetPort(options: TargetPortOptions, ports: PortFact[], transports: Transport[]): Finding[] {
  if (findPort(options, ports, transports)) return [];
  if (ports.length === 0) {
    return [refuse('TrafficSource.UnknownPort', pathOf(options),
      'needs a port of the task, got a task without ports; give a container a port, or leave out the traffic')];
  }
  return [refuse('TrafficSource.UnknownPort', pathOf(options),
    `must name a ${transports.join(' or ')} port of the task, got ${wanted(options)}; the task has ${ports.map(describe).join(', ')}`)];
}

/** The first port that answers to the options; a token may be any value. */
export function findPort(options: TargetPortOptions, ports: PortFact[], transports: Transport[]): PortFact | undefined {
  const candidates = ports.filter((port) => transports.includes(port.protocol)
    && mayEqual(options.containerName, port.container)
    && mayEqual(options.portName, port.name)
    && (port.port === undefined || mayEqual(options.containerPort, port.port)));
  const exact = candidates.find((port) => options.containerPort === undefined || options.containerPort === port.port);
  return exact ?? candidates[0];
}

/** The number of a port, or its token, as the task definition has it. */
export function portNumber(fact: PortFact, taskDefinition: ecs.TaskDefinition): number {
  if (fact.port !== undefined) return fact.port;
  const mappings = taskDefinition.findContainer(fact.container)?.portMappings ?? [];
  const mapping = mappings.find((candidate) => candidate.name === fact.name
    && (candidate.protocol ?? ecs.Protocol.TCP) === fact.protocol
    && Token.isUnresolved(candidate.containerPort));
  return (mapping ?? mappings[0]).containerPort;
}

/** The port on which a balancer reaches the tasks, as a security group sees it. */
export function targetPort(fact: PortFact, mode: NetworkMode, taskDefinition: ecs.TaskDefinition): ec2.Port {
  if (!mapsPorts(mode)) return securityPort(fact.protocol, portNumber(fact, taskDefinition));
  if ((fact.hostPort ?? 0) !== 0) return securityPort(fact.protocol, fact.hostPort!);
  const { min, max } = DYNAMIC_HOST_PORTS;
  return fact.protocol === 'udp' ? ec2.Port.udpRange(min, max) : ec2.Port.tcpRange(min, max);
}

/** How a balancer registers tasks in this network mode. */
export function targetTypeIn(mode: NetworkMode): elbv2.TargetType {
  return targetTypeOf(mode) === 'instance' ? elbv2.TargetType.INSTANCE : elbv2.TargetType.IP;
}

/** The port as a security group sees it. */
export function securityPort(transport: Transport, port: number): ec2.Port {
  return transport === 'udp' ? ec2.Port.udp(port) : ec2.Port.tcp(port);
}

function mayEqual(option: string | number | undefined, fact: string | number | undefined): boolean {
  return option === undefined || option === fact || Token.isUnresolved(option) || Token.isUnresolved(fact);
}

function pathOf(options: TargetPortOptions): string {
  if (options.portName !== undefined) return 'portName';
  if (options.containerPort !== undefined) return 'containerPort';
  return options.containerName !== undefined ? 'containerName' : '';
}

function wanted(options: TargetPortOptions): string {
  const [portName, containerPort, containerName] = [known(options.portName), known(options.containerPort), known(options.containerName)];
  const parts = [
    ...(portName === undefined ? [] : [`"${portName}"`]),
    ...(containerPort === undefined ? [] : [`${containerPort}`]),
    ...(containerName === undefined ? [] : [`container "${containerName}"`]),
  ];
  return parts.length === 0 ? 'none' : parts.join(' of ');
}

function describe({ container, name, port, protocol }: PortFact): string {
  const number = port === undefined || Token.isUnresolved(port) ? 'a port' : `${port}`;
  return `${container} ${number}/${protocol}${name === undefined ? '' : ` ("${name}")`}`;
}
