import { CAPACITY_SPLIT_RULES, CAPACITY_STRATEGY_RULES, DAEMON_RULES } from './capacity-strategy';
import { INSTANCE_DEMAND_RULES, INSTANCE_MATCH_RULES, PLACEMENT_RULES } from './instances';
import { BOOTSTRAP_RULES, INSTANCE_METADATA_RULES, MACHINE_IMAGE_RULES } from './machines';
import { INSTANCE_GROUP_RULES, MANAGED_INSTANCES_RULES, MANAGED_SCALING_RULES } from './pools';
import { PolicyRule } from '../rule';

/** Rules about where tasks run: capacity providers, the instances behind them, and what both have room for. */
export const CAPACITY_RULES: readonly PolicyRule[] = [
  ...CAPACITY_SPLIT_RULES,
  ...CAPACITY_STRATEGY_RULES,
  ...DAEMON_RULES,
  ...MANAGED_SCALING_RULES,
  ...INSTANCE_GROUP_RULES,
  ...MANAGED_INSTANCES_RULES,
  ...MACHINE_IMAGE_RULES,
  ...BOOTSTRAP_RULES,
  ...INSTANCE_METADATA_RULES,
  ...PLACEMENT_RULES,
  ...INSTANCE_DEMAND_RULES,
  ...INSTANCE_MATCH_RULES,
];
