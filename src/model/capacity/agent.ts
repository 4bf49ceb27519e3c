import { Finding, refuse } from '../finding';
import { ATTRIBUTE_NAME, ATTRIBUTE_VALUE } from '../instance-attribute';
import { checkRange, oneOf, Range } from '../range';

// ECS Developer Guide, "Amazon ECS container agent configuration": ECS_RESERVED_MEMORY.
const RESERVED_MEMORY: Range = { min: 0, unit: 'MiB' };
// The same, "Supported instances for increased Amazon ECS container network interfaces": no type takes more than 120 tasks.
const TASKS_WITH_TRUNKING: Range = { min: 1, max: 120, unit: 'tasks' };
const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*$/;
// What the pool writes itself, and the property that says it.
const OWN_VARIABLES: Record<string, string> = {
  ECS_CLUSTER: 'cluster',
  ECS_INSTANCE_ATTRIBUTES: 'agent.attributes',
  ECS_RESERVED_MEMORY: 'agent.reservedMemoryMiB',
  ECS_AWSVPC_BLOCK_IMDS: 'agent.instanceMetadataAccess',
  ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST: 'agent.hostModeTaskRoles',
  ECS_ENABLE_GPU_SUPPORT: 'machineImage',
};

/** What is known of the ECS agent's settings; a value that is not known is `undefined`. */
export interface AgentFacts {
  readonly reservedMemoryMiB?: number;
  readonly tasksWithTrunking?: number;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** The name of the attribute that the pool writes itself. */
  readonly ownAttribute?: string;
  readonly bottlerocket?: boolean;
}

/** Refuses settings that the agent does not take, or that the pool makes itself. */
export function checkAgent(facts: AgentFacts): Finding[] {
  return [
    ...checkRange('Agent.ReservedMemory', 'reservedMemoryMiB', facts.reservedMemoryMiB, RESERVED_MEMORY),
    ...checkRange('Agent.TasksWithTrunking', 'tasksWithTrunking', facts.tasksWithTrunking, TASKS_WITH_TRUNKING),
    ...Object.entries(facts.attributes ?? {}).flatMap(([name, value]) => checkAttribute(name, value, facts.ownAttribute)),
    ...checkVariables(facts),
  ];
}

function checkAttribute(name: string, value: string | undefined, own: string | undefined): Finding[] {
  const path = `attributes.${name}`;
  if (name === own) return [refuse('Agent.OwnAttribute', path, 'is written by the pool itself, to mark its instances; take another name')];
  if (!ATTRIBUTE_NAME.test(name)) {
    return [refuse('Agent.AttributeName', path, 'is named with 1 to 128 letters, digits, hyphens, underscores, slashes and periods')];
  }
  return value === undefined || ATTRIBUTE_VALUE.test(value) ? []
    : [refuse('Agent.AttributeValue', path, `takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got '${value}'`)];
}

function checkVariables({ variables = {}, bottlerocket }: AgentFacts): Finding[] {
  const names = Object.keys(variables);
  if (bottlerocket && names.length > 0) {
    return [refuse('Agent.BottlerocketVariables', 'variables',
      `is not for Bottlerocket, whose agent has settings in place of variables, got ${oneOf(names)}; add TOML to \`launchTemplate.userData\``)];
  }
  return Object.entries(variables).flatMap(([name, value]) => checkVariable(name, value));
}

function checkVariable(name: string, value: string | undefined): Finding[] {
  const path = `variables.${name}`;
  if (OWN_VARIABLES[name]) return [refuse('Agent.OwnVariable', path, `is written by the pool itself; set \`${OWN_VARIABLES[name]}\``)];
  if (!VARIABLE_NAME.test(name)) return [refuse('Agent.VariableName', path, 'is named with capitals, digits and underscores, such as ECS_LOGLEVEL')];
  return value === undefined || !/[\r\n]/.test(value) ? [] : [refuse('Agent.VariableValue', path, 'takes one line, got several')];
}
