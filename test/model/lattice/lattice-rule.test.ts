import * as fc from 'fast-check';
import { sentence } from '../../../src/model/finding';
import { checkLatticeRule, checkTestPlace, LatticeRuleFacts } from '../../../src/model/lattice/lattice-rule';

const rule: LatticeRuleFacts = { priority: 10, pathPrefix: '/orders', paths: 1, hasMethod: false, headers: [] };
const header = { name: 'x-release', comparisons: 1, value: 'next' };

function found(facts: Partial<LatticeRuleFacts>): string[] {
  return checkLatticeRule({ ...rule, ...facts }).map((finding) => `${finding.id}: ${sentence(finding)}`);
}

test.each<[string, Partial<LatticeRuleFacts>, string]>([
  ['a priority below the range', { priority: 0 }, 'LatticeRule.Priority: `priority` takes whole numbers from 1 to 100, got 0; the nearest is 1'],
  ['a priority above it', { priority: 101 }, 'LatticeRule.Priority: `priority` takes whole numbers from 1 to 100, got 101; the nearest is 100'],
  ['a priority that is taken', { taken: new Map([[10, 'Stack/Other']]) },
    'LatticeRule.PriorityTaken: `priority` must be unique on a listener, got 10, which Stack/Other has; take another'],
  ['no condition', { paths: 0, pathPrefix: undefined },
    'LatticeRule.NoCondition: `` needs a condition, got none; name a path, a pathPrefix, a method or headers'],
  ['two paths', { paths: 2 }, 'LatticeRule.TwoPaths: `pathPrefix` must not go with a path, got both; leave one of them out'],
  ['a path without a slash', { path: 'orders' },
    'LatticeRule.Path: `path` takes a slash and up to 127 letters, digits and @:%_+.~#?&/=- after it, without wildcards, got \'orders\''],
  ['a wildcard', { pathPrefix: '/orders/*' },
    'LatticeRule.Path: `pathPrefix` takes a slash and up to 127 letters, digits and @:%_+.~#?&/=- after it, without wildcards, got \'/orders/*\''],
  ['a path that is too long', { path: `/${'a'.repeat(128)}` },
    `LatticeRule.Path: \`path\` takes a slash and up to 127 letters, digits and @:%_+.~#?&/=- after it, without wildcards, got '/${'a'.repeat(128)}'`],
  ['a method that there is not', { method: 'FETCH' },
    'LatticeRule.Method: `method` must be CONNECT, DELETE, GET, HEAD, OPTIONS, POST, PUT or TRACE, got \'FETCH\''],
  ['six headers', { headers: new Array(6).fill(header) },
    'LatticeRule.TooManyHeaders: `headers` takes at most 5 headers, got 6; spread them over several rules'],
  ['a header without a name', { headers: [{ ...header, name: '' }] }, 'LatticeRule.HeaderName: `headers[0].name` takes 1 to 40 characters, got 0'],
  ['a header without a value', { headers: [header, { name: 'x-other', comparisons: 0 }] },
    'LatticeRule.HeaderMatch: `headers[1]` takes one of exact, prefix and contains, got 0 of them'],
  ['a header that is compared twice', { headers: [{ ...header, comparisons: 2 }] },
    'LatticeRule.HeaderMatch: `headers[0]` takes one of exact, prefix and contains, got 2 of them'],
  ['a value that is too long', { headers: [{ ...header, value: 'x'.repeat(129) }] },
    'LatticeRule.HeaderValue: `headers[0]` takes 1 to 128 characters, got 129'],
])('%s', (_name, facts, message) => {
  expect(found(facts)).toEqual([message]);
});

test.each<[string, Partial<LatticeRuleFacts>]>([
  ['a path', {}],
  ['the longest path', { pathPrefix: `/${'a'.repeat(127)}` }],
  ['a method alone', { paths: 0, pathPrefix: undefined, hasMethod: true, method: 'GET' }],
  ['headers alone', { paths: 0, pathPrefix: undefined, headers: new Array(5).fill(header) }],
  ['tokens', { priority: undefined, pathPrefix: undefined, hasMethod: true, headers: [{ comparisons: 1 }] }],
])('%s is well', (_name, facts) => {
  expect(found(facts)).toEqual([]);
});

test('a priority that no other has is taken exactly in the range', () => {
  fc.assert(fc.property(fc.integer({ min: -50, max: 200 }), (priority) => {
    expect(found({ priority }).length === 0).toBe(priority >= 1 && priority <= 100);
  }));
});

test('test traffic comes before production traffic', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (test_, production) => {
    expect(checkTestPlace(test_, production).length === 0).toBe(test_ < production);
  }));
  expect(checkTestPlace(undefined, 3)).toEqual([]);
  expect(checkTestPlace(3, undefined)).toEqual([]);
  expect(checkTestPlace(5, 3).map(sentence)).toEqual(['`priority` must be below that of the route, 3, got 5; VPC Lattice takes the lowest first']);
});
