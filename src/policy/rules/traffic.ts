import { HEALTH_GRACE_RULES, PLATFORM_VERSION_RULES, SERVICE_SPREAD_RULES, SHUTDOWN_RULES } from './service';
import { PRIVATE_ENDPOINT_RULES, SERVICE_NETWORK_RULES } from './service-network';
import { LISTENER_RULES, TARGET_GROUP_RULES, TARGET_HEALTH_RULES } from './target-group';
import { PolicyRule } from '../rule';

/** Rules about services: how many tasks, where, what is in front of them, and how they come and go. */
export const TRAFFIC_RULES: readonly PolicyRule[] = [
  ...SERVICE_SPREAD_RULES,
  ...HEALTH_GRACE_RULES,
  ...SHUTDOWN_RULES,
  ...TARGET_GROUP_RULES,
  ...TARGET_HEALTH_RULES,
  ...LISTENER_RULES,
  ...SERVICE_NETWORK_RULES,
  ...PRIVATE_ENDPOINT_RULES,
  ...PLATFORM_VERSION_RULES,
];
