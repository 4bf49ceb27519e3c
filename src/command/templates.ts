import { realpathSync } from 'fs';
import { contentOf, filesAt, FoundFile, LostPath } from './files';
import { NestedStack, nestedStacksIn } from './nested';
import { ParsedTemplate, parseTemplate } from './parse';

/** A template that was read. */
export interface ReadTemplate extends ParsedTemplate {
  readonly file: string;
  readonly text: string;
  /** The folder of the cloud assembly that it is of. */
  readonly assembly?: string;
  /** What its stack is called, where the assembly says that. */
  readonly stackName?: string;
  /** The stacks nested in it. */
  readonly stacks: readonly NestedStack[];
  /** The only resource that makes a stack of it. */
  readonly nestedIn?: { readonly name: string; readonly logicalId: string };
}

// How a section of a template begins, in YAML and in JSON.
const LOOKS_LIKE_TEMPLATE = /^(Resources|AWSTemplateFormatVersion)\s*:|"(Resources|AWSTemplateFormatVersion)"\s*:/m;

/** The templates at the paths, each once, with those that cloud assemblies nest in others. */
export function templatesAt(paths: readonly string[]): (ReadTemplate | LostPath)[] {
  const read = new Map<string, ReadTemplate | LostPath>();
  paths.forEach((path) => {
    const found = filesAt(path).filter((file) => add(file, read));
    if (found.length === 0) read.set(path, { file: path, problem: 'holds no template' });
  });
  return linked(read);
}

/** Reads a file that was not read yet; false for one that is no template, and need not be. */
function add(found: FoundFile | LostPath, read: Map<string, ReadTemplate | LostPath>): boolean {
  const key = keyOf(found.file);
  if (read.has(key)) return true;
  const template = 'problem' in found ? found : readFrom(found);
  if (template === undefined) return false;
  read.set(key, template);
  if ('problem' in found || found.assembly === undefined || 'problem' in template) return true;
  template.stacks.forEach(({ file }) => {
    if (file !== undefined) add({ ...found, file, stackName: undefined }, read);
  });
  return true;
}

function readFrom({ file, assembly, assets, isNamed, stackName }: FoundFile): ReadTemplate | LostPath | undefined {
  const content = contentOf(file);
  if ('problem' in content) return content;
  const { text } = content;
  const parsed = parseTemplate(text);
  if (typeof parsed !== 'string') return { ...parsed, file, text, assembly, stackName, stacks: nestedStacksIn(parsed.template, file, assets ?? new Map()) };
  return isNamed || LOOKS_LIKE_TEMPLATE.test(text) ? { file, problem: parsed } : undefined;
}

/** The same, where nested templates name what makes stacks of them. One of several stacks is known for none of them. */
function linked(read: ReadonlyMap<string, ReadTemplate | LostPath>): (ReadTemplate | LostPath)[] {
  const makers = new Map<string, { name: string; logicalId: string }[]>();
  const templates = [...read.values()].map((template) => {
    if ('problem' in template) return template;
    const unread = template.stacks.flatMap(({ file, logicalId }) => {
      const key = file === undefined ? '' : keyOf(file);
      makers.set(key, [...makers.get(key) ?? [], { name: template.file, logicalId }]);
      return isRead(read.get(key)) ? [] : [`the template of the stack ${logicalId}`];
    });
    return { ...template, unread: [...template.unread, ...unread] };
  });
  return templates.map((template) => {
    const [nestedIn, ...others] = makers.get(keyOf(template.file)) ?? [];
    return 'problem' in template || others.length > 0 ? template : { ...template, nestedIn };
  });
}

function isRead(template: ReadTemplate | LostPath | undefined): boolean {
  return template !== undefined && !('problem' in template);
}

/** The same for every path to a file. */
function keyOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
