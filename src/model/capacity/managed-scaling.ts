import { TARGET_CAPACITY_PERCENT } from './capacity-reservation';
import { advise, Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// CloudFormation reference, AWS::ECS::CapacityProvider ManagedScaling.
const STEP_SIZE: Range = { min: 1, max: 10000, unit: 'instances' };
const WARM_UP: Range = { min: 0, max: 10000, unit: 'seconds' };
// An instance takes about a minute to start and to join its cluster; before that it counts as capacity without being any.
const SHORTEST_WARM_UP_SECONDS = 60;
// CloudFormation reference, AWS::ECS::CapacityProvider Name.
const RESERVED_NAME = /^(aws|ecs|fargate)/i;
const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** What is known of a capacity provider with an Auto Scaling group. */
export interface ManagedScalingFacts {
  readonly managedScaling?: boolean;
  readonly targetCapacityPercent?: number;
  readonly minStepSize?: number;
  readonly maxStepSize?: number;
  readonly warmUpSeconds?: number;
  /** ECS keeps the group from ending instances that run tasks. */
  readonly terminationProtection?: boolean;
  /** The group starts its instances protected from scale-in. */
  readonly protectedFromScaleIn?: boolean;
  /** Scaling policies that the group has beside the one of ECS. */
  readonly otherPolicies?: number;
  /** Instance types of the group have weights. */
  readonly weightedTypes?: boolean;
}

/** Refuses a capacity provider that ECS refuses or cannot scale, and advises against a warm-up that starts too many instances. */
export function checkManagedScaling(facts: ManagedScalingFacts): Finding[] {
  return [
    ...checkRange('ManagedScaling.TargetCapacity', 'targetCapacityPercent', facts.targetCapacityPercent, { ...TARGET_CAPACITY_PERCENT, unit: 'percent' }),
    ...checkSteps(facts),
    ...checkWarmUp(facts.warmUpSeconds),
    ...checkProtection(facts),
    ...(facts.managedScaling ? checkGroup(facts) : []),
  ];
}

/** Refuses a capacity provider's name that ECS keeps for itself. */
export function checkProviderName(name: string | undefined, path: string = 'name'): Finding[] {
  if (name === undefined) return [];
  if (RESERVED_NAME.test(name)) {
    return [refuse('CapacityProvider.ReservedName', path, `must not start with aws, ecs or fargate, got '${name}'; leave it out for a generated one`)];
  }
  return NAME.test(name) ? []
    : [refuse('CapacityProvider.Name', path, `must have 1 to 255 letters, digits, hyphens and underscores, got '${name}'`)];
}

function checkSteps({ minStepSize, maxStepSize }: ManagedScalingFacts): Finding[] {
  const findings = [
    ...checkRange('ManagedScaling.StepSize', 'minStepSize', minStepSize, STEP_SIZE),
    ...checkRange('ManagedScaling.StepSize', 'maxStepSize', maxStepSize, STEP_SIZE),
  ];
  if (findings.length > 0 || minStepSize === undefined || maxStepSize === undefined || minStepSize <= maxStepSize) return findings;
  return [refuse('ManagedScaling.MinAboveMax', 'minStepSize', `must be at most the largest step of ${maxStepSize}, got ${minStepSize}; swap them or raise the latter`)];
}

function checkWarmUp(seconds: number | undefined): Finding[] {
  const findings = checkRange('ManagedScaling.WarmUp', 'warmUp', seconds, WARM_UP);
  if (findings.length > 0 || seconds === undefined || seconds >= SHORTEST_WARM_UP_SECONDS) return findings;
  return [advise('ManagedScaling.ShortWarmUp', 'warmUp',
    `should be at least ${SHORTEST_WARM_UP_SECONDS} seconds, got ${seconds}; instances that have not joined the cluster yet are counted, and ECS starts more than it needs`)];
}

/** ECS Developer Guide, "Control the instances Amazon ECS terminates". */
function checkProtection({ managedScaling, terminationProtection, protectedFromScaleIn }: ManagedScalingFacts): Finding[] {
  if (!terminationProtection) return [];
  if (managedScaling === false) {
    return [refuse('ManagedScaling.ProtectionWithoutScaling', 'terminationProtection', 'needs managed scaling, got it off; turn both on or both off')];
  }
  return protectedFromScaleIn === false
    ? [refuse('ManagedScaling.ProtectionWithoutScaleInProtection', 'terminationProtection',
      'needs an Auto Scaling group whose new instances are protected from scale-in, got one without; protect them or turn this off')] : [];
}

/** ECS Developer Guide, "Amazon ECS capacity providers for the EC2 launch type", considerations. */
function checkGroup({ otherPolicies, weightedTypes }: ManagedScalingFacts): Finding[] {
  return [
    ...((otherPolicies ?? 0) > 0 ? [refuse('ManagedScaling.OtherPolicies', '',
      `must be the only scaling of its Auto Scaling group, got ${otherPolicies} other ${otherPolicies === 1 ? 'policy' : 'policies'}; remove what is there or turn managed scaling off`)] : []),
    ...(weightedTypes ? [refuse('ManagedScaling.WeightedTypes', '', 'counts instances, so that instance types must have no weights, got some; leave the weights out')] : []),
  ];
}
