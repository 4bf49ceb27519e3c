import { advise, Finding, refuse } from '../finding';
import { ATTRIBUTE_NAME, ATTRIBUTE_VALUE } from '../instance-attribute';
import { all, oneOf } from '../range';

// What stands in an expression without quotes, and the words of its language. ECS Developer Guide, "Create expressions to define container
// instances for Amazon ECS tasks".
const PLAIN = /^[A-Za-z0-9._-]+$/;
const WORD = /^(and|or|not|in|exists|matches|equals|(greater|less)_than(_equal)?|not_(in|exists|matches|equals))$/i;
/** What stands between the values of a list, each in quotes. */
export const BETWEEN_VALUES = "', '";
/** Machines by their processor, as their agent tells it. ECS Developer Guide, "Amazon ECS container instance attributes". */
export const ARCHITECTURE = 'ecs.cpu-architecture';
// The same page does not say what a backslash means between quotes.
const ESCAPE = '\\';
// ECS Developer Guide, "Amazon ECS container instance attributes": the agent reads them from EC2, and sets none of them elsewhere.
const OF_EC2 = ['ecs.ami-id', 'ecs.availability-zone', 'ecs.instance-type', 'ecs.subnet-id', 'ecs.vpc-id'];

/** What is known of the machines that a service is for; values that are not known are `undefined`. */
export interface EdgePlacementFacts {
  /** The values of each attribute, one of which a machine must have. */
  readonly attributes?: Readonly<Record<string, readonly (string | undefined)[]>>;
  /** Processor that the task names. */
  readonly architecture?: string;
  /** Attributes over whose values tasks are spread. */
  readonly spreadOver?: readonly (string | undefined)[];
  /** Expressions of constraints, and fields of strategies, of its user's own. */
  readonly expressions?: readonly (string | undefined)[];
  readonly fields?: readonly (string | undefined)[];
  readonly distinctMachines?: boolean;
  readonly everyMachine?: boolean;
}

/** Refuses attributes that machines cannot have, and advises against those that machines outside AWS do not. */
export function checkEdgePlacement(facts: EdgePlacementFacts): Finding[] {
  const { architecture, attributes = {}, distinctMachines, everyMachine, expressions = [], fields = [], spreadOver = [] } = facts;
  return [
    ...Object.entries(attributes).flatMap(([name, values]) => checkAttribute(`attributes.${name}`, name, values)),
    ...checkArchitecture(architecture, attributes[ARCHITECTURE]),
    ...spreadOver.flatMap((name, index) => checkName(`spreadOver[${index}]`, name)),
    ...expressions.flatMap((expression, index) => checkOfEc2(`constraints[${index}]`, expression)),
    ...fields.flatMap((field, index) => checkOfEc2(`strategies[${index}]`, field)),
    ...(everyMachine && distinctMachines ? [refuse('EdgePlacement.DistinctMachines', 'distinctMachines',
      'is what `everyMachine` does, got both; leave it out')] : []),
    ...(everyMachine && spreadOver.length > 0 ? [refuse('EdgePlacement.SpreadOver', 'spreadOver',
      'does not apply to a service with a task on each machine; leave it out')] : []),
  ];
}

/**
 * The machines that have one of the values of each attribute, as ECS asks for them; absent without attributes.
 *
 * @param attributes their values, or a text of them with `BETWEEN_VALUES` where nobody knows yet how many there are
 */
export function machinesWith(attributes: Readonly<Record<string, readonly string[] | string>>): string | undefined {
  const conditions = Object.entries(attributes).map(([name, values]) => `attribute:${name} ${isOneOf(values)}`);
  return conditions.length > 0 ? conditions.join(' and ') : undefined;
}

function isOneOf(values: readonly string[] | string): string {
  if (typeof values === 'string') return `in ['${values}']`;
  return values.length === 1 ? `== ${literal(values[0])}` : `in [${values.map(literal).join(', ')}]`;
}

function literal(value: string): string {
  return PLAIN.test(value) && !WORD.test(value) ? value : `'${value}'`;
}

/** Where the values have it the processor of the task alone is asked for. */
function checkArchitecture(architecture: string | undefined, values: readonly (string | undefined)[] = []): Finding[] {
  const given = values.filter((value) => value !== undefined);
  if (architecture === undefined || values.length === 0 || given.length < values.length || given.includes(architecture)) return [];
  return [refuse('EdgePlacement.Architecture', `attributes.${ARCHITECTURE}`,
    `must have the processor that the task names, ${architecture}, got ${all(given)}; leave it out`)];
}

function checkAttribute(path: string, name: string, values: readonly (string | undefined)[]): Finding[] {
  if (values.length === 0) {
    return [refuse('EdgePlacement.NoValue', path,
      `names at least one value, got none; for machines that have it at all add ecs.PlacementConstraint.memberOf('attribute:${name} exists') to \`constraints\``)];
  }
  return [...checkName(path, name), ...values.flatMap((value) => checkValue(path, value))];
}

function checkName(path: string, name: string | undefined): Finding[] {
  if (name === undefined) return [];
  return ATTRIBUTE_NAME.test(name) ? checkOfEc2(path, `attribute:${name}`) : [refuse('EdgePlacement.Attribute', path,
    `is the name of an attribute, 1 to 128 letters, digits, hyphens, underscores, dots and slashes, got '${name}'`)];
}

function checkValue(path: string, value: string | undefined): Finding[] {
  if (value === undefined || (ATTRIBUTE_VALUE.test(value) && !value.includes(ESCAPE))) return [];
  return [refuse('EdgePlacement.Value', path,
    'takes values of 1 to 128 letters, digits, hyphens, underscores, dots, slashes, colons, at signs and spaces, none of those first or last, and no '
    + `backslash, got '${value}'`)];
}

/** An expression may also be there to keep off such machines. */
function checkOfEc2(path: string, text: string | undefined): Finding[] {
  const found = OF_EC2.filter((name) => text?.split(/[^\w.:-]/).includes(`attribute:${name}`));
  return found.map((name) => advise('EdgePlacement.AttributeOfEc2', path,
    `asks for ${name}, which machines outside AWS do not have, as little as ${oneOf(OF_EC2.filter((other) => other !== name))}; `
    + 'give the machines an attribute of your own when they are registered'));
}
