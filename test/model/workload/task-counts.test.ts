import { setOf } from './sets';
import { TaskCounts, taskCounts } from '../../../src/model/workload/task-counts';
import { workloadsIn } from '../../../src/model/workload/workload';

const UNKNOWN = { Ref: 'Parameter' };
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const OF_SERVICE = { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] };

function counts(service: object, ...targets: object[]) {
  const set = setOf({
    Service: ['AWS::ECS::Service', service],
    ...Object.fromEntries(targets.map((target, index) => [`Target${index}`, [TARGET, { ServiceNamespace: 'ecs', ...target }]])),
  });
  return told(taskCounts(set, workloadsIn(set)[0]));
}

/** Places in words. */
function told({ maxAt, minAt, ...known }: TaskCounts) {
  const [least, most] = [minAt, maxAt].map((place) => place && `${place.resource.logicalId} ${place.path}`);
  return { ...known, minAt: least, maxAt: most };
}

function scheduled(...actions: unknown[]): object {
  return { ResourceId: OF_SERVICE, MinCapacity: 2, MaxCapacity: '4', ScheduledActions: actions };
}

test.each([
  [{ DesiredCount: 3 }, { min: 3, max: 3 }],
  [{ DesiredCount: '0' }, { min: 0, max: 0 }],
  [{}, { min: 1, max: 1 }],
  [{ DesiredCount: UNKNOWN }, {}],
  [{ DesiredCount: 3, SchedulingStrategy: 'DAEMON' }, {}],
  [{ DesiredCount: 3, SchedulingStrategy: UNKNOWN }, {}],
])('%j has %j', (service, expected) => {
  expect(counts(service)).toEqual(expected);
});

const MIN = { min: 2, minAt: 'Target0 MinCapacity' };
const MAX = { max: 4, maxAt: 'Target0 MaxCapacity' };
const action = (index: number, bound: string) => `Target0 scheduledActions[${index}].scalableTargetAction.${bound}`;

test.each([
  [scheduled(), { ...MIN, ...MAX }],
  [scheduled({ ScalableTargetAction: { MinCapacity: 1 } }, { ScalableTargetAction: { MaxCapacity: 9 } }, {}),
    { min: 1, minAt: action(0, 'MinCapacity'), max: 9, maxAt: action(1, 'MaxCapacity') }],
  [scheduled({ ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 3 } }), { ...MIN, ...MAX }],
  [scheduled({ ScalableTargetAction: { MinCapacity: UNKNOWN, MaxCapacity: 9 } }), { max: 9, maxAt: action(0, 'MaxCapacity') }],
  [scheduled({ ScalableTargetAction: UNKNOWN }), {}],
  [scheduled(UNKNOWN), {}],
  [{ ...scheduled(), ScheduledActions: UNKNOWN }, {}],
  [{ ...scheduled(), MinCapacity: UNKNOWN }, MAX],
  [{ ...scheduled(), MinCapacity: undefined }, MAX],
])('what scales it decides: %j', (target, expected) => {
  expect(counts({ DesiredCount: 7 }, target)).toEqual(expected);
});

test.each<[object, object]>([
  [{}, {}],
  [{ DesiredCount: 3 }, { min: 3, max: 3 }],
])('another stack may scale a service that an output tells of: %j', (service, expected) => {
  const set = setOf({ Service: ['AWS::ECS::Service', service] }, { Outputs: { Name: { Value: { 'Fn::GetAtt': ['Service', 'Name'] } } } });
  expect(taskCounts(set, workloadsIn(set)[0])).toEqual(expected);
});

test('the widest of several targets counts', () => {
  expect(counts({}, scheduled(), { ...scheduled(), MinCapacity: 1, MaxCapacity: 3 })).toEqual({ min: 1, minAt: 'Target1 MinCapacity', max: 4, maxAt: 'Target0 MaxCapacity' });
});

test.each<[object, object]>([
  [{ ResourceId: UNKNOWN }, {}],
  [{ ResourceId: UNKNOWN, ServiceNamespace: UNKNOWN }, {}],
  [{ ResourceId: UNKNOWN, ServiceNamespace: 'dynamodb' }, { min: 3, max: 3 }],
  [{ ResourceId: 'service/other/api' }, { min: 3, max: 3 }],
])('a target that may be its own leaves it open: %j', (target, expected) => {
  expect(counts({ DesiredCount: 3 }, target)).toEqual(expected);
});
