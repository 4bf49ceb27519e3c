import { Token } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { timeLineOf } from './time-line';
import {
  BaseAndBurstService, DaemonService, EdgeService, FargateSpotService, InstanceDemand, InstancePool, PooledService, ProviderTasks, RolloutPlan,
  ZonalEc2Cluster,
} from '../src';

// Stands for an instance's worth of tasks.
const WHOLE_INSTANCE = InstanceDemand.of({ instanceType: 'm7g.xlarge', oneCopyAnInstance: true });

// Placement, pull and start of a task, as an example: the images are not there to be measured.
const START_SECONDS = 40;

/** What a person wants to know of a construct of the library, line by line; nothing of any other construct. */
export function linesOf(node: IConstruct): string[] {
  if (node instanceof FargateSpotService || node instanceof PooledService) return serviceLines(node);
  if (node instanceof BaseAndBurstService) return burstLines(node);
  if (node instanceof DaemonService) return [`daemon ${node.node.path}: one task on each instance`];
  if (node instanceof ZonalEc2Cluster) return fleetLines(node);
  if (node instanceof EdgeService) return edgeLines(node);
  return [];
}

function serviceLines(service: FargateSpotService | PooledService): string[] {
  const scales = service.minTaskCount < service.maxTaskCount;
  const counts = scales ? { min: service.minTaskCount, max: service.maxTaskCount } : { desired: service.minTaskCount };
  return [
    `service ${service.node.path}${scales ? ', whose desired count scaling sets' : ''}`,
    ...Object.entries(counts).flatMap(([name, count]) => [
      `  ${name} ${count}: ${splitText(service, service.tasksByProvider(count))}`,
      ...rolloutLines(service.rolloutPlan(count, START_SECONDS)).map((line) => `    ${line}`),
    ]),
  ];
}

function burstLines({ baseService, burstService, minTaskCount, maxTaskCount, node }: BaseAndBurstService): string[] {
  return [
    `service ${node.path}: ${minTaskCount} to ${maxTaskCount} tasks behind one listener rule, whose weights follow the healthy tasks`,
    `  base ${baseService.node.path} on instances, burst ${burstService.node.path} on Fargate`,
  ];
}

function edgeLines({ desiredCount, node }: EdgeService): string[] {
  return [`service ${node.path}: ${desiredCount === undefined ? 'one task on each machine' : `${desiredCount} tasks on the machines`} outside AWS`];
}

/** What all services on the pools of a cluster need of them together, at the fewest tasks. */
function fleetLines(fleet: ZonalEc2Cluster): string[] {
  const zones = fleet.pools.length;
  const loads = fleet.node.root.node.findAll().flatMap((node) => loadOn(fleet, node));
  const tasks = loads.reduce((sum, load) => sum + load.tasks, 0);
  const fullInstances = Math.ceil(loads.reduce((sum, load) => sum + load.tasks / zones / load.tasksPerInstance, 0));
  const spread = fleet.spreadFor(zones * fullInstances, WHOLE_INSTANCE)!;
  return [
    `cluster ${fleet.node.path}: ${zones} zones, a pool in each`,
    `  ${tasks} tasks keep ${spread.instances} instances, ${spread.idleInstances} of them idle (${Math.round(spread.idlePercent)} %)`,
    `  without one zone: about ${tasks - Math.ceil(tasks / zones)} tasks run on, on ${spread.instancesWithoutLargestZone} instances`,
  ];
}

/** The fewest tasks of a service on the cluster, and how many of them an instance takes. */
function loadOn(fleet: ZonalEc2Cluster, node: IConstruct): { tasks: number; tasksPerInstance: number }[] {
  if (node instanceof PooledService && node.service.cluster.node === fleet.cluster.node) {
    return [{ tasks: node.minTaskCount, tasksPerInstance: node.demand?.tasksPerInstance ?? 1 }];
  }
  if (node instanceof BaseAndBurstService && node.baseService.cluster.node === fleet.cluster.node) {
    return [{ tasks: node.minBaseTaskCount, tasksPerInstance: node.demand?.tasksPerInstance ?? 1 }];
  }
  return [];
}

function splitText(service: IConstruct, split: ProviderTasks[]): string {
  return split.map(({ provider, tasks }) => `${tasks} ${nameOf(service, provider)}`).join(' + ');
}

/** Names that CloudFormation makes are not known yet: the pool's id stands for them. */
function nameOf(service: IConstruct, provider: string): string {
  if (!Token.isUnresolved(provider)) return provider;
  const pools = service.node.root.node.findAll().filter((node): node is InstancePool => node instanceof InstancePool);
  return pools.find(({ capacityProvider }) => capacityProvider.capacityProviderName === provider)?.node.id ?? 'pool';
}

function rolloutLines(plan: RolloutPlan): string[] {
  const { floor, ceiling, batches, peakTasks } = plan;
  return [
    `rollout: ${floor} to ${ceiling} tasks, batches of ${batches.join(', ')} new, at most ${peakTasks} at once; a task takes ${START_SECONDS} s to start`,
    ...(plan.seconds > 0 ? timeLineOf(plan).map((line) => `  ${line}`) : []),
  ];
}
