import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Finding, under } from '../model/finding';
import { checkBothTransports, MappedPort } from '../model/network/both-transports';
import { readTaskDefinition } from '../model/task/task-definition';
import { listIn, numberIn, Properties, propertiesIn, textIn } from '../model/template-value';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';
import { resourceOf } from '../private/target-group-facts';
import { BoundTarget } from '../traffic/traffic-strategy';

/** A port of a container, and the port of the instance that leads to it. */
interface ContainerPort extends MappedPort {
  readonly container?: string;
  readonly containerPort?: number;
}

/** Refuses at synth a target group for TCP and UDP whose targets take one of them: the group may be somebody else's, and may still change. */
export function addTransportChecks(service: ecs.BaseService, targets: BoundTarget[]): void {
  guardAtSynth(service, () => targets.flatMap((target) => findingsOf(service, target)));
}

function findingsOf({ taskDefinition }: ecs.BaseService, { networkTargetGroup, containerName, containerPort }: BoundTarget): Finding[] {
  const group = networkTargetGroup && resourceOf(networkTargetGroup);
  if (group === undefined) return [];
  const properties = finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
  const ports = listIn(properties.ContainerDefinitions).map(propertiesIn).flatMap(portsOf);
  return under('traffic', checkBothTransports({
    mode: readTaskDefinition(properties).networkMode,
    protocol: textIn(finalProperties(group).Protocol),
    target: ports.find((port) => port.container === containerName && port.containerPort === containerPort),
    ports,
  }));
}

function portsOf({ Name: name, PortMappings: mappings }: Properties): ContainerPort[] {
  return listIn(mappings).map(propertiesIn).map((mapping) => ({
    container: textIn(name),
    containerPort: numberIn(mapping.ContainerPort),
    hostPort: mapping.HostPort === undefined ? 0 : numberIn(mapping.HostPort),
    protocol: mapping.Protocol === 'udp' ? 'udp' : 'tcp',
  }));
}
