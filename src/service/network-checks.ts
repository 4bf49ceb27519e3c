import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ServiceNetwork } from './service-network';
import { CapacityFacts } from '../cluster/capacity-kind';
import { checkTaskZones, TaskZoneFacts } from '../model/capacity/zone-spread';
import { advise, Finding, under } from '../model/finding';
import { checkAwsvpc } from '../model/service/awsvpc';
import { checkNoInterface, checkRouteOut, checkTaskAddress } from '../model/service/service-network';
import { mapsPorts, NetworkMode } from '../model/task/network-mode';
import { known } from '../private/known';

/** Refuses a network that tasks in this mode cannot have, and advises against one without a way out. */
export function checkServiceNetwork(
  network: ServiceNetwork, mode: NetworkMode, capacity: CapacityFacts, vpc: ec2.IVpc, ipv6Only: boolean,
): Finding[] {
  const { assignPublicIp, securityGroups, vpcSubnets } = network;
  if (mode !== 'awsvpc') {
    return checkNoInterface(mode, {
      vpcSubnets: vpcSubnets !== undefined, securityGroups: securityGroups !== undefined, assignPublicIp: assignPublicIp === true,
    });
  }
  const facts = { mode, platform: capacity.platform, publicIp: assignPublicIp === true };
  return [
    ...checkAwsvpc({ subnets: vpcSubnets?.subnets?.length, securityGroups: securityGroups?.length }),
    ...checkTaskAddress(facts),
    ...(ipv6Only ? [] : checkRouteOut(facts, isPublic(network, vpc))),
    ...(capacity.zonal ? under('vpcSubnets', checkTaskZones({ ...instanceZones(capacity), ...taskZones(network, vpc) })) : []),
  ];
}

/** Advises of instances that nobody opens to the balancer, since nobody knows their security groups. */
export function checkWayIn(mode: NetworkMode, isBalanced: boolean, instanceGroups: readonly ec2.ISecurityGroup[]): Finding[] {
  if (mode === 'awsvpc' || !isBalanced || instanceGroups.length > 0) return [];
  return [advise('ServiceNetwork.UnknownInstances', '',
    `names no pools, so that the load balancer is not let in to their instances, whose address the tasks have with the network mode ${mode};` +
    ` open ${mapsPorts(mode) ? 'ports 32768 to 65535, or the host port,' : 'the port'} of their security groups to it`)];
}

function isPublic({ vpcSubnets }: ServiceNetwork, vpc: ec2.IVpc): boolean {
  if (vpcSubnets !== undefined) return vpcSubnets.subnetType === ec2.SubnetType.PUBLIC;
  return vpc.publicSubnets.length > 0 && vpc.privateSubnets.length === 0 && vpc.isolatedSubnets.length === 0;
}

function instanceZones({ pools }: CapacityFacts): TaskZoneFacts {
  const areNamed = pools.every(({ zones }) => zones !== undefined);
  return { zones: pools.length, zoneNames: areNamed ? pools.flatMap(({ zones }) => zones ?? []) : undefined };
}

/** Those of the tasks' subnets, as far as the VPC tells them. */
function taskZones({ vpcSubnets }: ServiceNetwork, vpc: ec2.IVpc): TaskZoneFacts {
  if (known(vpc.availabilityZones) === undefined) return {};
  const { availabilityZones } = vpc.selectSubnets(vpcSubnets);
  const areNamed = availabilityZones.every((zone) => known(zone) !== undefined);
  return { taskZones: new Set(availabilityZones).size, taskZoneNames: areNamed ? availabilityZones : undefined };
}
