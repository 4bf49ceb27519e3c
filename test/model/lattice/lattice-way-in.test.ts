import { advise } from '../../../src/model/finding';
import { checkLatticeWayIn } from '../../../src/model/lattice/lattice-way-in';

test('tasks that nobody is let in to are told', () => {
  expect(checkLatticeWayIn({ port: 80, admitted: false })).toEqual([
    advise('LatticeRegistration.NoWayIn', 'networkConfiguration.awsvpcConfiguration.securityGroups',
      'must let VPC Lattice in to port 80, got no rule for it; add one for the prefix list of VPC Lattice'),
  ]);
});

test.each([{ port: 80, admitted: true }, { port: 80 }, { admitted: false }, {}])('%j gets through', (facts) => {
  expect(checkLatticeWayIn(facts)).toEqual([]);
});
