import { grouped } from './grouped';
import { chosen } from './intrinsics';
import { ownEntry } from './odd-text';
import { functionIn, isOfOtherStack, Reference, referenceOf, referencesIn } from './reference';
import { Resource, TemplateFile, TemplateSource } from './template-file';
import { isWritten, Properties, propertiesIn, textIn } from '../template-value';

/** What of a template could not be read. */
export interface Unread {
  readonly template: string;
  readonly what: string;
}

// Longer than any chain of stacks: a circle ends here.
const LONGEST_CHAIN = 50;
const OUTPUTS = 'Outputs.';

/** Templates that are deployed together: resources of one may name those of another. */
export class TemplateSet {
  /** The set of templates, of which each has another name; of two with one name, the first counts. */
  public static of(sources: readonly TemplateSource[]): TemplateSet {
    return new TemplateSet(new Map([...sources].reverse().map((source) => [source.name, source])));
  }

  /** What could not be read: resources may be there that are not found. */
  public readonly unread: readonly Unread[];
  private readonly files = new Map<string, TemplateFile>();
  /** Templates by the resource that makes stacks of them. */
  private readonly nested = new Map<string, TemplateFile>();
  private all?: readonly Resource[];
  private byType?: ReadonlyMap<string, readonly Resource[]>;
  private exported?: ReadonlyMap<string, readonly Output[]>;
  private deployed?: ReadonlyMap<string, readonly TemplateFile[]>;
  private offered?: ReadonlySet<Resource>;
  private referring?: ReadonlyMap<Resource, readonly Resource[]>;
  private readonly outputs = new Map<TemplateFile, ReadonlyMap<string, Output>>();
  private readonly waits = new Map<Resource, ReadonlySet<Resource>>();

  private constructor(sources: ReadonlyMap<string, TemplateSource>) {
    const all = [...sources.values()].reverse().map((source) => ({ source, depth: depthOf(source, sources) }));
    all.sort((one, other) => one.depth - other.depth).forEach(({ source, depth }) => {
      const { name, nestedIn } = source;
      const parent = depth === 0 || nestedIn === undefined ? undefined : this.files.get(nestedIn.name);
      const stack = parent === undefined || nestedIn === undefined ? undefined : { file: parent, logicalId: nestedIn.logicalId };
      const file = new TemplateFile(source, stack);
      this.files.set(name, file);
      if (stack !== undefined) this.nested.set(place(stack.file, stack.logicalId), file);
    });
    this.unread = [...this.files.values()].flatMap(({ name, unread }) => unread.map((what) => ({ template: name, what })));
  }

  /** The resources, of some types or of all, without those whose condition is known not to hold. */
  public resources(...types: string[]): readonly Resource[] {
    this.all ??= [...this.files.values()].flatMap(({ resources }) => [...resources.values()]);
    this.byType ??= grouped(this.all.map((resource) => [resource.type, resource]));
    return types.length === 0 ? this.all : types.flatMap((type) => this.byType?.get(type) ?? []);
  }

  /**
   * The resource that a value of another one refers to.
   *
   * Parameters of nested stacks lead to what the stack is given, outputs to what they are made of, what other stacks give to
   * the export or the output of any template.
   */
  public target(from: Resource, value: unknown): Resource | undefined {
    const file = this.files.get(from.template);
    return file === undefined ? undefined : this.end({ file, value });
  }

  /** The only resource of a type whose property is the text. */
  public named(type: string, property: string, value: unknown): Resource | undefined {
    const text = textIn(value);
    return text === undefined ? undefined : only(this.resources(type).filter(({ properties }) => textIn(ownEntry(properties, property)) === text));
  }

  /** The resources, of some types or of all, that refer to another one. */
  public referrers(target: Resource, ...types: string[]): readonly Resource[] {
    this.referring ??= this.referringResources();
    return (this.referring.get(target) ?? []).filter(isOfType(types));
  }

  /** True for a resource that an output tells of: templates that are not of the set may refer to it, and add to it. */
  public isOffered(resource: Resource): boolean {
    this.offered ??= new Set([...this.files.values()].flatMap((file) => outputsOf(file)
      .flatMap(({ value }) => referencesIn(value).flatMap((reference) => this.end({ file, value: asValue(reference) }) ?? []))));
    return this.offered.has(resource);
  }

  /**
   * True where CloudFormation makes the other resource before this one.
   *
   * Undefined where they are of two templates, or where not all of theirs could be read.
   */
  public waitsFor(one: Resource, other: Resource): boolean | undefined {
    const file = this.files.get(one.template);
    if (file === undefined || one.template !== other.template) return undefined;
    const awaited = new Set<Resource>();
    const open = [one];
    while (open.length > 0) {
      this.awaitedBy(open.pop() as Resource, file).forEach((next) => {
        if (!awaited.has(next)) open.push(next);
        awaited.add(next);
      });
    }
    if (awaited.has(other)) return true;
    return file.unread.length > 0 ? undefined : false;
  }

  /** True where a value of the resource leads out of the set, or may: what it names is not known, and not missing. */
  public isExternal(from: Resource, value: unknown): boolean {
    const file = this.files.get(from.template);
    if (file === undefined || isWritten(value) === false) return false;
    const { logicalId } = referenceOf(chosen(value, file.scope)) ?? {};
    const isAbsent = logicalId !== undefined && !logicalId.startsWith('AWS::') && file.unread.length === 0
      && !['Resources', 'Parameters'].some((section) => ownEntry(propertiesIn(file.template[section]), logicalId) !== undefined);
    return !isAbsent && this.target(from, value) === undefined;
  }

