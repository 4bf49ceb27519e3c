import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alternateTarget } from './alternate-target';
import { LiveWeights } from './live-weights';
import { TargetHealth, healthFacts, networkHealthCheck, writeHealthTokens } from './target-health';
import { TargetPortOptions, Transport, checkTargetPort, findPort, portNumber, securityPort, targetPort, targetTypeIn } from './target-port';
import { BoundTarget, TrafficContext, TrafficFacts } from './traffic-strategy';
import { Finding, refuse } from '../model/finding';
import { mapsPorts } from '../model/task/network-mode';
import { checkNetworkListener } from '../model/traffic/listener';
import { checkTargetGroup } from '../model/traffic/target';
import { known } from '../private/known';
import { PortFact } from '../private/service-facts';
import { admitBalancer } from '../private/service-security-group';

const TLS_PORT = 443;

/** A port of a network load balancer, and the port of the task that it leads to. */
export interface NetworkListenerOptions extends TargetPortOptions {
  /**
   * Port that clients connect to.
   *
   * @default - 443 for TLS, else the number of the container's port
   */
  readonly listenerPort?: number;

  /**
   * Protocol that clients speak.
   *
   * @default - TLS where `certificates` are given, else the transport of the container's port
   */
  readonly protocol?: elbv2.Protocol;

  /**
   * Certificates of a TLS listener, the default one first; the load balancer takes the encryption off.
   *
   * @default - for TLS one is made for `domainName` and validated in `hostedZone`
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * TLS versions and ciphers that clients may use.
   *
   * @default elbv2.SslPolicy.TLS13_RES, which takes TLS 1.3, and TLS 1.2 with forward secrecy
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Let the task see the address of the client in place of the load balancer's.
   *
   * The task admits the load balancer's security group either way; which clients get in is decided at the load balancer.
   *
   * @default - false for TCP and TLS; UDP always keeps the address
   */
  readonly preserveClientIp?: boolean;

  /**
   * How the health of a task is checked: by a TCP connection, or by HTTP where a path is named.
   *
   * @default - every 10 seconds, 2 connections make a task healthy and 3 failed ones unhealthy
   */
  readonly healthCheck?: TargetHealth;
}

/** Refuses listeners and targets that a network load balancer cannot have. */
export function checkNetworkTarget(options: NetworkListenerOptions, facts: TrafficFacts): Finding[] {
  const protocol = protocolOf(options, facts.ports);
  return [
    ...checkNetworkListener({
      protocol: known(protocol), listenerPort: known(options.listenerPort), certificates: options.certificates?.length,
    }),
    ...checkTargetPort(options, facts.ports, transports(options)),
    ...checkTargetGroup({
      healthCheck: healthFacts(options.healthCheck ?? {}, 'network'),
      networkProtocol: known(protocol),
      preserveClientIp: options.preserveClientIp,
    }),
    ...(protocol === elbv2.Protocol.UDP && findPort(options, facts.ports, ['udp']) && options.healthCheck?.port === undefined && !hasHealthPort(facts)
      ? [refuse('TrafficSource.NoHealthPort', 'healthCheck.port',
        'must be a TCP port, for the health of UDP targets is checked over TCP, got a task without one; give a container a TCP port, in bridge mode with a `hostPort`')] : []),
  ];
}

/** The protocol that clients speak. */
export function protocolOf({ certificates = [], protocol, ...port }: NetworkListenerOptions, ports: PortFact[]): elbv2.Protocol {
  if (protocol !== undefined) return protocol;
  if (certificates.length > 0) return elbv2.Protocol.TLS;
  return findPort(port, ports, ['tcp', 'udp'])?.protocol === 'udp' ? elbv2.Protocol.UDP : elbv2.Protocol.TCP;
}

/** The port that clients connect to; undefined where only the task definition knows it. */
export function clientPort(options: NetworkListenerOptions, ports: PortFact[]): number | undefined {
  if (options.listenerPort !== undefined) return options.listenerPort;
  return protocolOf(options, ports) === elbv2.Protocol.TLS ? TLS_PORT : findPort(options, ports, transports(options))?.port;
}

/** Whether a protocol carries UDP. */
export function isDatagram(protocol: elbv2.Protocol): boolean {
  return protocol === elbv2.Protocol.UDP || protocol === elbv2.Protocol.TCP_UDP;
}

/** One target group of a network load balancer, and what its listener has to know. */
export class NetworkTarget {
  public readonly protocol: elbv2.Protocol;
  public readonly listenerPort: number;
  public readonly targetGroup: elbv2.NetworkTargetGroup;
  private readonly fact: PortFact;
  private readonly healthPort?: PortFact;
  private service?: ecs.BaseService;
  private readonly next?: { readonly targetGroup: elbv2.NetworkTargetGroup; readonly weights: LiveWeights };

  constructor(
    private readonly scope: Construct, id: string, private readonly options: NetworkListenerOptions, private readonly context: TrafficContext,
    loadBalancer: elbv2.INetworkLoadBalancer,
  ) {
    this.protocol = protocolOf(options, context.ports);
    this.fact = findPort(options, context.ports, transports(options))!;
    this.healthPort = this.protocol === elbv2.Protocol.UDP ? findPort({}, context.ports, ['tcp']) : undefined;
    this.listenerPort = clientPort(options, context.ports) ?? this.numberOf(this.fact);
    this.targetGroup = this.makeTargetGroup(id);
    if (context.shifting) {
      const alternate = this.makeTargetGroup(`Alternate${id}`);
      this.next = {
        targetGroup: alternate,
        weights: new LiveWeights(scope, id.replace('TargetGroup', 'LiveWeights'), {
          primary: this.targetGroup, alternate, networkListener: { loadBalancer, port: this.listenerPort },
        }),
      };
    }
  }

