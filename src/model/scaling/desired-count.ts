import { advise, Finding } from '../finding';

/** What is known of who says how many tasks a service has. */
export interface DesiredCountFacts {
  /** The service itself does. */
  readonly desired?: boolean;
  /** Application Auto Scaling does. */
  readonly scaled: boolean;
}

/** Advises against a number that undoes what scaling has done. CloudFormation reference, AWS::ECS::Service DesiredCount. */
export function checkDesiredCount({ desired, scaled }: DesiredCountFacts): Finding[] {
  return !desired || !scaled ? [] : [advise('TaskScaling.DesiredCount', 'desiredCount',
    'is the work of Application Auto Scaling here, and an update of the service sets it back to what the template says; leave it out')];
}
