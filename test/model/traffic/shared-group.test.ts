import { advise } from '../../../src/model/finding';
import { checkGroupTwice, checkSharedGroup } from '../../../src/model/traffic/shared-group';

test('a target group of two services is advised against', () => {
  expect(checkSharedGroup('traffic', 'Stack/Other')).toEqual([advise('TargetGroup.Shared', 'traffic',
    'shares its target group with Stack/Other; deployments of one disturb the other, so give each a target group of its own')]);
  expect(checkSharedGroup('traffic', undefined)).toEqual([]);
});

test('a service that has a target group twice is advised against it', () => {
  expect(checkGroupTwice('x')).toEqual([advise('TargetGroup.Twice', 'x',
    'is a target group that the service has already, which sends requests to two ports of each task; give each port a target group of its own')]);
});
