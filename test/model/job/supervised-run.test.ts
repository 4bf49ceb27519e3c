import { refuse } from '../../../src/model/finding';
import { checkSupervision, SupervisionFacts } from '../../../src/model/job/supervised-run';

test.each<[SupervisionFacts, string, string, string]>([
  [{ timeoutSeconds: 0 }, 'TaskRun.Timeout', 'timeout', 'takes whole seconds from 1 to 99999999, got 0; the nearest is 1'],
  [{ timeoutSeconds: 1.5 }, 'TaskRun.Timeout', 'timeout', 'takes whole seconds from 1 to 99999999, got 1.5; the nearest is 2'],
  [{ retries: -1 }, 'TaskRun.Retries', 'retries', 'takes whole retries from 0 to 99999999, got -1; the nearest is 0'],
  [{ retryDelaySeconds: 0.1 }, 'TaskRun.RetryDelay', 'retryDelay', 'takes whole seconds from 1 to 99999999, got 0.1; the nearest is 1'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkSupervision(facts)).toEqual([refuse(id, path, text)]);
});

test.each<SupervisionFacts>([{}, { timeoutSeconds: 1, retries: 0, retryDelaySeconds: 1 }])('%p is taken', (facts) => {
  expect(checkSupervision(facts)).toEqual([]);
});
