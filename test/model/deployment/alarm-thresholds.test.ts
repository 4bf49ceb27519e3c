import { checkPercent } from '../../../src/model/deployment/alarm-thresholds';
import { refuse } from '../../../src/model/finding';

test.each([0.1, 5, 100, undefined])('%p percent is a threshold', (percent) => {
  expect(checkPercent('cpuPercent', percent)).toEqual([]);
});

test.each([0, -1, 100.1, NaN])('%p percent is none', (percent) => {
  expect(checkPercent('cpuPercent', percent)).toEqual([
    refuse('RollbackAlarms.Percent', 'cpuPercent', `takes a percentage above 0 and up to 100, got ${percent}`),
  ]);
});
