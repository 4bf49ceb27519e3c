import { refuse } from '../../../src/model/finding';
import { checkRequestPolicy } from '../../../src/model/scaling/scaling-requests';

test('a policy on the requests of one target group is refused', () => {
  expect(checkRequestPolicy({ name: 'Shop/Requests', predefinedMetric: 'ALBRequestCountPerTarget' })).toEqual([refuse('TaskScaling.RequestPolicy', 'Shop/Requests',
    'must not count the requests of one target group where a rollout moves traffic between two, got ALBRequestCountPerTarget; set requestsPerTarget of TaskScaling, which counts both')]);
});

test.each([undefined, 'ECSServiceAverageCPUUtilization', 'ECSServiceAverageMemoryUtilizationHighResolution'])('a policy on %p gets through', (predefinedMetric) => {
  expect(checkRequestPolicy({ name: 'Shop/Other', predefinedMetric })).toEqual([]);
});
