import { CODE_DEPLOY_CASES } from './code-deploy';
import { ROLLOUT_CASES } from './rollout';
import { STRATEGY_CASES } from './strategy';
import { TASK_SCALING_CASES } from './task-scaling';
import { RuleCase } from '../kit';

/** How services are deployed, and how they scale. */
export const DEPLOYMENT_CASES: readonly RuleCase[] = [...ROLLOUT_CASES, ...STRATEGY_CASES, ...CODE_DEPLOY_CASES, ...TASK_SCALING_CASES];
