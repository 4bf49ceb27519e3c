import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { BalancerAccessLogs, checkAccessLogs, writeAccessLogs } from './access-logs';
import { TargetOptions, checkApplicationTarget } from './application-target';
import { addAliasRecords, certificateFor, checkDomain } from './balancer-domain';
import { admitSources, balancerSecurityGroup } from './balancer-ingress';
import { ListenerLogin } from './listener-login';
import { MutualTls } from './mutual-tls';
import { bindRoute } from './route';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { checkPublicSubnets } from './vpc-facts';
import { WebAcl } from './web-acl';
import { Finding, refuse, under } from '../model/finding';
import { checkIdleTimeout } from '../model/listener';
import { knownSeconds } from '../private/known';

/** A new application load balancer for one service, that others can share. */
export interface LoadBalancerOptions extends TargetOptions {
  /**
   * Name under which clients find the service; requests for other names get status 404.
   *
   * @default - requests for any name are served
   */
  readonly domainName?: string;

  /**
   * Hosted zone that gets the record of `domainName` and validates its certificate.
   *
   * @default - no record; the certificate has to be given
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Certificates of the HTTPS listener, the default one first.
   *
   * @default - one is made for `domainName` and validated in `hostedZone`
   */
  readonly certificates?: acm.ICertificate[];

  /**
   * Serve unencrypted HTTP on port 80 in place of HTTPS on port 443.
   *
   * @default false
   */
  readonly plainHttp?: boolean;

  /**
   * TLS versions and ciphers that clients may use.
   *
   * @default elbv2.SslPolicy.TLS13_RES, which takes TLS 1.3, and TLS 1.2 with forward secrecy
   */
  readonly sslPolicy?: elbv2.SslPolicy;

  /**
   * Keep the load balancer inside the VPC and the networks connected to it.
   *
   * @default false, which means it has public addresses
   */
  readonly internal?: boolean;

  /**
   * Who may connect.
   *
   * @default - anyone; for an internal load balancer the VPC, as far as its range is known
   */
  readonly allowedSources?: ec2.IPeer[];

  /**
   * Subnets of the load balancer, in two availability zones at the least.
   *
   * @default - the public subnets; private ones for an internal load balancer
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Addresses that clients connect to.
   *
   * @default - IPv4, and IPv6 besides where the tasks have IPv6 addresses
   */
  readonly ipAddressType?: elbv2.IpAddressType;

  /**
   * How long a connection may be silent: 1 to 4000 seconds.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

  /**
   * Refuse to delete the load balancer.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Write a line for each request to a bucket.
   *
   * @default - requests are not logged
   */
  readonly accessLogs?: BalancerAccessLogs;

  /**
   * Login that is asked for before a request reaches a task.
   *
   * @default - no login
   */
  readonly login?: ListenerLogin;

  /**
   * Certificates that clients have to show.
   *
   * @default - clients show no certificate
   */
  readonly clientCertificates?: MutualTls;

  /**
   * Web ACL that filters requests.
   *
   * @default - requests are not filtered
   */
  readonly webAcl?: WebAcl;
}

/** The last one, so that the rules of other services come first. Elastic Load Balancing, "Listener rules": 1 to 50000. */
const LAST_PRIORITY = 50000;

/** A new application load balancer, with the service behind a rule of its listener. */
export class NewApplicationLoadBalancer implements TrafficStrategy {
  public readonly targetCount = 1;
  public readonly countsRequests = true;
  public readonly claims = [];
  private readonly https: boolean;

