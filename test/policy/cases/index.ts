import { CAPACITY_CASES } from './capacity';
import { CONNECT_CASES } from './connect';
import { DEPLOYMENT_CASES } from './deployment';
import { HYGIENE_CASES } from './hygiene';
import { TASK_CASES } from './task';
import { TRAFFIC_CASES } from './traffic';
import { RuleCase } from '../kit';

/** The cases of all topics. */
export const CASES: readonly RuleCase[] = [
  ...TASK_CASES,
  ...TRAFFIC_CASES,
  ...DEPLOYMENT_CASES,
  ...CAPACITY_CASES,
  ...CONNECT_CASES,
  ...HYGIENE_CASES,
];
