/** The IP addresses that tasks get. */
export enum IpFamily {
  /** IPv4 addresses only. */
  IPV4 = 'ipv4',
  /** IPv4 and IPv6 addresses; the subnets have both CIDRs and the account setting `dualStackIPv6` is on. */
  DUAL_STACK = 'dualstack',
  /** IPv6 addresses only, in subnets without an IPv4 CIDR. */
  IPV6 = 'ipv6',
}
