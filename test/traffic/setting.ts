import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { Finding, sentence } from '../../src/model/finding';
import { PortFact } from '../../src/private/service-facts';
import { ServiceSecurityGroup } from '../../src/private/service-security-group';
import { TrafficSource } from '../../src/traffic/traffic-source';
import { BoundTraffic, TrafficContext, TrafficFacts } from '../../src/traffic/traffic-strategy';
import { platformStack } from '../kit/stacks';

export const HTTP_PORT: PortFact = { container: 'web', name: 'http', port: 8080, protocol: 'tcp' };
export const LISTENER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2';

/** Findings as a person reads them. */
export function read(findings: Finding[]): string[] {
  return findings.map((finding) => `${finding.severity} ${finding.id}: ${sentence(finding)}`);
}

/** What a source finds wrong for a task with one port, 8080. */
export function problems(traffic: TrafficSource, facts: Partial<TrafficFacts> = {}): string[] {
  return read(traffic._findings({ ports: [HTTP_PORT], ipv6Only: false, ...facts }));
}

export interface Served {
  readonly scope: Construct;
  readonly bound: BoundTraffic;
  readonly service: ecs.FargateService;
}

export interface ServeOptions extends Partial<TrafficContext> {
  readonly securityGroups?: ec2.ISecurityGroup[];
  /** Number of a port whose fact does not know it. */
  readonly taskPort?: number;
}

/** A service with this traffic, under a construct of its own as in the L3. */
export function serve(parent: Construct, cluster: ecs.ICluster, traffic: TrafficSource, options: ServeOptions = {}, id = 'Web'): Served {
  const scope = new Construct(parent, id);
  const { securityGroups, taskPort, ...context } = options;
  const ports = context.ports ?? [HTTP_PORT];
  const groups = securityGroups ?? [new ServiceSecurityGroup(scope, 'SecurityGroup', { vpc: cluster.vpc })];
  const bound = traffic._bind(scope, { vpc: cluster.vpc, ports, ipFamily: 'ipv4', drain: Duration.seconds(30), networkMode: 'awsvpc', securityGroups: groups, ...context });
  const service = new ecs.FargateService(scope, 'Service', {
    cluster,
    taskDefinition: taskDefinition(scope, ports.map((port) => ({ ...port, port: port.port ?? taskPort }))),
    securityGroups: groups,
    circuitBreaker: { rollback: true },
    minHealthyPercent: 100,
  });
  bound.targets.forEach((target) => target.attach(service));
  return { scope, bound, service };
}

/** A stack with a cluster and one service in it. */
export function served(traffic: TrafficSource, options: ServeOptions = {}): Served & { stack: Stack; vpc: ec2.Vpc; cluster: ecs.Cluster } {
  const platform = platformStack();
  return { ...platform, ...serve(platform.stack, platform.cluster, traffic, options) };
}

/** Warnings of a stack, ours and CDK's. */
export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => `${entry.data}`);
}

/** A load balancer as users of plain CDK make it. */
export function cdkListener(stack: Stack, vpc: ec2.IVpc): elbv2.ApplicationListener {
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc, internetFacing: true });
  return balancer.addListener('Http', { port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
}

/** A listener that another app made. */
export function importedListener(stack: Stack, listenerArn: string = LISTENER_ARN): elbv2.IApplicationListener {
  return elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Imported', {
    listenerArn,
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'ImportedGroup', 'sg-11112222333344445'),
  });
}

function taskDefinition(scope: Construct, ports: PortFact[]): ecs.FargateTaskDefinition {
  const definition = new ecs.FargateTaskDefinition(scope, 'Task');
  for (const name of new Set(ports.map(({ container }) => container))) {
    definition.addContainer(name, {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
      portMappings: ports.filter(({ container }) => container === name).map((port) => ({
        name: port.name,
        containerPort: port.port!,
        protocol: port.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
      })),
    });
  }
  return definition;
}
