import { CLUSTER_CASES } from './cluster';
import { EBS_VOLUME_CASES } from './ebs-volume';
import { ENVIRONMENT_CASES } from './environment';
import { EVENT_TARGET_CASES } from './event-target';
import { EXEC_CASES } from './exec';
import { HARDENING_CASES } from './hardening';
import { LOGGING_CASES } from './logging';
import { TASK_ROLE_CASES } from './task-roles';
import { VOLUME_CASES } from './volumes';
import { RuleCase } from '../kit';

/** Cases about what tasks may do and keep, and who sees it. */
export const HYGIENE_CASES: readonly RuleCase[] = [
  ...HARDENING_CASES,
  ...LOGGING_CASES,
  ...ENVIRONMENT_CASES,
  ...TASK_ROLE_CASES,
  ...EXEC_CASES,
  ...VOLUME_CASES,
  ...EBS_VOLUME_CASES,
  ...EVENT_TARGET_CASES,
  ...CLUSTER_CASES,
];
