import { PolicyCheck } from './check';
import { CAPACITY_CHECKS } from './checks/capacity';
import { CONNECT_CHECKS } from './checks/connect';
import { daemonRollouts, daemonTaskDefinitions } from './checks/daemon-task';
import { DEPLOYMENT_CHECKS } from './checks/deployment';
import { HYGIENE_CHECKS } from './checks/hygiene';
import { services } from './checks/service';
import { serviceNetworks, taskSets } from './checks/service-network';
import { shutdowns, spotStops } from './checks/shutdown';
import { loadBalancers, targetGroups } from './checks/target-group';
import { fargateSpot, platformFeatures, taskDefinitions } from './checks/task';

/** Every check, in the order of its topics. */
export const CHECKS: readonly PolicyCheck[] = [
  taskDefinitions,
  fargateSpot,
  platformFeatures,
  daemonTaskDefinitions,
  daemonRollouts,
  services,
  shutdowns,
  spotStops,
  targetGroups,
  loadBalancers,
  serviceNetworks,
  taskSets,
  ...DEPLOYMENT_CHECKS,
  ...CAPACITY_CHECKS,
  ...CONNECT_CHECKS,
  ...HYGIENE_CHECKS,
];
