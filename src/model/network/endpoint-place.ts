import { advise, Finding, refuse } from '../finding';

/** What is known of where `PrivateEndpoints` puts its endpoints. */
export interface EndpointPlaceFacts {
  /** Path of those that the VPC has already. */
  readonly other?: string;
  /** The VPC's DNS names are on. */
  readonly dns?: boolean;
  /** Some range is known that the security group can let in, or a group is given. */
  readonly admits: boolean;
  /** Route tables of the subnets; absent where no gateway endpoint is to be made. */
  readonly routeTables?: number;
  /** Availability zones of the subnets, and of the VPC. */
  readonly zones?: number;
  readonly zonesOfVpc?: number;
}

/** Refuses a VPC in which endpoints cannot be made, and advises against a single zone. */
export function checkEndpointPlace({ other, dns, admits, routeTables, zones, zonesOfVpc }: EndpointPlaceFacts): Finding[] {
  return [
    ...(other === undefined ? [] : [refuse('PrivateEndpoints.Second', 'vpc',
      `has its endpoints from ${other}, and takes one of a service; add what is missing to that one`)]),
    // VPC User Guide, "Access an AWS service using an interface VPC endpoint": prerequisites of private DNS names.
    ...(dns === false ? [refuse('PrivateEndpoints.Dns', 'vpc',
      'must have DNS support and DNS hostnames on, for its tasks to find the endpoints; set enableDnsSupport and enableDnsHostnames')] : []),
    ...(admits ? [] : [refuse('PrivateEndpoints.UnknownRange', 'vpc',
      'does not say its address range, which the security group of the endpoints lets in; import it with vpcCidrBlock, or set `securityGroups`')]),
    ...(routeTables === 0 ? [refuse('PrivateEndpoints.RouteTables', 'subnets',
      'do not say their route tables, which lead to Amazon S3; import the VPC with them, or name s3 in `existing`')] : []),
    ...(zones === 1 && (zonesOfVpc ?? 1) > 1 ? [advise('PrivateEndpoints.OneZone', 'subnets',
      `are in one availability zone of ${zonesOfVpc}, whose loss keeps every task of the VPC from starting; choose subnets in two or more`)] : []),
  ];
}
