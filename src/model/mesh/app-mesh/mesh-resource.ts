import { textOf } from '../../template/odd-text';
import { listIn, propertiesIn, Properties, textIn } from '../../template-value';

/** What a resource of App Mesh is. */
export type MeshKind = 'mesh' | 'virtualNode' | 'virtualRouter' | 'route' | 'virtualService' | 'virtualGateway' | 'gatewayRoute';

/** A resource of App Mesh, of a template or a description. */
export interface MeshResource {
  readonly kind: MeshKind;
  readonly name: string;
  /** Name of the virtual router of a route, or of the gateway of a gateway route. */
  readonly owner?: string;
  /** Its `spec`, with keys in small letters: a template writes `PortMapping` where the API has `portMapping`. */
  readonly spec: Properties;
  /** True where the whole `spec` could not be read. */
  readonly specUnread: boolean;
  /** Name of its mesh. */
  readonly mesh: string;
  /** True where the mesh belongs to another account, or may. */
  readonly shared: boolean;
}

/** A task definition, with keys in small letters. */
export interface MeshedTask {
  readonly name: string;
  readonly properties: Properties;
}

/** A role, and the names of what it is allowed for App Mesh. */
export interface MeshedRole {
  readonly name: string;
  readonly policies: string[];
}

/** All that a plan is made of. */
export interface MeshInventory {
  readonly resources: MeshResource[];
  readonly tasks: MeshedTask[];
  readonly roles: MeshedRole[];
  /** What could not be read, each once. */
  readonly unread: string[];
}

// App Mesh API reference: what each kind is called in a request, and where its owner's name is.
const NAMES: Record<MeshKind, { readonly name: string; readonly owner?: string; readonly spoken: string }> = {
  gatewayRoute: { name: 'gatewayroutename', owner: 'virtualgatewayname', spoken: 'gateway route' },
  virtualGateway: { name: 'virtualgatewayname', spoken: 'virtual gateway' },
  route: { name: 'routename', owner: 'virtualroutername', spoken: 'route' },
  virtualRouter: { name: 'virtualroutername', spoken: 'virtual router' },
  virtualNode: { name: 'virtualnodename', spoken: 'virtual node' },
  virtualService: { name: 'virtualservicename', spoken: 'virtual service' },
  mesh: { name: 'meshname', spoken: 'mesh' },
};

/** The kinds, those whose name decides first: a route names its router too. */
export const MESH_KINDS = Object.keys(NAMES) as MeshKind[];

/** The resource of its properties, whatever the case of their names. */
export function meshResource(kind: MeshKind, properties: unknown, fallbackName: string): MeshResource {
  const lowered = propertiesIn(keysLowered(properties));
  const { name, owner } = NAMES[kind];
  // A template has the account of another mesh, or nothing; a description has both accounts.
  const { meshowner: meshOwner = lowered.meshowner, resourceowner: resourceOwner } = propertiesIn(lowered.metadata);
  return {
    kind,
    name: nameIn(lowered[name]) ?? fallbackName,
    owner: owner === undefined ? undefined : nameIn(lowered[owner]),
    spec: propertiesIn(lowered.spec),
    specUnread: lowered.spec !== undefined && (typeof lowered.spec !== 'object' || lowered.spec === null || Array.isArray(lowered.spec)),
    mesh: textIn(lowered.meshname) ?? '',
    shared: meshOwner !== undefined && meshOwner !== resourceOwner,
  };
}

/** YAML reads a name of digits as a number, which CloudFormation takes as text. */
export function nameIn(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : textIn(value);
}

/** The property that holds the name of a kind, in small letters. */
export function nameProperty(kind: MeshKind): string {
  return NAMES[kind].name;
}

/** What of a resource decides over others and could not be read; nothing is made of such a resource. */
export function unreadPartOf({ kind, spec }: MeshResource): string | undefined {
  const route = Object.entries(spec).find(([key]) => key.endsWith('route'))?.[1];
  const parts: Record<string, unknown> = kind === 'virtualNode'
    ? { listeners: spec.listeners, backends: spec.backends }
    : {
      route,
      match: propertiesAt(route).match,
      action: propertiesAt(route).action,
      targets: propertiesAt(route, 'action').weightedtargets,
      weights: entriesAt(route, 'action', 'weightedtargets').map(({ weight }) => weight).find((weight) => isKept(weight)),
    };
  return Object.keys(parts).find((part) => isKept(parts[part]));
}

/** The place of something that could not be read. */
function isKept(value: unknown): boolean {
  return typeof value === 'string' && value.includes('${');
}

/** As a person calls it: `virtual node 'orders'`. */
export function spoken({ kind, name, owner }: Pick<MeshResource, 'kind' | 'name' | 'owner'>): string {
  return `${NAMES[kind].spoken} '${owner === undefined ? name : `${owner}/${name}`}'`;
}

/** The value with all keys in small letters. */
export function keysLowered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysLowered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), keysLowered(item)]));
}

/** The properties at a path of keys; none where one of them is absent. */
export function propertiesAt(value: unknown, ...path: string[]): Properties {
  return path.reduce<Properties>((at, key) => propertiesIn(at[key]), propertiesIn(value));
}

/** The entries at a path of keys, as properties. */
export function entriesAt(value: unknown, ...path: string[]): Properties[] {
  const last = path[path.length - 1];
  return listIn(propertiesAt(value, ...path.slice(0, -1))[last]).map(propertiesIn);
}

/** Seconds of a duration of App Mesh, whole ones: Service Connect takes no fractions. */
export function secondsIn(duration: unknown): number | undefined {
  const { unit, value } = propertiesIn(duration);
  const amount = Number(textOf(value));
  if (value === undefined || !Number.isFinite(amount)) return undefined;
  return unit === 'ms' ? Math.ceil(amount / 1000) : amount;
}

/** The one protocol under which App Mesh keeps a setting, such as the timeouts of a listener. */
export function ofProtocol(value: unknown): Properties {
  const settings = propertiesIn(value);
  const protocol = ['http', 'http2', 'grpc', 'tcp'].find((key) => settings[key] !== undefined);
  return protocol === undefined ? {} : propertiesIn(settings[protocol]);
}
