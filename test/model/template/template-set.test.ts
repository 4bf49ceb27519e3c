import { Resource, TemplateSource } from '../../../src/model/template/template-file';
import { TemplateSet } from '../../../src/model/template/template-set';

const IS_BETA = { 'Fn::Equals': [{ Ref: 'Stage' }, 'beta'] };

/** Sets of templates whose resources are written as properties by logical id: the type is the first word of the id. */
function setOf(...sources: (Partial<TemplateSource> & { readonly template: unknown })[]): TemplateSet {
  return TemplateSet.of(sources.map((source, index) => ({ name: `t${index}`, ...source })));
}

function the(set: TemplateSet, logicalId: string, template = 't0'): Resource {
  return set.resources().find((resource) => resource.logicalId === logicalId && resource.template === template)!;
}

function place(resource: Resource | undefined): string | undefined {
  return resource && `${resource.template}.${resource.logicalId}`;
}

const resource = (properties: object = {}, rest: object = {}) => ({ Type: 'Kind', Properties: properties, ...rest });

describe('a template', () => {
  const set = setOf({
    template: {
      Transform: ['AWS::LanguageExtensions', { Name: 'Own' }],
      Parameters: { Stage: { Type: 'String', Default: 'beta' } },
      Mappings: { Ports: { web: { port: 80 } } },
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Always: { 'Fn::Not': [{ Condition: 'Never' }] }, IsBeta: IS_BETA },
      Resources: {
        'A': resource({
          Known: { 'Fn::FindInMap': ['Ports', 'web', 'port'] },
          Stage: { Ref: 'Stage' },
          Text: { 'Fn::Sub': 'a-${Stage}' },
          Gone: { Ref: 'AWS::NoValue' },
          Chosen: { 'Fn::If': ['Always', { Ref: 'B' }, 'b'] },
          Open: { 'Fn::If': ['IsBeta', 'a', 'b'] },
          Secret: '{{resolve:ssm:a}}',
          List: ['a', { Ref: 'B' }, { 'Fn::If': ['Never', 'c', { Ref: 'AWS::NoValue' }] }, { 'Fn::Join': ['', ['x', 'y']] }],
        }, { DependsOn: 'B' }),
        'B': { Type: 'Other', DependsOn: ['A', { Ref: 'C' }, 'Absent'] },
        'Absent': resource({}, { Condition: 'Never' }),
        'Perhaps': resource({}, { Condition: 'IsBeta' }),
        'constructor': resource(),
        'Typeless': {},
        'Made': resource({ 'Fn::Transform': {} }),
        'Mixed': resource({ 'A': 1, 'Fn::ForEach::Key': [] }),
        'Fn::ForEach::Many': [],
      },
    },
  });

  test('has its resources, of all types or of some', () => {
    expect(set.resources().map(place)).toEqual(['t0.A', 't0.B', 't0.Perhaps', 't0.constructor']);
    expect(set.resources('Other', 'Kind').length).toBe(4);
    expect(set.resources('Other').map(place)).toEqual(['t0.B']);
  });

  test('tells what it knows of properties, and keeps the functions of the rest', () => {
    expect(the(set, 'A').properties).toEqual({
      Known: 80,
      Stage: { Ref: 'Stage' },
      Text: { 'Fn::Sub': 'a-${Stage}' },
      Chosen: { Ref: 'B' },
      Open: { 'Fn::If': ['IsBeta', 'a', 'b'] },
      Secret: '{{resolve:ssm:a}}',
      List: ['a', { Ref: 'B' }, 'xy'],
    });
    expect(the(set, 'A').raw.Known).toEqual({ 'Fn::FindInMap': ['Ports', 'web', 'port'] });
    expect([the(set, 'A').dependsOn, the(set, 'B').dependsOn]).toEqual([['B'], ['A', 'Absent']]);
  });

  test('tells what it could not read', () => {
    expect(set.unread.map(({ template, what }) => `${template}: ${what}`)).toEqual([
      't0: what the macro AWS::LanguageExtensions makes', 't0: what the macro Own makes', 't0: the resource Typeless, which has no type',
      't0: the properties of Made', 't0: the properties of Mixed', 't0: the resources of Fn::ForEach::Many',
    ]);
  });

  test.each<[string, unknown, string]>([
    ['no template', undefined, 'its Resources, which are no object'],
    ['a list', [], 'its Resources, which are no object'],
    ['resources that a macro makes', { Resources: { 'Fn::Transform': {} } }, 'the resources of Fn::Transform'],
    ['a template without an end', Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 'end'), 'a template of more than 200 levels'],
  ])('that is %s is told', (_, template, what) => {
    expect(setOf({ template }).unread.map((unread) => unread.what)).toContain(what);
  });

  test('counts once by its name', () => {
    expect(setOf({ name: 'a', template: { Resources: { A: resource() } } }, { name: 'a', template: { Resources: { B: resource() } } })
      .resources().map(place)).toEqual(['a.A']);
  });
});

