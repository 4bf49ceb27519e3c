import { sentence } from '../../../src/model/finding';
import { checkLatticeHealth, LatticeHealthFacts } from '../../../src/model/lattice/lattice-health';

function found(facts: LatticeHealthFacts): string[] {
  return checkLatticeHealth(facts).map((finding) => `${finding.id}: ${sentence(finding)}`);
}

test.each<[LatticeHealthFacts, string]>([
  [{ intervalSeconds: 4 }, 'LatticeHealth.Interval: `interval` takes whole seconds from 5 to 300, got 4; the nearest is 5'],
  [{ timeoutSeconds: 121 }, 'LatticeHealth.Timeout: `timeout` takes whole seconds from 1 to 120, got 121; the nearest is 120'],
  [{ healthyThreshold: 1 }, 'LatticeHealth.Threshold: `healthyThreshold` takes whole numbers from 2 to 10, got 1; the nearest is 2'],
  [{ unhealthyThreshold: 11 }, 'LatticeHealth.Threshold: `unhealthyThreshold` takes whole numbers from 2 to 10, got 11; the nearest is 10'],
  [{ port: 0 }, 'LatticeHealth.Port: `port` takes whole numbers from 1 to 65535, got 0; the nearest is 1'],
  [{ path: 'health' }, 'LatticeHealth.Path: `path` must start with a slash, got \'health\'; write \'/health\''],
  [{ path: `/${'a'.repeat(2048)}` }, 'LatticeHealth.Path: `path` must be at most 2048 characters long, got 2049'],
  [{ codes: 'OK' }, 'LatticeHealth.Codes: `codes` takes codes such as \'200\', \'200,204\' or \'200-299\', got \'OK\''],
])('%j', (facts, message) => {
  expect(found(facts)).toEqual([message]);
});

test.each<[LatticeHealthFacts]>([
  [{}],
  [{ path: '/', codes: '200', port: 65535, intervalSeconds: 5, timeoutSeconds: 120, healthyThreshold: 2, unhealthyThreshold: 10 }],
  [{ codes: '200,204,300-399' }],
])('%j is well', (facts) => {
  expect(found(facts)).toEqual([]);
});
