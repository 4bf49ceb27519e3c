import { join, relative } from 'path';
import { folderWith } from './folder';
import { ruleWith } from './rule';
import { Selection } from '../../src/command/arguments';
import { check, Checks, checksOf } from '../../src/command/check';
import { CommandFinding } from '../../src/command/report';
import { TemplateSet } from '../../src/model/template/template-set';
import { RuleConcern, RuleStandard } from '../../src/policy/rule-options';
import { task } from '../policy/templates';

/** Tells of each cluster how many there are in its set. */
const pack: Checks['pack'] = (set: TemplateSet) => {
  const clusters = set.resources('AWS::ECS::Cluster');
  return clusters.map((resource) => ({ rule: ruleWith({}), resource, path: 'Properties', message: `one of ${clusters.length}` }));
};

const WRONG: CommandFinding = { id: 'CloudFormation-Validate::E1', level: 'error', logicalId: 'A', path: '', message: 'is wrong', remedy: '' };

/** What is said of the files of a folder, without where. */
function said(files: Readonly<Record<string, unknown>>, checks: Partial<Checks> = {}, paths: readonly string[] = ['.']) {
  const folder = folderWith(files);
  return check(paths.map((path) => join(folder, path)), { pack, validator: () => (texts) => texts.map(() => []), ...checks })
    .map(({ file, findings, problem, unread }) => ({ [relative(folder, file)]: problem ?? [...findings.map(({ message }) => message), ...unread] }));
}

const cluster = (properties: unknown = {}) => ({ Resources: { A: { Type: 'AWS::ECS::Cluster', Properties: properties } } });

test('files that are given together are one set', () => {
  expect(said({ 'a.json': cluster(), 'b/c.json': cluster(), 'd.json': cluster() }, {}, ['a.json', 'b', 'a.json']))
    .toEqual([{ 'a.json': ['one of 2'] }, { 'b/c.json': ['one of 2'] }]);
});

test('each cloud assembly is a set of its own', () => {
  const manifest = (templateFile: string, stage?: string) => ({
    artifacts: {
      stack: { type: 'aws:cloudformation:stack', properties: { templateFile } },
      ...stage && { stage: { type: 'cdk:cloud-assembly', properties: { directoryName: stage } } },
    },
  });
  expect(said({
    'a.json': cluster(),
    'cdk.out/manifest.json': manifest('B.template.json', 'assembly-Prod'),
    'cdk.out/B.template.json': cluster(),
    'cdk.out/assembly-Prod/manifest.json': manifest('C.template.json'),
    'cdk.out/assembly-Prod/C.template.json': cluster(),
    'd.json': cluster(),
  })).toEqual([
    { 'a.json': ['one of 2'] },
    { 'cdk.out/B.template.json': ['one of 1'] },
    { 'cdk.out/assembly-Prod/C.template.json': ['one of 1'] },
    { 'd.json': ['one of 2'] },
  ]);
});

test('nested stacks are given to the pack as such', () => {
  const names = (set: TemplateSet) => set.resources('AWS::ECS::Cluster')
    .map((resource) => ({ rule: ruleWith({}), resource, path: '', message: String(resource.properties.ClusterName) }));
  expect(said({
    'parent.yml': 'Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: child.yml, Parameters: {Name: shop}}\n',
    'child.yml': 'Parameters: {Name: {Type: String}}\nResources:\n  A:\n    Type: AWS::ECS::Cluster\n    Properties: {ClusterName: !Ref Name}\n',
  }, { pack: names })).toEqual([{ 'child.yml': ['shop'] }, { 'parent.yml': [] }]);
});

test('what could not be read is said of the file that it is in', () => {
  expect(said({
    'a.yml': 'Transform: Odd\nResources:\n  Fn::ForEach::X: [N, [a], {}]\n  A: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Odd x}}\n',
    'b.json': { Resources: { B: { Type: 'AWS::CloudFormation::Stack' } } },
    'c.template.json': '',
  })).toEqual([
    {
      'a.yml': [
        'one of 1', 'what the tag !Odd stands for (line 4)', 'what the macro Odd makes', 'the resources of Fn::ForEach::X',
      ],
    },
    { 'b.json': ['the template of the stack B'] },
    { 'c.template.json': 'is empty' },
  ]);
});

