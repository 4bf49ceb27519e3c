import { advise, refuse } from '../../src/model/finding';
import { checkRoleRoom } from '../../src/model/role-room';

const SHARERS = { id: 'Noun.RoleRoom', path: 'rollout', name: 'services' };
const text = (got: string) => 'adds a policy to the role that all services of the stack share, which takes 10240 characters, '
  + `got ${got} for 12 services; put some of them into another stack, which has a role of its own`;

describe('the role that constructs of a stack share', () => {
  test.each([[0, 0], [9_000, 10_240], [10_240, 10_240]])('has room for %d to %d characters', (fewest, likely) => {
    expect(checkRoleRoom({ policies: 12, fewest, likely }, SHARERS)).toEqual([]);
  });

  test('is advised against where its policies are likely too long, and refused where they are', () => {
    expect(checkRoleRoom({ policies: 12, fewest: 10_240, likely: 10_241 }, SHARERS)).toEqual([advise('Noun.RoleRoom', 'rollout', text('about 10241'))]);
    expect(checkRoleRoom({ policies: 12, fewest: 10_241, likely: 12_000 }, SHARERS)).toEqual([refuse('Noun.RoleRoom', 'rollout', text('at least 10241'))]);
  });
});
