import { checkWrittenPlacement } from '../../../src/model/capacity/written-placement';
import { Finding, refuse } from '../../../src/model/finding';
import { LaunchPlatform } from '../../../src/model/task/network-mode';
import { Properties } from '../../../src/model/template-value';

const rebalanced = (reason: string): Finding => refuse('PlacementOrder.Rebalancing', 'availabilityZoneRebalancing',
  `needs ${reason}; turn rebalancing off, and use one pool for each availability zone to stay spread over zones`);

test.each<[string, Properties, LaunchPlatform, Finding[]]>([
  ['nothing', {}, 'fargate', []],
  ['what ECS takes', {
    PlacementStrategies: [{ Type: 'spread', Field: 'attribute:site' }, { Type: 'random' }],
    PlacementConstraints: [{ Type: 'distinctInstance' }, { Type: 'memberOf', Expression: 'attribute:site exists' }],
  }, 'external', []],
  ['what only the deployment knows', { PlacementStrategies: { 'Fn::If': [] }, PlacementConstraints: [{ Type: { Ref: 'Type' } }] }, 'ec2', []],
  ['a field that random does not take', { PlacementStrategies: [{ Type: 'random', Field: 'cpu' }] }, 'ec2', [
    refuse('PlacementOrder.Field', 'placementStrategies[0]', 'takes no field with random, got cpu; leave it out'),
  ]],
  ['a constraint without an expression', { PlacementConstraints: [{ Type: 'memberOf', Expression: '' }] }, 'ec2', [
    refuse('PlacementOrder.Expression', 'placementConstraints[0]', 'needs an expression with memberOf, got none'),
  ]],
  ['strategies of a daemon', { SchedulingStrategy: 'DAEMON', PlacementStrategies: [{ Type: 'random' }] }, 'external', [
    refuse('PlacementOrder.Daemon', 'placementStrategies', 'do not apply to a daemon, which runs once on every instance; leave them out'),
  ]],
  ['rebalancing of a daemon', { SchedulingStrategy: 'DAEMON', AvailabilityZoneRebalancing: 'ENABLED' }, 'ec2', [
    rebalanced('a replica service, got a daemon'),
  ]],
  ['strategies of what may be a daemon', { SchedulingStrategy: { Ref: 'Scheduling' }, PlacementStrategies: [{ Type: 'random' }] }, 'ec2', []],
])('%s', (_, service, platform, findings) => {
  expect(checkWrittenPlacement(service, platform)).toEqual(findings);
});

test.each<[unknown, number]>([[undefined, 1], ['REPLICA', 1], ['DAEMON', 0], [{ Ref: 'Scheduling' }, 0]])(
  'tasks that are spread with the scheduling strategy %j keep spare instances busy: %d', (scheduling, count) => {
    const ids = checkWrittenPlacement({ SchedulingStrategy: scheduling }, 'ec2', { targetCapacityPercent: 99 }).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: count }, () => 'PlacementOrder.SpreadFirst'));
  });
