import { checkEnds } from '../../../src/model/job/standalone';

const NEVER_ENDS = 'starts the container again when it has done its work, so that the task never ends; give `ignoredExitCodes: [0]`, or leave `restart` out';

describe('a task that is run to its end', () => {
  test.each([
    { restart: { enabled: true }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [] }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [1, 137] }, never: true },
    { restart: { enabled: true, ignoredExitCodes: [1, 0] }, never: false },
    { restart: { enabled: true, ignoredExitCodes: [1, undefined] }, never: false },
    { restart: { enabled: false }, never: false },
    { restart: {}, never: false },
    { restart: undefined, never: false },
  ])('restarts by $restart, never ends: $never', ({ restart, never }) => {
    expect(checkEnds([{ path: '', restart }])).toEqual(never
      ? [{ id: 'StandaloneTask.NeverEnds', severity: 'error', path: 'restart', text: NEVER_ENDS }] : []);
  });

  test('ends with its essential containers, whatever others do', () => {
    expect(checkEnds([{ essential: true }, { essential: false, restart: { enabled: true } }])).toEqual([]);
  });

  test('names the container', () => {
    expect(checkEnds([{ restart: undefined }, { restart: { enabled: true } }]).map(({ path }) => path)).toEqual(['containers[1].restart']);
  });
});
