import { NO_SUCH_RULE } from './no-such-rule';
import { PolicyRule } from './rule';
import { CAPACITY_RULES } from './rules/capacity';
import { CONNECT_RULES } from './rules/connect';
import { DEPLOYMENT_RULES } from './rules/deployment';
import { HYGIENE_RULES } from './rules/hygiene';
import { PACK_RULES } from './rules/pack';
import { TASK_RULES } from './rules/task';
import { TRAFFIC_RULES } from './rules/traffic';

/** Every rule, by topic. */
export const RULES: readonly PolicyRule[] = [
  ...PACK_RULES,
  NO_SUCH_RULE,
  ...TASK_RULES,
  ...TRAFFIC_RULES,
  ...DEPLOYMENT_RULES,
  ...CAPACITY_RULES,
  ...CONNECT_RULES,
  ...HYGIENE_RULES,
];

/** What checks find that is no rule of the pack, and why. */
export const NOT_IN_TEMPLATES: Readonly<Record<string, string>> = {
  'CapacitySplit.NoProvider': 'A list without entries is none: the launch type or the default of the cluster counts.',
  'CodeDeployRollout.WeightedListener': 'Listeners with two weighted target groups are how this library lets CodeDeploy move traffic; others have one group.',
  'Shutdown.UnknownDrain': 'It warns of an imported target group, which is not known; the pack tells only what is.',
  'CloudMapRegistration.External': 'told as ExternalService.CloudMap',
  'ServiceConnect.External': 'told as ExternalService.ServiceConnect',
  'LatticeRegistration.External': 'told as ExternalService.Lattice',
  'ExternalService.LaunchType': 'a service of a template is on external instances by its launch type alone',
};

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule of a finding. */
export function ruleOf(id: string): PolicyRule | undefined {
  return BY_ID.get(id);
}
