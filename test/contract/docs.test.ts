import * as path from 'path';
import * as ts from 'typescript';

// Reads the public API the way a reader sees it: what src/index.ts exports, with its doc comments.
const entry = path.join(__dirname, '..', '..', 'src', 'index.ts');
const program = ts.createProgram([entry], {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  noLib: true,
  types: [],
  experimentalDecorators: true,
});
const checker = program.getTypeChecker();

interface Documented { readonly name: string; readonly symbol: ts.Symbol; readonly declaration: ts.Declaration }

function publicTypes(): Documented[] {
  return exportsOf(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!)
    .map((symbol) => (symbol.declarations?.some(ts.isExportSpecifier) ? checker.getAliasedSymbol(symbol) : symbol))
    .filter((symbol) => symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.includes(`${path.sep}src${path.sep}`)))
    .map((symbol) => ({ name: symbol.name, symbol, declaration: symbol.declarations![0] }));
}

/** What a module exports, by name or inside a namespace. */
function exportsOf(module: ts.Symbol): ts.Symbol[] {
  return checker.getExportsOfModule(module)
    .flatMap((symbol) => (symbol.declarations?.some(ts.isNamespaceExport) ? exportsOf(checker.getAliasedSymbol(symbol)) : symbol));
}

function publicMembers(): Documented[] {
  return publicTypes().flatMap(({ name, declaration }) => {
    if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration) && !ts.isEnumDeclaration(declaration)) {
      return [];
    }
    return [...declaration.members]
      .filter((member) => member.name !== undefined && !member.name.getText().startsWith('_'))
      .filter((member) => !has(member, ts.SyntaxKind.PrivateKeyword) && !has(member, ts.SyntaxKind.ProtectedKeyword))
      .map((member) => ({ name: `${name}.${member.name!.getText()}`, symbol: checker.getSymbolAtLocation(member.name!)!, declaration: member }));
  });
}

const has = (node: ts.Node, modifier: ts.SyntaxKind) => (
  ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === modifier)
);
const text = (documented: Documented) => ts.displayPartsToString(documented.symbol.getDocumentationComment(checker));
const tags = (documented: Documented) => documented.symbol.getJsDocTags(checker).map((tag) => tag.name);

test('there is a public API', () => {
  expect(publicTypes().length).toBeGreaterThan(20);
});

test('everything public has a first sentence', () => {
  expect([...publicTypes(), ...publicMembers()].filter((documented) => text(documented).trim() === '').map(({ name }) => name)).toEqual([]);
});

test('every optional prop says what happens without it', () => {
  const silent = publicMembers()
    .filter(({ declaration }) => ts.isPropertySignature(declaration) && declaration.questionToken !== undefined)
    .filter((documented) => !tags(documented).includes('default'));
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('no default is undefined', () => {
  const evasive = publicMembers().filter(({ symbol }) => symbol.getJsDocTags(checker)
    .some((tag) => tag.name === 'default' && /^(- )?(undefined|none)\.?$/.test(ts.displayPartsToString(tag.text))));
  expect(evasive.map(({ name }) => name)).toEqual([]);
});

test('no construct takes more than a dozen props', () => {
  const crowded = publicTypes()
    .filter(({ name, declaration }) => name.endsWith('Props') && ts.isInterfaceDeclaration(declaration) && declaration.members.length > 12);
  expect(crowded.map(({ name }) => name)).toEqual([]);
});

test('no public member is a union, an overload or a generic: other languages cannot call it', () => {
  const foreign = publicMembers().filter(({ symbol, declaration }) => {
    const node = declaration as ts.PropertySignature | ts.MethodDeclaration;
    const kinds = node.type !== undefined && ts.isUnionTypeNode(node.type) ? node.type.types.map(({ kind }) => kind) : [];
    const isUnion = kinds.filter((kind) => kind !== ts.SyntaxKind.UndefinedKeyword).length > 1;
    return isUnion || (ts.isMethodDeclaration(declaration) && ((declaration.typeParameters?.length ?? 0) > 0 || symbol.declarations!.length > 1));
  });
  expect(foreign.map(({ name }) => name)).toEqual([]);
});

test('a struct is all readonly, and only behaviour is named I…', () => {
  // What a class implements is behaviour, even without a method: a struct is made by its user.
  const implemented = publicTypes().flatMap(({ declaration }) => (ts.isClassDeclaration(declaration) ? declaration.heritageClauses ?? [] : []))
    .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
  const wrong = publicTypes().filter(({ declaration, name }) => {
    if (!ts.isInterfaceDeclaration(declaration)) {
      return false;
    }
    const isStruct = !implemented.includes(name) && declaration.members.every((member) => ts.isPropertySignature(member));
    const allReadonly = declaration.members.every((member) => has(member, ts.SyntaxKind.ReadonlyKeyword));
    return isStruct ? !allReadonly || /^I[A-Z]/.test(name) : !/^I[A-Z]/.test(name);
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

test('every parameter has a name, which the other languages need', () => {
  const nameless = publicTypes().flatMap(({ name, declaration }) => (ts.isClassDeclaration(declaration) ? [...declaration.members] : [])
    .filter((member) => ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member))
    .filter((member) => !has(member, ts.SyntaxKind.PrivateKeyword) && !(member.name?.getText().startsWith('_') ?? false))
    .filter((member) => member.parameters.some((parameter) => !ts.isIdentifier(parameter.name)))
    .map((member) => `${name}.${member.name?.getText() ?? 'constructor'}`));
  expect(nameless).toEqual([]);
});
