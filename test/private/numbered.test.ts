import { numbered } from '../../src/private/numbered';

test('the first keeps its plain id, the others count from 2', () => {
  expect([0, 1, 2].map((index) => numbered('Listener', index))).toEqual(['Listener', 'Listener2', 'Listener3']);
});