  constructor(private readonly options: LoadBalancerOptions) {
    this.https = options.plainHttp !== true;
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { accessLogs, idleTimeout, internal, ipAddressType, login, vpcSubnets, webAcl } = this.options;
    return [
      ...this.checkEncryption(),
      ...checkDomain(this.options, this.https && !this.hasCertificates()),
      ...checkIdleTimeout(knownSeconds(idleTimeout)),
      ...(accessLogs ? under('accessLogs', checkAccessLogs(accessLogs, 'application')) : []),
      ...(login ? under('login', login._findings()) : []),
      ...(webAcl ? under('webAcl', webAcl._findings()) : []),
      ...(facts.ipv6Only && ipAddressType === elbv2.IpAddressType.IPV4 ? [refuse('TrafficSource.Ipv4Only', 'ipAddressType',
        'is dual stack in front of tasks with IPv6 addresses only, got ipv4; leave it out')] : []),
      ...(internal ? [] : checkPublicSubnets(facts.vpc, vpcSubnets, 'set `internal`')),
      ...checkApplicationTarget(this.options, facts, this.https),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { allowedSources, clientCertificates, domainName, internal = false, login, webAcl } = this.options;
    const dualStack = this.isDualStack(context);
    const securityGroup = balancerSecurityGroup(scope, context.vpc);
    const loadBalancer = this.makeLoadBalancer(scope, context, securityGroup, dualStack);
    const ports = (this.https ? [443, 80] : [80]).map((port) => ec2.Port.tcp(port));
    admitSources(securityGroup, ports, { allowedSources, internal, vpc: context.vpc, dualStack });

    // Status 404 for whatever no rule takes. The service has a rule of its own even where it is alone: the default action
    // cannot take part in a blue/green deployment, and its logical ids would change with the switch to one.
    const listener = loadBalancer.addListener('Listener', {
      open: false,
      protocol: this.https ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
      certificates: this.https ? this.certificates(scope) : undefined,
      sslPolicy: this.https ? this.options.sslPolicy ?? elbv2.SslPolicy.TLS13_RES : undefined,
      mutualAuthentication: clientCertificates?._bind(),
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
    });
    if (this.https) redirect(loadBalancer);

    const target = bindRoute(scope, context, {
      listener,
      priority: LAST_PRIORITY,
      conditions: [domainName === undefined
        ? elbv2.ListenerCondition.pathPatterns(['/*'])
        : elbv2.ListenerCondition.hostHeaders([domainName])],
      login,
      target: this.options,
    });
    addAliasRecords(scope, this.options, loadBalancer, dualStack);
    webAcl?._bind(scope, loadBalancer);
    return boundTraffic([target], { loadBalancer, listener });
  }

  private makeLoadBalancer(
    scope: Construct, { vpc }: TrafficContext, securityGroup: ec2.SecurityGroup, dualStack: boolean,
  ): elbv2.ApplicationLoadBalancer {
    const { accessLogs, deletionProtection, idleTimeout, internal, ipAddressType, vpcSubnets } = this.options;
    const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
      vpc,
      vpcSubnets,
      internetFacing: !internal,
      ipAddressType: ipAddressType ?? (dualStack ? elbv2.IpAddressType.DUAL_STACK : undefined),
      securityGroup,
      idleTimeout,
      deletionProtection,
      dropInvalidHeaderFields: true,
    });
    if (accessLogs) writeAccessLogs(loadBalancer, accessLogs);
    return loadBalancer;
  }

  private certificates(scope: Construct): elbv2.IListenerCertificate[] {
    const certificates = this.hasCertificates() ? this.options.certificates! : [certificateFor(scope, this.options)];
    return certificates.map((certificate) => elbv2.ListenerCertificate.fromCertificateManager(certificate));
  }

  private isDualStack({ ipFamily }: TrafficContext): boolean {
    const { ipAddressType } = this.options;
    return ipAddressType === undefined ? ipFamily !== 'ipv4' : ipAddressType !== elbv2.IpAddressType.IPV4;
  }

  private hasCertificates(): boolean {
    return (this.options.certificates ?? []).length > 0;
  }

  private checkEncryption(): Finding[] {
    const { clientCertificates, domainName, hostedZone, login } = this.options;
    if (!this.https) {
      return [
        ...(this.hasCertificates() ? [refuse('TrafficSource.PlainHttpWithCertificate', 'plainHttp',
          'takes no certificates, got both; leave one of them out')] : []),
        ...(login ? [refuse('TrafficSource.LoginNeedsHttps', 'login', 'takes an HTTPS listener, got `plainHttp`; leave one of them out')] : []),
        ...(clientCertificates ? [refuse('TrafficSource.MutualTlsNeedsHttps', 'clientCertificates',
          'takes an HTTPS listener, got `plainHttp`; leave one of them out')] : []),
      ];
    }
    if (this.hasCertificates() || (domainName !== undefined && hostedZone)) return [];
    return domainName === undefined
      ? [refuse('TrafficSource.NoCertificate', 'certificates',
        'needs one for HTTPS, got none; name `domainName` and `hostedZone`, or `certificates`, or accept unencrypted traffic with `plainHttp: true`')]
      : [refuse('TrafficSource.NoCertificate', 'domainName',
        `needs a certificate for HTTPS, got ${domainName} alone; name the \`hostedZone\` that validates one, or \`certificates\`, or accept unencrypted traffic with \`plainHttp: true\``)];
  }
}

function redirect(loadBalancer: elbv2.ApplicationLoadBalancer): void {
  loadBalancer.addListener('RedirectListener', {
    open: false,
    protocol: elbv2.ApplicationProtocol.HTTP,
    defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
  });
}
