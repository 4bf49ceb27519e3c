import { symlinkSync } from 'fs';
import { join, relative } from 'path';
import { CfnCluster } from 'aws-cdk-lib/aws-ecs';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { folderWith } from './folder';
import { templatesAt } from '../../src/command/templates';

const CLUSTER = { Resources: { A: { Type: 'AWS::ECS::Cluster' } } };

/** What is read at paths in a folder. */
function at(folder: string, ...paths: string[]) {
  return templatesAt((paths.length === 0 ? ['.'] : paths).map((path) => join(folder, path))).map((read) => {
    const file = relative(folder, read.file);
    if ('problem' in read) return { file, problem: read.problem };
    const { nestedIn, unread } = read;
    return {
      file,
      ...nestedIn && { nestedIn: `${relative(folder, nestedIn.name)} ${nestedIn.logicalId}` },
      ...unread.length > 0 && { unread },
    };
  });
}

function nested(url: unknown, metadata?: unknown) {
  return { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: url }, Metadata: metadata };
}

test('a file that is named has to be a template', () => {
  const folder = folderWith({ 'a.yml': 'Resources: {}', 'package.json': { name: 'a' }, 'b.yml': '' });
  expect(at(folder, 'a.yml', 'package.json', 'b.yml', 'c.yml')).toEqual([
    { file: 'a.yml' },
    { file: 'package.json', problem: 'is no template: it has no Resources' },
    { file: 'b.yml', problem: 'is empty' },
    { file: 'c.yml', problem: 'does not exist' },
  ]);
});

test('files of a folder may be any text, but templates among them have to be whole', () => {
  const folder = folderWith({
    'a.yml': 'Resources: {}',
    'b.json': CLUSTER,
    'chart.yml': 'name: {{ .Values.name }}',
    'compose.yml': 'services: {}',
    'image.json': Buffer.from([0x80]),
    'package.json': { name: 'a' },
    'several.yml': 'kind: Pod\n---\nkind: Pod\n',
    'wrong.json': '{ "Resources" : {',
    'wrong.yml': 'AWSTemplateFormatVersion: 2010-09-09\nResources: {{ x }\n',
    'x.template.json': '',
  });
  expect(at(folder)).toEqual([
    { file: 'a.yml' },
    { file: 'b.json' },
    { file: 'image.json', problem: 'is no text in UTF-8' },
    { file: 'wrong.json', problem: "is no JSON: Expected property name or '}' in JSON at position 17" },
    { file: 'wrong.yml', problem: expect.stringMatching(/^is no YAML: .* \(line \d\)$/) },
    { file: 'x.template.json', problem: 'is empty' },
  ]);
});

test('a folder without a template is told', () => {
  const folder = folderWith({ 'a/package.json': { name: 'a' }, 'b/c.yml': 'Resources: {}' });
  expect(at(folder, 'a', 'b', 'b')).toEqual([{ file: 'a', problem: 'holds no template' }, { file: 'b/c.yml' }]);
});

test('a file is read once, however often and by whatever name', () => {
  const folder = folderWith({ 'a/b.yml': 'Resources: {}' });
  symlinkSync('b.yml', join(folder, 'a/c.yml'));
  expect(at(folder, 'a/c.yml', 'a', 'a/../a/b.yml')).toEqual([{ file: 'a/c.yml' }]);
});

