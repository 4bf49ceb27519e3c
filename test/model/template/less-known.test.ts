import * as fc from 'fast-check';
import { joined, referenceOf, referencesIn } from '../../../src/model/template/reference';
import { Resource } from '../../../src/model/template/template-file';
import { TemplateSet } from '../../../src/model/template/template-set';
import { flagIn, isWritten, knownList, knownProperties, numberIn, textIn } from '../../../src/model/template-value';

const HIDDEN = { Ref: 'Hidden' };
const names = fc.constantFrom('A', 'B', 'P', 'Q', '__proto__', 'constructor', 'Hidden');
const conditions = fc.constantFrom('IsP', 'IsQ', 'Not', 'Both', 'Either');

const { value } = fc.letrec<{ value: unknown }>((tie) => {
  const some = tie('value');
  return {
    value: fc.oneof({ maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<unknown>('a', 'b', 'a,b', 1, true, null, { Ref: 'AWS::NoValue' }, '{{resolve:ssm:a}}'),
      names.map((name) => ({ Ref: name })),
      names.map((name) => ({ 'Fn::GetAtt': [name, 'Outputs.O'] })),
      fc.tuple(names, some).map(([name, variable]) => ({ 'Fn::Sub': [`x\${${name}}\${V}`, { V: variable }] })),
      fc.array(some, { maxLength: 3 }).map((parts) => ({ 'Fn::Join': ['-', parts] })),
      fc.tuple(fc.constantFrom(0, 1), fc.array(some, { maxLength: 3 })).map(([index, list]) => ({ 'Fn::Select': [index, list] })),
      some.map((text) => ({ 'Fn::Split': [',', text] })),
      fc.tuple(some, some).map(([one, other]) => ({ 'Fn::FindInMap': ['M', one, other] })),
      fc.tuple(conditions, some, some).map((choice) => ({ 'Fn::If': choice })),
      fc.array(some, { maxLength: 3 }),
      fc.dictionary(names, some, { maxKeys: 3 }),
    ),
  };
});

/** A nested stack with the value as a property, whose parameters `known` are given. */
function resourceWith(property: unknown, known: readonly string[]): Resource {
  const given = Object.fromEntries(['P', 'Q'].map((name) => [name, known.includes(name) ? 'a' : HIDDEN]));
  const template = {
    Parameters: { P: { Type: 'String' }, Q: { Type: 'CommaDelimitedList' } },
    Mappings: { M: { a: { a: 'found' } } },
    Conditions: {
      IsP: { 'Fn::Equals': [{ Ref: 'P' }, 'a'] },
      IsQ: { 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'Q' }] }, 'a'] },
      Not: { 'Fn::Not': [{ Condition: 'IsP' }] },
      Both: { 'Fn::And': [{ Condition: 'IsP' }, { Condition: 'IsQ' }] },
      Either: { 'Fn::Or': [{ Condition: 'Not' }, { Condition: 'IsQ' }] },
    },
    Resources: { A: { Type: 'Kind', Properties: { X: property } } },
  };
  const parent = { Parameters: { Hidden: { Type: 'String' } }, Resources: { N: { Type: 'Stack', Properties: { Parameters: given } } } };
  return TemplateSet.of([{ name: 'parent', template: parent }, { name: 'child', template, nestedIn: { name: 'parent', logicalId: 'N' } }])
    .resources('Kind')[0];
}

/** Everything that the readers of a value claim to know is as true of the same value with more known. */
function expectAgreement(less: unknown, more: unknown): void {
  [textIn, numberIn, flagIn, isWritten].forEach((read) => {
    const claim = read(less);
    if (claim !== undefined) expect(read(more)).toBe(claim);
  });
  const [lessEntries, moreEntries] = [knownList(less), knownList(more)];
  if (lessEntries !== undefined && lessEntries.length > 0) {
    expect(moreEntries?.length).toBe(lessEntries.length);
    lessEntries.forEach((entry, index) => expectAgreement(entry, moreEntries?.[index]));
  }
  const [lessProperties, moreProperties] = [knownProperties(less), knownProperties(more)];
  if (lessProperties !== undefined && Object.keys(lessProperties).length > 0) {
    Object.keys({ ...lessProperties, ...moreProperties }).forEach((key) => expectAgreement(lessProperties[key], moreProperties?.[key]));
  }
}

test('what is unknown does not become known when more is hidden', () => {
  fc.assert(fc.property(value, fc.constantFrom([['P', 'Q'], ['P']], [['P', 'Q'], ['Q']], [['P'], []], [['Q'], []]), (written, [more, less]) => {
    expectAgreement(resourceWith(written, less).properties.X, resourceWith(written, more).properties.X);
  }), { numRuns: 2000 });
});

test('nothing that JSON can hold breaks a set', () => {
  const id = fc.oneof(names, fc.string());
  const resource = fc.oneof(fc.json().map((text): unknown => JSON.parse(text)), fc.record({
    Type: fc.constantFrom('Kind', 'Other'), Properties: value, DependsOn: fc.oneof(names, fc.array(names), value), Condition: fc.oneof(conditions, value),
  }, { requiredKeys: ['Type'] }));
  const section = fc.oneof(value, fc.dictionary(id, resource), fc.dictionary(id, fc.record({ Type: fc.constant('String'), Value: value, Export: fc.record({ Name: value }) })));
  const template = fc.oneof(fc.json().map((text): unknown => JSON.parse(text)), fc.record({
    Resources: fc.dictionary(id, resource), Outputs: section, Parameters: section, Conditions: section, Mappings: section, Transform: value,
  }, { requiredKeys: ['Resources'] }));
  const source = fc.record({
    name: names, template, nestedIn: fc.option(fc.record({ name: names, logicalId: names }), { nil: undefined }),
  });
  fc.assert(fc.property(fc.array(source, { maxLength: 4 }), value, (sources, asked) => {
    const set = TemplateSet.of(JSON.parse(JSON.stringify(sources)));
    const resources = set.resources();
    [asked, ...resources.map(({ properties }) => properties)].forEach((given) => [joined, referenceOf, referencesIn].forEach((read) => read(given)));
    resources.forEach((one) => {
      const target = set.target(one, asked);
      expect(target === undefined || resources.includes(target)).toBe(true);
      expect(target !== undefined && set.isExternal(one, asked)).toBe(false);
      set.referrers(one).forEach((other) => expect(resources).toContain(other));
      expect([true, false, undefined]).toContain(set.waitsFor(one, resources[0]));
      set.named(one.type, 'A', asked);
    });
  }), { numRuns: 500 });
});
