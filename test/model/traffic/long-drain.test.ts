import { advise } from '../../../src/model/finding';
import { checkLongDrain } from '../../../src/model/traffic/long-drain';

test.each([[121, 120], [300, 120], [1, 0]])('%d seconds are more than %d', (seconds, most) => {
  expect(checkLongDrain(seconds, most)).toEqual([advise('TargetGroup.LongDrain', 'deregistrationDelay',
    `should be as long as the longest request, at most ${most} seconds, got ${seconds}, for which each deployment waits; shorten it`)]);
});

test.each([[120, 120], [0, 0], [undefined, 0]])('%p seconds are not more than %d', (seconds, most) => {
  expect(checkLongDrain(seconds, most)).toEqual([]);
});