describe('nested stacks', () => {
  test('are those whose file is given too', () => {
    const folder = folderWith({
      'parent.yml': {
        Resources: {
          Child: nested('./parts/child.yml'),
          App: { Type: 'AWS::Serverless::Application', Properties: { Location: 'app.yml' } },
          Metadata: nested({ 'Fn::Sub': 'https://bucket/x' }, { 'aws:asset:path': 'metadata.yml' }),
          Elsewhere: nested('https://example.com/child.yml'),
          Given: nested({ Ref: 'Url' }),
          Nothing: nested(undefined),
          Without: { Type: 'AWS::CloudFormation::Stack' },
          NotGiven: nested('other.yml'),
          Cluster: { Type: 'AWS::ECS::Cluster', Properties: { TemplateURL: 'app.yml' } },
        },
      },
      'parts/child.yml': CLUSTER,
      'app.yml': CLUSTER,
      'metadata.yml': CLUSTER,
      'other.yml': CLUSTER,
    });
    expect(at(folder, 'parts', 'app.yml', 'metadata.yml', 'parent.yml')).toEqual([
      { file: 'parts/child.yml', nestedIn: 'parent.yml Child' },
      { file: 'app.yml', nestedIn: 'parent.yml App' },
      { file: 'metadata.yml', nestedIn: 'parent.yml Metadata' },
      {
        file: 'parent.yml',
        unread: ['Elsewhere', 'Given', 'Nothing', 'Without', 'NotGiven'].map((logicalId) => `the template of the stack ${logicalId}`),
      },
    ]);
  });

  test('may be named by their whole path', () => {
    const folder = folderWith({ 'child.yml': CLUSTER });
    const parent = folderWith({ 'parent.yml': { Resources: { Child: nested(join(folder, 'child.yml')) } } });
    expect(at(folder, 'child.yml', join('..', relative(join(folder, '..'), parent), 'parent.yml')))
      .toEqual([{ file: 'child.yml', nestedIn: `${join(relative(folder, parent), 'parent.yml')} Child` }, { file: join(relative(folder, parent), 'parent.yml') }]);
  });

  test('of a cloud assembly are read with it', () => {
    const url = (key: string) => ({ 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::URLSuffix' }, `/bucket/${key}`]] });
    const asset = (path: string, objectKey: string) => ({ source: { path }, destinations: { here: { objectKey } } });
    const folder = folderWith({
      'manifest.json': {
        artifacts: {
          Stack: { type: 'aws:cloudformation:stack', dependencies: ['Assets'], properties: { templateFile: 'Stack.template.json' } },
          Assets: { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
        },
      },
      'Stack.assets.json': { files: { a: asset('Outer.nested.template.json', 'aaa.json'), b: asset('Inner.nested.template.json', 'bbb.json') } },
      'Stack.template.json': { Resources: { Outer: nested(url('aaa.json')), Lost: nested(url('ccc.json'), { 'aws:asset:path': 'Lost.nested.template.json' }) } },
      'Outer.nested.template.json': { Resources: { Inner: nested(url('bbb.json')) } },
      'Inner.nested.template.json': CLUSTER,
      'Old.nested.template.json': CLUSTER,
    });
    expect(at(folder)).toEqual([
      { file: 'Stack.template.json', unread: ['the template of the stack Lost'] },
      { file: 'Outer.nested.template.json', nestedIn: 'Stack.template.json Outer' },
      { file: 'Inner.nested.template.json', nestedIn: 'Outer.nested.template.json Inner' },
      { file: 'Lost.nested.template.json', problem: 'does not exist' },
    ]);
  });

  test('of one template in two stacks are of neither, since its parameters differ', () => {
    const folder = folderWith({ 'a.yml': CLUSTER, 'b.yml': { Resources: { One: nested('a.yml'), Other: nested('a.yml') } } });
    expect(at(folder)).toEqual([{ file: 'a.yml' }, { file: 'b.yml' }]);
  });

  test('may be nested in themselves', () => {
    const folder = folderWith({ 'a.yml': { Resources: { A: nested('a.yml') } } });
    expect(at(folder)).toEqual([{ file: 'a.yml', nestedIn: 'a.yml A' }]);
  });

  test.each([[true], [false]])('are found as the CDK writes them, asset metadata %s', (isWritten) => {
    const folder = folderWith({});
    const app = new App({ outdir: folder, context: { 'aws:cdk:enable-asset-metadata': isWritten } });
    [new Stack(app, 'Web'), new Stack(app, 'Api'), new Stack(new Stage(app, 'Prod'), 'Web')].forEach((stack) => {
      const outer = new NestedStack(stack, 'Outer');
      new CfnCluster(outer, 'Cluster');
      new CfnCluster(new NestedStack(outer, 'Inner'), 'Cluster');
    });
    app.synth();
    const found = at(folder).map((each) => JSON.stringify(each).replace(/[0-9A-F]{8}/g, '#'));
    const nestedStacks = (path: string) => [
      { file: `${path}.template.json` },
      { file: `${path.replace(/#$/, '')}Outer#.nested.template.json`, nestedIn: `${path}.template.json OuterNestedStackOuterNestedStackResource#` },
      {
        file: `${path.replace(/#$/, '')}OuterInner#.nested.template.json`,
        nestedIn: `${path.replace(/#$/, '')}Outer#.nested.template.json InnerNestedStackInnerNestedStackResource#`,
      },
    ];
    expect(found).toEqual(['Web', 'Api', 'assembly-Prod/ProdWeb#'].flatMap((path) => nestedStacks(path)).map((each) => JSON.stringify(each)));
  });
});
