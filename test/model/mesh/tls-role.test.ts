import { refuse } from '../../../src/model/finding';
import { checkTlsParts } from '../../../src/model/mesh/tls-role';

test('ECS has certificates issued with a role, by an authority that it may use', () => {
  expect(checkTlsParts({ hasRole: false, isTagged: false })).toEqual([
    refuse('MeshTls.NoRole', 'roleArn',
      'must be the role with which ECS has certificates issued and keeps them, got none; name a role that ecs.amazonaws.com may assume'),
    refuse('MeshTls.AuthorityTag', 'authority',
      'must carry the tag AmazonECSManaged with the value true, without which ECS may not use it, got an authority without it; add the tag'),
  ]);
});

test('what is there, and what nobody knows, is not refused', () => {
  expect([...checkTlsParts({ hasRole: true, isTagged: true }), ...checkTlsParts({})]).toEqual([]);
});
