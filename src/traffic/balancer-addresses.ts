import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { TrafficContext } from './traffic-strategy';

/** The addresses of a new load balancer: those that were chosen, else IPv6 besides IPv4 where the tasks have IPv6 addresses. */
export function addressType(chosen: elbv2.IpAddressType | undefined, { ipFamily }: Pick<TrafficContext, 'ipFamily'>): elbv2.IpAddressType | undefined {
  return chosen ?? (ipFamily === 'ipv4' ? undefined : elbv2.IpAddressType.DUAL_STACK);
}

/** Whether clients reach a load balancer with such addresses over IPv6. */
export function isDualStack(type: elbv2.IpAddressType | undefined): boolean {
  return type !== undefined && type !== elbv2.IpAddressType.IPV4;
}
