import { advise, refuse } from '../../../src/model/finding';
import { checkReach } from '../../../src/model/watch/alarm-reach';

const topic = { region: 'us-east-1', account: '111122223333' };

test('an alarm of another region is refused, whatever its account', () => {
  const finding = refuse('AlarmDestination.OtherRegion', '',
    'takes the alarms of its own region, us-east-1, got one of eu-west-1; make a destination for each region');
  expect(checkReach(topic, { region: 'eu-west-1', account: '111122223333' })).toEqual([finding]);
  expect(checkReach(topic, { region: 'eu-west-1', account: '444455556666' })).toEqual([finding]);
});

test('an alarm of another account is warned about', () => {
  expect(checkReach(topic, { region: 'us-east-1', account: '444455556666' })).toEqual([advise('AlarmDestination.OtherAccount', '',
    'is a topic of account 111122223333, whose policy has to let cloudwatch.amazonaws.com publish alarms of account 444455556666; add that to it')]);
});

test.each([
  [topic, topic],
  [topic, {}],
  [{}, topic],
  [{ region: 'us-east-1' }, { account: '444455556666' }],
])('a topic in %p takes alarms of %p', (place, alarm) => {
  expect(checkReach(place, alarm)).toEqual([]);
});
