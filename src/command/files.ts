import { readdirSync, readFileSync, realpathSync, Stats, statSync } from 'fs';
import { basename, dirname, join } from 'path';
import { Assembly, assemblyIn, MANIFEST } from './assembly';

/** A file to read. */
export interface FoundFile {
  readonly file: string;
  /** The folder of the cloud assembly that it is of. */
  readonly assembly?: string;
  /** What its stack is called, where the assembly says that. */
  readonly stackName?: string;
  /** Files of the assets of its stack by their keys. */
  readonly assets?: ReadonlyMap<string, string>;
  /** True where it is said to be a template; the other files of a folder may be anything. */
  readonly isNamed: boolean;
}

/** A path at which there is nothing to read. */
export interface LostPath {
  readonly file: string;
  readonly problem: string;
}

/** What stands for standard input where a file is named. */
const STANDARD_INPUT = '-';

const MAY_BE_TEMPLATE = /\.(json|ya?ml|template)$/i;
const IS_TEMPLATE = /\.template(\.(json|ya?ml))?$/i;
// Not for people to read, or not theirs.
const SKIPPED = /^(\.|node_modules$)/;
// Ten times the largest template that CloudFormation takes.
const MOST_MIB = 10;
const MOST_BYTES = MOST_MIB * 1024 * 1024;
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
  ELOOP: 'is a link that leads to itself',
  ENOENT: 'does not exist',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'is no text in UTF-8',
};

/** The files at a path: itself, the templates of the cloud assembly that it is, or what is in a folder and in the folders in it. */
export function filesAt(path: string): readonly (FoundFile | LostPath)[] {
  const named = [{ file: path, isNamed: true }];
  if (path === STANDARD_INPUT) return named;
  const stats = statsOf(path);
  if (typeof stats === 'string') return [{ file: path, problem: stats }];
  if (stats.isDirectory()) return filesInFolder(path, new Set());
  const assembly = basename(path) === MANIFEST ? assemblyIn(dirname(path)) : undefined;
  return assembly === undefined ? named : filesInAssembly(assembly, new Set());
}

/** The text of a file, or why it has none. */
export function contentOf(file: string): { readonly text: string } | LostPath {
  const tooLarge = { file, problem: `is larger than ${MOST_MIB} MiB` };
  try {
    const source = file === STANDARD_INPUT ? 0 : file;
    if (source === file && statSync(source).size > MOST_BYTES) return tooLarge;
    const bytes = readFileSync(source);
    // What comes through a pipe has no size before it is read.
    if (bytes.length > MOST_BYTES) return tooLarge;
    // Windows PowerShell writes UTF-16 for `cdk synth > FILE`. The decoder takes byte order marks away.
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? { file, problem: 'is no text' } : { text };
  } catch (error) {
    return { file, problem: reasonOf(error) };
  }
}

function filesInFolder(folder: string, seen: Set<string>): (FoundFile | LostPath)[] {
  const assembly = assemblyIn(folder);
  if (assembly !== undefined) return filesInAssembly(assembly, seen);
  if (!isNew(folder, seen)) return [];
  const names = namesIn(folder);
  if (typeof names === 'string') return [{ file: folder, problem: names }];
  return names.filter((name) => !SKIPPED.test(name)).flatMap((name): (FoundFile | LostPath)[] => {
    const file = join(folder, name);
    const stats = statsOf(file);
    const isNamed = IS_TEMPLATE.test(name);
    if (typeof stats === 'string') return MAY_BE_TEMPLATE.test(name) ? [{ file, problem: stats }] : [];
    if (stats.isDirectory()) return filesInFolder(file, seen);
    return stats.isFile() && MAY_BE_TEMPLATE.test(name) && (isNamed || stats.size <= MOST_BYTES) ? [{ file, isNamed }] : [];
  });
}

function filesInAssembly(assembly: Assembly, seen: Set<string>): (FoundFile | LostPath)[] {
  if (!isNew(assembly.folder, seen)) return [];
  const stages = assembly.stages.flatMap((folder) => {
    const stage = assemblyIn(folder);
    return stage === undefined ? [{ file: folder, problem: `has no ${MANIFEST} that could be read` }] : filesInAssembly(stage, seen);
  });
  return [...assembly.stacks.map((stack) => ({ ...stack, assembly: assembly.folder, isNamed: true })), ...stages];
}

/** False for a folder that a link has led to before. */
function isNew(folder: string, seen: Set<string>): boolean {
  const real = realpathSync(folder);
  if (seen.has(real)) return false;
  seen.add(real);
  return true;
}

/** What is in the folder, or why that is not known. */
function namesIn(folder: string): string[] | string {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    return reasonOf(error);
  }
}

/** What the path is, or why that is not known. */
function statsOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}
