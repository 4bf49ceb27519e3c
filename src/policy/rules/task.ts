import { CONTAINER_HEALTH_RULES } from './container-health';
import { CONTAINER_PORT_RULES } from './container-ports';
import { CONTAINER_DEPENDENCY_RULES, CONTAINER_RULES, IMAGE_RULES } from './containers';
import { DAEMON_TASK_RULES } from './daemon-task';
import { FARGATE_SIZE_RULES } from './fargate-size';
import { COMPATIBILITY_RULES, FARGATE_TASK_RULES } from './fargate-task';
import { FIRE_LENS_RULES } from './fire-lens';
import { HOST_ACCESS_RULES } from './host-access';
import { NETWORK_MODE_RULES } from './network-mode';
import { WINDOWS_RULES } from './windows';
import { PolicyRule } from '../rule';

/** Rules about task definitions: their size, their containers, and what these share with where they run. */
export const TASK_RULES: readonly PolicyRule[] = [
  ...FARGATE_SIZE_RULES,
  ...CONTAINER_RULES,
  ...COMPATIBILITY_RULES,
  ...FARGATE_TASK_RULES,
  ...WINDOWS_RULES,
  ...CONTAINER_DEPENDENCY_RULES,
  ...CONTAINER_HEALTH_RULES,
  ...IMAGE_RULES,
  ...FIRE_LENS_RULES,
  ...DAEMON_TASK_RULES,
  ...NETWORK_MODE_RULES,
  ...CONTAINER_PORT_RULES,
  ...HOST_ACCESS_RULES,
];
