import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { checkBalancerLogs, writeAccessLogs } from './access-logs';
import { checkApplicationTarget } from './application-target';
import { addressType, isDualStack } from './balancer-addresses';
import { addAliasRecords, certificateFor, checkBalancerDomain, checkRegionOf, listenerCertificates } from './balancer-domain';
import { admitSources, admitTesters, balancerSecurityGroup, checkSources } from './balancer-ingress';
import { LoadBalancerOptions } from './load-balancer-options';
import { bindRoute } from './route';
import { healthPace } from './target-health';
import { BoundTraffic, TrafficContext, TrafficFacts, TrafficStrategy, boundTraffic } from './traffic-strategy';
import { placeFacts, regionOf } from './vpc-facts';
import { RolledTraffic } from '../deployment/rollout-kind';
import { Finding, refuse, under } from '../model/finding';
import { checkListener } from '../model/traffic/listener';
import { LAST_PRIORITY } from '../model/traffic/listener-rule';
import { checkBalancerAddresses, checkBalancerPlace, checkIdleTimeout } from '../model/traffic/load-balancer';
import { known, knownSeconds } from '../private/known';

/** A new application load balancer, with the service behind a rule of its listener. */
export class NewApplicationLoadBalancer implements TrafficStrategy {
  public readonly shape: RolledTraffic;
  public readonly countsRequests = true;
  public readonly claims = [];
  public readonly givenTargetGroups = [];
  private readonly https: boolean;

  constructor(private readonly options: LoadBalancerOptions) {
    this.https = options.plainHttp !== true;
    const login = options.login !== undefined;
    this.shape = { targets: 1, rules: 1, networkListeners: 0, login, ownBalancer: true, health: healthPace(options.healthCheck) };
  }

  /** With HTTPS the second one leads to the first. */
  public listensOn(): number[] {
    return this.https ? [443, 80] : [80];
  }

  public findings(facts: TrafficFacts): Finding[] {
    const { accessLogs, allowedSources, certificates = [], idleTimeout, ipAddressType, vpcSubnets, webAcl } = this.options;
    const internetFacing = !this.options.internal;
    const login = this.options.login !== undefined;
    const protocol = this.https ? 'HTTPS' : 'HTTP';
    const region = regionOf(facts.vpc);
    return [
      ...this.checkCertificates(),
      ...checkRegionOf(certificates, region),
      ...checkListener({ protocol, login, clientCertificates: this.options.clientCertificates !== undefined }),
      ...checkBalancerDomain(this.options, this.makesCertificate()),
      ...checkIdleTimeout(knownSeconds(idleTimeout)),
      ...(accessLogs ? under('accessLogs', checkBalancerLogs(accessLogs, 'application', region)) : []),
      ...(this.options.login ? under('login', this.options.login._findings()) : []),
      ...(webAcl ? under('webAcl', webAcl._findings()) : []),
      ...checkBalancerAddresses({ ipAddressType: known(ipAddressType), internetFacing, ipv6Targets: facts.ipv6Only, login }),
      ...checkSources(allowedSources, this.clientPorts.length),
      ...checkBalancerPlace(placeFacts(facts.vpc, vpcSubnets, internetFacing)),
      ...checkApplicationTarget(this.options, facts, { protocol, login }),
    ];
  }

  public bind(scope: Construct, context: TrafficContext): BoundTraffic {
    const { allowedSources, clientCertificates, domainName, internal = false, login, webAcl } = this.options;
    const ipAddressType = addressType(this.options.ipAddressType, context);
    const dualStack = isDualStack(ipAddressType);
    const securityGroup = balancerSecurityGroup(scope, context.vpc);
    const loadBalancer = this.makeLoadBalancer(scope, context, securityGroup, ipAddressType);
    admitSources(securityGroup, this.clientPorts, { allowedSources, internal, vpc: context.vpc, dualStack });

    // Status 404 for whatever no rule takes. The service has a rule of its own even where it is alone: the default action
    // cannot take part in a blue/green deployment, and its logical ids would change with the switch to one.
    const certificate = this.makesCertificate() ? certificateFor(scope, this.options) : undefined;
    const listenerProps = {
      open: false,
      protocol: this.https ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
      certificates: this.https ? listenerCertificates(certificate ? [certificate] : this.options.certificates!) : undefined,
      sslPolicy: this.https ? this.options.sslPolicy ?? elbv2.SslPolicy.TLS13_RES : undefined,
      mutualAuthentication: clientCertificates?._bind(),
      defaultAction: elbv2.ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'Not found' }),
    };
    const listener = loadBalancer.addListener('Listener', listenerProps);
    if (this.https) redirect(loadBalancer);
    const testPort = context.shifting?.testTraffic?._port;
    const testListener = testPort === undefined ? undefined : loadBalancer.addListener('TestListener', { ...listenerProps, port: testPort });
    if (testPort !== undefined) admitTesters(securityGroup, [ec2.Port.tcp(testPort)], context);

    const target = bindRoute(scope, context, {
      listener,
      priority: LAST_PRIORITY,
      conditions: [domainName === undefined
        ? elbv2.ListenerCondition.pathPatterns(['/*'])
        : elbv2.ListenerCondition.hostHeaders([domainName])],
      login,
      target: this.options,
      testListener,
    });
    addAliasRecords(scope, this.options, loadBalancer, dualStack);
    webAcl?._bind(scope, loadBalancer);
    return boundTraffic([target], { loadBalancer, listener, certificate });
  }

  private makeLoadBalancer(
    scope: Construct, { vpc }: TrafficContext, securityGroup: ec2.SecurityGroup, ipAddressType: elbv2.IpAddressType | undefined,
  ): elbv2.ApplicationLoadBalancer {
    const { accessLogs, deletionProtection, idleTimeout, internal, vpcSubnets } = this.options;
    const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
      vpc,
      vpcSubnets,
      internetFacing: !internal,
      ipAddressType,
      securityGroup,
      idleTimeout,
      deletionProtection,
      dropInvalidHeaderFields: true,
    });
    if (accessLogs) writeAccessLogs(loadBalancer, accessLogs);
    return loadBalancer;
  }

  private get clientPorts(): ec2.Port[] {
    return this.listensOn().map((port) => ec2.Port.tcp(port));
  }

  private hasCertificates(): boolean {
    return (this.options.certificates ?? []).length > 0;
  }

  private makesCertificate(): boolean {
    return this.https && !this.hasCertificates();
  }

  private checkCertificates(): Finding[] {
    const { domainName, hostedZone } = this.options;
    if (!this.https) {
      return this.hasCertificates() ? [refuse('TrafficSource.PlainHttpWithCertificate', 'plainHttp',
        'takes no certificates, got both; leave one of them out')] : [];
    }
    if (this.hasCertificates() || (domainName !== undefined && hostedZone)) return [];
    return domainName === undefined
      ? [refuse('TrafficSource.NoCertificate', 'certificates',
        'needs one for HTTPS, got none; name `domainName` and `hostedZone`, or `certificates`, or accept unencrypted traffic with `plainHttp: true`')]
      : [refuse('TrafficSource.NoCertificate', 'domainName',
        `needs a certificate for HTTPS, got ${known(domainName) ?? 'a name'} alone; name the \`hostedZone\` that validates one, or \`certificates\`, or accept unencrypted traffic with \`plainHttp: true\``)];
  }
}

function redirect(loadBalancer: elbv2.ApplicationLoadBalancer): void {
  loadBalancer.addListener('RedirectListener', {
    open: false,
    protocol: elbv2.ApplicationProtocol.HTTP,
    defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
  });
}
