import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Resource, Stage, Validations } from 'aws-cdk-lib/core';
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

/** A service, and where what ECS does for its tasks starts from. */
export interface PlacedService {
  readonly service: ecs.BaseService;
  readonly platform: LaunchPlatform;
  /** Subnets of the tasks on Fargate; elsewhere those of the instances, whose agent pulls images, writes logs and reads secrets. */
  readonly subnets: readonly ec2.ISubnet[];
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
  readonly placed: PlacedService[];
  maker?: EndpointMaker;
}

/** By construct tree and VPC: a walk over a tree of hundreds of services would cost too much. */
const servicesByTree = new WeakMap<IConstruct, Map<string, VpcServices>>();

// What the core library gives to every VPC that has still to be looked up.
const ID_TO_COME = 'vpc-12345';

/** The services of a VPC; one that is imported twice is one VPC where its id is known, or the same token. */
export function servicesOf(vpc: ec2.IVpc): VpcServices {
  const byVpc = servicesByTree.get(vpc.node.root) ?? new Map<string, VpcServices>();
  servicesByTree.set(vpc.node.root, byVpc);
  const key = vpc.vpcId === ID_TO_COME ? vpc.node.path : vpc.vpcId;
  const services = byVpc.get(key) ?? { placed: [] };
  byVpc.set(key, services);
  return services;
}

/**
 * Remembers a service for the endpoints of its VPC, and has it wait for them.
 *
 * At synth, it warns of what its tasks miss in isolated subnets.
 */
export function recordService(placed: PlacedService): void {
  const { service } = placed;
  const services = servicesOf(service.cluster.vpc);
  services.placed.push(placed);
  service.node.defaultChild!.node.addDependency(lazyDependency(() => endpointsBefore(placed, services.maker)));
  service.node.addValidation({
    validate: () => {
      findingsOf(placed, services.maker).forEach((finding) => Validations.of(service).addWarning(warningId(finding), sentence(finding)));
      return [];
    },
  });
}

/** The endpoints that a service needs, as far as is known before all aspects have run. */
export function currentNeeds(placed: PlacedService): string[] {
  return endpointNeeds(reachOf(placed, currentProperties(placed.service.taskDefinition)));
}

/** The first tasks could not start without them. No dependency may leave a stage. */
function endpointsBefore(placed: PlacedService, maker: EndpointMaker | undefined): IConstruct[] {
  return maker !== undefined && areTogether(maker, placed.service) ? maker._endpointsFor(currentNeeds(placed)) : [];
}

function areTogether(maker: EndpointMaker, service: ecs.BaseService): boolean {
  return Stage.of(maker) === Stage.of(service);
}

/** What an imported VPC has is known only where this app makes its endpoints, and what another stage makes is not made yet. */
function findingsOf(placed: PlacedService, maker: EndpointMaker | undefined): Finding[] {
  const { service, subnets } = placed;
  const { vpc } = service.cluster;
  const isolated = subnets.filter((subnet) => vpc.isolatedSubnets.includes(subnet));
  if (isolated.length === 0) return [];
  if (maker === undefined ? !Resource.isOwnedResource(vpc) : !areTogether(maker, service)) return [];
  const network = TreeNetwork.final(service);
  if (isolated.every((subnet) => network.hasWayOut(subnet))) return [];
  const definition = finalProperties(service.taskDefinition.node.defaultChild as ecs.CfnTaskDefinition);
  return checkIsolation(reachOf(placed, definition), {
    endpoints: [...network.endpointsOf(vpc), ...(maker?._existing ?? [])],
    managed: maker !== undefined,
  });
}

function reachOf({ platform, service }: PlacedService, definition: Properties): TaskReach {
  const { enableExecuteCommand } = service.node.defaultChild as ecs.CfnService;
  const { kmsKey, logging, logConfiguration } = service.cluster.executeCommandConfiguration ?? {};
  const record = logging === ecs.ExecuteCommandLogging.OVERRIDE ? logConfiguration : undefined;
  return {
    ...readTaskReach(definition),
    platform,
    exec: known(enableExecuteCommand) !== true ? undefined : {
      customerKey: kmsKey !== undefined,
      logGroup: record?.cloudWatchLogGroup !== undefined,
      bucket: record?.s3Bucket !== undefined,
    },
  };
}
