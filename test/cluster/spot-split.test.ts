import { Lazy } from 'aws-cdk-lib/core';
import { factsOf, sharesOf } from '../../src/cluster/spot-split';

test('keeps one task on demand and splits the rest evenly, unless told otherwise', () => {
  expect(sharesOf({})).toEqual([
    { provider: 'FARGATE', base: 1, weight: 1 },
    { provider: 'FARGATE_SPOT', weight: 1 },
  ]);
});

test('takes 0 as a value', () => {
  expect(sharesOf({ onDemandBase: 0, onDemandWeight: 0, spotWeight: 0 })).toEqual([
    { provider: 'FARGATE', base: 0, weight: 0 },
    { provider: 'FARGATE_SPOT', weight: 0 },
  ]);
});

test('names the properties that its user wrote', () => {
  expect(factsOf({ onDemandBase: 2, onDemandWeight: 3, spotWeight: 4 })).toEqual([
    { provider: 'FARGATE', base: 2, weight: 3, baseName: 'onDemandBase', weightName: 'onDemandWeight' },
    { provider: 'FARGATE_SPOT', base: 0, weight: 4, weightName: 'spotWeight' },
  ]);
});

test('does not know the value of a token', () => {
  const token = Lazy.number({ produce: () => 1 });
  expect(factsOf({ onDemandBase: token, onDemandWeight: token, spotWeight: token })).toEqual([
    expect.objectContaining({ base: undefined, weight: undefined }),
    expect.objectContaining({ weight: undefined }),
  ]);
});
