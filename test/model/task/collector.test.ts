import { refuse } from '../../../src/model/finding';
import { checkCollector } from '../../../src/model/task/collector';

test('a configuration of one\'s own leaves the options without effect', () => {
  expect(checkCollector({ ownConfig: true, asked: ['traces', 'metrics'], takes: true })).toEqual(['traces', 'metrics'].map((option) =>
    refuse('OpenTelemetry.OwnConfig', option, 'is for the configuration that is made, got `config` too; leave one of them out')));
  expect(checkCollector({ ownConfig: true, asked: [], takes: false })).toEqual([]);
});

test('a collector takes something', () => {
  expect(checkCollector({ ownConfig: false, asked: ['traces'], takes: false })).toEqual([
    refuse('OpenTelemetry.Nothing', '', 'takes traces or metrics, got neither; leave the collector out'),
  ]);
  expect(checkCollector({ ownConfig: false, asked: ['traces'], takes: true })).toEqual([]);
});
