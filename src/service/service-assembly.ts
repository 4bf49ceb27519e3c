import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { IpFamily } from './ip-family';
import { ServiceChoices, ServicePlan } from './service-choices';
import { addSynthChecks } from './synth-checks';
import { RolloutServiceProps } from '../deployment/rollout-kind';
import { recordService } from '../network/vpc-services';
import { withInstances } from '../private/instance-cluster';
import { recordIpFamily } from '../private/ip-addresses';
import { ServiceSecurityGroup } from '../private/service-security-group';
import { RequestTarget } from '../scaling/request-metrics';
import { openReach } from '../task/task-reach';
import { BoundTask } from '../task/task-source';
import { BoundTraffic, TrafficContext } from '../traffic/traffic-strategy';

/** Props that the L2s of all services take. */
export interface ServiceProps extends ecs.BaseServiceOptions, RolloutServiceProps {
  readonly taskDefinition: ecs.TaskDefinition;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroups?: ec2.ISecurityGroup[];
  readonly assignPublicIp?: boolean;
  readonly availabilityZoneRebalancing?: ecs.AvailabilityZoneRebalancing;
}

/** What a service L3 is made of, ready to be exposed. */
export interface AssembledService<Service extends ecs.BaseService> {
  readonly service: Service;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
  readonly logGroup?: logs.ILogGroup;
  readonly traffic: BoundTraffic;
  readonly scalableTaskCount?: ecs.ScalableTaskCount;
  readonly rollbackAlarms: cloudwatch.IAlarm[];
}

/** What is made before the service, and may be shared by two. */
export interface ServiceParts {
  readonly task: BoundTask;
  /** In front of the tasks: their own groups, or those of the instances whose address they share. */
  readonly securityGroups: ec2.ISecurityGroup[];
  readonly traffic: BoundTraffic;
  /** What the rollout watches, where it is more than the service's own. */
  readonly watchedTargetGroups?: elbv2.IApplicationTargetGroup[];
  /** Alarms of another service with the same rollout. */
  readonly alarms?: cloudwatch.IAlarm[];
}

/**
 * Builds the L2s of a service under its L3; the choices have passed the guard.
 *
 * @param make makes the L2 service, with the id `Service`
 */
export function assembleService<Service extends ecs.BaseService>(
  scope: Construct, choices: ServiceChoices, plan: ServicePlan, make: (props: ServiceProps) => Service,
): AssembledService<Service> {
  const task = choices.task._bind(scope, plan.facts);
  const securityGroups = securityGroupsFor(scope, choices, plan);
  const traffic = choices.traffic._bind(scope, trafficContext(choices, plan, securityGroups));
  return buildService(scope, choices, plan, { task, securityGroups, traffic }, make);
}

/** The groups in front of the tasks. */
export function securityGroupsFor(
  scope: Construct, { capacity, cluster, network }: Pick<ServiceChoices, 'capacity' | 'cluster' | 'network'>,
  plan: Pick<ServicePlan, 'ipFamily' | 'networkMode'>,
): ec2.ISecurityGroup[] {
  if (plan.networkMode !== 'awsvpc') return capacity._instanceGroups;
  return network.securityGroups
    ?? [new ServiceSecurityGroup(scope, 'SecurityGroup', { vpc: cluster.vpc, allowAllIpv6Outbound: plan.ipFamily !== IpFamily.IPV4 })];
}

/** The cluster as the L2 of a service on instances wants it. */
export function instanceCluster({ capacity, cluster }: ServiceChoices, { networkMode }: ServicePlan): ecs.ICluster {
  return withInstances(cluster, networkMode === 'awsvpc' ? [] : capacity._instanceGroups);
}

/** What traffic has to know of a service. */
export function trafficContext({ cluster, rollout, task }: ServiceChoices, plan: ServicePlan, securityGroups: ec2.ISecurityGroup[]): TrafficContext {
  return {
    vpc: cluster.vpc,
    ports: task._ports(),
    ipFamily: plan.ipFamily,
    networkMode: plan.networkMode,
    securityGroups,
    drain: plan.drain,
    healthPath: task._healthPath(),
    shifting: rollout._shifting,
  };
}

