import { refuse } from '../../../src/model/finding';
import { checkScalableTarget, checkScaledKind, ScalableTargetFacts } from '../../../src/model/scaling/scalable-target';

const service = { namespace: 'ecs', dimension: 'ecs:service:DesiredCount', resourceId: 'service/main/web-1_a' };

test.each<ScalableTargetFacts>([
  service,
  { namespace: 'ecs' },
  { namespace: 'dynamodb', dimension: 'dynamodb:table:ReadCapacityUnits', resourceId: 'table/users' },
  { dimension: 'dynamodb:table:ReadCapacityUnits', resourceId: 'table/users' },
])('%j is taken', (facts) => {
  expect(checkScalableTarget(facts)).toEqual([]);
});

test('another dimension', () => {
  expect(checkScalableTarget({ ...service, dimension: 'ecs:service:TaskCount' })).toEqual([
    refuse('TaskScaling.Dimension', 'scalableDimension', 'must be ecs:service:DesiredCount for ECS, got ecs:service:TaskCount'),
  ]);
});

test.each([
  'service/web', 'service/main/web/1', 'main/web', 'xservice/main/web', 'service//web', 'service/main/', 'service/main/<ARN of Service>',
  'arn:aws:ecs:eu-west-1:111122223333:service/main/web', 'service/arn:aws:ecs:eu-west-1:111122223333:cluster/main/web',
])('the id %s', (resourceId) => {
  expect(checkScalableTarget({ ...service, resourceId })).toEqual([refuse('TaskScaling.ResourceId', 'resourceId',
    `must be service/<cluster>/<service>, with names and no ARNs, got ${resourceId}; take the attribute Name of the service, and Ref of the cluster`)]);
});

test('a daemon does not scale', () => {
  expect(checkScaledKind({ daemon: true })).toEqual([refuse('TaskScaling.Daemon', 'resourceId',
    'must be a service with a number of tasks, got a daemon, which has one on each instance; leave the scaling out, or take REPLICA')]);
  expect([checkScaledKind({ daemon: false }), checkScaledKind({})]).toEqual([[], []]);
});
