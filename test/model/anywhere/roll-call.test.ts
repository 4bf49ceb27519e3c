import { checkRollCall } from '../../../src/model/anywhere/roll-call';

test.each([10, 15, 60, 1440])('takes %d minutes', (lostAfterMinutes) => {
  expect(checkRollCall({ lostAfterMinutes })).toEqual([]);
});

test.each([0, 5, 12, 12.5, 1445])('refuses %d minutes', (lostAfterMinutes) => {
  expect(checkRollCall({ lostAfterMinutes })).toEqual([{
    id: 'RollCall.LostAfter',
    severity: 'error',
    path: 'lostAfter',
    text: `takes 10 to 1440 minutes in steps of 5, since the machines are looked at every 5 minutes, got ${lostAfterMinutes}`,
  }]);
});

test('refuses a time that nobody knows', () => {
  expect(checkRollCall({})).toMatchObject([{
    id: 'RollCall.LostAfter', path: 'lostAfter', text: 'has to be known at synth, since looks at the machines are counted, got a token; write the number',
  }]);
});
