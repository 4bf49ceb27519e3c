import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stack } from 'aws-cdk-lib/core';
import { Finding, sentence } from '../../src/model/finding';
import { recommendedApp } from '../kit/stacks';

/** A stack with a plain L2 service, and what a service L3 would know about it. */
export interface ServiceStack {
  readonly stack: Stack;
  readonly cluster: ecs.Cluster;
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly service: ecs.FargateService;
  readonly resource: ecs.CfnService;
}

export function taskIn(stack: Stack): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/example/app:1.0'), portMappings: [{ containerPort: 80 }] });
  return taskDefinition;
}

export function clusterIn(stack: Stack): ecs.Cluster {
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 1, restrictDefaultSecurityGroup: false });
  return new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
}

export function serviceStack(
  props: Partial<ecs.FargateServiceProps> = {}, stack: Stack = new Stack(recommendedApp(), 'Stack'), cluster: ecs.Cluster = clusterIn(stack),
): ServiceStack {
  const taskDefinition = taskIn(stack);
  const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100, circuitBreaker: { rollback: true }, ...props });
  return { stack, cluster, taskDefinition, service, resource: service.node.defaultChild as ecs.CfnService };
}

/** A target group of the service behind a new Application Load Balancer. */
export function balance({ service, cluster }: ServiceStack, id: string = 'Balancer'): elbv2.ApplicationTargetGroup {
  const balancer = new elbv2.ApplicationLoadBalancer(service.stack, id, { vpc: cluster.vpc });
  return balancer.addListener('Listener', { port: 80 }).addTargets('Targets', { port: 80, targets: [service] });
}

/** A target group of the service behind a new Network Load Balancer. */
export function balanceNetwork({ service, cluster }: ServiceStack): elbv2.NetworkTargetGroup {
  const balancer = new elbv2.NetworkLoadBalancer(service.stack, 'NetworkBalancer', { vpc: cluster.vpc });
  return balancer.addListener('Listener', { port: 80 }).addTargets('Targets', { port: 80, targets: [service] });
}

/** Findings as their reader sees them. */
export function lines(findings: Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}
