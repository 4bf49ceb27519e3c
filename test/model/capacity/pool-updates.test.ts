import { checkPoolUpdates, PoolUpdateFacts } from '../../../src/model/capacity/pool-updates';
import { advise, refuse } from '../../../src/model/finding';

test.each([[86399, 86400], [31536001, 31536000]])('a lifetime of %p seconds is refused', (seconds, nearest) => {
  expect(checkPoolUpdates({ maxInstanceLifetimeSeconds: seconds, protectedFromScaleIn: true })).toEqual([refuse('PoolUpdates.Lifetime', 'maxInstanceLifetime',
    `takes whole seconds from 86400 to 31536000, got ${seconds}; the nearest is ${nearest}`)]);
});

test('a lifetime is advised against where instances with tasks are protected', () => {
  expect(checkPoolUpdates({ maxInstanceLifetimeSeconds: 86400, protectedFromScaleIn: true })).toEqual([advise('PoolUpdates.ProtectedLifetime', 'maxInstanceLifetime',
    'needs instances without protection from scale-in, which keeps those with tasks past their lifetime;' +
    ' set terminationProtection to false in PoolScaling.managed(), and ECS still drains an instance before it ends')]);
});

test.each<PoolUpdateFacts>([
  {}, { protectedFromScaleIn: true }, { maxInstanceLifetimeSeconds: 86400 }, { maxInstanceLifetimeSeconds: 31536000, protectedFromScaleIn: false },
])('%p gets through', (facts) => {
  expect(checkPoolUpdates(facts)).toEqual([]);
});
