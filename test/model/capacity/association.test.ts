import { checkAssociation, checkProviderUse } from '../../../src/model/capacity/association';
import { advise, refuse } from '../../../src/model/finding';

const late = (provider: string) => `must be used only once the cluster lists ${provider}, got a service that does not wait for that; let it depend on the association`;

test('a provider that the cluster does not list is refused', () => {
  expect(checkAssociation({ provider: 'pool', associated: false })).toEqual([
    refuse('CapacityStrategy.NotAssociated', '', 'must name a provider that its cluster lists, got pool, which it does not; list it there'),
  ]);
});

test('a service that does not wait for its providers is refused, and advised against on Fargate', () => {
  expect(checkAssociation({ provider: 'pool', associated: true, waits: false })).toEqual([refuse('CapacityStrategy.NotAwaited', '', late('pool'))]);
  expect(checkAssociation({ associated: true, waits: false })).toEqual([refuse('CapacityStrategy.NotAwaited', '', late('one'))]);
  for (const provider of ['FARGATE', 'FARGATE_SPOT']) {
    expect(checkAssociation({ provider, associated: true, waits: false })).toEqual([advise('CapacityStrategy.FargateNotAwaited', '', late(provider))]);
  }
});

test.each([
  {}, { provider: 'pool' }, { provider: 'pool', associated: true }, { provider: 'pool', associated: true, waits: true }, { provider: 'pool', waits: false },
])('%j is fine', (facts) => {
  expect(checkAssociation(facts)).toEqual([]);
});

test('a provider that ECS scales is for one cluster', () => {
  expect(checkProviderUse({ managedScaling: true, clusters: ['a', 'b'] })).toEqual([
    refuse('CapacityProvider.TwoClusters', '', 'must serve one cluster while it has managed scaling, got a and b; make one for each cluster'),
  ]);
  expect(checkProviderUse({ managedScaling: true, clusters: ['a'] })).toEqual([]);
  expect(checkProviderUse({ managedScaling: false, clusters: ['a', 'b'] })).toEqual([]);
  expect(checkProviderUse({ clusters: ['a', 'b'] })).toEqual([]);
});