describe('references', () => {
  const set = setOf({
    name: 'parent',
    template: {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        A: resource({ Name: 'a' }),
        Nested: resource({ Parameters: { Group: { 'Fn::GetAtt': ['A', 'Arn'] }, Size: 'small', Zones: { 'Fn::Join': [',', ['a', 'b']] }, Image: '/path', Odd: { a: 1 } } }),
        B: resource({
          Output: { 'Fn::GetAtt': ['Nested', 'Outputs.Made'] },
          Given: { 'Fn::GetAtt': 'Nested.Outputs.Given' },
          Missing: { 'Fn::GetAtt': 'Nested.Outputs.Missing' },
          Turning: { 'Fn::GetAtt': 'Nested.Outputs.Turning' },
          Text: { 'Fn::GetAtt': 'Nested.Outputs.Text' },
          Absent: { Ref: 'Gone' },
          Chosen: { 'Fn::If': ['Never', 'a', { Ref: 'A' }] },
          Literal: 'a',
          Region: { Ref: 'AWS::Region' },
          Nothing: { Ref: 'Nowhere' },
        }),
        Gone: resource({}, { Condition: 'Never' }),
      },
      Outputs: { Shared: { Value: { Ref: 'A' }, Export: { Name: { 'Fn::Sub': 'shared' } } }, Gone: { Condition: 'Never', Value: 'x', Export: { Name: 'gone' } } },
    },
  }, {
    name: 'child',
    nestedIn: { name: 'parent', logicalId: 'Nested' },
    template: {
      Parameters: {
        Group: { Type: 'String' },
        Size: { Type: 'String' },
        Zones: { Type: 'CommaDelimitedList' },
        Image: { Type: 'AWS::SSM::Parameter::Value<String>' },
        Own: { Type: 'String', Default: 'x' },
        Odd: { Type: 'String' },
      },
      Resources: {
        C: resource({ Group: { Ref: 'Group' }, Size: { Ref: 'Size' }, Zones: { Ref: 'Zones' }, Image: { Ref: 'Image' }, Own: { Ref: 'Own' }, Odd: { Ref: 'Odd' } }),
      },
      Outputs: {
        Made: { Value: { Ref: 'C' } }, Given: { Value: { Ref: 'Group' } }, Text: { Value: 'x' }, Turning: { Value: { 'Fn::ImportValue': 'turn' }, Export: { Name: 'turn' } },
      },
    },
  }, {
    name: 'other',
    template: {
      Resources: { D: resource({ Import: { 'Fn::ImportValue': 'shared' }, Gone: { 'Fn::ImportValue': 'gone' }, Unknown: { 'Fn::ImportValue': { Ref: 'AWS::StackName' } } }) },
    },
  });
  const b = the(set, 'B', 'parent');
  const c = the(set, 'C', 'child');
  const d = the(set, 'D', 'other');

  test.each<[string, Resource, string, string | undefined, boolean]>([
    ['the output of a nested stack', b, 'Output', 'child.C', false],
    ['what a nested stack was given', b, 'Given', 'parent.A', false],
    ['an output that is not there', b, 'Missing', undefined, true],
    ['an output that is made of itself', b, 'Turning', undefined, true],
    ['an output that is a text', b, 'Text', undefined, true],
    ['a choice that is known', b, 'Chosen', 'parent.A', false],
    ['a resource that is certainly not made', b, 'Absent', undefined, true],
    ['a resource that is not there', b, 'Nothing', undefined, false],
    ['a text', b, 'Literal', undefined, true],
    ['a pseudo parameter', b, 'Region', undefined, true],
    ['no value', b, 'Unwritten', undefined, false],
    ['a parameter of a nested stack', c, 'Group', 'parent.A', false],
    ['a parameter that nobody gave', c, 'Own', undefined, true],
    ['an import', d, 'Import', 'parent.A', false],
    ['an import of what is not exported', d, 'Gone', undefined, true],
    ['an import of an unknown name', d, 'Unknown', undefined, true],
  ])('%s is followed', (_, from, property, expected, external) => {
    const value = from.raw[property];
    expect([place(set.target(from, value)), set.isExternal(from, value)]).toEqual([expected, external]);
  });

  test('parameters of a nested stack have the values that it is given', () => {
    expect(c.properties).toEqual({ Group: { Ref: 'Group' }, Size: 'small', Zones: ['a', 'b'], Image: { Ref: 'Image' }, Own: { Ref: 'Own' }, Odd: { Ref: 'Odd' } });
  });

  test('of two exports of a name neither is meant', () => {
    const exporting = { Resources: { A: resource() }, Outputs: { O: { Value: { Ref: 'A' }, Export: { Name: 'same' } } } };
    const twice = setOf({ template: { Resources: { A: resource() } } }, { template: exporting }, { template: exporting });
    expect(twice.target(the(twice, 'A'), { 'Fn::ImportValue': 'same' })).toBeUndefined();
  });

  describe('outputs of other stacks', () => {
    const given = (stack: unknown, output: unknown) => ({ 'Fn::GetStackOutput': { StackName: stack, OutputName: output, Region: 'us-east-1' } });
    const outputs = { Shown: { Value: { Ref: 'A' } }, Further: { Value: given('Other', 'Shown') }, Text: { Value: 'a' } };
    const network = { stackName: 'Network', template: { Resources: { A: resource() }, Outputs: outputs } };
    const other = { stackName: 'Other', template: { Resources: { B: resource({ Of: given('Network', 'Shown') }) }, Outputs: { Shown: { Value: { Ref: 'B' } } } } };
    const here = { template: { Resources: { C: resource({ Of: given('Network', 'Shown') }) } } };

    test.each<[string, unknown, string | undefined]>([
      ['a resource', given('Network', 'Shown'), 't0.A'],
      ['what a third stack gives', given('Network', 'Further'), 't1.B'],
      ['a name that is put together', given({ 'Fn::Join': ['', ['Net', 'work']] }, 'Shown'), 't0.A'],
      ['a text', given('Network', 'Text'), undefined],
      ['an output that is not there', given('Network', 'Gone'), undefined],
      ['a stack that is not there', given('Gone', 'Shown'), undefined],
      ['a stack that is not known', given({ Ref: 'AWS::StackName' }, 'Shown'), undefined],
      ['nothing', { 'Fn::GetStackOutput': 'Network' }, undefined],
    ])('lead to %s', (_what, value, expected) => {
      const stacks = setOf(network, other, here);
      expect(place(stacks.target(the(stacks, 'C', 't2'), value))).toBe(expected);
    });

    test('of two stacks of a name, as in two regions, lead to neither', () => {
      const stacks = setOf(network, network, here);
      expect(stacks.target(the(stacks, 'C', 't2'), given('Network', 'Shown'))).toBeUndefined();
    });

    test('a template without a stack gives none', () => {
      const stacks = setOf({ ...network, stackName: undefined }, here);
      expect(stacks.target(the(stacks, 'C', 't1'), given('Network', 'Shown'))).toBeUndefined();
    });

    test('refer to resources, which are offered', () => {
      const stacks = setOf(network, other, here);
      expect(stacks.referrers(the(stacks, 'A')).map(place)).toEqual(['t1.B', 't2.C']);
      expect(['A', 'B', 'C'].map((id, index) => stacks.isOffered(the(stacks, id, `t${index}`)))).toEqual([true, true, false]);
      expect(stacks.isExternal(the(stacks, 'C', 't2'), given('Network', 'Shown'))).toBe(false);
      expect(stacks.isExternal(the(stacks, 'C', 't2'), given('Gone', 'Shown'))).toBe(true);
    });
  });

  test('resources know who refers to them, from any template', () => {
    expect(set.referrers(the(set, 'A', 'parent')).map(place)).toEqual(['parent.Nested', 'parent.B', 'other.D', 'child.C']);
    expect(set.referrers(the(set, 'A', 'parent'), 'Other')).toEqual([]);
    expect(set.referrers(b)).toEqual([]);
  });

  test('the only resource with a name is found by it', () => {
    const named = setOf({ template: { Resources: { A: resource({ Name: 'a' }), B: resource({ Name: 'b' }), C: resource({ Name: 'b' }), D: resource({ Name: { Ref: 'X' } }) } } });
    expect(['a', 'b', 'c', { Ref: 'X' }, undefined].map((value) => place(named.named('Kind', 'Name', value)))).toEqual(['t0.A', undefined, undefined, undefined, undefined]);
    expect(named.named('Other', 'Name', 'a')).toBeUndefined();
    expect(named.named('Kind', 'constructor', 'a')).toBeUndefined();
  });

  test('of another set lead nowhere', () => {
    const other = setOf({ name: 'else', template: { Resources: { A: resource() } } });
    const [a] = other.resources();
    expect([set.target(a, { Ref: 'A' }), set.isExternal(a, { Ref: 'A' }), set.waitsFor(a, a)]).toEqual([undefined, false, undefined]);
  });

  test('stacks that are nested in each other have no values of each other', () => {
    const template = { Parameters: { P: { Type: 'String' } }, Resources: { A: resource({ P: { Ref: 'P' } }), N: resource({ Parameters: { P: { Ref: 'P' } } }) } };
    const circle = setOf({ template, nestedIn: { name: 't1', logicalId: 'N' } }, { template, nestedIn: { name: 't0', logicalId: 'N' } },
      { template, nestedIn: { name: 't2', logicalId: 'N' } }, { template, nestedIn: { name: 'elsewhere', logicalId: 'N' } });
    expect(['t0', 't1', 't2', 't3'].map((name) => the(circle, 'A', name).properties)).toEqual(Array(4).fill({ P: { Ref: 'P' } }));
    expect(circle.target(the(circle, 'A'), { Ref: 'P' })).toBeUndefined();
  });

  test('stacks may be nested before the stack around them', () => {
    const inner = { Parameters: { P: { Type: 'Number' } }, Resources: { A: resource({ P: { Ref: 'P' } }) } };
    const middle = { Parameters: { P: { Type: 'String' } }, Resources: { N: resource({ Parameters: { P: { Ref: 'P' } } }) } };
    const outer = { Resources: { N: resource({ Parameters: { P: 2 } }) } };
    const nested = setOf({ template: inner, nestedIn: { name: 't1', logicalId: 'N' } }, { template: middle, nestedIn: { name: 't2', logicalId: 'N' } }, { template: outer });
    expect(the(nested, 'A').properties).toEqual({ P: 2 });
  });
});

