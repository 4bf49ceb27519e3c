import { DeploymentKindFacts } from './circuit-breaker';
import { Finding, advise, refuse } from '../finding';

/** What is known of a strategy, and of who is to carry it out. */
export interface StrategyControllerFacts extends DeploymentKindFacts {
  /** A bake time is written. */
  readonly bake?: boolean;
}

/** Refuses a strategy that is not for ECS to carry out, and advises against a bake time that only AWS knows. */
export function checkStrategyController({ bake, controller, strategy }: StrategyControllerFacts): Finding[] {
  if (strategy === undefined || strategy === 'ROLLING') return [];
  // ECS Developer Guide, "Amazon ECS blue/green deployments".
  if (controller !== undefined && controller !== 'ECS') {
    return [refuse('Strategy.Controller', 'strategy', `is for the deployment controller ECS, got ${strategy} with ${controller}; leave the controller out, or take ROLLING`)];
  }
  // The ECS API reference requires it of BLUE_GREEN, and the CloudFormation reference names defaults of 3 and of 36 hours.
  return bake !== false ? [] : [advise('Strategy.NoBake', 'bakeTimeInMinutes',
    `is left out with the strategy ${strategy}, for which the documents of AWS name defaults of 3 and of 36 hours; write it`)];
}

/** What is known of who calls a hook. */
export interface HookRoleFacts {
  /** It is a function. */
  readonly lambda?: boolean;
  /** A role is written. */
  readonly role?: boolean;
}

/** Refuses hooks that ECS may not call. ECS API reference, DeploymentLifecycleHook. */
export function checkHookRoles(hooks: readonly HookRoleFacts[]): Finding[] {
  return hooks.flatMap(({ lambda, role }, index) => (lambda && role === false ? [refuse('TrafficShift.HookRole', `hooks[${index}].roleArn`,
    'is needed for a hook that is a function, got none; name a role that ECS may assume, and that may invoke the function')] : []));
}
