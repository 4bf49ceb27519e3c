import { Selection } from './arguments';
import { cdkValidator, UNKNOWN_TYPE, Validator } from './cdk-validator';
import { LostPath } from './files';
import { merged } from './merge';
import { CommandFinding, FileReport } from './report';
import { ReadTemplate, templatesAt } from './templates';
import { TemplateSet } from '../model/template/template-set';
import { propertiesIn } from '../model/template-value';
import { evaluate, PolicyFinding } from '../policy/evaluate';
import { settingsOf } from '../policy/pack-settings';

/** What templates are checked with. */
export interface Checks {
  readonly pack: (set: TemplateSet) => readonly PolicyFinding[];
  /** Loads the validator: asked for once, and only when there is a template. */
  readonly validator: () => Validator;
}

/** The rules that were asked for, and the CDK's own validator. */
export function checksOf(selection: Selection): Checks {
  const settings = settingsOf(selection);
  return { pack: (set) => evaluate(set, settings), validator: cdkValidator };
}

/** Checks the templates at the paths. */
export function check(paths: readonly string[], { pack, validator }: Checks): FileReport[] {
  const read = templatesAt(paths);
  const templates = read.filter(isTemplate);
  const sets = setsOf(templates);
  const found = sets.flatMap(pack);
  const unread = sets.flatMap((set) => set.unread);
  const said = new Map(validated(templates.map(({ text }) => text), validator).map((each, index) => [templates[index], each]));
  return read.map((each) => {
    const { file } = each;
    if (!isTemplate(each)) return { file, findings: [], unread: [], problem: each.problem, lineOf: () => undefined };
    const theirs = said.get(each) as Said;
    return {
      file,
      findings: merged(found.filter(({ resource }) => resource.template === file), theirs.findings, logicalIdsIn(each)),
      unread: [...each.unread, ...unread.filter(({ template }) => template === file).map(({ what }) => what), ...theirs.unread],
      lineOf: ({ logicalId, path }) => (logicalId === '' ? undefined : each.lineOf(['Resources', logicalId, ...path.split('.')])),
    };
  });
}

/** Those of one cloud assembly together, and those of none: only they may refer to each other. */
function setsOf(templates: readonly ReadTemplate[]): TemplateSet[] {
  const folders = [...new Set(templates.map(({ assembly }) => assembly))];
  return folders.map((folder) => TemplateSet.of(templates.filter(({ assembly }) => assembly === folder)
    .map(({ file, nestedIn, stackName, template }) => ({ name: file, nestedIn, stackName, template }))));
}

type Said = Pick<FileReport, 'findings' | 'unread'>;

/** A validator that cannot be loaded, or fails over a template, is told: the pack has its say all the same. */
function validated(texts: readonly string[], load: () => Validator): Said[] {
  if (texts.length === 0) return [];
  const validate = attempted(load);
  if (typeof validate === 'string') return texts.map(() => failed(validate));
  const findings = attempted(() => validate(texts));
  if (typeof findings !== 'string') return findings.map(saidOf);
  return texts.length === 1 ? [failed(findings)] : texts.flatMap((text) => validated([text], () => validate));
}

/** A type that the validator does not know may be younger than its schemas: that is no finding. */
function saidOf(findings: readonly CommandFinding[]): Said {
  const [unknown, known] = [true, false].map((isUnknown) => findings.filter(({ id }) => (id === UNKNOWN_TYPE) === isUnknown));
  return { findings: known, unread: unknown.map(({ logicalId, message }) => `${logicalId} by the CDK's own validator: ${message}`) };
}

function failed(reason: string): Said {
  return { findings: [], unread: [`what the CDK's own validator says, which failed: ${reason}`] };
}

/** What it makes, or why it failed. */
function attempted<Result>(make: () => Result): Result | string {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function logicalIdsIn({ template }: ReadTemplate): string[] {
  return Object.keys(propertiesIn(propertiesIn(template).Resources));
}

function isTemplate(read: ReadTemplate | LostPath): read is ReadTemplate {
  return !('problem' in read);
}