describe('the order of resources', () => {
  const written = {
    Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
    Resources: {
      A: resource({}, { DependsOn: 'B' }),
      B: resource({ Text: { 'Fn::Sub': 'x${C.Arn}' } }),
      C: resource({}, { Metadata: { Of: { Ref: 'D' } }, DependsOn: ['Gone'] }),
      D: resource(),
      Gone: resource({ E: { Ref: 'E' } }, { Condition: 'Never' }),
      E: resource(),
      F: resource({}, { DependsOn: ['G'] }),
      G: resource({ F: { Ref: 'F' } }),
    },
  };
  const set = setOf({ template: written }, { template: written });

  test.each([
    ['A', 'B', true], ['A', 'C', true], ['A', 'D', true], ['A', 'E', false], ['D', 'A', false], ['A', 'A', false], ['F', 'G', true], ['F', 'F', true], ['F', 'A', false],
  ])('%s waits for %s: %s', (one, other, expected) => {
    expect(set.waitsFor(the(set, one), the(set, other))).toBe(expected);
  });

  test('is not known over templates, nor where there is more than could be read', () => {
    expect(set.waitsFor(the(set, 'A'), the(set, 'B', 't1'))).toBeUndefined();
    const macro = setOf({ template: { ...written, Transform: 'Own' } });
    expect([macro.waitsFor(the(macro, 'A'), the(macro, 'D')), macro.waitsFor(the(macro, 'D'), the(macro, 'A'))]).toEqual([true, undefined]);
    expect(macro.isExternal(the(macro, 'A'), { Ref: 'Nowhere' })).toBe(true);
  });
});

test('what an output tells of is offered to others, also that of a nested stack', () => {
  const set = TemplateSet.of([
    {
      name: 'parent',
      template: {
        Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', Properties: {} }, Own: { Type: 'A::B::C' }, Kept: { Type: 'A::B::C' } },
        Outputs: { Own: { Value: { 'Fn::Sub': 'arn:${Own.Id}' } }, Inner: { Value: { 'Fn::GetAtt': ['Nested', 'Outputs.Group'] } } },
      },
    },
    {
      name: 'child',
      template: { Resources: { Group: { Type: 'A::B::C' } }, Outputs: { Group: { Value: { Ref: 'Group' } } } },
      nestedIn: { name: 'parent', logicalId: 'Nested' },
    },
  ]);
  expect(set.resources('A::B::C').filter((each) => set.isOffered(each)).map(({ logicalId }) => logicalId)).toEqual(['Own', 'Group']);
});
