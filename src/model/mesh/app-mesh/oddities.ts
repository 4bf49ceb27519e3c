import { keysLowered, MeshKind, meshResource, nameIn, nameProperty, propertiesAt, spoken } from './mesh-resource';
import { isUnread } from '../../template/intrinsics';
import { textOf } from '../../template/odd-text';
import { numberIn, propertiesIn } from '../../template-value';

// App Mesh API reference: what is a list wherever it is, and what is a number.
const LISTS = ['listeners', 'backends', 'weightedtargets', 'headers', 'metadata', 'queryparameters'];
const NUMBERS = ['weight', 'priority', 'port'];

/** What a resource holds that App Mesh does not take, so that nothing was made of it. */
export function odditiesOf(kind: MeshKind, properties: unknown, logicalId: string): string[] {
  if (properties !== undefined && !isObject(properties)) return [`the properties of ${logicalId}, which are ${kindOf(properties)}`];
  const lowered = propertiesIn(keysLowered(properties));
  const resource = spoken(meshResource(kind, properties, logicalId));
  const { [nameProperty(kind)]: name, spec } = lowered;
  return [
    ...(isObject(name) || Array.isArray(name) ? [`the name of ${logicalId}, which is ${kindOf(name)}`] : []),
    ...(spec === undefined || isObject(spec) || isKept(spec) ? [] : [`the spec of ${resource}, which is ${kindOf(spec)}`]),
    ...oddIn(propertiesAt(lowered, 'spec')).map((what) => `${what} of ${resource}`),
  ];
}

/** What kind of value it is, for people. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `'${textOf(value)}'`;
}

function oddIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(oddIn);
  return Object.entries(propertiesIn(value)).flatMap(([key, item]) => [...oddEntry(key, item), ...oddIn(item)]);
}

function oddEntry(key: string, item: unknown): string[] {
  // Metadata of gRPC and headers are lists; a key of that name with an intrinsic function has told already that it is not known.
  if (item === undefined || isKept(item)) return [];
  if (LISTS.includes(key)) {
    if (!Array.isArray(item)) return [`${key}, which are ${kindOf(item)} and no list,`];
    const nameless = key === 'backends' ? item.filter(isObject).filter((backend) => nameIn(propertiesAt(backend, 'virtualservice').virtualservicename) === undefined) : [];
    return [...nameless.map(() => 'a backend without a name'), ...item.flatMap((entry) => (isObject(entry) || isKept(entry) ? [] : [`an entry of ${key}, which is ${kindOf(entry)},`]))];
  }
  return NUMBERS.includes(key) && numberIn(item) === undefined ? [`the ${key}, which is ${kindOf(item)} and no number,`] : [];
}

function isKept(value: unknown): boolean {
  return typeof value === 'string' && isUnread(value);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
