import type { EcsPolicyPackProps } from './ecs-policy-pack';
import { isOfPack, isSelected } from './evaluate';
import { RULES } from './rule-table';
import { Finding, refuse } from '../model/finding';
import { checkRange, Range } from '../model/range';

const COUNT: Range = { min: 0 };

/** Refuses a selection that leaves no rule, and thresholds that are no counts. */
export function checkSettings({ concerns, standards, thresholds = {} }: EcsPolicyPackProps): Finding[] {
  return [
    ...some('concerns', concerns),
    ...some('standards', standards),
    ...common(concerns, standards),
    ...(['minTasks', 'logRetentionDays', 'maxDrainSeconds'] as const)
      .flatMap((name) => checkRange('EcsPolicyPack.Threshold', `thresholds.${name}`, thresholds[name], COUNT)),
  ];
}

function some(path: string, selected: readonly string[] | undefined): Finding[] {
  return selected?.length === 0 ? [refuse('EcsPolicyPack.NoRule', path, 'is empty, with which no rule runs; leave it out for all rules')] : [];
}

function common(concerns: EcsPolicyPackProps['concerns'] = [], standards: EcsPolicyPackProps['standards'] = []): Finding[] {
  if (concerns.length === 0 || standards.length === 0) return [];
  if (RULES.some((rule) => !isOfPack(rule) && isSelected(rule, { concerns, standards }))) return [];
  return [refuse('EcsPolicyPack.NoRule', 'concerns', `has no rule in common with the standards ${standards.join(', ')}, got ${concerns.join(', ')
  }; leave one of the two out`)];
}
