import { advise, Finding, refuse } from '../finding';
import { checkRange, oneOf, Range } from '../range';

// CloudFormation reference, AWS::CloudFormation::CustomResource ServiceTimeout: an hour, of which five minutes are for a task to be stopped.
const STACK_TIMEOUT = { min: 1, max: 55, unit: 'minutes' };
// ECS Developer Guide, "Lambda hooks for Amazon ECS service deployments": a day, of which the same.
const HOOK_TIMEOUT = { min: 1, max: 1435, unit: 'minutes' };
// CloudFormation takes 4096 bytes of an answer: more lines than these would not be seen.
const LOG_LINES: Range = { min: 0, max: 50 };
// ECS Developer Guide, "Lifecycle hooks for Amazon ECS service deployments": the others come with each shift of traffic, as a deployment is
// rolled back too, or only where another one is still going on.
const ONCE: readonly string[] = ['PRE_SCALE_UP', 'POST_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT', 'POST_PRODUCTION_TRAFFIC_SHIFT'];

/** What a deployment leaves for a task that it has stopped to end, and to say why. */
export const STOP_MINUTES = 5;

/** What is known of a task that a deployment waits for; `undefined` is unknown, so that defaults are filled in before. */
export interface DeployTaskFacts {
  /** Has to be known. */
  readonly timeoutMinutes?: number;
  readonly logLines?: number;
  /** Absent where a stack update runs the task. */
  readonly stage?: string;
  /** Services that were named to wait. */
  readonly before: number;
  /** It may run on Spot capacity. */
  readonly spot: boolean;
}

/** Refuses what neither CloudFormation nor a deployment of ECS can wait for. */
export function checkDeployTask({ before, logLines, spot, stage, timeoutMinutes }: DeployTaskFacts): Finding[] {
  return [
    ...checkTimeout(timeoutMinutes, stage),
    ...checkRange('DeployTask.LogLines', 'logLines', logLines, LOG_LINES),
    ...(stage === undefined || ONCE.includes(stage) ? [] : [refuse('DeployTask.Stage', 'stage',
      `is one that each deployment comes by once, ${oneOf(ONCE)}, got ${stage}`)]),
    ...(stage !== undefined && before > 0 ? [refuse('DeployTask.TwoMoments', 'runBefore',
      `is for tasks that a stack update runs, got it with \`stage\` ${stage}, at which a deployment runs them; leave one of them out`)] : []),
    ...(spot ? [advise('DeployTask.Spot', 'capacity',
      'may take the task away at two minutes\' notice, and the deployment fails with it; take CapacityStrategy.fargate(), or acknowledge this')] : []),
  ];
}

function checkTimeout(minutes: number | undefined, stage: string | undefined): Finding[] {
  if (minutes === undefined) {
    return [refuse('DeployTask.Timeout', 'timeout',
      `has to be known at synth, since ${STOP_MINUTES} minutes in which the task is stopped are added to it, got a token; write the number`)];
  }
  const range = stage === undefined ? STACK_TIMEOUT : HOOK_TIMEOUT;
  const findings = checkRange('DeployTask.Timeout', 'timeout', minutes, range);
  if (minutes <= range.max) return findings;
  const stages = minutes <= HOOK_TIMEOUT.max ? `name a \`stage\` for up to ${HOOK_TIMEOUT.max}, or ` : '';
  return findings.map((finding) => ({ ...finding, text: `${finding.text}; ${stages}start the task outside of the deployment with JobTask.runCommand()` }));
}

/** What is known of a service that is to wait for a task. */
export interface WaitingFacts {
  /** Where it is in the construct tree. */
  readonly where: string;
  /** ECS services in it. */
  readonly services: number;
  readonly sameStage: boolean;
  /** The task's stack waits for its stack. */
  readonly circle: boolean;
}

/** Refuses what cannot wait for a task of this stack. */
export function checkWaiting({ circle, sameStage, services, where }: WaitingFacts, index: number): Finding[] {
  const path = `runBefore[${index}]`;
  if (services === 0) {
    return [refuse('DeployTask.ImportedService', path, `must be a service of this app, got ${where}, in which there is none; an imported one does not wait`)];
  }
  if (!sameStage) return [refuse('DeployTask.OtherStage', path, `is of the same stage as the task, got ${where}, which is deployed apart; make a task there`)];
  return circle ? [refuse('DeployTask.Circle', path, `is in a stack that comes later, got ${where}, for whose stack that of the task waits; make the task there`)] : [];
}

/** What is known of a service that waits for a task that waits for it. */
export interface CircleFacts {
  /** Where it is in the construct tree. */
  readonly where: string;
  /** A nested stack is around one of the two and not around the other. */
  readonly nested: boolean;
}

/** Refuses tasks that wait for what is to wait for them. */
export function checkCircle({ nested, where }: CircleFacts): Finding[] {
  const needs = nested ? 'which it needs, or the nested stack of one of them does, since those wait as a whole' : 'which it needs';
  return [refuse('DeployTask.Circle', 'runBefore',
    `holds services that nothing of the task waits for, got ${where}, ${needs}; have the task do without it, or leave it out`)];
}

/** Refuses to make a hook of a task that the stack update runs. */
export function checkHook(hasStage: boolean): Finding[] {
  return hasStage ? [] : [refuse('DeployTask.NoStage', 'stage', 'names when the hook runs the task, got none, so that the stack update runs it; give the task a stage')];
}

/** What is known of the service whose deployments run the task. */
export interface HookedFacts {
  readonly where: string;
  readonly otherStack: boolean;
  /** The service that has the hook already. */
  readonly taken?: string;
}

/** Refuses a service that cannot have the hook. */
export function checkHooked({ otherStack, taken, where }: HookedFacts): Finding[] {
  return [
    ...(taken === undefined ? [] : [refuse('DeployTask.TwoServices', 'hook()', `is for one service, ${taken} has it, got ${where}; make a DeployTask for each`)]),
    ...(otherStack ? [refuse('DeployTask.OtherStack', 'hook()',
      `is for a service of the task's stack, whose rollback it has to notice, got ${where}; make the task there`)] : []),
  ];
}

/** Refuses a task that nothing runs. */
export function checkNotHooked(hooked: boolean): Finding[] {
  return hooked ? [] : [refuse('DeployTask.NoHook', 'stage', 'has the task run by the rollout of a service that takes `hook()` among its hooks, ' +
    'got no such service; put it into the `hooks` of Rollout.blueGreen(), linear() or canary(), or leave `stage` out')];
}
