import { AgentFacts, checkAgent } from '../model/capacity/agent';
import { ImageFamily } from '../model/capacity/machine-image';
import { Finding } from '../model/finding';
import { known } from '../private/known';

/** How the ECS agent of each instance is set up. */
export interface AgentOptions {
  /**
   * Memory in MiB that tasks do not get, for the operating system and what else runs on the instance.
   *
   * @default 0 - tasks get all the memory that the instance registers
   */
  readonly reservedMemoryMiB?: number;

  /**
   * Tasks in awsvpc mode that an instance takes, where the account has ENI trunking turned on (account setting `awsvpcTrunking`).
   *
   * It turns nothing on: it tells the checks what AWS's list says of the instance type. With several types, give the smallest number.
   *
   * @default - not known: one task for each network interface but the first
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/eni-trunking-supported-instance-types.html
   */
  readonly tasksWithTrunking?: number;

  /**
   * Lets tasks reach the instance metadata service, and with it the credentials of the instance; some monitoring agents need that.
   *
   * The hop limit is 2 then, in place of 1.
   *
   * @default false
   */
  readonly instanceMetadataAccess?: boolean;

  /**
   * Places tasks in host mode that have a task role. Such a task shares the network of the instance, and reaches its metadata in any case.
   *
   * Bottlerocket always does; Windows has no host mode.
   *
   * @default false - such tasks are not placed on these instances; true with `instanceMetadataAccess`
   */
  readonly hostModeTaskRoles?: boolean;

  /**
   * Attributes of the instances, for placement constraints: `{ stack: 'web' }`.
   *
   * They are written when an instance joins its cluster, and do not change after.
   *
   * @default - only the attribute that marks the instances of this pool
   */
  readonly attributes?: { [name: string]: string };

  /**
   * More settings of the agent, by the names of its variables: `{ ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION: '1h' }`; not on Bottlerocket.
   *
   * @default - the agent's own
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
   */
  readonly variables?: { [name: string]: string };
}

/** An attribute that marks an instance. */
export interface InstanceAttribute {
  readonly name: string;
  readonly value: string;
}

/** What is wrong with the settings that were asked for. */
export function agentFindings(agent: AgentOptions, family: ImageFamily, mark: Pick<InstanceAttribute, 'name'>): Finding[] {
  return checkAgent({
    reservedMemoryMiB: known(agent.reservedMemoryMiB),
    tasksWithTrunking: known(agent.tasksWithTrunking),
    attributes: knownValues(agent.attributes),
    variables: knownValues(agent.variables),
    ownAttribute: mark.name,
    bottlerocket: family === 'bottlerocket',
  });
}

/** True where tasks in host mode that have a task role are placed. */
export function placesHostModeTaskRoles(agent: AgentOptions, family: ImageFamily): boolean {
  return family === 'bottlerocket' || (agent.hostModeTaskRoles ?? agent.instanceMetadataAccess ?? false);
}

function knownValues(values: Record<string, string> = {}): AgentFacts['attributes'] {
  return Object.fromEntries(Object.entries(values).filter(([name]) => known(name) !== undefined).map(([name, value]) => [name, known(value)]));
}
