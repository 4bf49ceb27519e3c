import { advise, Finding, refuse } from '../finding';
import { all, checkRange, Range } from '../range';

// Elastic Load Balancing, "Edit attributes for your Application Load Balancer".
const IDLE_TIMEOUT: Range = { min: 1, max: 4000, unit: 'seconds' };
// Elastic Load Balancing, "Quotas for your Application Load Balancers": target groups, not adjustable, and rules without the default ones.
const MOST_ROUTES = 100;
// Amazon VPC User Guide, "Amazon VPC quotas": inbound rules of a security group.
const MOST_GROUP_RULES = 60;
// Elastic Load Balancing, "Application Load Balancers": subnets; a Network Load Balancer is content with one zone.
const FEWEST_ZONES = 2;
// AWS WAF Developer Guide, "Web ACLs": resource part of the ARN; that of a web ACL for CloudFront says `global`.
const REGIONAL_WEB_ACL = ':regional/webacl/';

/** Refuses an idle timeout that an Application Load Balancer does not take. */
export function checkIdleTimeout(seconds: number | undefined): Finding[] {
  return checkRange('LoadBalancer.IdleTimeout', 'idleTimeout', seconds, IDLE_TIMEOUT);
}

/** What is known of where a load balancer is. */
export interface BalancerPlaceFacts {
  readonly network?: boolean;
  readonly internetFacing?: boolean;
  /** Subnets that were chosen for it are public; absent where none were chosen, too. */
  readonly publicSubnets?: boolean;
  /** Public subnets of the VPC that has to do where none were chosen. */
  readonly publicSubnetsOfVpc?: number;
  /** Availability zones of its subnets. */
  readonly zones?: number;
}

/** Refuses subnets that a load balancer cannot have, and advises against those in which nobody reaches it. */
export function checkBalancerPlace(facts: BalancerPlaceFacts): Finding[] {
  const { internetFacing, network, publicSubnets, publicSubnetsOfVpc, zones } = facts;
  if (internetFacing && publicSubnetsOfVpc === 0) {
    return [refuse('LoadBalancer.NoPublicSubnets', 'vpcSubnets',
      'must be public for an internet-facing load balancer, got a VPC that knows of none; set `internal`, or name subnets')];
  }
  return [
    ...(internetFacing && publicSubnets === false ? [advise('LoadBalancer.PrivateSubnets', 'vpcSubnets',
      'should be public for an internet-facing load balancer, got private ones, to which the internet has no way; set `internal`, or choose others')] : []),
    ...(!network && zones !== undefined && zones < FEWEST_ZONES ? [refuse('LoadBalancer.OneZone', 'vpcSubnets',
      `must be in ${FEWEST_ZONES} availability zones at the least, got ${zones}; take a VPC with more zones, or name subnets`)] : []),
  ];
}

/** What is known of a load balancer's addresses, as the API has them. */
export interface BalancerAddressFacts {
  readonly network?: boolean;
  /** `ipv4`, `dualstack` or `dualstack-without-public-ipv4`. */
  readonly ipAddressType?: string;
  readonly internetFacing?: boolean;
  /** Targets have IPv6 addresses only. */
  readonly ipv6Targets?: boolean;
  readonly login?: boolean;
}

/** Refuses addresses that do not go with the rest of a load balancer. */
export function checkBalancerAddresses({ internetFacing, ipAddressType, ipv6Targets, login, network }: BalancerAddressFacts): Finding[] {
  const withoutIpv4 = ipAddressType === 'dualstack-without-public-ipv4';
  // Elastic Load Balancing v2 API reference, CreateLoadBalancer IpAddressType.
  if (withoutIpv4 && network) {
    return [refuse('LoadBalancer.NetworkWithoutPublicIpv4', 'ipAddressType',
      `must be ipv4 or dualstack for a network load balancer, got ${ipAddressType}; take DUAL_STACK`)];
  }
  return [
    ...(ipv6Targets && ipAddressType === 'ipv4' ? [refuse('LoadBalancer.Ipv4Only', 'ipAddressType',
      'must be dualstack in front of tasks with IPv6 addresses only, got ipv4; take DUAL_STACK')] : []),
    ...(withoutIpv4 && internetFacing === false ? [refuse('LoadBalancer.InternalWithoutPublicIpv4', 'ipAddressType',
      `must be ipv4 or dualstack inside a VPC, where no address is public, got ${ipAddressType}; take DUAL_STACK`)] : []),
    // Elastic Load Balancing, "Authenticate users using an Application Load Balancer": identity providers are reached over IPv4.
    ...(withoutIpv4 && login ? [advise('LoadBalancer.LoginOverIpv4', 'ipAddressType',
      `leaves the login without a way to its identity provider, which is reached over IPv4, got ${ipAddressType}; take DUAL_STACK, or have a NAT gateway`)] : []),
  ];
}

