import { clusterInsights, repositories, tags } from './cluster';
import { containerHygiene } from './container-hygiene';
import { execAccess, execAudit } from './exec';
import { containerLogs, logRetention } from './logging';
import { serviceVolumes } from './service-volumes';
import { rolesOfServices, rolesOfTasks, taskRoles } from './task-roles';
import { startedTasks, taskRules } from './task-starts';
import { PolicyCheck } from '../check';

/** Checks of what tasks may do and keep, and who sees it. */
export const HYGIENE_CHECKS: readonly PolicyCheck[] = [
  containerHygiene,
  containerLogs,
  logRetention,
  taskRoles,
  rolesOfTasks,
  rolesOfServices,
  execAccess,
  execAudit,
  serviceVolumes,
  startedTasks,
  taskRules,
  clusterInsights,
  repositories,
  tags,
];
