import { codeDeployGroups, codeDeployServices } from './code-deploy';
import { rollouts, safetyNets } from './rollout';
import { shiftRoom, strategies } from './strategy';
import { desiredCounts, scaledTargets, scalingPolicies } from './task-scaling';
import { PolicyCheck } from '../check';

/** How services are deployed, and how they scale. */
export const DEPLOYMENT_CHECKS: readonly PolicyCheck[] = [
  rollouts,
  safetyNets,
  strategies,
  shiftRoom,
  codeDeployServices,
  codeDeployGroups,
  scaledTargets,
  scalingPolicies,
  desiredCounts,
];
