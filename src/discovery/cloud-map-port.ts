import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { Token } from 'aws-cdk-lib/core';
import { DYNAMIC_HOST_PORTS, mapsPorts, NetworkMode } from '../model/task/network-mode';
import { PortFact } from '../private/service-facts';

/** The port mapping that a fact is of: only the task definition has the token of a number that is not known. */
export function mappingOf(taskDefinition: ecs.TaskDefinition, fact: PortFact): ecs.PortMapping {
  const { portMappings } = taskDefinition.findContainer(fact.container)!;
  return portMappings.find(({ containerPort, name }) => name === fact.name
    && (fact.port === undefined ? Token.isUnresolved(containerPort) : containerPort === fact.port))!;
}

/** The port on which clients reach the tasks, as a security group sees it. */
export function reachedPort(taskDefinition: ecs.TaskDefinition, fact: PortFact, mode: NetworkMode): ec2.Port {
  const isUdp = fact.protocol === 'udp';
  if (mapsPorts(mode) && (fact.hostPort ?? 0) === 0) {
    const { min, max } = DYNAMIC_HOST_PORTS;
    return isUdp ? ec2.Port.udpRange(min, max) : ec2.Port.tcpRange(min, max);
  }
  const port = mapsPorts(mode) ? fact.hostPort! : mappingOf(taskDefinition, fact).containerPort;
  return isUdp ? ec2.Port.udp(port) : ec2.Port.tcp(port);
}

/**
 * Has ECS register the tasks of a service.
 *
 * @param port port that is registered with each task; ECS refuses one where only addresses are
 */
export function register(service: ecs.BaseService, registry: cloudmap.IService, port: PortFact | undefined): void {
  if (port === undefined) {
    service.associateCloudMapService({ service: registry });
    return;
  }
  service.associateCloudMapService({
    // The L2 writes a port for SRV records only; bridge and host mode need it in a namespace without DNS too.
    service: Object.create(registry, { dnsRecordType: { value: cloudmap.DnsRecordType.SRV } }),
    container: service.taskDefinition.findContainer(port.container),
    containerPort: mappingOf(service.taskDefinition, port).containerPort,
  });
}
