import { advise } from '../../../src/model/finding';
import { checkWayIn } from '../../../src/model/mesh/way-in';

test('somebody is let in to an endpoint', () => {
  expect(checkWayIn({ name: "'web'", port: 80, admitted: false })).toEqual([
    advise('ServiceConnect.NoWayIn', 'networkConfiguration.awsvpcConfiguration.securityGroups',
      "must let callers in to port 80, on which 'web' is called, got no rule for it; add a rule for those that call it"),
  ]);
});

test.each([{ admitted: true, port: 80 }, { port: 80 }, { admitted: false }])('nothing is wrong with %j', (facts) => {
  expect(checkWayIn({ name: "'web'", ...facts })).toEqual([]);
});
