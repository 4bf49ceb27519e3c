import * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ListenerLogin } from './listener-login';
import { RolledTraffic, ShiftedTarget, Shifting } from '../deployment/rollout-kind';
import { Finding } from '../model/finding';
import { NetworkMode } from '../model/task/network-mode';
import { PortFact } from '../private/service-facts';
import { AnyTargetGroup } from '../private/target-group-facts';

/** What a service's other choices mean for its traffic. */
export interface TrafficFacts {
  readonly ports: PortFact[];
  /** Tasks have IPv6 addresses only. */
  readonly ipv6Only: boolean;
  /** Absent where it does not matter. */
  readonly vpc?: ec2.IVpc;
  /** Network mode of the task; awsvpc where it is absent. */
  readonly networkMode?: NetworkMode;
}

/** What traffic is bound to. */
export interface TrafficContext {
  readonly vpc: ec2.IVpc;
  readonly ports: PortFact[];
  readonly ipFamily: 'ipv4' | 'dualstack' | 'ipv6';
  readonly networkMode: NetworkMode;
  /** Security groups in front of the tasks: their own, or those of the instances whose address they share. */
  readonly securityGroups: ec2.ISecurityGroup[];
  /** How long a target that leaves may finish its requests. */
  readonly drain: Duration;
  /** Path of the container's own HTTP health check. */
  readonly healthPath?: string;
  /** Shares the listener rules, each with a target group of its own. */
  readonly partner?: TrafficPartner;
  /** Each target group is made twice, for the next revision to go into the other. */
  readonly shifting?: Shifting;
}

/** A second service that is reached through the same listener rules. */
export interface TrafficPartner {
  /** What its target groups are called: `Burst` makes `BurstTargetGroup`. */
  readonly id: string;
  readonly networkMode: NetworkMode;
  /** Security groups in front of its tasks. */
  readonly securityGroups: ec2.ISecurityGroup[];
  /** How many of the requests begin with it, relative to `ownWeight`. */
  readonly weight: number;
  readonly ownWeight: number;
}

/** A target group, and how a service gets into it. */
export interface BoundTarget {
  /** Set behind an application load balancer. */
  readonly applicationTargetGroup?: elbv2.IApplicationTargetGroup;
  /** Set behind a network load balancer. */
  readonly networkTargetGroup?: elbv2.INetworkTargetGroup;
  /** The listener rule that leads here, where it was made for the service. */
  readonly rule?: elbv2.ApplicationListenerRule;
  /** Login that the rule asks for. */
  readonly login?: ListenerLogin;
  /** The partner's target behind the same rule. */
  readonly partner?: BoundTarget;
  /** The target group of the next revision, of either kind, where the rollout goes from one to another. */
  readonly applicationAlternate?: elbv2.IApplicationTargetGroup;
  readonly networkAlternate?: elbv2.INetworkTargetGroup;
  /** What goes from one to the other. */
  readonly shifted?: ShiftedTarget;
  readonly containerName: string;
  /** Absent when it is a token that only the task definition knows. */
  readonly containerPort?: number;
  readonly protocol: 'tcp' | 'udp';
  /**
   * Registers the service's tasks and admits the balancer to them.
   *
   * @param infrastructureRole with which ECS goes from one target group to the other
   */
  attach(service: ecs.BaseService, infrastructureRole?: iam.IRole): void;
}

/** Traffic as a service uses it. */
export interface BoundTraffic {
  readonly targets: BoundTarget[];
  /** Target groups behind application load balancers, in the order of `targets`. */
  readonly applicationTargetGroups: elbv2.IApplicationTargetGroup[];
  /** Target groups behind network load balancers, in the order of `targets`. */
  readonly networkTargetGroups: elbv2.INetworkTargetGroup[];
  /** Those for the next revision, of either kind, where the rollout goes from one to another. */
  readonly applicationAlternates: elbv2.IApplicationTargetGroup[];
  readonly networkAlternates: elbv2.INetworkTargetGroup[];
  /** The first application load balancer made here. */
  readonly loadBalancer?: elbv2.ApplicationLoadBalancer;
  /** The first network load balancer made here. */
  readonly networkLoadBalancer?: elbv2.NetworkLoadBalancer;
  /** The first application listener, made here or given. */
  readonly listener?: elbv2.IApplicationListener;
  /** Listeners of network load balancers made here. */
  readonly networkListeners: elbv2.NetworkListener[];
  /** The first certificate made here. */
  readonly certificate?: acm.ICertificate;
  /** The HTTP API that leads here, made here or given, with its VPC link. */
  readonly httpApi?: apigwv2.IHttpApi;
  readonly vpcLink?: apigwv2.IVpcLink;
  /** The name of an HTTP API made here. */
  readonly apiDomain?: apigwv2.IDomainName;
  /** Where clients reach the HTTP API. */
  readonly apiUrl?: string;
}

/** A rule that a strategy takes on a listener. */
export interface RuleClaim {
  readonly listener: elbv2.IApplicationListener;
  readonly priority: number;
  /** Values of its conditions, which only the rule's maker can count. */
  readonly values?: number;
}

/** One way for traffic to reach a service. */
export interface TrafficStrategy {
  /** What there is of target groups, and of what leads to them. */
  readonly shape: RolledTraffic;
  /** Requests a target can be counted by an application load balancer. */
  readonly countsRequests: boolean;
  readonly claims: RuleClaim[];
  /** Those of the target groups that others made, which stay as they are. */
  readonly givenTargetGroups: AnyTargetGroup[];
  /** The tasks are registered in Cloud Map, which ECS does once for a service. */
  readonly registers?: boolean;
  /** Ports of a load balancer that is made with the service; `undefined` is one that only the deployment knows. */
  listensOn?(ports: PortFact[]): (number | undefined)[];
  findings(facts: TrafficFacts): Finding[];
  bind(scope: Construct, context: TrafficContext): BoundTraffic;
}

/** What one target group gives to the whole. */
export function boundTraffic(targets: BoundTarget[], rest: Partial<BoundTraffic> = {}): BoundTraffic {
  return {
    targets,
    applicationTargetGroups: targets.flatMap(({ applicationTargetGroup }) => applicationTargetGroup ?? []),
    networkTargetGroups: targets.flatMap(({ networkTargetGroup }) => networkTargetGroup ?? []),
    applicationAlternates: targets.flatMap(({ applicationAlternate }) => applicationAlternate ?? []),
    networkAlternates: targets.flatMap(({ networkAlternate }) => networkAlternate ?? []),
    networkListeners: [],
    ...rest,
  };
}
