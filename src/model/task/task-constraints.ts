import { Finding, refuse } from '../finding';

// ECS API reference, RegisterTaskDefinition placementConstraints: those of the service count too.
const MOST_CONSTRAINTS = 10;

/** Refuses more placement constraints than a task can have; what is not known counts as none. */
export function checkTaskConstraints(ofTask: number = 0): Finding[] {
  return ofTask <= MOST_CONSTRAINTS ? [] : [refuse('Task.TooManyConstraints', 'placementConstraints',
    `must be at most ${MOST_CONSTRAINTS}, got ${ofTask}; put some together with and`)];
}

/** Refuses the constraints of a service that are too many together with those of its task definition. */
export function checkServiceConstraints(ofService: number = 0, ofTask: number = 0): Finding[] {
  const isOneTooMany = Math.max(ofService, ofTask) > MOST_CONSTRAINTS;
  return isOneTooMany || ofService + ofTask <= MOST_CONSTRAINTS ? [] : [refuse('PlacementOrder.TooMany', 'placementConstraints',
    `must be at most ${MOST_CONSTRAINTS} together with those of the task definition, got ${ofService} and ${ofTask}; put some together with and`)];
}
