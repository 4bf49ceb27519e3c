import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnResource, Resource, Stage, Validations } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';
import { currentProperties } from './task-properties';
import { TreeNetwork } from './tree-network';
import { Finding, sentence } from '../model/finding';
import { checkIsolation, EndpointFacts, endpointNeeds } from '../model/network/endpoint-needs';
import { readTaskReach, TaskReach } from '../model/network/task-reach';
import { LaunchPlatform } from '../model/task/network-mode';
import { Properties } from '../model/template-value';
import { warningId } from '../private/guard';
import { known } from '../private/known';
import { lazyDependency } from '../private/lazy-dependency';
import { finalProperties } from '../private/rendered';
import { ID_TO_COME } from '../private/vpc-identity';

/** Where tasks run. */
interface Place {
  readonly platform: LaunchPlatform;
  /** Subnets of the tasks on Fargate; elsewhere those of the instances, whose agent pulls images, writes logs and reads secrets. */
  readonly subnets: readonly ec2.ISubnet[];
}

/** A service, and where what ECS does for its tasks starts from. */
export interface PlacedService extends Place {
  readonly service: ecs.BaseService;
}

/** What runs tasks, a service, a managed daemon or what starts them one by one, and where what ECS does for them starts from. */
export interface PlacedTasks extends Place {
  /** Gets the warnings. */
  readonly owner: IConstruct;
  /** What waits for the endpoints. */
  readonly resource: CfnResource;
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.TaskDefinition;
  /** Whether ECS Exec is on, as it is when asked. */
  usesExec(): boolean;
}

/** What makes the endpoints of a VPC. */
export interface EndpointMaker extends IConstruct {
  /** Endpoints that are there without it. */
  readonly _existing: EndpointFacts[];
  /** Those of its endpoints that are for these services. */
  _endpointsFor(services: string[]): IConstruct[];
}

/** The services of a VPC in this app, and what makes its endpoints. */
export interface VpcServices {
  readonly placed: PlacedTasks[];
  maker?: EndpointMaker;
}

/** By construct tree and VPC: a walk over a tree of hundreds of services would cost too much. */
const servicesByTree = new WeakMap<IConstruct, Map<string, VpcServices>>();

/** The services of a VPC; one that is imported twice is one VPC where its id is known, or the same token. */
export function servicesOf(vpc: ec2.IVpc): VpcServices {
  const byVpc = servicesByTree.get(vpc.node.root) ?? new Map<string, VpcServices>();
  servicesByTree.set(vpc.node.root, byVpc);
  const key = vpc.vpcId === ID_TO_COME ? vpc.node.path : vpc.vpcId;
  const services = byVpc.get(key) ?? { placed: [] };
  byVpc.set(key, services);
  return services;
}

/** Remembers a service for the endpoints of its VPC. */
export function recordService({ service, ...place }: PlacedService): void {
  const { cluster, taskDefinition } = service;
  const resource = service.node.defaultChild as ecs.CfnService;
  recordTasks({ ...place, owner: service, resource, cluster, taskDefinition, usesExec: () => known(resource.enableExecuteCommand) === true });
}

/**
 * Remembers tasks for the endpoints of their VPC, and has what runs them wait for these.
 *
 * At synth, it warns of what the tasks miss in isolated subnets.
 */
export function recordTasks(placed: PlacedTasks): void {
  const { cluster, owner, resource } = placed;
  const services = servicesOf(cluster.vpc);
  services.placed.push(placed);
  resource.node.addDependency(lazyDependency(() => endpointsBefore(placed, services.maker)));
  owner.node.addValidation({
    validate: () => {
      findingsOf(placed, services.maker).forEach((finding) => Validations.of(owner).addWarning(warningId(finding), sentence(finding)));
      return [];
    },
  });
}

/** The endpoints that a service needs, as far as is known before all aspects have run. */
export function currentNeeds(placed: PlacedTasks): string[] {
  return endpointNeeds(reachOf(placed, currentProperties(placed.taskDefinition)));
}

/** The first tasks could not start without them. No dependency may leave a stage. */
function endpointsBefore(placed: PlacedTasks, maker: EndpointMaker | undefined): IConstruct[] {
  return maker !== undefined && areTogether(maker, placed.owner) ? maker._endpointsFor(currentNeeds(placed)) : [];
}

function areTogether(maker: EndpointMaker, owner: IConstruct): boolean {
  return Stage.of(maker) === Stage.of(owner);
}

/** What an imported VPC has is known only where this app makes its endpoints, and what another stage makes is not made yet. */
function findingsOf(placed: PlacedTasks, maker: EndpointMaker | undefined): Finding[] {
  const { cluster: { vpc }, owner, subnets, taskDefinition } = placed;
  const isolated = subnets.filter((subnet) => vpc.isolatedSubnets.includes(subnet));
  if (isolated.length === 0) return [];
  if (maker === undefined ? !Resource.isOwnedResource(vpc) : !areTogether(maker, owner)) return [];
  const network = TreeNetwork.final(owner);
  if (isolated.every((subnet) => network.hasWayOut(subnet))) return [];
  const definition = finalProperties(taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
  return checkIsolation(reachOf(placed, definition), {
    endpoints: [...network.endpointsOf(vpc), ...(maker?._existing ?? [])],
    managed: maker !== undefined,
  });
}

function reachOf({ cluster, platform, usesExec }: PlacedTasks, definition: Properties): TaskReach {
  const { kmsKey, logging, logConfiguration } = cluster.executeCommandConfiguration ?? {};
  const record = logging === ecs.ExecuteCommandLogging.OVERRIDE ? logConfiguration : undefined;
  return {
    ...readTaskReach(definition),
    platform,
    exec: !usesExec() ? undefined : {
      customerKey: kmsKey !== undefined,
      logGroup: record?.cloudWatchLogGroup !== undefined,
      bucket: record?.s3Bucket !== undefined,
    },
  };
}
