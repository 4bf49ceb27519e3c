import { correctTemplate } from './faults/correct-stack';
import { findingsOf, Json } from './kit';
import { isFunction } from '../../src/model/template-value';

/** A value of the template. */
interface Place {
  readonly name: string;
  readonly owner: Json;
  readonly key: string;
}

// One template for each value takes minutes. Where one value in forty is unknown, and these are far from each other, next to none hides another.
const TEMPLATES = 40;
const CORRECT = correctTemplate();
CORRECT.Parameters = { ...CORRECT.Parameters, Unknown: { Type: 'String' }, UnknownList: { Type: 'CommaDelimitedList' } };
CORRECT.Conditions = { ...CORRECT.Conditions, Open: { 'Fn::Equals': [{ Ref: 'Unknown' }, 'yes'] } };
// Some 1800.
const PLACES = Object.entries<Json>(CORRECT.Resources).flatMap(([id, { Properties: properties }]) => placesIn(properties ?? {}, id));

// No stack imports what it exports itself: a rule for an imported security group is none for a group of the template.
const KNOWN_WHERE_IMPORTED = ['GroupId'];

test.each<[string, (value: Json) => Json, readonly string[]]>([
  ['a parameter', (value) => ({ Ref: Array.isArray(value) ? 'UnknownList' : 'Unknown' }), []],
  ['a choice', (value) => ({ 'Fn::If': ['Open', value, { Ref: 'AWS::NoValue' }] }), []],
  ['an import', () => ({ 'Fn::ImportValue': 'Unknown' }), KNOWN_WHERE_IMPORTED],
])('no rule has anything to say about a value that is %s', (_form, unknown, exceptions) => {
  const all = PLACES.filter(({ key }) => !exceptions.includes(key));
  const told = Array.from({ length: TEMPLATES }, (_, index) => all.filter((_place, at) => at % TEMPLATES === index)).flatMap((places) => {
    const values = places.map(({ key, owner }) => owner[key]);
    places.forEach(({ key, owner }) => { owner[key] = unknown(owner[key]); });
    const findings = findingsOf(CORRECT).map(({ message, resource, rule }) => `${rule.id} ${resource.logicalId} ${message}`);
    places.forEach(({ key, owner }, at) => { owner[key] = values[at]; });
    return findings.length === 0 ? [] : [{ findings, unknown: places.map(({ name }) => name) }];
  });
  expect(told).toEqual([]);
});

test('the template is as it was, and says something where a value is wrong', () => {
  expect(findingsOf(CORRECT)).toEqual([]);
  CORRECT.Resources.WebService.Properties.PlatformVersion = '1.3.0';
  expect(findingsOf(CORRECT).map(({ rule }) => rule.id)).toContain('ServiceConnect.PlatformVersion');
});

/** All values in an object or a list, and those inside of them. */
function placesIn(owner: Json, name: string): Place[] {
  return Object.keys(owner).flatMap((key) => {
    const place = { name: `${name}.${key}`, owner, key };
    const value = owner[key];
    const isTree = typeof value === 'object' && value !== null && !isFunction(value);
    return isTree ? [place, ...placesIn(value, place.name)] : [place];
  });
}
