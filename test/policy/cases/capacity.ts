import { CAPACITY_STRATEGY_CASES } from './capacity-strategy';
import { INSTANCE_CASES } from './instances';
import { MACHINE_CASES } from './machines';
import { POOL_CASES } from './pools';
import { RuleCase } from '../kit';

export const CAPACITY_CASES: readonly RuleCase[] = [
  ...CAPACITY_STRATEGY_CASES,
  ...POOL_CASES,
  ...MACHINE_CASES,
  ...INSTANCE_CASES,
];
