import { advise } from '../../../src/model/finding';
import { checkDesiredCount, DesiredCountFacts } from '../../../src/model/scaling/desired-count';

test('a number of tasks beside scaling', () => {
  expect(checkDesiredCount({ desired: true, scaled: true })).toEqual([advise('TaskScaling.DesiredCount', 'desiredCount',
    'is the work of Application Auto Scaling here, and an update of the service sets it back to what the template says; leave it out')]);
});

test.each<DesiredCountFacts>([{ desired: true, scaled: false }, { desired: false, scaled: true }, { desired: undefined, scaled: true }])('%j is taken', (facts) => {
  expect(checkDesiredCount(facts)).toEqual([]);
});
