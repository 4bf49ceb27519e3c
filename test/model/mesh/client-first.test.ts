import { advise } from '../../../src/model/finding';
import { checkCallOrder } from '../../../src/model/mesh/client-first';

test('a client waits for what it calls', () => {
  expect(checkCallOrder({ server: 'Api', address: 'api:80', waits: false })).toEqual([advise('ServiceConnect.ClientFirst', '',
    'calls api:80 of Api without waiting for it: tasks know only the endpoints that were there when they started; let it depend on Api')]);
});

test.each([true, undefined])('nothing is wrong where it waits (%s)', (waits) => {
  expect(checkCallOrder({ server: 'Api', address: 'api:80', waits })).toEqual([]);
});
