import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AgentOptions } from './agent-options';
import { PoolImage } from './pool-image';
import { PoolPlacement } from './pool-placement';
import { PoolScaling } from './pool-scaling';
import { PoolStorage } from './pool-storage';
import { PoolUpdates } from './pool-updates';
import { PurchaseOption } from './purchase-option';

/** What the instances of a pool are, wherever they run. */
export interface InstancePoolOptions {
  /**
   * Instance types that the pool may start, the preferred one first; all for the same processor, and best of about the same size.
   *
   * Several are for Spot, or for times in which the first one is not to be had. A pool refuses none with `InstancePool.NoInstanceType`.
   */
  readonly instanceTypes: ec2.InstanceType[];

  /**
   * Machine image that the instances start from.
   *
   * @default PoolImage.amazonLinux2023()
   */
  readonly machineImage?: PoolImage;

  /**
   * How the instances are paid for.
   *
   * @default PurchaseOption.onDemand()
   */
  readonly purchase?: PurchaseOption;

  /**
   * How ECS scales the pool, and what it does for tasks before an instance goes.
   *
   * @default PoolScaling.managed()
   */
  readonly scaling?: PoolScaling;

  /**
   * How the ECS agent of each instance is set up.
   *
   * @default - tasks are kept from the instance metadata service
   */
  readonly agent?: AgentOptions;

  /**
   * Disk of each instance, which is always encrypted.
   *
   * @default - gp3 of a size that fits the image
   */
  readonly storage?: PoolStorage;

  /**
   * When instances are replaced by new ones.
   *
   * @default - a deployment that changes what they are started from replaces them
   */
  readonly updates?: PoolUpdates;

  /**
   * Hardware and capacity reservations that the instances use.
   *
   * @default - shared hardware, and open capacity reservations where they match
   */
  readonly placement?: PoolPlacement;

  /**
   * Role of the instances, which EC2 can use; it gets what the ECS agent needs of this cluster.
   *
   * @default - a role is made
   */
  readonly instanceRole?: iam.IRole;

  /**
   * Lets people with permission for it open sessions on the instances with Session Manager.
   *
   * @default false
   */
  readonly sessionAccess?: boolean;

  /**
   * Security groups of the instances.
   *
   * @default - one is made that lets nothing in and everything out
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * EC2's metrics of each instance come every minute in place of every five; CloudWatch bills them.
   *
   * @default false
   */
  readonly detailedMonitoring?: boolean;
}
