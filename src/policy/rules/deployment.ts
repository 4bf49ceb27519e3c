import { CIRCUIT_BREAKER_RULES } from './circuit-breaker';
import { CODE_DEPLOY_RULES } from './code-deploy';
import { EARLY_SUCCESS_RULES } from './early-success';
import { ROLLOUT_RULES } from './rollout';
import { STRATEGY_RULES } from './strategy';
import { TASK_SCALING_RULES } from './task-scaling';
import { TRAFFIC_SHIFT_RULES } from './traffic-shift';

/** How services are deployed, and how they scale. */
export const DEPLOYMENT_RULES = [
  ...ROLLOUT_RULES,
  ...CIRCUIT_BREAKER_RULES,
  ...STRATEGY_RULES,
  ...TRAFFIC_SHIFT_RULES,
  ...EARLY_SUCCESS_RULES,
  ...CODE_DEPLOY_RULES,
  ...TASK_SCALING_RULES,
];
