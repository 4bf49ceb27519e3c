import { advise, Finding } from '../finding';

/** What is known of how many tasks keep running during a rolling update. */
export interface CapacityKeptFacts {
  readonly desiredCount?: number;
  readonly minHealthyPercent?: number;
  /** A new task has no room until an old one stops, be it a daemon or because of a host port. */
  readonly inPlace?: boolean;
}

/** Advises against an update that stops tasks before new ones run. CloudFormation reference, AWS::ECS::Service DeploymentConfiguration. */
export function checkCapacityKept({ desiredCount, inPlace, minHealthyPercent }: CapacityKeptFacts): Finding[] {
  // A single task is there, or it is not.
  if (inPlace || desiredCount === undefined || desiredCount < 2 || minHealthyPercent === undefined || minHealthyPercent < 0) return [];
  const floor = Math.ceil(desiredCount * minHealthyPercent / 100);
  return floor >= desiredCount ? [] : [advise('RolloutPlan.BelowDesired', 'minHealthyPercent',
    `lets a deployment go down to ${floor} of ${desiredCount} tasks before new ones run, got ${minHealthyPercent}; set 100, and a maximum above that`)];
}
