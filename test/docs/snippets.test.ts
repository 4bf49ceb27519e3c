import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

// The README's examples are compiled by rosetta as well, but docs/ is not part of the package, so rosetta does not see it.
const root = path.join(__dirname, '..', '..');
const fixture = fs.readFileSync(path.join(root, 'rosetta', 'default.ts-fixture'), 'utf8');

function pages(): string[] {
  const docs = path.join(root, 'docs');
  const listed = fs.readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return [path.join(root, 'README.md'), ...listed.map((name) => path.join(docs, name))];
}

interface Snippet { readonly file: string; readonly source: string }

function snippetsOf(page: string): Snippet[] {
  const blocks = [...fs.readFileSync(page, 'utf8').matchAll(/^```ts( nofixture)?\n([\s\S]*?)^```/gm)];
  return blocks.map(([, nofixture, code], index) => ({
    file: path.join(root, 'test', 'docs', `${path.relative(root, page).replace(/\W/g, '-')}-${index + 1}.ts`),
    source: nofixture ? code : fixture.replace('/// here', code),
  }));
}

test('every example in the README and the docs compiles', () => {
  const snippets = new Map(pages().flatMap(snippetsOf).map((snippet) => [snippet.file, snippet.source]));
  expect(snippets.size).toBeGreaterThan(0);
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    stripInternal: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: ['node'],
    paths: { 'cdk-ecs-blueprints': [path.join(root, 'src', 'index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => snippets.has(name) || fileExists.call(host, name);
  host.readFile = (name) => snippets.get(name) ?? readFile.call(host, name);
  host.getSourceFile = (name, version, ...rest) => (snippets.has(name)
    ? ts.createSourceFile(name, snippets.get(name)!, version)
    : getSourceFile.call(host, name, version, ...rest));
  const program = ts.createProgram([...snippets.keys()], options, host);
  const problems = ts.getPreEmitDiagnostics(program)
    .filter((diagnostic) => snippets.has(diagnostic.file?.fileName ?? ''))
    .map((diagnostic) => `${path.basename(diagnostic.file!.fileName)}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`);
  expect(problems).toEqual([]);
});
