import { advise } from '../../../src/model/finding';
import { checkClusterInsights, readInsights } from '../../../src/model/watch/cluster-insights';

const OPEN = { 'Fn::If': ['IsProduction', 'a', { Ref: 'AWS::NoValue' }] };

test.each([
  [{}, ''],
  [{ ClusterSettings: [] }, ''],
  [{ ClusterSettings: [{ Name: 'other', Value: 'enabled' }] }, ''],
  [{ ClusterSettings: [{ Name: 'containerInsights' }] }, ''],
  [{ ClusterSettings: [{ Name: 'other' }, { Name: 'containerInsights', Value: 'enhanced' }] }, 'enhanced'],
  [{ ClusterSettings: [{ Name: 'containerInsights', Value: OPEN }] }, undefined],
  [{ ClusterSettings: [{ Name: OPEN, Value: 'enabled' }] }, undefined],
  [{ ClusterSettings: [OPEN] }, undefined],
  [{ ClusterSettings: [{ Ref: 'Setting' }] }, undefined],
  [{ ClusterSettings: OPEN }, undefined],
])('a cluster with %j says %p', (cluster, setting) => {
  expect(readInsights(cluster)).toBe(setting);
});

test('no insights, and those without details, are advised against', () => {
  expect(checkClusterInsights('disabled')).toEqual([advise('ContainerInsights.Off', 'clusterSettings',
    'must have `containerInsights` on, or nobody sees why tasks stop, got disabled; take enhanced')]);
  expect(checkClusterInsights('').map(({ text }) => text)).toEqual(['must have `containerInsights` on, or nobody sees why tasks stop, got none; take enhanced']);
  expect(checkClusterInsights('enabled')).toEqual([advise('ContainerInsights.NotEnhanced', 'clusterSettings',
    'should have `containerInsights` enhanced, which tells of single tasks and containers, got enabled; take enhanced')]);
  expect([undefined, 'enhanced'].flatMap(checkClusterInsights)).toEqual([]);
});
