import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { IpFamily } from './ip-family';
import { ServiceChoices, ServicePlan } from './service-choices';
import { addSynthChecks } from './synth-checks';
import { ServiceSecurityGroup } from '../private/service-security-group';
import { BoundTraffic } from '../traffic/traffic-strategy';

/** What a service L3 is made of, ready to be exposed. */
export interface AssembledService {
  readonly service: ecs.FargateService;
  readonly taskDefinition: ecs.TaskDefinition;
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
  readonly logGroup?: logs.ILogGroup;
  readonly traffic: BoundTraffic;
  readonly scalableTaskCount?: ecs.ScalableTaskCount;
  readonly rollbackAlarms: cloudwatch.IAlarm[];
}

/** Builds the L2s of a service under its L3; the choices have passed the guard. */
export function assembleService(scope: Construct, choices: ServiceChoices, plan: ServicePlan): AssembledService {
  const { cluster, network, rollout, scaling } = choices;
  const task = choices.task._bind(scope, plan.facts);
  const securityGroups = network.securityGroups ?? [securityGroupFor(scope, cluster.vpc, plan.ipFamily)];
  const traffic = choices.traffic._bind(scope, {
    vpc: cluster.vpc,
    ports: choices.task._ports(),
    ipFamily: plan.ipFamily,
    drain: plan.drain,
    healthPath: choices.task._healthPath(),
  });
  const deployment = rollout._bind(scope, {
    cluster,
    targetGroups: traffic.applicationTargetGroups,
    networkTargetGroups: traffic.targets.flatMap(({ networkTargetGroup }) => networkTargetGroup ?? []),
  });

  const service = new ecs.FargateService(scope, 'Service', {
    cluster,
    taskDefinition: task.taskDefinition,
    serviceName: choices.serviceName,
    desiredCount: scaling._desiredCount(),
    capacityProviderStrategies: choices.capacity._providers(),
    vpcSubnets: network.vpcSubnets,
    securityGroups,
    assignPublicIp: network.assignPublicIp ?? false,
    healthCheckGracePeriod: plan.grace,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    enableECSManagedTags: true,
    ...deployment.serviceProps,
  });

  choices.capacity._bind(service, cluster);
  traffic.targets.forEach((target) => target.attach(service));
  deployment.apply(service);
  service.node.addDependency(...task.dependencies);
  enableExec(service, choices, task.logGroups);
  addSynthChecks(service);

  return {
    service,
    taskDefinition: task.taskDefinition,
    taskRole: task.taskDefinition.taskRole,
    executionRole: task.taskDefinition.obtainExecutionRole(),
    logGroup: task.logGroups[0],
    traffic,
    scalableTaskCount: scaling._bind(service, traffic.applicationTargetGroups),
    rollbackAlarms: deployment.alarms,
  };
}

function securityGroupFor(scope: Construct, vpc: ec2.IVpc, ipFamily: IpFamily): ec2.ISecurityGroup {
  return new ServiceSecurityGroup(scope, 'SecurityGroup', { vpc, allowAllIpv6Outbound: ipFamily !== IpFamily.IPV4 });
}

/** By property: the L2's own switch grants more than the session and its audit log need. */
function enableExec(service: ecs.FargateService, { exec, cluster }: ServiceChoices, containerLogs: logs.ILogGroup[]): void {
  if (exec === undefined) {
    return;
  }
  (service.node.defaultChild as ecs.CfnService).enableExecuteCommand = true;
  exec._bind(service.taskDefinition.taskRole, cluster, containerLogs);
}
