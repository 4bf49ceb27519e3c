import type { EcsPolicyPackProps } from './ecs-policy-pack';
import { PolicySettings } from './evaluate';
import { RuleLevel } from './rule-options';

/** All that a pack is told. */
export interface PackSettings extends PolicySettings {
  readonly failOn: RuleLevel;
}

/** The settings, with what was left out. */
export function settingsOf({ failOn, concerns, standards, thresholds }: EcsPolicyPackProps): PackSettings {
  return {
    failOn: failOn ?? RuleLevel.ERROR,
    concerns,
    standards,
    thresholds: {
      minTasks: thresholds?.minTasks ?? 2,
      logRetentionDays: thresholds?.logRetentionDays ?? 0,
      maxDrainSeconds: thresholds?.maxDrainSeconds ?? 120,
      requiredTagKeys: thresholds?.requiredTagKeys ?? [],
    },
  };
}
