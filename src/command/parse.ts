import { Alias, Document, ErrorCode, isAlias, isMap, isScalar, isSeq, LineCounter, Node, Pair, parseDocument, Scalar, visit, YAMLMap } from 'yaml';
import { isTooDeep, MOST_LEVELS } from '../model/template/depth';
import { propertiesIn } from '../model/template-value';

/** A template as its file has it. */
export interface ParsedTemplate {
  readonly template: unknown;
  /** What in it could not be read. */
  readonly unread: readonly string[];
  /** The line of a property, or of what is nearest around it; undefined where the template has nothing of it. */
  readonly lineOf: (keys: readonly string[]) => number | undefined;
}

// CloudFormation User Guide, "Intrinsic function reference" and "Rule functions": what has a short form in YAML.
const FUNCTIONS = [
  'Base64', 'Cidr', 'FindInMap', 'GetAZs', 'GetAtt', 'GetStackOutput', 'ImportValue', 'Join', 'Length', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
  'And', 'Equals', 'If', 'Not', 'Or', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'RefAll', 'ValueOf', 'ValueOfAll',
];
const SECTIONS = ['Resources', 'AWSTemplateFormatVersion', 'Transform', 'Fn::Transform'];
// What YAML 1.1 takes for a truth value, and 1.2 for a text. CloudFormation reads 1.1.
const TRUTHS = /^(?:(yes|on|true)|no|off|false)$/i;
// A number of an account, which keeps its zero.
const ZERO_FIRST = /^0\d+$/;
// More than any template has: a few lines that name each other could stand for more than fits into memory.
const MOST_ALIASES = 500;
const TOO_DEEP = `is nested more than ${MOST_LEVELS} levels deep`;
const PROBLEMS: Partial<Record<ErrorCode, string>> = { MULTIPLE_DOCS: 'holds more than one YAML document', RESOURCE_EXHAUSTION: TOO_DEEP };
// What the stack runs out in decides under which code the parser tells it.
const EXHAUSTED = /call stack/;

/** Reads a template in JSON or YAML; a text says why it is none. */
export function parseTemplate(text: string): ParsedTemplate | string {
  if (text.trim() === '') return 'is empty';
  try {
    const parsed = text.trimStart().startsWith('{') ? parsedJson(text) : parsedYaml(text);
    return typeof parsed === 'string' ? parsed : checked(parsed);
  } catch (error) {
    return error instanceof RangeError ? TOO_DEEP : `is no template: ${(error as Error).message}`;
  }
}

function checked(parsed: ParsedTemplate): ParsedTemplate | string {
  const { template } = parsed;
  if (!SECTIONS.some((section) => Object.hasOwn(propertiesIn(template), section))) return 'is no template: it has no Resources';
  return isTooDeep(template) ? TOO_DEEP : parsed;
}

/** YAML reads JSON too, and tells the lines; that takes longer, and is done only when a line is asked for. */
function parsedJson(text: string): ParsedTemplate | string {
  let source: Source | undefined;
  try {
    return { template: JSON.parse(text), unread: [], lineOf: (keys) => lineOf(source ??= sourceOf(text), keys) };
  } catch (error) {
    return `is no JSON: ${(error as Error).message}`;
  }
}

function parsedYaml(text: string): ParsedTemplate | string {
  const source = sourceOf(text);
  const { document, lines } = source;
  const [error] = document.errors;
  if (error !== undefined && EXHAUSTED.test(error.message)) return TOO_DEEP;
  if (error !== undefined) return PROBLEMS[error.code] ?? `is no YAML: ${error.message} (line ${lines.linePos(error.pos[0]).line})`;
  const unread = readAsCloudFormation(source);
  return { template: document.toJS({ maxAliasCount: MOST_ALIASES }), unread, lineOf: (keys) => lineOf(source, keys) };
}

interface Source {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

function sourceOf(text: string): Source {
  const lines = new LineCounter();
  const options = { lineCounter: lines, logLevel: 'error', merge: true, prettyErrors: false, schema: 'core', uniqueKeys: false, version: '1.2' } as const;
  return { document: parseDocument(text, options), lines };
}

/** Makes functions of tags, and values of what CloudFormation reads otherwise; returns what it does not know. */
function readAsCloudFormation({ document, lines }: Source): string[] {
  const unread: string[] = [];
  const seen = new Set<Node>();
  visit(document, {
    Node: (key, node) => {
      if (key === 'key' || isAlias(node) || seen.has(node)) return undefined;
      seen.add(node);
      if (isScalar(node)) readScalar(node);
      const name = nameOf(node);
      if (name === undefined) return undefined;
      if (!FUNCTIONS.includes(name) && !['Ref', 'Condition'].includes(name)) {
        unread.push(`what the tag !${name} stands for (line ${lines.linePos(node.range?.[0] ?? 0).line})`);
      }
      return functionOf(name, node);
    },
  });
  return unread;
}

function readScalar(scalar: Scalar): void {
  const { source, type, value } = scalar;
  if (type !== Scalar.PLAIN || source === undefined || scalar.tag !== undefined) return;
  const truth = TRUTHS.exec(source);
  if (truth !== null) scalar.value = truth[1] !== undefined;
  else if (typeof value === 'number' && ZERO_FIRST.test(source)) scalar.value = source;
}

/** The name of a tag of CloudFormation's kind. */
function nameOf({ tag }: Node): string | undefined {
  return tag?.startsWith('!') && tag.length > 1 ? tag.slice(1) : undefined;
}

function functionOf(name: string, node: Exclude<Node, Alias>): YAMLMap {
  const made = new YAMLMap();
  made.items.push(new Pair(new Scalar(['Ref', 'Condition'].includes(name) ? name : `Fn::${name}`), node));
  made.range = node.range;
  made.anchor = node.anchor;
  node.anchor = undefined;
  return made;
}

function lineOf({ document, lines }: Source, keys: readonly string[]): number | undefined {
  let at: unknown = document.contents;
  let offset: number | undefined;
  for (const key of keys) {
    const next = entryOf(isAlias(at) ? at.resolve(document) : at, key);
    if (next === undefined) break;
    at = next.node;
    offset = next.offset ?? offset;
  }
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

/** The value of a key, the last one where there are several, and where it begins; what a tag stands for begins nowhere. */
function entryOf(node: unknown, key: string): { readonly node: unknown; readonly offset?: number } | undefined {
  if (isSeq<Node>(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { node: item, offset: item.range?.[0] };
  }
  if (!isMap<Node, Node>(node)) return undefined;
  const pair = node.items.filter((item) => isScalar(item.key) && String(item.key.value) === key).pop();
  return pair === undefined ? undefined : { node: pair.value, offset: pair.key.range?.[0] };
}
