import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkClusterOptions, MadeCluster } from '../cluster/cluster-options';
import { ExecAudit } from '../cluster/exec-audit';
import { Finding, refuse } from '../model/finding';
import { differentPlaces, knownEnvironment } from '../private/environment';

/** The cluster of a fleet, where it is made with it. */
export interface FleetClusterOptions {
  /**
   * How much Container Insights watches; CloudWatch bills it by metric.
   *
   * @default ecs.ContainerInsights.ENHANCED
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * Where sessions of ECS Exec are recorded.
   *
   * @default ExecAudit.cloudWatch()
   */
  readonly execAudit?: ExecAudit;

  /**
   * Name of the cluster, up to 255 letters, digits, hyphens and underscores; a named cluster cannot be replaced, only deleted and made again.
   *
   * @default - a generated name
   */
  readonly clusterName?: string;
}

/** What is wrong with the options of the cluster, where it is made with the fleet. */
export function checkNewCluster(options: FleetClusterOptions, leaveMachines: boolean): Finding[] {
  return [
    ...checkClusterOptions(options),
    ...(leaveMachines ? [refuse('EcsAnywhereFleet.LeftMachines', 'leaveMachines',
      'is for a cluster that outlives the fleet, got none, and ECS deletes no cluster that has machines; give `cluster`')] : []),
  ];
}

/** Refuses a cluster of another account or region, and options that it would not get. */
export function checkGivenCluster(
  scope: Construct, { env }: ecs.ICluster, { clusterName, containerInsights, execAudit }: FleetClusterOptions,
): Finding[] {
  const places = differentPlaces(knownEnvironment(Stack.of(scope)), knownEnvironment(env));
  return [
    ...(places ? [refuse('EcsAnywhereFleet.OtherEnvironment', 'cluster',
      `is in the account and region of the fleet, ${places[0]}, got one in ${places[1]}; make the fleet in a stack there`)] : []),
    ...Object.entries({ clusterName, containerInsights, execAudit }).filter(([, option]) => option !== undefined).map(([name]) => refuse(
      'EcsAnywhereFleet.GivenCluster', name, 'is for a cluster that is made with the fleet, got `cluster` too; leave one of them out')),
  ];
}

/** A cluster for machines outside AWS alone: it has no VPC. */
export function newFleetCluster(scope: Construct, { clusterName, containerInsights, execAudit }: FleetClusterOptions): MadeCluster {
  const audit = (execAudit ?? ExecAudit.cloudWatch())._bind(scope);
  const cluster = new ecs.Cluster(scope, 'Cluster', {
    // The L2 makes a VPC for a cluster that is given none.
    vpc: {} as ec2.IVpc,
    clusterName,
    containerInsightsV2: containerInsights ?? ecs.ContainerInsights.ENHANCED,
    executeCommandConfiguration: audit.configuration,
  });
  return { cluster: Object.defineProperty(cluster, 'vpc', { get: () => refuseVpc(scope) }), execAuditLogGroup: audit.logGroup };
}

function refuseVpc(scope: Construct): never {
  throw new Error(`The cluster of ${scope.node.path} is for machines outside AWS and has no VPC; make a FargateSpotCluster and give it to the fleet`);
}
