import { Stack, Validations } from 'aws-cdk-lib/core';
import { SharedLoadFacts } from '../../src/model/capacity/joint-load';
import { InstancePool } from '../../src/pool/instance-pool';
import { PoolTenants } from '../../src/pool/pool-tenants';
import { newStack } from '../cluster/services';
import { recommendedApp } from '../kit/stacks';
import { fleetIn, poolIn } from '../service/instances';
import { warnings } from '../traffic/setting';

const load = (name: string, maxTasks: number): SharedLoadFacts => ({ name, maxTasks, task: { cpu: 1024, memoryMiB: 2048 } });
const two = (stack: Stack, id: string = 'Pool'): InstancePool => poolIn(stack, { instances: { max: 2 } }, id);
const ACK = ' [ack: Annotation::cdk-ecs-blueprints:PoolLoad.ServicesAbovePool]';
const REMEDY = 'take larger types, or lower the maximum of a service';

/** Two m7i.xlarge hold eight of the tasks. */
const ABOVE_TWO = '`instances` are 2 at most, and the services on them need 3 or more: Orders up to 5 and Search up to 4, 9 tasks together; '
  + `allow 3, ${REMEDY}${ACK}`;

test('services that a pool holds together are not told of', () => {
  const stack = newStack();
  const pool = two(stack);
  ['Orders', 'Search'].forEach((name) => PoolTenants.add(load(name, 4), [pool]));
  expect(warnings(stack)).toEqual([]);
});

test('services that it does not are told of once, however often the app is synthesised', () => {
  const app = recommendedApp();
  const stack = new Stack(app, 'Stack');
  const pool = two(stack);
  PoolTenants.add(load('Orders', 5), [pool]);
  PoolTenants.add(load('Search', 4), [pool]);
  app.synth();
  app.synth({ force: true });
  expect(warnings(stack)).toEqual([ABOVE_TWO]);
});

test('daemons that come after the services count', () => {
  const stack = newStack();
  const pool = two(stack);
  ['Orders', 'Search'].forEach((name) => PoolTenants.add(load(name, 4), [pool]));
  pool._addDaemon({ cpu: 128 });
  expect(warnings(stack)).toEqual([ABOVE_TWO.replace('Orders up to 5', 'Orders up to 4').replace('9 tasks', '8 tasks')]);
});

test('the pools of a zonal cluster count as one, and can be acknowledged there', () => {
  const stack = newStack();
  const fleet = fleetIn(stack, { instancesPerZone: { max: 1 } });
  PoolTenants.add(load('Orders', 5), fleet.pools);
  PoolTenants.add(load('Search', 4), [...fleet.pools].reverse());
  expect(warnings(stack)).toEqual([ABOVE_TWO]);

  const other = newStack();
  const quiet = fleetIn(other, { instancesPerZone: { max: 1 } });
  Validations.of(quiet).acknowledge({ id: 'cdk-ecs-blueprints:PoolLoad.ServicesAbovePool', reason: 'they never peak together' });
  [load('Orders', 5), load('Search', 4)].forEach((one) => PoolTenants.add(one, quiet.pools));
  expect(warnings(other)).toEqual([]);
});

describe('a service on one of two pools', () => {
  const onBoth = (mail: number) => {
    const stack = newStack();
    const [one, other] = [two(stack, 'A'), two(stack, 'B')];
    PoolTenants.add(load('Orders', 8), [one]);
    PoolTenants.add(load('Search', 7), [one, other]);
    PoolTenants.add(load('Mail', mail), [other]);
    return stack;
  };

  test('leaves the other to those on both', () => {
    expect(warnings(onBoth(1))).toEqual([]);
  });

  test('counts among those on both', () => {
    expect(warnings(onBoth(2))).toEqual([
      '`instances` are 4 at most, and the services on them need 5 or more: Orders up to 8, Search up to 7 and Mail up to 2, 17 tasks together; '
      + `allow 5, ${REMEDY}${ACK}`,
    ]);
  });
});
