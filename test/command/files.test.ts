import * as fs from 'fs';
import { join, relative } from 'path';
import { folderWith } from './folder';
import { contentOf, filesAt } from '../../src/command/files';

/** What is at a path, by the names in the folder. */
function at(folder: string, path: string = '.') {
  return filesAt(join(folder, path)).map((found) => {
    const file = relative(folder, found.file);
    if ('problem' in found) return { file, problem: found.problem };
    const { assembly, isNamed } = found;
    return assembly === undefined ? { file, isNamed } : { file, of: relative(folder, assembly), isNamed };
  });
}

test('a file is itself, whatever it is called', () => {
  const folder = folderWith({ 'template.txt': '' });
  expect(at(folder, 'template.txt')).toEqual([{ file: 'template.txt', isNamed: true }]);
});

test('a hyphen is standard input', () => {
  expect(filesAt('-')).toEqual([{ file: '-', isNamed: true }]);
  const reading = jest.spyOn(jest.requireActual<typeof fs>('fs'), 'readFileSync').mockImplementation((source) => Buffer.from(`from ${source}`));
  const content = contentOf('-');
  reading.mockReturnValue(Buffer.alloc(10 * 1024 * 1024 + 1));
  const tooLarge = contentOf('-');
  reading.mockRestore();
  expect(content).toEqual({ text: 'from 0' });
  expect(tooLarge).toEqual({ file: '-', problem: 'is larger than 10 MiB' });
});

test('a path that leads nowhere is told', () => {
  const folder = folderWith({});
  fs.symlinkSync('self.yml', join(folder, 'self.yml'));
  expect(at(folder, 'none.yml')).toEqual([{ file: 'none.yml', problem: 'does not exist' }]);
  expect(at(folder, 'self.yml')).toEqual([{ file: 'self.yml', problem: 'is a link that leads to itself' }]);
});

test('a folder has the files that may be templates, and those of its folders', () => {
  const names = [
    'b.json', 'a.yaml', 'c/d/e.YML', 'f.template', 'g.template.json', 'h.template.yml', 'read.md', 'i.ts', 'node_modules/j.json', '.k/l.json', '.m.yml',
  ];
  const folder = folderWith({ ...Object.fromEntries(names.map((name) => [name, ''])), 'manifest.json': { name: 'an app for browsers' } });
  expect(at(folder)).toEqual([
    { file: 'a.yaml', isNamed: false },
    { file: 'b.json', isNamed: false },
    { file: 'c/d/e.YML', isNamed: false },
    { file: 'f.template', isNamed: true },
    { file: 'g.template.json', isNamed: true },
    { file: 'h.template.yml', isNamed: true },
    { file: 'manifest.json', isNamed: false },
  ]);
});

test('links in a folder are followed, each folder once', () => {
  const folder = folderWith({ 'a/b.yml': '', 'a/c/d.yml': '' });
  fs.symlinkSync('..', join(folder, 'a/c/up'));
  fs.symlinkSync('none', join(folder, 'a/lost.yml'));
  fs.symlinkSync('none', join(folder, 'a/lost.txt'));
  fs.symlinkSync('none', join(folder, 'a/lost.template.yml'));
  fs.mkdirSync(join(folder, 'e.yml'));
  expect(at(folder, 'a')).toEqual([
    { file: 'a/b.yml', isNamed: false },
    { file: 'a/c/d.yml', isNamed: false },
    { file: 'a/lost.template.yml', problem: 'does not exist' },
    { file: 'a/lost.yml', problem: 'does not exist' },
  ]);
});

test('what is too large for a template is passed over in a folder, unless its name says that it is one', () => {
  const large = Buffer.alloc(10 * 1024 * 1024 + 1, ' ');
  const folder = folderWith({ 'a.json': large, 'b.template.json': large, 'c.json': large.subarray(1) });
  expect(at(folder)).toEqual([{ file: 'b.template.json', isNamed: true }, { file: 'c.json', isNamed: false }]);
});

test('a folder that may not be read is told', () => {
  const folder = folderWith({ 'a/b.yml': '' });
  const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  const listing = jest.spyOn(jest.requireActual<typeof fs>('fs'), 'readdirSync').mockImplementation(() => {
    throw error;
  });
  const found = at(folder, 'a');
  listing.mockRestore();
  expect(found).toEqual([{ file: 'a', problem: 'may not be read' }]);
});

