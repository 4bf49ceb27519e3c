import { advise } from '../../../src/model/finding';
import { checkForecastUse, ForecastUseFacts } from '../../../src/model/scaling/forecast-use';

test('a forecast that is all there is', () => {
  expect(checkForecastUse({ mode: 'ForecastOnly', others: 0 })).toEqual([advise('TaskScaling.ForecastOnly', 'mode',
    'only makes forecasts, and nothing else moves the number of tasks; set ForecastAndScale, and track a metric, since a forecast takes no tasks away')]);
});

test.each<ForecastUseFacts>([{ mode: 'ForecastOnly', others: 1 }, { mode: 'ForecastAndScale', others: 0 }, { others: 0 }])('%j is taken', (facts) => {
  expect(checkForecastUse(facts)).toEqual([]);
});
