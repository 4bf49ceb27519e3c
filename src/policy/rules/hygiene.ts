import { CLUSTER_RULES } from './cluster';
import { EBS_VOLUME_RULES } from './ebs-volume';
import { ENVIRONMENT_RULES } from './environment';
import { EVENT_TARGET_RULES } from './event-target';
import { EXEC_RULES } from './exec';
import { HARDENING_RULES } from './hardening';
import { LOGGING_RULES } from './logging';
import { TASK_ROLE_RULES } from './task-roles';
import { VOLUME_RULES } from './volumes';
import { PolicyRule } from '../rule';

/** Rules about what tasks may do and keep, and who sees it. */
export const HYGIENE_RULES: readonly PolicyRule[] = [
  ...HARDENING_RULES,
  ...LOGGING_RULES,
  ...ENVIRONMENT_RULES,
  ...TASK_ROLE_RULES,
  ...EXEC_RULES,
  ...VOLUME_RULES,
  ...EBS_VOLUME_RULES,
  ...EVENT_TARGET_RULES,
  ...CLUSTER_RULES,
];
