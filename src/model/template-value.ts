// Readers of CloudFormation properties: an intrinsic function is an object, and stands for something unknown.

/** The text, unless it is absent or unknown. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && !isDynamic(value) ? value : undefined;
}

/** The number, which CloudFormation takes as text too, unless it is absent or unknown. */
export function numberIn(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}

/** The truth value, which CloudFormation takes as text too, unless it is absent or unknown. */
export function flagIn(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

/** The properties of an object; none where it is absent, unknown or something else. */
export function propertiesIn(value: unknown): Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Properties : {};
}

/** The entries of a list; none where it is absent or unknown. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The properties of an object, none where it is absent; undefined where they are not known. */
export function knownProperties(value: unknown): Properties | undefined {
  if (isAbsent(value)) return {};
  const properties = propertiesIn(value);
  return properties === value && !isMade(properties) ? properties : undefined;
}

/** The entries of a list, none where it is absent; undefined where it is not known how many there are. */
export function knownList(value: unknown): readonly unknown[] | undefined {
  if (isAbsent(value)) return [];
  return Array.isArray(value) && !value.some(isOpen) ? value.filter((entry) => !isAbsent(entry)) : undefined;
}

/**
 * True for what is there, false for what is absent.
 *
 * Undefined for a function that may come to nothing: a choice, a parameter, a macro.
 */
export function isWritten(value: unknown): boolean | undefined {
  if (isAbsent(value)) return false;
  return isOpen(value) || isNamed(value) ? undefined : true;
}

/**
 * A property, however deep, or what stands for it where it is left out.
 *
 * A function that no reader knows the value of, where one of the objects around it is not known.
 *
 * @param path names from the outside in: `DeploymentConfiguration.Strategy`
 */
export function entryIn(owner: unknown, path: string, absent?: unknown): unknown {
  const [name, ...rest] = path.split('.');
  const properties = knownProperties(owner);
  if (properties === undefined) return NOT_KNOWN;
  if (isAbsent(properties[name])) return absent;
  return rest.length === 0 ? properties[name] : entryIn(properties[name], rest.join('.'), absent);
}

/** True for what is there, also by reference, false for what is absent; undefined for a choice that may come to nothing. */
export function isGiven(value: unknown): boolean | undefined {
  return isWritten(value) ?? (isNamed(value) || undefined);
}

/** True for an intrinsic function, which is alone in its object. */
export function isFunction(value: unknown): boolean {
  const keys = Object.keys(propertiesIn(value));
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'));
}

/** True for a text that CloudFormation, or the service, reads from elsewhere. */
export function isDynamic(value: unknown): value is string {
  return typeof value === 'string' && value.includes(DYNAMIC_REFERENCE);
}

const NOT_KNOWN = { 'Fn::If': [] };

// CloudFormation User Guide, "Get values stored in other services using dynamic references".
const DYNAMIC_REFERENCE = '{{resolve:';

// CloudFormation User Guide, "Intrinsic function reference": what these return is never `AWS::NoValue`.
const SURE_FUNCTIONS = [
  'Fn::Base64', 'Fn::Cidr', 'Fn::FindInMap', 'Fn::GetAtt', 'Fn::GetAZs', 'Fn::GetStackOutput', 'Fn::ImportValue', 'Fn::Join', 'Fn::Length',
  'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Fn::ToJsonString',
];

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (isFunction(value) && propertiesIn(value).Ref === 'AWS::NoValue');
}

/** A function of which nothing may be left: a choice or a macro. */
function isOpen(value: unknown): boolean {
  return isFunction(value) && !isNamed(value) && !SURE_FUNCTIONS.includes(Object.keys(propertiesIn(value))[0]);
}

function isNamed(value: unknown): boolean {
  return isFunction(value) && propertiesIn(value).Ref !== undefined;
}

/** A loop or a macro among properties makes more of them. */
function isMade(properties: Properties): boolean {
  return isFunction(properties) || Object.keys(properties).some((key) => key.startsWith('Fn::'));
}

/** Properties of a resource by their names in CloudFormation. */
export type Properties = Readonly<Record<string, unknown>>;