/** Builds the L2 service of parts that are there already. */
export function buildService<Service extends ecs.BaseService>(
  scope: Construct, choices: ServiceChoices, plan: ServicePlan, parts: ServiceParts, make: (props: ServiceProps) => Service,
): AssembledService<Service> {
  const { cluster, network, rollout, scaling } = choices;
  const { task, securityGroups, traffic, watchedTargetGroups, alarms } = parts;
  const deployment = rollout._bind(scope, {
    cluster,
    targetGroups: [...watchedTargetGroups ?? traffic.applicationTargetGroups, ...traffic.applicationAlternates],
    networkTargetGroups: [...traffic.networkTargetGroups, ...traffic.networkAlternates],
    shifted: traffic.targets.flatMap(({ shifted }) => shifted ?? []),
    logGroups: task.logGroups,
  });

  const ownInterface = plan.networkMode === 'awsvpc';
  const service = make({
    cluster,
    taskDefinition: task.taskDefinition,
    serviceName: choices.serviceName,
    desiredCount: scaling?._desiredCount(),
    capacityProviderStrategies: choices.daemon ? undefined : choices.capacity._providers(),
    ...(ownInterface ? { vpcSubnets: network.vpcSubnets, securityGroups, assignPublicIp: network.assignPublicIp ?? false } : {}),
    availabilityZoneRebalancing: plan.placement.rebalancing,
    healthCheckGracePeriod: plan.grace,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
    ...deployment.serviceProps,
  });

  recordIpFamily(service, plan.ipFamily);
  choices.capacity._bind(service, cluster);
  traffic.targets.forEach((target) => target.attach(service, deployment.infrastructureRole));
  deployment.apply(service, alarms);
  const reach = openReach(scope, { connections: new ec2.Connections({ securityGroups }) }, task);
  service.node.addDependency(...task.dependencies, ...reach, ...alternatesAttached(traffic));
  configureVolumes(service, task);
  enableExec(service, choices, task.logGroups);
  const scalableTaskCount = scaling?._bind(service, requestTargets(traffic));
  addSynthChecks(service, plan.platform, scalableTaskCount);
  recordService({ service, platform: plan.platform, subnets: subnetsOf(choices, plan) });

  return {
    service,
    taskDefinition: task.taskDefinition,
    taskRole: task.taskDefinition.taskRole,
    executionRole: task.taskDefinition.obtainExecutionRole(),
    logGroup: task.logGroups[0],
    traffic,
    scalableTaskCount,
    rollbackAlarms: deployment.alarms,
  };
}

/** Where requests can be counted. */
function requestTargets({ targets }: BoundTraffic): RequestTarget[] {
  return targets.flatMap(({ applicationAlternate, applicationTargetGroup }) => (
    applicationTargetGroup ? { targetGroup: applicationTargetGroup, alternate: applicationAlternate } : []));
}

/** ECS takes no target group without a load balancer, and the L2 waits for the first one of each pair only. */
function alternatesAttached({ applicationAlternates, networkAlternates }: BoundTraffic): IDependable[] {
  return [...applicationAlternates, ...networkAlternates].map(({ loadBalancerAttached }) => loadBalancerAttached);
}

/** Where what ECS does for the tasks starts from: on instances that is the instances' own subnets. */
export function subnetsOf(
  { capacity, cluster, network }: Pick<ServiceChoices, 'capacity' | 'cluster' | 'network'>, { platform }: Pick<ServicePlan, 'platform'>,
): ec2.ISubnet[] {
  if (platform !== 'fargate') return capacity._instanceSubnets;
  const byDefault = network.assignPublicIp === true ? { subnetType: ec2.SubnetType.PUBLIC } : {};
  return cluster.vpc.selectSubnets(network.vpcSubnets ?? byDefault).subnets;
}

/** By property: the L2 takes no values that only the deployment knows, and cuts the ARN of a key down to its id. */
function configureVolumes(service: ecs.BaseService, { volumeConfigurations }: BoundTask): void {
  if (volumeConfigurations.length > 0) (service.node.defaultChild as ecs.CfnService).volumeConfigurations = volumeConfigurations;
}

/** By property: the L2's own switch grants more than the session and its audit log need. */
function enableExec(service: ecs.BaseService, { exec, cluster }: ServiceChoices, containerLogs: logs.ILogGroup[]): void {
  if (exec === undefined) {
    return;
  }
  (service.node.defaultChild as ecs.CfnService).enableExecuteCommand = true;
  exec._bind(service.taskDefinition.taskRole, cluster, containerLogs);
}
