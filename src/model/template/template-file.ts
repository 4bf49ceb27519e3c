import { isTooDeep, MOST_LEVELS } from './depth';
import { chosen, conditionOf, resolved, TemplateScope, UNKNOWN } from './intrinsics';
import { ownEntry, textOf } from './odd-text';
import { referenceOf } from './reference';
import { knownProperties, listIn, propertiesIn, Properties, textIn } from '../template-value';

/** A template, and where it is from. */
export interface TemplateSource {
  /** Its file. */
  readonly name: string;
  /** As it was parsed: it may be anything. */
  readonly template: unknown;
  /** What the stack of it is called, where that is known. */
  readonly stackName?: string;
  /** The resource of another template that makes a stack of this one. */
  readonly nestedIn?: { readonly name: string; readonly logicalId: string };
}

/** A resource of a template. */
export interface Resource {
  /** Name of its template. */
  readonly template: string;
  readonly logicalId: string;
  readonly type: string;
  /** Its properties with what the template tells of their functions; what is not known is a function still. */
  readonly properties: Properties;
  /** Its properties as they are written. */
  readonly raw: Properties;
  readonly dependsOn: readonly string[];
  /** The condition on which it is made, where that is not known to hold. */
  readonly condition?: string;
}

// The value of such a parameter is the name of another one, which has the value.
const STORED = 'AWS::SSM::Parameter::Value<';

/** One template of a set, read. */
export class TemplateFile {
  public readonly name: string;
  public readonly stackName?: string;
  public readonly template: Properties;
  public readonly resources: ReadonlyMap<string, Resource>;
  /** What it holds that no resource can be made of. */
  public readonly unread: readonly string[];
  public readonly scope: TemplateScope;

  /** @param stack the resource that makes a stack of the template, and the template that has it */
  constructor({ name, stackName, template }: TemplateSource, public readonly stack?: { readonly file: TemplateFile; readonly logicalId: string }) {
    const isDeep = isTooDeep(template);
    this.name = name;
    this.stackName = stackName;
    this.template = isDeep ? {} : propertiesIn(template);
    this.scope = {
      template: this.template,
      parameters: this.parameters(),
      missing: () => UNKNOWN,
      attribute: () => undefined,
      verdicts: new Map(),
    };
    const unread = isDeep ? [`a template of more than ${MOST_LEVELS} levels`] : [...macrosIn(this.template)];
    this.resources = new Map(isDeep ? [] : this.entries(unread));
    this.unread = unread;
  }

  /** The value as far as the template tells; a function where it does not. */
  public read(value: unknown): unknown {
    const result = resolved(value, this.scope);
    return result === UNKNOWN ? value : result;
  }

  /** True unless the condition is known not to hold. */
  public mayBe({ Condition: condition }: Properties): boolean {
    return typeof condition !== 'string' || conditionOf(condition, this.scope) !== false;
  }

  /** The value that the stack is given for a parameter, and the template whose functions are in it. */
  public given(parameter: string): { readonly file: TemplateFile; readonly value: unknown } | undefined {
    const { Type: type } = propertiesIn(ownEntry(propertiesIn(this.template.Parameters), parameter));
    if (this.stack === undefined || typeof type !== 'string' || type.startsWith(STORED)) return undefined;
    const { file, logicalId } = this.stack;
    const value = ownEntry(propertiesIn(chosen(file.resources.get(logicalId)?.raw.Parameters, file.scope)), parameter);
    return value === undefined ? undefined : { file, value };
  }

  /** The name of the Systems Manager parameter that the value is read from: by a parameter of the template, or by a dynamic reference. */
  public storedIn(value: unknown): string | undefined {
    const taken = chosen(value, this.scope);
    if (typeof taken === 'string') return /^(?:\{\{)?resolve:ssm:([^:}]+)/.exec(taken)?.[1];
    const { attribute, logicalId = '' } = referenceOf(taken) ?? {};
    const given = this.given(logicalId);
    if (given !== undefined || attribute !== undefined) return given?.file.storedIn(given.value);
    const { Type: type, Default: name } = propertiesIn(ownEntry(propertiesIn(this.template.Parameters), logicalId));
    return typeof type === 'string' && type.startsWith(STORED) ? textIn(name) : undefined;
  }

  private openCondition(condition: unknown): string | undefined {
    return typeof condition === 'string' && conditionOf(condition, this.scope) === undefined ? condition : undefined;
  }

  private parameters(): Properties {
    return Object.fromEntries(Object.entries(propertiesIn(this.template.Parameters)).map(([name, parameter]) => {
      const given = this.given(name);
      const value = given?.file.read(given.value);
      const isList = /^(CommaDelimitedList|List<)/.test(textOf(propertiesIn(parameter).Type));
      if (!isList) return [name, typeof value === 'number' ? value : textIn(value)];
      return [name, textIn(value)?.split(',').map((entry) => entry.trim())];
    }));
  }

  private entries(unread: string[]): [string, Resource][] {
    const { Resources: resources } = this.template;
    if (propertiesIn(resources) !== resources) unread.push('its Resources, which are no object');
    return Object.entries(propertiesIn(resources)).flatMap(([logicalId, written]) => {
      const { Condition: condition, DependsOn: dependsOn, Properties: raw = {}, Type: type } = propertiesIn(written);
      if (logicalId.startsWith('Fn::') || logicalId === 'Ref') {
        unread.push(`the resources of ${logicalId}`);
      } else if (typeof type !== 'string') {
        unread.push(`the resource ${logicalId}, which has no type`);
      } else if (this.mayBe(propertiesIn(written))) {
        const properties = knownProperties(this.read(raw));
        if (properties !== undefined) {
          const rest = { raw: propertiesIn(raw), dependsOn: textsIn(dependsOn), condition: this.openCondition(condition) };
          return [[logicalId, { template: this.name, logicalId, type, properties, ...rest }]];
        }
        unread.push(`the properties of ${logicalId}`);
      }
      return [];
    });
  }
}

function macrosIn({ 'Transform': transform, 'Fn::Transform': included }: Properties): string[] {
  return [transform, included].flat().filter((macro) => macro !== undefined)
    .map((macro) => `what the macro ${textOf(propertiesIn(macro).Name ?? macro)} makes`);
}

function textsIn(value: unknown): string[] {
  return (typeof value === 'string' ? [value] : listIn(value)).filter((entry) => typeof entry === 'string');
}
