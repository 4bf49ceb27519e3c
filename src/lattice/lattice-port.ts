import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ReachedService, reachedFacts } from '../discovery/reached-service';
import { LatticePortFacts } from '../model/lattice/lattice-port';
import { DYNAMIC_HOST_PORTS, mapsPorts, NetworkMode } from '../model/task/network-mode';
import { known } from '../private/known';
import { ExistingTask } from '../task/existing-task';

/** A port of a task that VPC Lattice reaches. */
export interface LatticePort {
  readonly name: string;
  readonly number: number;
  /** `HTTP1`, `HTTP2` or `GRPC`. */
  readonly version: string;
  /** Where requests arrive, as a security group sees it. */
  readonly admitted: ec2.Port;
}

/** What the model can know of the port. */
export function latticePortFacts(reached: ReachedService, portName: string | undefined): LatticePortFacts {
  const { task } = reachedFacts(reached);
  return {
    ports: task.containers.flatMap(({ ports = [] }) => ports),
    networkMode: task.networkMode,
    portName: known(portName),
    isNamed: portName !== undefined,
  };
}

/** The port with the name, or the only one that has a name; the model has found that there is one. */
export function latticePort({ taskDefinition }: ReachedService, mode: NetworkMode | undefined, portName: string | undefined): LatticePort {
  const facts = new ExistingTask(taskDefinition).ports().filter(({ name, protocol }) => name !== undefined && protocol === 'tcp');
  const { container, name } = facts.find((fact) => fact.name === portName) ?? facts[0];
  const mapping = taskDefinition.findContainer(container)!.portMappings.find((candidate) => candidate.name === name)!;
  return {
    name: portName ?? name!,
    number: mapping.containerPort,
    version: versionOf(mapping.appProtocol),
    admitted: admittedPort(mapping, mode),
  };
}

function versionOf(protocol: ecs.AppProtocol | undefined): string {
  return protocol === undefined || protocol.value === 'http' ? 'HTTP1' : protocol.value.toUpperCase();
}

function admittedPort({ containerPort, hostPort }: ecs.PortMapping, mode: NetworkMode | undefined): ec2.Port {
  if (mode === undefined || !mapsPorts(mode)) return ec2.Port.tcp(containerPort);
  return (hostPort ?? 0) === 0 ? ec2.Port.tcpRange(DYNAMIC_HOST_PORTS.min, DYNAMIC_HOST_PORTS.max) : ec2.Port.tcp(hostPort!);
}
