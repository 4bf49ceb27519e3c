import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IpFamily } from './ip-family';

/** Where in the VPC the tasks of a service run. */
export interface ServiceNetwork {
  /**
   * Subnets of the tasks.
   *
   * @default - private subnets with a route out, else isolated ones; public ones where `assignPublicIp` is set
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * Security groups of the tasks, one to five (`Awsvpc.SecurityGroups` otherwise).
   *
   * @default - a group of the service's own, that admits only its balancer and lets every connection out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Give each task a public IPv4 address; Security Hub's ECS.2 advises against it.
   *
   * @default false
   */
  readonly assignPublicIp?: boolean;

  /**
   * IP addresses of the tasks, as their subnets hand them out.
   *
   * @default IpFamily.IPV4
   */
  readonly ipFamily?: IpFamily;
}
