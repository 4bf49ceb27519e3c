import { Finding, refuse } from '../finding';
import { checkRange, oneOf, PORT } from '../range';

// CloudFormation reference, AWS::ElasticLoadBalancingV2::Listener Protocol.
const NETWORK_PROTOCOLS = ['TCP', 'TLS', 'UDP', 'TCP_UDP'];

/** What is known of a listener of an Application Load Balancer. */
export interface ListenerFacts {
  /** `HTTP` or `HTTPS`. */
  readonly protocol?: string;
  /** Users log in before a request reaches a target. */
  readonly login?: boolean;
  /** Clients show a certificate. */
  readonly clientCertificates?: boolean;
}

/** Refuses what an HTTP listener cannot do. */
export function checkListener({ clientCertificates, login, protocol }: ListenerFacts): Finding[] {
  if (protocol !== 'HTTP') return [];
  const text = 'takes an HTTPS listener, got an HTTP one; serve HTTPS or leave it out';
  return [
    ...(login ? [refuse('Listener.LoginNeedsHttps', 'login', text)] : []),
    ...(clientCertificates ? [refuse('Listener.MutualTlsNeedsHttps', 'clientCertificates', text)] : []),
  ];
}

/** What is known of a listener of a Network Load Balancer. */
export interface NetworkListenerFacts {
  readonly protocol?: string;
  readonly listenerPort?: number;
  readonly certificates?: number;
}

/** Refuses what a Network Load Balancer cannot listen to. */
export function checkNetworkListener({ certificates = 0, listenerPort, protocol }: NetworkListenerFacts): Finding[] {
  const ports = checkRange('Listener.Port', 'listenerPort', listenerPort, PORT);
  if (protocol === undefined) return ports;
  if (!NETWORK_PROTOCOLS.includes(protocol)) {
    return [...ports, refuse('Listener.NetworkProtocol', 'protocol',
      `must be ${oneOf(NETWORK_PROTOCOLS)} on a network load balancer, got ${protocol}; name one of them`)];
  }
  return [...ports, ...(certificates > 0 && protocol !== 'TLS' ? [refuse('Listener.CertificateNeedsTls', 'certificates',
    `take the protocol TLS, got ${protocol}; leave one of them out`)] : [])];
}

/** Refuses a port that two listeners of a load balancer have, whatever their protocols are. */
export function checkListenerPorts(ports: readonly (number | undefined)[]): Finding[] {
  const twice = ports.find((port, index) => port !== undefined && ports.indexOf(port) < index);
  return twice === undefined ? [] : [refuse('Listener.PortTaken', 'listeners',
    `must have ports that are unique on a load balancer, got ${twice} twice; set \`listenerPort\` of one of them, or take TCP_UDP for both`)];
}

/** Refuses a certificate of ACM from another region. */
export function checkCertificateRegion(path: string, certificateArn: string | undefined, region: string | undefined): Finding[] {
  // Elastic Load Balancing, "SSL certificates for your Application Load Balancer".
  const [, , service, own] = certificateArn?.split(':') ?? [];
  return service !== 'acm' || !own || region === undefined || own === region ? []
    : [refuse('Listener.CertificateRegion', path, `must be in the region of the load balancer, ${region}, got one in ${own}; make or import it in ${region}`)];
}
