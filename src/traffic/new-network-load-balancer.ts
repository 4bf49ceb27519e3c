import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { BalancerAccessLogs, checkBalancerLogs, writeAccessLogs } from './access-logs';
import { addressType, isDualStack } from './balancer-addresses';
import { addAliasRecords, certificateFor, checkBalancerDomain, checkRegionOf, listenerCertificates } from './balancer-domain';
import { openToTargets } from './balancer-egress';
import { admitSources, admitTesters, balancerSecurityGroup, checkSources } from './balancer-ingress';
import { NetworkListenerOptions, NetworkTarget, checkNetworkTarget, clientPort, isDatagram, protocolOf } from './network-target';
import { healthPace } from './target-health';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { placeFacts, regionOf } from './vpc-facts';
import { RolledTraffic } from '../deployment/rollout-kind';
import { Finding, refuse, under } from '../model/finding';
import { checkListenerPorts } from '../model/traffic/listener';
import { checkBalancerAddresses, checkBalancerPlace, checkExposure } from '../model/traffic/load-balancer';
import { known } from '../private/known';
import { numbered } from '../private/numbered';
import { PortFact } from '../private/service-facts';

/** A new network load balancer for one service. */
export interface NetworkLoadBalancerOptions {
  /**
   * Ports of the load balancer; each has a target group, of which a service takes five. New ones go to the end.
   *
   * @default - one, that leads to the first port of the task
   */
  readonly listeners?: NetworkListenerOptions[];

  /**
   * Keep the load balancer inside the VPC and the networks connected to it.
   *
   * A service warns (`LoadBalancer.OpenWithoutTls`) where anyone may connect without TLS, and neither this nor `allowedSources` was said.
   *
   * @default false, which means it has public addresses
   */
  readonly internal?: boolean;

  /**
   * Who may connect; each is a rule of the load balancer's security group for each of its ports, which takes 60.
   *
   * @default - anyone; for an internal load balancer the VPC, as far as its range is known
   */
  readonly allowedSources?: ec2.IPeer[];

  /**
   * Subnets of the load balancer.
   *
   * @default - the public subnets; private ones for an internal load balancer
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Addresses that clients connect to: IPv4 or dual stack (`LoadBalancer.NetworkWithoutPublicIpv4` otherwise).
   *
   * @default - IPv4, and IPv6 besides where the tasks have IPv6 addresses
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * Name under which clients find the service.
   *
   * @default - no name of one's own
   */
  readonly domainName?: string;

  /**
   * Hosted zone that gets the record of `domainName`.
   *
   * @default - no record
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Send requests to tasks in every zone, whichever zone they came in by; traffic between zones is billed.
   *
   * @default false
   */
  readonly crossZone?: boolean;

  /**
   * Refuse to delete the load balancer.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Write a line for each TLS connection to a bucket; other connections are not logged.
   *
   * @default - connections are not logged
   */
  readonly accessLogs?: BalancerAccessLogs;
}

/** A new network load balancer with a security group of its own, and a listener for each port. */
export class NewNetworkLoadBalancer implements TrafficStrategy {
  public readonly shape: RolledTraffic;
  public readonly countsRequests = false;
  public readonly claims = [];
  public readonly givenTargetGroups = [];
  private readonly listeners: NetworkListenerOptions[];

  constructor(private readonly options: NetworkLoadBalancerOptions) {
    this.listeners = options.listeners ?? [{}];
    const { length } = this.listeners;
    const health = healthPace(this.listeners[0]?.healthCheck);
    this.shape = { targets: length, rules: 0, networkListeners: length, login: false, ownBalancer: true, health };
  }