  /** What the listeners in front do. */
  public get action(): elbv2.NetworkListenerAction {
    const { targetGroup, next } = this;
    return next === undefined ? elbv2.NetworkListenerAction.forward([targetGroup]) : elbv2.NetworkListenerAction.weightedForward([
      { targetGroup, weight: next.weights.primary }, { targetGroup: next.targetGroup, weight: next.weights.alternate },
    ]);
  }

  /** The ports of the load balancer's security group that lead here. */
  public clientPorts(): ec2.Port[] {
    return this.portsAt(this.listenerPort);
  }

  /** A port of the load balancer, as its security group sees it. */
  public portsAt(port: number): ec2.Port[] {
    const tcp = ec2.Port.tcp(port);
    const udp = ec2.Port.udp(port);
    if (this.protocol === elbv2.Protocol.TCP_UDP) return [tcp, udp];
    return [this.protocol === elbv2.Protocol.UDP ? udp : tcp];
  }

  /**
   * A service's way into the target group, behind a balancer with this security group.
   *
   * @param listeners that of production, and that of the test port where there is one
   */
  public bound(balancer: ec2.ISecurityGroup, [listener, testListener]: elbv2.NetworkListener[]): BoundTarget {
    const { next, targetGroup } = this;
    next?.weights.writtenInto(listener, ...testListener ? [testListener] : []);
    const [listenerArn, testListenerArn] = [listener.listenerArn, testListener?.listenerArn];
    const shifted = next && { targetGroup, alternate: next.targetGroup, listenerArn, testListenerArn };
    return {
      networkTargetGroup: this.targetGroup,
      containerName: this.fact.container,
      containerPort: this.fact.port,
      protocol: this.fact.protocol,
      networkAlternate: next?.targetGroup,
      shifted,
      attach: (service, infrastructureRole) => this.attach(service, balancer, alternateTarget(shifted, infrastructureRole)),
    };
  }

  private makeTargetGroup(id: string): elbv2.NetworkTargetGroup {
    const { context, options } = this;
    const targetGroup = new elbv2.NetworkTargetGroup(this.scope, id, {
      vpc: context.vpc,
      targetType: targetTypeIn(context.networkMode),
      protocol: this.protocol === elbv2.Protocol.TLS ? elbv2.Protocol.TCP : this.protocol,
      port: this.listenerPort,
      ipAddressType: context.ipFamily === 'ipv6' ? elbv2.TargetGroupIpAddressType.IPV6 : undefined,
      deregistrationDelay: context.drain,
      preserveClientIp: options.preserveClientIp ?? (this.keepsClientIp() ? false : undefined),
      healthCheck: networkHealthCheck(options.healthCheck ?? {}, this.healthPort && this.checkedPort(this.healthPort)),
    });
    writeHealthTokens(targetGroup, options.healthCheck ?? {});
    return targetGroup;
  }

  private attach(service: ecs.BaseService, balancer: ec2.ISecurityGroup, alternate?: ecs.IAlternateTarget): void {
    this.service = service;
    const containerPort = portNumber(this.fact, service.taskDefinition);
    service.loadBalancerTarget({
      containerName: this.fact.container,
      containerPort,
      protocol: this.fact.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
      alternateTarget: alternate,
    }).attachToNetworkTargetGroup(this.targetGroup);

    // CDK does not admit a network load balancer to its targets; with a security group of its own it is admitted by that,
    // whether the address of the client is kept or not.
    const { networkMode, securityGroups } = this.context;
    const admit = (port: ec2.Port) => admitBalancer(service, securityGroups, balancer, port);
    admit(targetPort(this.fact, networkMode, service.taskDefinition));
    if (this.protocol === elbv2.Protocol.TCP_UDP) admit(targetPort({ ...this.fact, protocol: 'udp' }, networkMode, service.taskDefinition));
    const healthPort = this.options.healthCheck?.port;
    if (healthPort !== undefined) admit(securityPort('tcp', healthPort));
    else if (this.healthPort) admit(targetPort(this.healthPort, networkMode, service.taskDefinition));
  }

  /** Where Elastic Load Balancing would let TCP targets see the client: those that are instances. */
  private keepsClientIp(): boolean {
    return targetTypeIn(this.context.networkMode) === elbv2.TargetType.INSTANCE && !isDatagram(this.protocol);
  }

  /** The port that health checks ask for: of the instance where the task shares its address. */
  private checkedPort(fact: PortFact): number {
    return mapsPorts(this.context.networkMode) ? fact.hostPort! : this.numberOf(fact);
  }

  /** A token that only the task definition knows is read once there is a service. */
  private numberOf(fact: PortFact): number {
    return fact.port ?? Lazy.number({ produce: () => this.service && portNumber(fact, this.service.taskDefinition) });
  }
}

/** A port that a health check can name beforehand. */
function hasHealthPort({ networkMode = 'awsvpc', ports }: TrafficFacts): boolean {
  const tcp = findPort({}, ports, ['tcp']);
  return tcp !== undefined && (!mapsPorts(networkMode) || (tcp.hostPort ?? 0) !== 0);
}

function transports(options: NetworkListenerOptions): Transport[] {
  switch (options.protocol) {
    case undefined:
      return (options.certificates ?? []).length > 0 ? ['tcp'] : ['tcp', 'udp'];
    case elbv2.Protocol.UDP:
      return ['udp'];
    default:
      return ['tcp'];
  }
}
