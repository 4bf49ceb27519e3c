import { keysLowered, MESH_KINDS, MeshedRole, MeshedTask, MeshInventory, MeshKind, meshResource, MeshResource, nameProperty } from './mesh-resource';
import { kindOf as valueKind, odditiesOf } from './oddities';
import { conditionOf, resolved, TemplateScope } from '../../template/intrinsics';
import { ownEntry, textOf } from '../../template/odd-text';
import { listIn, propertiesIn, Properties, textIn } from '../../template-value';

const MESH_TYPE = 'AWS::AppMesh::';
// CloudFormation reference, return values: references that stand for the property `Name`.
const OTHER_NAMES: Record<string, { readonly attribute?: string }> = {
  'AWS::Route53::RecordSet': {},
  'AWS::ServiceDiscovery::Service': { attribute: 'Name' },
};
// A name may be another's, which is another's again.
const LONGEST_CHAIN = 10;
const NESTED_STACK = 'AWS::CloudFormation::Stack';
// IAM: what tasks of App Mesh are given for their proxy.
const PROXY_POLICIES = /AWSAppMesh\w*EnvoyAccess|appmesh:StreamAggregatedResources/;

/** All that templates hold of App Mesh, read together: resources of one may name those of another. */
export function templateInventory(templates: readonly unknown[], parameters: Readonly<Record<string, string>> = {}): MeshInventory {
  return merged(templates.map((template, index) => inventoryOf(propertiesIn(template), parameters, `template ${index + 1}`)));
}

/** All that descriptions hold: what `aws appmesh describe-…` and `aws ecs describe-task-definition` print, or what made them. */
export function descriptionInventory(descriptions: readonly unknown[]): MeshInventory {
  return merged(descriptions.map(describedIn));
}

function inventoryOf(template: Properties, parameters: Readonly<Record<string, string>>, source: string): MeshInventory {
  const unread = unreadIn(template, source);
  const resources = Object.entries(propertiesIn(template.Resources)).map(([logicalId, resource]) => ({ logicalId, ...resourceIn(resource) }));
  const scope = scopeOf(template, parameters, (what) => unread.push(what));
  const quiet = scopeOf(template, parameters, () => undefined);
  const present = resources.filter(({ condition }) => condition === undefined || conditionOf(condition, quiet) !== false);
  const ofType = (type: string) => present.filter((resource) => resource.type === type);
  return {
    resources: present.flatMap(({ condition, logicalId, properties, type }) => {
      const kind = kindOf(type);
      if (kind === undefined) return [];
      if (condition !== undefined && conditionOf(condition, quiet) === undefined) {
        unread.push(`the condition ${condition} of ${logicalId}, which is taken to be there`);
      }
      const known = resolved(properties, scope);
      unread.push(...odditiesOf(kind, known, logicalId));
      return [meshResource(kind, known, logicalId)];
    }),
    tasks: ofType('AWS::ECS::TaskDefinition').map(({ logicalId, properties }) => taskOf(logicalId, resolved(properties, quiet))),
    roles: ofType('AWS::IAM::Role').flatMap(({ logicalId, properties }) => roleOf(logicalId, resolved(properties, quiet))),
    unread,
  };
}

/** What a template holds that no resource can be made of. */
function unreadIn({ Resources, Transform }: Properties, source: string): string[] {
  const macros = Transform === undefined ? [] : [Transform].flat().map((macro) => `what the macro ${textOf(propertiesIn(macro).Name ?? macro)} makes`);
  if (typeof Resources !== 'object' || Resources === null || Array.isArray(Resources)) {
    return [...macros, `the Resources of ${source}, which are ${valueKind(Resources)} and no object`];
  }
  return [...macros, ...Object.entries(Resources).flatMap(([logicalId, resource]) => unreadResource(logicalId, resource))];
}

function unreadResource(logicalId: string, resource: unknown): string[] {
  if (logicalId.startsWith('Fn::')) return [`the resources of ${logicalId}`];
  const { Condition, Type } = propertiesIn(resource);
  const type = textIn(Type);
  if (type === undefined) return [`the resource ${logicalId}, which has no type`];
  return [
    ...(type.startsWith(MESH_TYPE) && kindOf(type) === undefined ? [`the resource ${logicalId} of the unknown type ${type}`] : []),
    ...(type === NESTED_STACK ? [`the stack ${logicalId}, unless its template is given too`] : []),
    ...(Condition === undefined || typeof Condition === 'string' ? [] : [`the condition of ${logicalId}, which is ${valueKind(Condition)}`]),
  ];
}

/**
 * A name that is made of itself is not known, and each is made once.
 *
 * What is not known becomes a text with `${…}` in it: texts that are built alike stay alike, so that names still find each other.
 */