describe('the validator', () => {
  test('is loaded once, and has its say of each template', () => {
    const asked: (readonly string[])[] = [];
    const validator = jest.fn(() => (texts: readonly string[]) => {
      asked.push(texts);
      return texts.map((text) => (text.includes('name') ? [WRONG] : []));
    });
    expect(said({ 'a.json': cluster(), 'b.json': cluster({ ClusterName: 'name' }), 'c.template.json': '' }, { validator }))
      .toEqual([{ 'a.json': ['one of 2'] }, { 'b.json': ['one of 2', 'is wrong'] }, { 'c.template.json': 'is empty' }]);
    expect(validator).toHaveBeenCalledTimes(1);
    expect(asked).toEqual([[JSON.stringify(cluster()), JSON.stringify(cluster({ ClusterName: 'name' }))]]);
  });

  test('does not know a type, which is said', () => {
    const unknown = { ...WRONG, id: 'CloudFormation-Validate::F3006', logicalId: 'A', message: "Unknown resource type 'B'" };
    expect(said({ 'a.json': cluster() }, { validator: () => () => [[unknown, WRONG]] }))
      .toEqual([{ 'a.json': ['one of 1', 'is wrong', "A by the CDK's own validator: Unknown resource type 'B'"] }]);
  });

  test('is not loaded without a template', () => {
    const validator = jest.fn();
    expect(said({}, { validator })).toEqual([{ '': 'holds no template' }]);
    expect(validator).not.toHaveBeenCalled();
  });

  test('is said to be missing where it cannot be loaded', () => {
    const validator = () => {
      throw new Error('no memory');
    };
    expect(said({ 'a.json': cluster(), 'b.json': cluster() }, { validator })).toEqual(['a.json', 'b.json'].map((file) => ({
      [file]: ['one of 2', "what the CDK's own validator says, which failed: no memory"],
    })));
  });

  test('fails over one template, and not over the others', () => {
    const validator = () => (texts: readonly string[]) => {
      if (texts.some((text) => text.includes('name'))) throw 'unreachable';
      return texts.map(() => [WRONG]);
    };
    expect(said({ 'a.json': cluster(), 'b.json': cluster({ ClusterName: 'name' }) }, { validator })).toEqual([
      { 'a.json': ['one of 2', 'is wrong'] },
      { 'b.json': ['one of 2', "what the CDK's own validator says, which failed: unreachable"] },
    ]);
  });
});

test('the rules of the pack are those that were asked for', () => {
  const set = TemplateSet.of([{ name: 'a', template: task({ task: { Memory: '8192' }, container: { Image: 'nginx:latest' } }) }]);
  const idsOf = (selection: Selection) => checksOf(selection).pack(set).map(({ rule }) => rule.id);
  expect(idsOf({})).toEqual(['FargateSize.NoSuchPair', 'Image.Latest']);
  expect(idsOf({ concerns: [RuleConcern.AVAILABILITY] })).toEqual(['Image.Latest']);
  expect(idsOf({ standards: [RuleStandard.SECURITY_HUB] })).toEqual([]);
  expect(idsOf({ thresholds: { requiredTagKeys: ['owner'] } })).toEqual(['FargateSize.NoSuchPair', 'Image.Latest', 'Tags.Missing']);
});

test('lines are those of the finding', () => {
  const folder = folderWith({ 'a.yml': 'Resources:\n  A:\n    Type: AWS::ECS::Cluster\n    Properties:\n      Tags:\n        - {}\n' });
  const [{ lineOf }] = check([folder], { pack, validator: () => () => [[]] });
  expect(['Properties.Tags.0.Key', 'Properties.Tags', ''].map((path) => lineOf({ ...WRONG, path }))).toEqual([6, 5, 2]);
  expect(lineOf({ ...WRONG, logicalId: '' })).toBeUndefined();
});
