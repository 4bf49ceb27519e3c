import { COMPATIBILITY_CASES } from './compatibility';
import { CONTAINER_DEPENDENCIES_CASES } from './container-dependencies';
import { CONTAINER_HEALTH_CASES } from './container-health';
import { CONTAINER_PORTS_CASES } from './container-ports';
import { CONTAINERS_CASES } from './containers';
import { DAEMON_TASK_CASES } from './daemon-task';
import { FARGATE_SIZE_CASES } from './fargate-size';
import { FARGATE_TASK_CASES } from './fargate-task';
import { FIRE_LENS_CASES } from './fire-lens';
import { HOST_ACCESS_CASES } from './host-access';
import { IMAGES_CASES } from './images';
import { NETWORK_MODE_CASES } from './network-mode';
import { WINDOWS_CASES } from './windows';
import { RuleCase } from '../kit';

/** Cases about task definitions. */
export const TASK_CASES: readonly RuleCase[] = [
  ...FARGATE_SIZE_CASES,
  ...CONTAINERS_CASES,
  ...COMPATIBILITY_CASES,
  ...FARGATE_TASK_CASES,
  ...WINDOWS_CASES,
  ...CONTAINER_DEPENDENCIES_CASES,
  ...CONTAINER_HEALTH_CASES,
  ...IMAGES_CASES,
  ...FIRE_LENS_CASES,
  ...DAEMON_TASK_CASES,
  ...NETWORK_MODE_CASES,
  ...CONTAINER_PORTS_CASES,
  ...HOST_ACCESS_CASES,
];
