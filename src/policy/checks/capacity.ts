import { associations, capacityStrategies, launches } from './capacity-strategy';
import { instances, placements, poolLoad } from './instances';
import { machines } from './machines';
import { groupProviders, instanceGroups, managedInstances } from './pools';
import { PolicyCheck } from '../check';

/** Checks of where tasks run: capacity providers, the instances behind them, and what both have room for. */
export const CAPACITY_CHECKS: readonly PolicyCheck[] = [
  capacityStrategies,
  launches,
  associations,
  groupProviders,
  instanceGroups,
  managedInstances,
  machines,
  placements,
  instances,
  poolLoad,
];
