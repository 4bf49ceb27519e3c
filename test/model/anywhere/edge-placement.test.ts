import * as fc from 'fast-check';
import { checkEdgePlacement, EdgePlacementFacts, machinesWith } from '../../../src/model/anywhere/edge-placement';
import { advise, Finding, refuse } from '../../../src/model/finding';
import { ATTRIBUTE_VALUE } from '../../../src/model/instance-attribute';

describe('machines are asked for', () => {
  test.each<[Record<string, string | string[]>, string | undefined]>([
    [{}, undefined],
    [{ site: ['berlin'] }, 'attribute:site == berlin'],
    [{ site: ['berlin', 'bonn'] }, 'attribute:site in [berlin, bonn]'],
    [{ 'site': ['berlin', 'bonn'], 'disk.kind': ['ssd'] }, 'attribute:site in [berlin, bonn] and attribute:disk.kind == ssd'],
    [{ site: "${A}', '${B}" }, "attribute:site in ['${A}', '${B}']"],
    [{ hall: ['hall 3', 'a/b'] }, "attribute:hall in ['hall 3', 'a/b']"],
    [{ zone: ['and', 'In', 'north'] }, "attribute:zone in ['and', 'In', north]"],
    [{ zone: ['not_equals'] }, "attribute:zone == 'not_equals'"],
    [{ zone: ['not', 'or', 'exists', 'matches'] }, "attribute:zone in ['not', 'or', 'exists', 'matches']"],
    [{ mail: ['ops@example.com:25'] }, "attribute:mail == 'ops@example.com:25'"],
  ])('by %j', (attributes, expression) => {
    expect(machinesWith(attributes)).toBe(expression);
  });

  test('by values that nothing in the expression could be taken for', () => {
    const value = fc.stringMatching(ATTRIBUTE_VALUE).filter((text) => !text.includes('\\'));
    fc.assert(fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (values) => {
      expect(checkEdgePlacement({ attributes: { site: values } })).toEqual([]);
      const [, list] = /^attribute:site in \[(.*)\]$/.exec(machinesWith({ site: values })!)!;
      expect(list.split(', ').map((part) => part.replace(/^'(.*)'$/, '$1'))).toEqual(values);
    }));
  });
});

const ofEc2 = (path: string, name: string, others: string): Finding => advise('EdgePlacement.AttributeOfEc2', path,
  `asks for ${name}, which machines outside AWS do not have, as little as ${others}; give the machines an attribute of your own when they are registered`);
const BUT_ZONE = 'ecs.ami-id, ecs.instance-type, ecs.subnet-id or ecs.vpc-id';
const BUT_TYPE = 'ecs.ami-id, ecs.availability-zone, ecs.subnet-id or ecs.vpc-id';
const badValue = (value: string): Finding => refuse('EdgePlacement.Value', 'attributes.site',
  'takes values of 1 to 128 letters, digits, hyphens, underscores, dots, slashes, colons, at signs and spaces, none of those first or last, and no '
  + `backslash, got '${value}'`);

test.each<[string, EdgePlacementFacts, Finding[]]>([
  ['nothing', {}, []],
  ['all of it', { attributes: { site: ['berlin', undefined] }, spreadOver: ['site', undefined], distinctMachines: true, expressions: [undefined], fields: [undefined] }, []],
  ['every machine of a site', { attributes: { site: ['berlin'] }, everyMachine: true, distinctMachines: false }, []],
  ['the processor', { attributes: { 'ecs.cpu-architecture': ['arm64'] }, spreadOver: ['ecs.os-type'] }, []],
  ['an attribute without a value', { attributes: { site: [] } }, [refuse('EdgePlacement.NoValue', 'attributes.site',
    "names at least one value, got none; for machines that have it at all add ecs.PlacementConstraint.memberOf('attribute:site exists') to `constraints`")]],
  ['an empty value', { attributes: { site: [''] } }, [badValue('')]],
  ['a value that ends with a space', { attributes: { site: ['berlin '] } }, [badValue('berlin ')]],
  ['a value with a quote', { attributes: { site: ["d'or"] } }, [badValue("d'or")]],
  ['a value with a comma', { attributes: { site: ['a,b'] } }, [badValue('a,b')]],
  ['a value with a backslash', { attributes: { site: ['a\\b'] } }, [badValue('a\\b')]],
  ['a name with a colon', { spreadOver: ['attribute:site'] }, [refuse('EdgePlacement.Attribute', 'spreadOver[0]',
    "is the name of an attribute, 1 to 128 letters, digits, hyphens, underscores, dots and slashes, got 'attribute:site'")]],
  ['a name with a space', { attributes: { 'the site': ['berlin'] } }, [refuse('EdgePlacement.Attribute', 'attributes.the site',
    "is the name of an attribute, 1 to 128 letters, digits, hyphens, underscores, dots and slashes, got 'the site'")]],
  ['the processor of the task', { attributes: { 'ecs.cpu-architecture': ['x86_64', 'arm64'] }, architecture: 'arm64' }, []],
  ['a processor that is not known', { attributes: { 'ecs.cpu-architecture': ['x86_64', undefined] }, architecture: 'arm64' }, []],
  ['another processor', { attributes: { 'ecs.cpu-architecture': ['arm64', 'arm'] }, architecture: 'x86_64' }, [
    refuse('EdgePlacement.Architecture', 'attributes.ecs.cpu-architecture', 'must have the processor that the task names, x86_64, got arm64 and arm; leave it out'),
  ]],
  ['an attribute of EC2', { attributes: { 'ecs.instance-type': ['m7i.large'] } }, [ofEc2('attributes.ecs.instance-type', 'ecs.instance-type', BUT_TYPE)]],
  ['zones to spread over', { spreadOver: ['site', 'ecs.availability-zone'] }, [ofEc2('spreadOver[1]', 'ecs.availability-zone', BUT_ZONE)]],
  ['a constraint on zones', { expressions: ['attribute:site exists', '(attribute:ecs.availability-zone==us-east-1a)'] }, [
    ofEc2('constraints[1]', 'ecs.availability-zone', BUT_ZONE),
  ]],
  ['a strategy over zones', { fields: ['attribute:ecs.availability-zone'] }, [ofEc2('strategies[0]', 'ecs.availability-zone', BUT_ZONE)]],
  ['an attribute whose name only begins so', { expressions: ['attribute:ecs.instance-types == a', 'attribute:my-ecs.vpc-id == b'] }, []],
  ['one task on each, said twice', { everyMachine: true, distinctMachines: true }, [
    refuse('EdgePlacement.DistinctMachines', 'distinctMachines', 'is what `everyMachine` does, got both; leave it out'),
  ]],
  ['a spread of one task on each', { everyMachine: true, spreadOver: ['site'] }, [
    refuse('EdgePlacement.SpreadOver', 'spreadOver', 'does not apply to a service with a task on each machine; leave it out'),
  ]],
])('%s', (_name, facts, findings) => {
  expect(checkEdgePlacement(facts)).toEqual(findings);
});
