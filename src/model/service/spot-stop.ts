import { advise, Finding } from '../finding';
import { SPOT_NOTICE_SECONDS } from './shutdown';

// CloudFormation reference, AWS::ECS::TaskDefinition ContainerDefinition StopTimeout.
const DEFAULT_STOP_SECONDS = 30;

/** What is known of how the containers of a task on Fargate Spot are stopped. */
export interface SpotStopFacts {
  readonly spot?: boolean;
  /** Whether each container says how long it takes to stop; absent where that is not known. */
  readonly stops: readonly (boolean | undefined)[];
}

/** Advises against containers that leave most of Spot's notice unused. ECS Developer Guide, "Amazon ECS clusters for Fargate Spot". */
export function checkSpotStop({ spot, stops }: SpotStopFacts): Finding[] {
  if (spot !== true) return [];
  return stops.flatMap((written, index) => (written !== false ? [] : advise('Shutdown.ShortSpotStop', `containers[${index}].stopTimeout`,
    `should be named on Fargate Spot, got none, so that the container is killed after ${DEFAULT_STOP_SECONDS} of the ${SPOT_NOTICE_SECONDS} seconds` +
    ` that its notice gives; set it to up to ${SPOT_NOTICE_SECONDS}`)));
}
