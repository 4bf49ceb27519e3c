import * as fc from 'fast-check';
import { ActivationFacts, checkActivation, checkRolePath, LOOK_HOURS, renewBelowHours } from '../../../src/model/anywhere/activation';

const FACTS: ActivationFacts = { registrationLimit: 10, validHours: 720, machineTags: [] };
const IN_WORDS = 'letters, digits, spaces and _ . : / = + - @';

function said(facts: Partial<ActivationFacts>): string[] {
  return checkActivation({ ...FACTS, ...facts }).map(({ id, path, severity, text }) => `${severity} ${id} ${path} ${text}`);
}

test.each<[string, Partial<ActivationFacts>]>([
  ['what is usual', { machineName: 'edge', machineTags: [['site', 'berlin']] }],
  ['the least', { registrationLimit: 1, validHours: 24, machineName: '', machineTags: [['a', '']] }],
  ['the most', { registrationLimit: 1000, validHours: 720, machineName: 'x'.repeat(256), machineTags: [['k'.repeat(128), 'v'.repeat(256)]] }],
  ['49 tags', { machineTags: Array.from({ length: 49 }, (_, index) => [`tag-${index}`, 'value'] as const) }],
  ['letters of all scripts', { machineName: 'Werk Köln: 東京/1+2=3@x-y_z.', machineTags: [['ort', 'Köln']] }],
  ['what is not known', { registrationLimit: undefined, machineName: undefined, machineTags: [['site', undefined]] }],
])('takes %s', (_, facts) => {
  expect(said(facts)).toEqual([]);
});

test.each<[Partial<ActivationFacts>, string]>([
  [{ registrationLimit: 0 }, 'error Activation.RegistrationLimit registrationLimit takes whole numbers from 1 to 1000, got 0; the nearest is 1'],
  [{ registrationLimit: 1001 }, 'error Activation.RegistrationLimit registrationLimit takes whole numbers from 1 to 1000, got 1001; the nearest is 1000'],
  [{ validHours: 23 }, 'error Activation.Expiry activationExpiry takes whole hours from 24 to 720, got 23; the nearest is 24'],
  [{ validHours: 24.5 }, 'error Activation.Expiry activationExpiry takes whole hours from 24 to 720, got 24.5; the nearest is 25'],
  [{ validHours: 744 }, 'error Activation.Expiry activationExpiry takes whole hours from 24 to 720, got 744; the nearest is 720'],
  [{ validHours: undefined }, 'error Activation.Expiry activationExpiry has to be known at synth, since the renewal follows from it, got a token; write the number'],
  [{ machineName: 'edge<1>' }, `error Activation.MachineName machineName takes up to 256 ${IN_WORDS}, got 'edge<1>'`],
  [{ machineName: 'x'.repeat(257) }, `error Activation.MachineName machineName takes up to 256 ${IN_WORDS}, got '${'x'.repeat(257)}'`],
  [{ machineTags: [['site', '"berlin"']] }, `error Activation.MachineTags machineTags.site takes up to 256 ${IN_WORDS}, got '"berlin"'`],
  [{ machineTags: [['', 'x']] }, `error Activation.MachineTags machineTags. takes a key of 1 to 128 ${IN_WORDS}, got ''`],
  [{ machineTags: [['a&b', 'x']] }, `error Activation.MachineTags machineTags.a&b takes a key of 1 to 128 ${IN_WORDS}, got 'a&b'`],
  [{ machineTags: [['AWS:site', 'x']] }, 'error Activation.MachineTags machineTags.AWS:site is a key of AWS; take one that does not begin with aws:'],
  [{ machineTags: [['EcsAnywhereFleet', 'x']] },
    'error Activation.MachineTags machineTags.EcsAnywhereFleet is taken: it says which fleet a machine is of; take another key'],
  [{ machineTags: Array.from({ length: 50 }, (_, index) => [`tag-${index}`, ''] as const) },
    'error Activation.MachineTags machineTags takes up to 49 tags, since one of the 50 names the fleet, got 50'],
  [{ machineTags: Array.from({ length: 30 }, (_, index) => [`tag-${index + 10}`, 'x'.repeat(200)] as const) },
    'error Activation.MachineTags machineTags takes up to 6000 characters of JSON in all, got 6361; shorten some of them'],
])('refuses %j', (facts, text) => {
  expect(said(facts)).toEqual([text]);
});

test.each([undefined, '/'])('takes a role in the path %s', (path) => {
  expect(checkRolePath(path)).toEqual([]);
});

test('refuses a role in a path', () => {
  expect(checkRolePath('/team/')).toEqual([{
    id: 'Activation.RolePath',
    severity: 'error',
    path: 'instanceRole',
    text: 'takes no path, since Systems Manager would not find it by its name, got \'/team/\'; leave it out for this role',
  }]);
});

test('what is renewed in time has half of its time left at any look', () => {
  fc.assert(fc.property(fc.integer({ min: 24, max: 720 }), fc.double({ min: 0, max: LOOK_HOURS, noNaN: true }), (validHours, late) => {
    let left = validHours;
    for (let looks = 0; looks < 200; looks += 1) {
      left -= looks === 0 ? late : LOOK_HOURS;
      expect(left).toBeGreaterThanOrEqual(validHours / 2);
      if (left < renewBelowHours(validHours)) left = validHours;
    }
  }));
});