describe('a cloud assembly', () => {
  const ASSEMBLY = {
    'manifest.json': {
      artifacts: {
        'B': { type: 'aws:cloudformation:stack', properties: { templateFile: 'B.template.json' } },
        'A': { type: 'aws:cloudformation:stack', dependencies: ['B', 'A.assets'], properties: { templateFile: 'A.template.json' } },
        'A.assets': { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } },
        'Others.assets': { type: 'cdk:asset-manifest', properties: { file: 'Others.assets.json' } },
        'Odd': { type: 'aws:cloudformation:stack' },
        'Odder': 5,
        'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
      },
    },
    'A.template.json': '',
    'Removed.template.json': '',
    'tree.json': '',
    'assembly-Prod/manifest.json': { artifacts: { C: { type: 'aws:cloudformation:stack', properties: { templateFile: 'C.template.json' } } } },
  };
  const FILES = [
    { file: 'B.template.json', of: '', isNamed: true },
    { file: 'A.template.json', of: '', isNamed: true },
    { file: 'assembly-Prod/C.template.json', of: 'assembly-Prod', isNamed: true },
  ];

  test('has the templates that its manifest names, and those of its stages', () => {
    const folder = folderWith(ASSEMBLY);
    expect(at(folder)).toEqual(FILES);
    expect(at(folder, 'manifest.json')).toEqual(FILES);
  });

  test('may be in a folder', () => {
    expect(at(folderWith(Object.fromEntries(Object.entries(ASSEMBLY).map(([name, content]) => [`app/cdk.out/${name}`, content])))))
      .toEqual(FILES.map(({ file, of }) => ({ file: `app/cdk.out/${file}`, of: join('app/cdk.out', of), isNamed: true })));
  });

  test('knows the assets of each stack by their keys', () => {
    const folder = folderWith({
      ...ASSEMBLY,
      'Others.assets.json': { files: { jkl: { source: { path: 'O.nested.template.json' }, destinations: { here: { objectKey: 'jkl.json' } } } } },
      'A.assets.json': {
        files: {
          abc: { source: { path: 'N.nested.template.json' }, destinations: { here: { objectKey: 'abc.json' }, there: { objectKey: 'x/abc.json' } } },
          def: { source: { executable: ['make'] }, destinations: { here: { objectKey: 'def.zip' } } },
          ghi: { source: { path: 'asset.ghi' } },
        },
      },
    });
    const nested = join(folder, 'N.nested.template.json');
    expect(filesAt(folder).map((found) => ('problem' in found ? found : [...found.assets ?? []])))
      .toEqual([[], [['abc.json', nested], ['x/abc.json', nested]], []]);
  });

  test('whose stage is lost, or is itself, ends all the same', () => {
    const stage = (directoryName: string) => ({ type: 'cdk:cloud-assembly', properties: { directoryName } });
    expect(at(folderWith({ 'manifest.json': { artifacts: { itself: stage('.'), lost: stage('assembly-Lost') } } })))
      .toEqual([{ file: 'assembly-Lost', problem: 'has no manifest.json that could be read' }]);
  });
});

test.each([
  ['text in UTF-8', Buffer.from('ä: ö')],
  ['a byte order mark', Buffer.from('\ufeffä: ö')],
  ['UTF-16 of Windows', Buffer.from('\ufeffä: ö', 'utf16le')],
])('%s is read', (_name, content) => {
  expect(contentOf(join(folderWith({ 'a.yml': content }), 'a.yml'))).toEqual({ text: 'ä: ö' });
});

test.each([
  ['bytes that are no text', Buffer.from([0x80, 0x81]), 'is no text in UTF-8'],
  ['zeros', Buffer.from('a\0b'), 'is no text'],
  ['more than a template may be', Buffer.alloc(10 * 1024 * 1024 + 1, ' '), 'is larger than 10 MiB'],
])('%s are told', (_name, content, problem) => {
  const file = join(folderWith({ 'a.yml': content }), 'a.yml');
  expect(contentOf(file)).toEqual({ file, problem });
});

test('10 MiB are read, and a folder is told', () => {
  const folder = folderWith({ 'a.yml': Buffer.alloc(10 * 1024 * 1024, ' ') });
  expect(contentOf(join(folder, 'a.yml'))).toHaveProperty('text.length', 10 * 1024 * 1024);
  expect(contentOf(folder)).toEqual({ file: folder, problem: 'is a folder' });
});