function scopeOf(template: Properties, parameters: TemplateScope['parameters'], unread: (what: string) => void): TemplateScope {
  const known = new Map<string, string | undefined>();
  let open = 0;
  const scope: TemplateScope = {
    template,
    parameters: { ...defaultsIn(template), ...parameters },
    missing: (what, short) => {
      unread(what);
      return `\${${short}}`;
    },
    verdicts: new Map(),
    attribute: (logicalId, attribute) => {
      const key = JSON.stringify([logicalId, attribute]);
      if (!known.has(key) && open < LONGEST_CHAIN) {
        known.set(key, undefined);
        open += 1;
        known.set(key, attributeOf(scope, logicalId, attribute));
        open -= 1;
      }
      return known.get(key);
    },
  };
  return scope;
}

function defaultsIn(template: Properties): Properties {
  return Object.fromEntries(Object.entries(propertiesIn(template.Parameters))
    .map(([name, parameter]) => [name, propertiesIn(parameter).Default ?? undefined]));
}

function resourceIn(resource: unknown): { readonly type?: string; readonly condition?: string; readonly properties: unknown } {
  const { Type, Condition, Properties: properties } = propertiesIn(resource);
  return { type: textIn(Type), condition: textIn(Condition), properties };
}

function kindOf(type: string | undefined): MeshKind | undefined {
  return MESH_KINDS.find((kind) => type?.toLowerCase() === `${MESH_TYPE}${kind}`.toLowerCase());
}

/** What a reference stands for: names of resources of App Mesh, the end of their ARNs, and other resources' names that meshes are given. */
function attributeOf(scope: TemplateScope, logicalId: string, attribute: string | undefined): string | undefined {
  const { type = '', properties } = resourceIn(ownEntry(propertiesIn(scope.template.Resources), logicalId));
  const named = (property: string) => {
    const [, value] = Object.entries(propertiesIn(properties)).find(([key]) => key.toLowerCase() === property.toLowerCase()) ?? [];
    return textIn(resolved(value, scope));
  };
  const kind = kindOf(type);
  if (kind === undefined) {
    const other = ownEntry(OTHER_NAMES, type);
    return other !== undefined && attribute === other.attribute ? named('Name') : undefined;
  }
  if (attribute !== undefined && attribute !== 'Arn') {
    return named(attribute) ?? (attribute.toLowerCase() === nameProperty(kind) ? logicalId : undefined);
  }
  const mesh = `mesh/${named('MeshName') ?? logicalId}`;
  return kind === 'mesh' ? mesh : `${mesh}/${kind}/${named(nameProperty(kind)) ?? logicalId}`;
}

function taskOf(name: string, properties: unknown): MeshedTask {
  return { name, properties: propertiesIn(keysLowered(properties)) };
}

function roleOf(name: string, properties: unknown): MeshedRole[] {
  const { ManagedPolicyArns, Policies } = propertiesIn(properties);
  const texts = [...listIn(ManagedPolicyArns).map(textOf), JSON.stringify(Policies ?? [])];
  const policies = texts.flatMap((text) => text.match(PROXY_POLICIES)?.[0] ?? []);
  return policies.length === 0 ? [] : [{ name, policies }];
}

function describedIn(description: unknown): MeshInventory {
  const lowered = propertiesIn(keysLowered(description));
  const task = propertiesIn(lowered.taskdefinition ?? lowered);
  if (task.containerdefinitions !== undefined) {
    return { resources: [], tasks: [taskOf(textIn(task.family) ?? 'task definition', task)], roles: [], unread: [] };
  }
  const { resource, properties } = describedResource(lowered);
  return resource === undefined
    ? { resources: [], tasks: [], roles: [], unread: ['a description that names no resource of App Mesh'] }
    : { resources: [resource], tasks: [], roles: [], unread: odditiesOf(resource.kind, properties, resource.name) };
}

/** A description has the resource under its kind; a request to make one has it as a whole. */
function describedResource(lowered: Properties): { readonly resource?: MeshResource; readonly properties?: Properties } {
  for (const kind of MESH_KINDS) {
    const inner = propertiesIn(lowered[kind.toLowerCase()]);
    if (inner[nameProperty(kind)] !== undefined) return { resource: meshResource(kind, inner, ''), properties: inner };
  }
  const asked = MESH_KINDS.find((kind) => lowered[nameProperty(kind)] !== undefined);
  return asked === undefined ? {} : { resource: meshResource(asked, lowered, ''), properties: lowered };
}

function merged(inventories: MeshInventory[]): MeshInventory {
  return {
    resources: inventories.flatMap(({ resources }) => resources),
    tasks: inventories.flatMap(({ tasks }) => tasks),
    roles: inventories.flatMap(({ roles }) => roles),
    unread: [...new Set(inventories.flatMap(({ unread }) => unread))],
  };
}
