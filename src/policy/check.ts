import { RuleThresholds } from './rule-options';
import { Finding } from '../model/finding';
import { Resource } from '../model/template/template-file';
import { TemplateSet } from '../model/template/template-set';

/** What rules compare with, all of it. */
export type Thresholds = Required<RuleThresholds>;

/** Reads facts from templates, and asks the functions of the model about them. */
export type PolicyCheck = (set: TemplateSet, thresholds: Thresholds) => readonly Located[];

/** A finding, and where in a template it is. */
export interface Located {
  readonly resource: Resource;
  readonly finding: Finding;
  /** The property in the template: `Properties.ContainerDefinitions.0.Image`. */
  readonly path: string;
}

/**
 * Findings about a resource, with their paths as the template has them.
 *
 * The names say what a part of a path is called there, where that is not the same in Pascal case. `environment.*` stands for any entry, which is
 * left out, and a name that comes to nothing is left out too.
 */
export function told(resource: Resource, findings: readonly Finding[], names: Readonly<Record<string, string>> = {}): Located[] {
  return findings.map((finding) => ({ resource, finding, path: ['Properties', ...written(finding.path, names)].join('.') }));
}

function written(path: string, names: Readonly<Record<string, string>>): string[] {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  return parts.flatMap((part, index) => {
    if (`${parts[index - 1]}.*` in names) return [];
    const name = names[part] ?? names[`${part}.*`] ?? `${part.charAt(0).toUpperCase()}${part.slice(1)}`;
    return name === '' ? [] : [name];
  });
}
