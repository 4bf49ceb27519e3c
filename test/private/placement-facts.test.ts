import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Lazy } from 'aws-cdk-lib/core';
import { constraintFacts, strategyFacts } from '../../src/private/placement-facts';

test('strategies are read in their order, as ECS names them', () => {
  const { packedByCpu, packedByMemory, randomly, spreadAcrossInstances } = ecs.PlacementStrategy;
  expect(strategyFacts([packedByCpu(), spreadAcrossInstances(), packedByMemory(), randomly()])).toEqual([
    { kind: 'binpack', field: 'CPU' },
    { kind: 'spread', field: 'instanceId' },
    { kind: 'binpack', field: 'MEMORY' },
    { kind: 'random', field: undefined },
  ]);
});

test('constraints are read with their expressions, unless only the deployment knows them', () => {
  const late = Lazy.string({ produce: () => 'attribute:stack == web' });
  const { distinctInstances, memberOf } = ecs.PlacementConstraint;
  expect(constraintFacts([distinctInstances(), memberOf('attribute:stack == web'), memberOf(late)])).toEqual([
    { kind: 'distinctInstance', expression: undefined },
    { kind: 'memberOf', expression: 'attribute:stack == web' },
    { kind: 'memberOf', expression: undefined },
  ]);
});
