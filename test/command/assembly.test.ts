import { join, relative } from 'path';
import { folderWith } from './folder';
import { assemblyIn } from '../../src/command/assembly';

const STACK = 'aws:cloudformation:stack';
const ASSETS = 'cdk:asset-manifest';

/** What is read in a folder with the files, of which `artifacts` are those of its manifest. */
function read(artifacts: unknown, files: Readonly<Record<string, unknown>> = {}) {
  const folder = folderWith({ 'manifest.json': { artifacts }, ...files });
  const within = (path: string) => relative(folder, path);
  const assembly = assemblyIn(folder);
  return assembly && {
    isThere: assembly.folder === folder,
    stacks: assembly.stacks.map(({ assets, file, stackName }) => ({ file: within(file), stackName, assets: [...assets].map(([key, path]) => `${key} ${within(path)}`) })),
    stages: assembly.stages.map(within),
  };
}

test('stacks and stages are told in the order of the manifest', () => {
  expect(read({
    B: { type: STACK, properties: { templateFile: 'B.template.json' } },
    Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
    A: { type: STACK, properties: { templateFile: 'A.template.json', stackName: 'Shop-A' } },
    Test: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Test' } },
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  })).toEqual({
    isThere: true,
    stacks: [{ file: 'B.template.json', stackName: 'B', assets: [] }, { file: 'A.template.json', stackName: 'Shop-A', assets: [] }],
    stages: ['assembly-Prod', 'assembly-Test'],
  });
});

test('a stack has the assets of the manifests that it depends on', () => {
  const file = (path: string, ...keys: string[]) => (
    { source: { path }, destinations: Object.fromEntries(keys.map((objectKey, index) => [index, { objectKey }])) }
  );
  expect(read({
    'A': { type: STACK, dependencies: ['B', 'A.assets', 'Common', 'Missing'], properties: { templateFile: 'A.json' } },
    'B': { type: STACK, dependencies: 'A.assets', properties: { templateFile: 'B.json' } },
    'A.assets': { type: ASSETS, properties: { file: 'A.assets.json' } },
    'Common': { type: ASSETS, properties: { file: 'Common.assets.json' } },
    'Others': { type: ASSETS, properties: { file: 'Others.assets.json' } },
  }, {
    'A.assets.json': { files: { one: file('One.json', 'one.json', 'there/one.json'), two: file('Two.json', 'two.json') } },
    'Common.assets.json': { files: { three: file('Three.json', 'three.json') } },
    'Others.assets.json': { files: { four: file('Four.json', 'four.json') } },
  })).toEqual({
    isThere: true,
    stacks: [
      { file: 'A.json', stackName: 'A', assets: ['one.json One.json', 'there/one.json One.json', 'two.json Two.json', 'three.json Three.json'] },
      { file: 'B.json', stackName: 'B', assets: [] },
    ],
    stages: [],
  });
});

test.each<[string, unknown]>([
  ['without files', {}],
  ['with a list of files', { files: [] }],
  ['whose file is made by a program', { files: { a: { source: { executable: ['make'] }, destinations: { here: { objectKey: 'a' } } } } }],
  ['whose file goes nowhere', { files: { a: { source: { path: 'a' } } } }],
  ['whose file has no key', { files: { a: { source: { path: 'a' }, destinations: { here: { bucketName: 'b' } } } } }],
  ['with a file that is none', { files: { a: 'a', b: null } }],
  ['that is no JSON', 'files'],
])('a manifest of assets %s has none', (_name, content) => {
  expect(read({
    A: { type: STACK, dependencies: ['Assets'], properties: { templateFile: 'A.json' } }, Assets: { type: ASSETS, properties: { file: 'assets.json' } },
  }, { 'assets.json': content })?.stacks).toEqual([{ file: 'A.json', stackName: 'A', assets: [] }]);
});

test('artifacts that are no such thing are passed over', () => {
  expect(read({
    A: null, B: 'text', C: [], D: { type: STACK }, E: { type: STACK, properties: {} }, F: { type: STACK, properties: { templateFile: 5 } }, G: { properties: { templateFile: 'G.json' } },
  })).toEqual({ isThere: true, stacks: [], stages: [] });
});

test.each([['a list', []], ['a text', 'text'], ['nothing', undefined]])('with %s for artifacts it is no assembly', (_name, artifacts) => {
  expect(read(artifacts)).toBeUndefined();
});

test('a folder without a manifest, or with another one, is no assembly', () => {
  const folder = folderWith({ 'text/manifest.json': 'text', 'list/manifest.json': [], 'browser/manifest.json': { name: 'an app' } });
  expect(['.', 'text', 'list', 'browser', 'missing'].map((name) => assemblyIn(join(folder, name)))).toEqual(Array(5).fill(undefined));
});
