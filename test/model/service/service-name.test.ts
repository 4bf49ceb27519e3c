import { advise } from '../../../src/model/finding';
import { checkServiceName } from '../../../src/model/service/service-name';

test('a name of the user\'s own is advised against', () => {
  expect(checkServiceName(true)).toEqual([advise('Service.Name', 'serviceName',
    'is fixed, so that a change that replaces the service fails: the old one has the name until it is gone; leave it out')]);
  expect([checkServiceName(false), checkServiceName(undefined)]).toEqual([[], []]);
});