/** What is known of what a Network Load Balancer opens to its clients. */
export interface ExposureFacts {
  /** Absent where its user said nothing. */
  readonly internal?: boolean;
  /** How many sources may connect; absent where its user named none. */
  readonly sources?: number;
  /** Protocols of its listeners. */
  readonly protocols: readonly (string | undefined)[];
}

/** Advises against listeners without TLS that are open to the internet because nobody said otherwise. */
export function checkExposure({ internal, protocols, sources }: ExposureFacts): Finding[] {
  const open = protocols.filter((protocol) => protocol !== undefined && protocol !== 'TLS');
  return internal !== undefined || sources !== undefined || open.length === 0 ? [] : [advise('LoadBalancer.OpenWithoutTls', 'internal',
    `should be decided where a listener is without TLS, got ${all([...new Set(open as string[])])} open to the internet;` +
    ' set it to true, or to false where clients encrypt by themselves, or name `allowedSources`')];
}

/** What is known of who may connect to a load balancer. */
export interface SourceFacts {
  /** IPv4 ranges, and what is both, such as security groups. */
  readonly ipv4: number;
  /** IPv6 ranges, and what is both. */
  readonly ipv6: number;
  /** Ports that each of them may connect to. */
  readonly ports: number;
}

/** Advises against more sources than a security group takes; each is a rule for each port, those of IPv4 and IPv6 counted apart. */
export function checkSourceCount({ ipv4, ipv6, ports }: SourceFacts): Finding[] {
  const rules = Math.max(ipv4, ipv6) * ports;
  return rules <= MOST_GROUP_RULES ? [] : [advise('LoadBalancer.SourcesQuota', 'allowedSources',
    `take ${rules} rules of a security group, of which AWS gives ${MOST_GROUP_RULES} unless the account's quota was raised; raise it, or take wider ranges`)];
}

/** Advises against more rules and target groups than a load balancer takes; `count` is the number of the last one. */
export function checkRouteCount(count: number): Finding[] {
  return count === MOST_ROUTES + 1 ? [advise('LoadBalancer.RoutesQuota', '',
    `gives its load balancer target group number ${count}, of which AWS allows ${MOST_ROUTES}, and does not raise that; ` +
    'put some services behind a second load balancer')] : [];
}

/** What is known of the access logs of a load balancer. */
export interface AccessLogFacts {
  readonly network?: boolean;
  /** What encrypts the bucket. */
  readonly encryption?: 's3' | 'aws-key' | 'customer-key';
  readonly bucketRegion?: string;
  readonly region?: string;
  readonly prefix?: string;
}

/** Refuses access logs that a load balancer cannot write. Elastic Load Balancing, "Enable access logs". */
export function checkAccessLogs({ bucketRegion, encryption, network, prefix, region }: AccessLogFacts): Finding[] {
  return [
    ...checkEncryption(encryption, network ?? false),
    ...(bucketRegion !== undefined && region !== undefined && bucketRegion !== region ? [refuse('BalancerAccessLogs.Region', 'bucket',
      `must be in the region of the load balancer, ${region}, got one in ${bucketRegion}; take another bucket`)] : []),
    ...(prefix?.includes('AWSLogs') ? [refuse('BalancerAccessLogs.Prefix', 'prefix',
      `must not hold AWSLogs, which the load balancer adds itself, got "${prefix}"; leave it out`)] : []),
  ];
}

function checkEncryption(encryption: AccessLogFacts['encryption'], network: boolean): Finding[] {
  if (encryption === 'customer-key' && !network) {
    return [refuse('BalancerAccessLogs.CustomerKey', 'bucket',
      'must be encrypted by S3 itself, got a bucket with a KMS key, which an application load balancer cannot use; take one with BucketEncryption.S3_MANAGED')];
  }
  return encryption !== 'aws-key' ? [] : [refuse('BalancerAccessLogs.AwsKey', 'bucket',
    'must be encrypted by S3 itself, got a bucket with the key aws/s3, which log delivery cannot use; take one with BucketEncryption.S3_MANAGED')];
}

/** Refuses a web ACL that cannot stand in front of a load balancer. */
export function checkWebAcl(webAclArn: string | undefined): Finding[] {
  return webAclArn === undefined || webAclArn.includes(REGIONAL_WEB_ACL) ? [] : [refuse('WebAcl.NotRegional', '',
    `must be the ARN of a WAFv2 web ACL with scope REGIONAL, got "${webAclArn}"; its resource part starts with regional/webacl/`)];
}
