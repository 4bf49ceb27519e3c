import * as fc from 'fast-check';
import { advise, refuse } from '../../../src/model/finding';
import { checkInsights, checkPlace, checkThresholds } from '../../../src/model/watch/cluster-watch';

test.each([
  [{ pendingMinutes: 0 }, '`pendingFor` whole minutes', 'takes whole minutes from 1 to 180, got 0; the nearest is 1'],
  [{ pendingMinutes: 1.5 }, '`pendingFor` whole minutes', 'takes whole minutes from 1 to 180, got 1.5; the nearest is 2'],
  [{ pendingMinutes: 181 }, '`pendingFor` within what the alarm sees', 'takes whole minutes from 1 to 180, got 181; the nearest is 180'],
])('%p is refused: %s', (thresholds, _what, text) => {
  expect(checkThresholds(thresholds)).toEqual([refuse('ClusterWatch.PendingFor', 'pendingFor', text)]);
});

test('less than one event is refused', () => {
  expect(checkThresholds({ startFailures: 0 })).toEqual([
    refuse('ClusterWatch.StartFailures', 'startFailures', 'takes whole events from 1 up, got 0; the nearest is 1'),
  ]);
});

test('every whole threshold in range is fine, and so are unknown ones', () => {
  fc.assert(fc.property(
    fc.option(fc.integer({ min: 1, max: 180 }), { nil: undefined }), fc.option(fc.integer({ min: 1, max: 100000 }), { nil: undefined }),
    (pendingMinutes, startFailures) => { expect(checkThresholds({ pendingMinutes, startFailures })).toEqual([]); },
  ));
});

test('a cluster elsewhere is refused', () => {
  const cluster = { region: 'eu-west-1', account: '111122223333' };
  expect(checkPlace(cluster, { region: 'us-east-1', account: '111122223333' })).toEqual([refuse('ClusterWatch.OtherEnvironment', 'cluster',
    'sends its events within its own region, eu-west-1, got a stack of us-east-1; watch it from a stack of eu-west-1')]);
  expect(checkPlace(cluster, { region: 'eu-west-1', account: '444455556666' })).toEqual([refuse('ClusterWatch.OtherEnvironment', 'cluster',
    'sends its events within its own account, 111122223333, got a stack of 444455556666; watch it from a stack of 111122223333')]);
});

test.each([
  [{ region: 'eu-west-1', account: '111122223333' }, { region: 'eu-west-1', account: '111122223333' }],
  [{ region: 'eu-west-1' }, {}],
  [{}, { region: 'eu-west-1', account: '111122223333' }],
])('%p may be watched from %p', (cluster, watch) => {
  expect(checkPlace(cluster, watch)).toEqual([]);
});

test('disabled Container Insights are worth a warning', () => {
  expect(checkInsights('disabled')).toEqual([advise('ClusterWatch.NoInsights', 'cluster',
    'has Container Insights disabled, which counts pending tasks: there is no alarm on tasks that stay pending; turn it on, or rely on the other alarms')]);
});

test.each(['enabled', 'enhanced', undefined])('Container Insights %p are not', (insights) => {
  expect(checkInsights(insights)).toEqual([]);
});
