import { poolIn } from './pools';
import { nameOfGiven, poolKindOf } from '../../src/pool/pool-kind';
import { newStack } from '../cluster/services';
import { fleetIn, managedIn } from '../service/instances';

test.each<[string, () => unknown, string | undefined, string]>([
  ['a pool', () => poolIn(newStack()), 'InstancePool', 'InstancePool'],
  ['a pool of Managed Instances', () => managedIn(newStack()), 'ManagedInstancesPool', 'ManagedInstancesPool'],
  ['a zonal cluster', () => fleetIn(newStack()), 'ZonalEc2Cluster', 'ZonalEc2Cluster'],
  ['something else', () => new Map(), undefined, 'Map'],
  ['a text', () => 'pool', undefined, 'string'],
  ['nothing', () => undefined, undefined, 'none'],
])('%s is told by what it has', (_name, given, kind, name) => {
  const value = given();
  expect([poolKindOf(value), nameOfGiven(value)]).toEqual([kind, name]);
});
