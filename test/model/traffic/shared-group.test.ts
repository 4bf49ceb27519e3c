import { advise } from '../../../src/model/finding';
import { checkSharedGroup } from '../../../src/model/traffic/shared-group';

test('a target group of two services is advised against', () => {
  expect(checkSharedGroup('traffic', 'Stack/Other')).toEqual([advise('TargetGroup.Shared', 'traffic',
    'shares its target group with Stack/Other; deployments of one disturb the other, so give each a target group of its own')]);
  expect(checkSharedGroup('traffic', undefined)).toEqual([]);
});