  public listensOn(ports: PortFact[]): (number | undefined)[] {
    return this.listeners.map((listener) => known(clientPort(listener, ports)));
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { accessLogs, allowedSources, internal, ipAddressType, vpcSubnets } = this.options;
    const internetFacing = !internal;
    return [
      ...(this.listeners.length === 0 ? [refuse('TrafficSource.NoListener', 'listeners',
        'needs one at the least, got an empty list; leave it out for the first port of the task')] : []),
      ...this.listeners.flatMap((listener, index) => under(`listeners[${index}]`, [
        ...this.checkCertificates(listener, facts),
        ...checkNetworkTarget(listener, facts),
      ])),
      ...checkListenerPorts(this.listensOn(facts.ports)),
      ...checkBalancerDomain(this.options, this.listeners.some(makesCertificate)),
      ...checkBalancerAddresses({ network: true, ipAddressType: known(ipAddressType), internetFacing, ipv6Targets: facts.ipv6Only }),
      ...checkSources(allowedSources, this.listeners.length),
      ...checkExposure({
        internal,
        sources: allowedSources?.length,
        protocols: this.listeners.map((listener) => known(protocolOf(listener, facts.ports))),
      }),
      ...checkBalancerPlace({ ...placeFacts(facts.vpc, vpcSubnets, internetFacing), network: true }),
      ...(accessLogs ? under('accessLogs', checkBalancerLogs(accessLogs, 'network', regionOf(facts.vpc))) : []),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { accessLogs, allowedSources, internal = false } = this.options;
    const ipAddressType = addressType(this.options.ipAddressType, context);
    const dualStack = isDualStack(ipAddressType);
    const datagrams = this.listeners.some((listener) => isDatagram(protocolOf(listener, context.ports)));
    const securityGroup = balancerSecurityGroup(scope, context.vpc);
    const networkLoadBalancer = new elbv2.NetworkLoadBalancer(scope, 'LoadBalancer', {
      vpc: context.vpc,
      vpcSubnets: this.options.vpcSubnets,
      internetFacing: !internal,
      ipAddressType,
      // A dual-stack balancer takes UDP only with source addresses of its own for IPv6.
      enablePrefixForIpv6SourceNat: dualStack && datagrams ? true : undefined,
      securityGroups: [securityGroup],
      crossZoneEnabled: this.options.crossZone,
      deletionProtection: this.options.deletionProtection,
    });
    if (accessLogs) writeAccessLogs(networkLoadBalancer, accessLogs);

    const targets = this.listeners.map((listener, index) =>
      new NetworkTarget(scope, numbered('TargetGroup', index), listener, context, networkLoadBalancer));
    const certificate = this.listeners.some(makesCertificate) ? certificateFor(scope, this.options) : undefined;
    const testPort = context.shifting?.testTraffic?._port;
    const listeners = targets.map((target, index) => {
      const { certificates = [], sslPolicy = elbv2.SslPolicy.TLS13_RES } = this.listeners[index];
      const shown = certificate && certificates.length === 0 ? [certificate] : certificates;
      const tls = target.protocol === elbv2.Protocol.TLS;
      const props = {
        port: target.listenerPort,
        protocol: target.protocol,
        certificates: tls ? listenerCertificates(shown) : undefined,
        sslPolicy: tls ? sslPolicy : undefined,
        defaultAction: target.action,
      };
      const production = networkLoadBalancer.addListener(numbered('Listener', index), props);
      return testPort === undefined ? [production] : [production, networkLoadBalancer.addListener('TestListener', { ...props, port: testPort })];
    });
    if (testPort !== undefined) admitTesters(securityGroup, targets[0].portsAt(testPort), context);
    const ports = targets.flatMap((target) => target.clientPorts());
    admitSources(securityGroup, ports, { allowedSources, internal, vpc: context.vpc, dualStack });
    openToTargets(securityGroup, { vpc: context.vpc, ipv6: context.ipFamily === 'ipv6', udp: datagrams });
    addAliasRecords(scope, this.options, networkLoadBalancer, dualStack);
    return boundTraffic(targets.map((target, index) => target.bound(securityGroup, listeners[index])), {
      networkLoadBalancer, networkListeners: listeners.map(([production]) => production), certificate,
    });
  }

  private checkCertificates(listener: NetworkListenerOptions, facts: TrafficFacts): Finding[] {
    const { certificates = [] } = listener;
    const { domainName, hostedZone } = this.options;
    if (makesCertificate(listener) && (domainName === undefined || hostedZone === undefined)) {
      return [refuse('TrafficSource.NoCertificate', 'certificates',
        'needs one for TLS, got none; name them, or `domainName` and `hostedZone` of the load balancer')];
    }
    return checkRegionOf(certificates, regionOf(facts.vpc));
  }
}

function makesCertificate({ certificates = [], protocol }: NetworkListenerOptions): boolean {
  return protocol === elbv2.Protocol.TLS && certificates.length === 0;
}
