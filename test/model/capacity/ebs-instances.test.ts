import { checkEbsInstances } from '../../../src/model/capacity/ebs-instances';
import { refuse } from '../../../src/model/finding';

test.each([
  [['t2.micro'], 't2.micro'],
  [['t2.micro', 'm4.large', 't2.micro'], 't2.micro or m4.large'],
])('no task on %j gets a volume', (types, got) => {
  expect(checkEbsInstances(types)).toEqual([refuse('Volume.NotNitro', 'volumeConfigurations',
    `must be for instances on Nitro, the only ones that ECS attaches volumes to, got ${got}; take a newer type`)]);
});

test.each([[undefined], [[]], [['t3.micro']], [['m7g.metal']], [['t2.micro', 't3.micro']], [['t2.micro', undefined]], [['x99.large']]])('tasks on %j may', (types) => {
  expect(checkEbsInstances(types)).toEqual([]);
});
