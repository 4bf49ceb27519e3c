import { Finding, refuse } from '../finding';

// CloudFormation User Guide, "Get values stored in other services using dynamic references".
const DYNAMIC_REFERENCE = '{{resolve:ssm:';

/** What is known of an image whose tag or digest is in a parameter. */
export interface DeployedImageFacts {
  /** The value of the parameter as the template has it: `{ Ref }` to a parameter of the template, an attribute, or text. */
  readonly value: unknown;
}

/**
 * Refuses a parameter whose changes a stack would not see.
 *
 * CloudFormation User Guide, "Systems Manager parameter types": read at each update. A dynamic reference is text to CloudFormation, which
 * sees no change while that stays the same (aws-cloudformation/cloudformation-coverage-roadmap#844); the attribute of a resource is the
 * value that the template gave it.
 */
export function checkDeployedImage({ value }: DeployedImageFacts): Finding[] {
  if (isReference(value)) return [];
  const got = JSON.stringify(value).includes(DYNAMIC_REFERENCE) ? 'a dynamic reference' : 'one of this app, whose value the template sets';
  return [refuse('DeployedImage.NotReadAnew', '', 'needs a parameter that CloudFormation reads at each update, '
    + `got ${got}; import it by its plain name with ssm.StringParameter.fromStringParameterName`)];
}

function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'Ref' in value;
}
