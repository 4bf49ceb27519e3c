import { setOf } from './sets';
import { taskCounts } from '../../../src/model/workload/task-counts';
import { workloadsIn } from '../../../src/model/workload/workload';

const UNKNOWN = { Ref: 'Parameter' };
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';
const OF_SERVICE = { 'Fn::Join': ['/', ['service', { Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }]] };

function counts(service: object, ...targets: object[]) {
  const set = setOf({
    Service: ['AWS::ECS::Service', service],
    ...Object.fromEntries(targets.map((target, index) => [`Target${index}`, [TARGET, { ServiceNamespace: 'ecs', ...target }]])),
  });
  return taskCounts(set, workloadsIn(set)[0]);
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

test.each([
  [scheduled(), { min: 2, max: 4 }],
  [scheduled({ ScalableTargetAction: { MinCapacity: 1 } }, { ScalableTargetAction: { MaxCapacity: 9 } }, {}), { min: 1, max: 9 }],
  [scheduled({ ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 3 } }), { min: 2, max: 4 }],
  [scheduled({ ScalableTargetAction: { MinCapacity: UNKNOWN, MaxCapacity: 9 } }), { max: 9 }],
  [scheduled({ ScalableTargetAction: UNKNOWN }), {}],
  [scheduled(UNKNOWN), {}],
  [{ ...scheduled(), ScheduledActions: UNKNOWN }, {}],
  [{ ...scheduled(), MinCapacity: UNKNOWN }, { max: 4 }],
  [{ ...scheduled(), MinCapacity: undefined }, { max: 4 }],
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
  expect(counts({}, scheduled(), { ...scheduled(), MinCapacity: 1, MaxCapacity: 3 })).toEqual({ min: 1, max: 4 });
});

test.each<[object, object]>([
  [{ ResourceId: UNKNOWN }, {}],
  [{ ResourceId: UNKNOWN, ServiceNamespace: UNKNOWN }, {}],
  [{ ResourceId: UNKNOWN, ServiceNamespace: 'dynamodb' }, { min: 3, max: 3 }],
  [{ ResourceId: 'service/other/api' }, { min: 3, max: 3 }],
])('a target that may be its own leaves it open: %j', (target, expected) => {
  expect(counts({ DesiredCount: 3 }, target)).toEqual(expected);
});
