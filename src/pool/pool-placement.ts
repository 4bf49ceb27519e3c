import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { checkPoolPlacement } from '../model/capacity/pool-placement';
import { Finding } from '../model/finding';
import { known } from '../private/known';

/** Hardware and capacity reservations that the instances of a pool use. */
export interface PoolPlacement {
  /**
   * Instances run on hardware that no other account uses; EC2 charges for it.
   *
   * @default false
   */
  readonly dedicated?: boolean;

  /**
   * Id of the On-Demand Capacity Reservation that the instances start in; none starts once it is full.
   *
   * @default - open reservations where they match, ordinary capacity beyond them
   */
  readonly capacityReservationId?: string;

  /**
   * ARN of the resource group with the On-Demand Capacity Reservations that the instances start in; none starts once they are full.
   *
   * @default - open reservations where they match, ordinary capacity beyond them
   */
  readonly capacityReservationGroupArn?: string;
}

/** What is wrong with the placement that was asked for. */
export function placementFindings({ capacityReservationId, capacityReservationGroupArn }: PoolPlacement, spot: boolean): Finding[] {
  return checkPoolPlacement({
    reservationId: known(capacityReservationId),
    reservation: capacityReservationId !== undefined,
    reservationGroup: capacityReservationGroupArn !== undefined,
    spot,
  });
}

/** What a launch template says of the placement; the L2 does not take it. */
export function placementData(placement: PoolPlacement): Partial<ec2.CfnLaunchTemplate.LaunchTemplateDataProperty> {
  const { dedicated, capacityReservationId, capacityReservationGroupArn } = placement;
  const target = { capacityReservationId, capacityReservationResourceGroupArn: capacityReservationGroupArn };
  const targeted = capacityReservationId !== undefined || capacityReservationGroupArn !== undefined;
  return {
    placement: dedicated ? { tenancy: ec2.DefaultInstanceTenancy.DEDICATED } : undefined,
    capacityReservationSpecification: targeted ? { capacityReservationTarget: target } : undefined,
  };
}