  /**
   * The name of the Systems Manager parameter that a value of the resource is read from.
   *
   * CDK writes machine images so: the parameter of the template has the name of the stored one as its default.
   */
  public storedName(from: Resource, value: unknown): string | undefined {
    return this.files.get(from.template)?.storedIn(value);
  }

  private end(start: Place): Resource | undefined {
    let at: Place | Resource | undefined = start;
    for (let step = 0; step < LONGEST_CHAIN && at !== undefined; step += 1) {
      if ('logicalId' in at) return at;
      at = this.next(at);
    }
    return undefined;
  }

  /** One step from a value towards the resource that it stands for. */
  private next({ file, value }: Place): Place | Resource | undefined {
    const taken = chosen(value, file.scope);
    const reference = referenceOf(taken);
    if (reference !== undefined) return this.referred({ file, reference });
    const [name, argument] = functionIn(taken);
    switch (name) {
      case 'Fn::ImportValue': return this.exportOf(file.read(argument));
      case 'Fn::GetStackOutput': return this.outputOfStack(propertiesIn(file.read(argument)));
      default: return undefined;
    }
  }

  private referred({ file, reference: { attribute, logicalId } }: { file: TemplateFile; reference: Reference }): Place | Resource | undefined {
    const child = attribute?.startsWith(OUTPUTS) ? this.nested.get(place(file, logicalId)) : undefined;
    if (child !== undefined) return this.outputOf(child, attribute?.slice(OUTPUTS.length));
    return file.resources.get(logicalId) ?? file.given(logicalId);
  }

  private exportOf(name: unknown): Place | undefined {
    this.exported ??= grouped([...this.files.values()].flatMap((file) => outputsOf(file).flatMap((output) => {
      const exportName = textIn(output.exported);
      return exportName === undefined ? [] : [[exportName, output]];
    })));
    const text = textIn(name);
    return text === undefined ? undefined : only(this.exported.get(text) ?? []);
  }

  private outputOfStack({ OutputName: output, StackName: stack }: Properties): Output | undefined {
    this.deployed ??= grouped([...this.files.values()].flatMap((file) => (file.stackName === undefined ? [] : [[file.stackName, file]])));
    const file = only(this.deployed.get(textIn(stack) ?? '') ?? []);
    return file === undefined ? undefined : this.outputOf(file, textIn(output));
  }

  private outputOf(file: TemplateFile, name: string | undefined): Output | undefined {
    const outputs = this.outputs.get(file) ?? new Map(outputsOf(file).map((output) => [output.name, output]));
    this.outputs.set(file, outputs);
    return outputs.get(name ?? '');
  }

  private referringResources(): ReadonlyMap<Resource, readonly Resource[]> {
    return grouped([...this.files.values()].flatMap((file) => [...file.resources.values()].flatMap((resource) => {
      const places = [...referencesIn(resource.properties).map(asValue), ...givenIn(resource.properties)];
      const targets = places.flatMap((value) => this.end({ file, value }) ?? []);
      return [...new Set(targets)].map((target): [Resource, Resource] => [target, resource]);
    })));
  }

  private awaitedBy(resource: Resource, file: TemplateFile): ReadonlySet<Resource> {
    const known = this.waits.get(resource);
    if (known !== undefined) return known;
    const written = propertiesIn(file.template.Resources)[resource.logicalId];
    const awaited = new Set([...resource.dependsOn, ...referencesIn(written).map(({ logicalId }) => logicalId)]
      .flatMap((logicalId) => file.resources.get(logicalId) ?? []));
    this.waits.set(resource, awaited);
    return awaited;
  }
}

/** A value, and the template whose functions are in it. */
interface Place {
  readonly file: TemplateFile;
  readonly value: unknown;
}

interface Output extends Place {
  readonly name: string;
  /** What it is exported as. */
  readonly exported: unknown;
}

function outputsOf(file: TemplateFile): Output[] {
  return Object.entries(propertiesIn(file.template.Outputs)).flatMap(([name, written]) => {
    const output = propertiesIn(written);
    return file.mayBe(output) ? [{ file, name, value: output.Value, exported: file.read(propertiesIn(output.Export).Name) }] : [];
  });
}

/** How many templates are around it; none where one of them is itself. */
function depthOf(source: TemplateSource, sources: ReadonlyMap<string, TemplateSource>): number {
  const around = new Set([source]);
  for (let at = parentOf(source, sources); at !== undefined; at = parentOf(at, sources)) {
    if (around.has(at)) return 0;
    around.add(at);
  }
  return around.size - 1;
}

function parentOf({ nestedIn }: TemplateSource, sources: ReadonlyMap<string, TemplateSource>): TemplateSource | undefined {
  return nestedIn === undefined ? undefined : sources.get(nestedIn.name);
}

/** All that other stacks give in a value. */
function givenIn(value: unknown): unknown[] {
  const found: unknown[] = [];
  const open = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (isOfOtherStack(next)) found.push(next);
    if (typeof next === 'object' && next !== null) Object.values(next).forEach((item) => open.push(item));
  }
  return found;
}

function asValue({ attribute, logicalId }: Reference): Properties {
  return attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] };
}

function only<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function isOfType(types: readonly string[]): (resource: Resource) => boolean {
  return ({ type }) => types.length === 0 || types.includes(type);
}

function place(file: TemplateFile, logicalId: string): string {
  return JSON.stringify([file.name, logicalId]);
}
