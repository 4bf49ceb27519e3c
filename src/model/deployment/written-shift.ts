// Readers of how deployments of an `AWS::ECS::Service` move traffic.
import { HookRoleFacts } from './strategy-controller';
import { DEFAULTS, HookFacts, ShiftKind, TrafficShiftFacts } from './traffic-shift';
import { entryIn, isWritten, knownList, numberIn, Properties, textIn } from '../template-value';

const KINDS: ReadonlyMap<string | undefined, ShiftKind> = new Map([['BLUE_GREEN', 'blue-green'], ['LINEAR', 'linear'], ['CANARY', 'canary']]);
const STEPS: Readonly<Record<'linear' | 'canary', { readonly percent: string; readonly bake: string }>> = {
  linear: { percent: 'LinearConfiguration.StepPercent', bake: 'LinearConfiguration.StepBakeTimeInMinutes' },
  canary: { percent: 'CanaryConfiguration.CanaryPercent', bake: 'CanaryConfiguration.CanaryBakeTimeInMinutes' },
};
// ECS API reference, DeploymentLifecycleHook targetType.
const FUNCTION = 'AWS_LAMBDA';

/** How the service moves traffic from one revision to the next; undefined where it does not, or it is not known that it does. */
export function readTrafficShift({ DeploymentConfiguration: deployment }: Properties): TrafficShiftFacts | undefined {
  const kind = KINDS.get(textIn(entryIn(deployment, 'Strategy')));
  if (kind === undefined) return undefined;
  const shift = { kind, bakeMinutes: numberIn(entryIn(deployment, 'BakeTimeInMinutes')), hooks: hooksIn(deployment)?.map(hookFacts) };
  if (kind === 'blue-green') return shift;
  const { percent, stepBakeMinutes } = DEFAULTS[kind];
  return {
    ...shift,
    percent: numberIn(entryIn(deployment, STEPS[kind].percent, percent)),
    stepBakeMinutes: numberIn(entryIn(deployment, STEPS[kind].bake, stepBakeMinutes)),
  };
}

/** Who calls the hooks of the service; none where they are not known. */
export function readHookRoles({ DeploymentConfiguration: deployment }: Properties): HookRoleFacts[] {
  return (hooksIn(deployment) ?? []).map((hook) => ({ lambda: isPause(hook) === false, role: isWritten(entryIn(hook, 'RoleArn')) }));
}

/** A bake time is written. */
export function hasBake({ DeploymentConfiguration: deployment }: Properties): boolean | undefined {
  return isWritten(entryIn(deployment, 'BakeTimeInMinutes'));
}

function hooksIn(deployment: unknown): readonly unknown[] | undefined {
  return knownList(entryIn(deployment, 'LifecycleHooks'));
}

/** Of a hook that may be either, a stage that one of them does not take is not told. */
function hookFacts(hook: unknown): HookFacts {
  const pause = isPause(hook);
  if (pause === undefined) return { pause: false };
  const stages = knownList(entryIn(hook, 'LifecycleStages'))?.map(textIn);
  return {
    pause,
    stages: stages?.every((stage) => stage !== undefined) ? stages : undefined,
    timeoutMinutes: numberIn(entryIn(hook, 'TimeoutConfiguration.TimeoutInMinutes')),
  };
}

function isPause(hook: unknown): boolean | undefined {
  const type = textIn(entryIn(hook, 'TargetType', FUNCTION));
  return type === undefined ? undefined : type === 'PAUSE';
}
