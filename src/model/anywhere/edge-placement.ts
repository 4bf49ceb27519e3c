import { advise, Finding, refuse } from '../finding';
import { ATTRIBUTE_NAME, ATTRIBUTE_VALUE } from '../instance-attribute';
import { oneOf } from '../range';

// What stands in an expression without quotes. ECS Developer Guide, "Create expressions to define container instances for Amazon ECS tasks".
const PLAIN = /^[A-Za-z0-9._-]+$/;
// The same page does not say what a backslash means between quotes.
const ESCAPE = '\\';
// ECS Developer Guide, "Amazon ECS container instance attributes": the agent reads them from EC2, and sets none of them elsewhere.
const OF_EC2 = ['ecs.ami-id', 'ecs.availability-zone', 'ecs.instance-type', 'ecs.subnet-id', 'ecs.vpc-id'];

/** What is known of the machines that a service is for; values that are not known are `undefined`. */
export interface EdgePlacementFacts {
  /** The values of each attribute, one of which a machine must have. */
  readonly attributes?: Readonly<Record<string, readonly (string | undefined)[]>>;
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
  const { attributes = {}, distinctMachines, everyMachine, expressions = [], fields = [], spreadOver = [] } = facts;
  return [
    ...Object.entries(attributes).flatMap(([name, values]) => checkAttribute(`attributes.${name}`, name, values)),
    ...spreadOver.flatMap((name, index) => checkName(`spreadOver[${index}]`, name)),
    ...expressions.flatMap((expression, index) => checkOfEc2(`constraints[${index}]`, expression)),
    ...fields.flatMap((field, index) => checkOfEc2(`strategies[${index}]`, field)),
    ...(everyMachine && distinctMachines ? [refuse('EdgePlacement.DistinctMachines', 'distinctMachines',
      'is what `everyMachine` does, got both; leave it out')] : []),
    ...(everyMachine && spreadOver.length > 0 ? [refuse('EdgePlacement.SpreadOver', 'spreadOver',
      'does not apply to a service with a task on each machine; leave it out')] : []),
  ];
}

/** The machines that have one of the values of each attribute, as ECS asks for them; absent without attributes. */
export function machinesWith(attributes: Readonly<Record<string, readonly string[]>>): string | undefined {
  const conditions = Object.entries(attributes).map(([name, values]) => (
    values.length === 1 ? `attribute:${name} == ${literal(values[0])}` : `attribute:${name} in [${values.map(literal).join(', ')}]`));
  return conditions.length > 0 ? conditions.join(' and ') : undefined;
}

function literal(value: string): string {
  return PLAIN.test(value) ? value : `'${value}'`;
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
