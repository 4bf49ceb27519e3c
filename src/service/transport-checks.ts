import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Finding, under } from '../model/finding';
import { checkBothTransports } from '../model/network/both-transports';
import { allMappings, readMappedPorts } from '../model/task/mapped-ports';
import { readTaskDefinition } from '../model/task/task-definition';
import { textIn } from '../model/template-value';
import { guardAtSynth } from '../private/guard';
import { finalProperties } from '../private/rendered';
import { resourceOf } from '../private/target-group-facts';
import { BoundTarget } from '../traffic/traffic-strategy';

/** Refuses at synth a target group for TCP and UDP whose targets take one of them: the group may be somebody else's, and may still change. */
export function addTransportChecks(service: ecs.BaseService, targets: BoundTarget[]): void {
  guardAtSynth(service, () => targets.flatMap((target) => findingsOf(service, target)));
}

function findingsOf({ taskDefinition }: ecs.BaseService, { networkTargetGroup, containerName, containerPort }: BoundTarget): Finding[] {
  const group = networkTargetGroup && resourceOf(networkTargetGroup);
  if (group === undefined) return [];
  const properties = finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
  const ports = allMappings(readMappedPorts(properties)) ?? [];
  return under('traffic', checkBothTransports({
    mode: readTaskDefinition(properties).networkMode,
    protocol: textIn(finalProperties(group).Protocol),
    target: ports.find((port) => port.container === containerName && port.containerPort === containerPort),
    ports,
  }));
}
