import { advise } from '../../../src/model/finding';
import { checkVersionConsistency } from '../../../src/model/task/version-consistency';

test('a tag that is looked up for each task is told', () => {
  expect(checkVersionConsistency([{ image: 'app:1' }, { image: 'app:1', versionConsistency: 'disabled' }])).toEqual([
    advise('Image.DriftAllowed', 'containers[1].versionConsistency',
      'must have all tasks of a deployment run the same image, got disabled for app:1, whose tag may move between two tasks; leave it out, or name a digest'),
  ]);
});

test.each([
  { image: 'app:1', versionConsistency: 'enabled' },
  { image: 'app:1' },
  { image: `app@sha256:${'0'.repeat(64)}`, versionConsistency: 'disabled' },
  { versionConsistency: 'disabled' },
  {},
])('%j gets through', (container) => {
  expect(checkVersionConsistency([container])).toEqual([]);
});
