import { workloadsIn } from './workload';
import { allows } from '../roles/allows';
import { MachineRoleFacts } from '../roles/machine-role';
import { factsOf, RoleFacts } from '../roles/role-facts';
import { onceForSet } from '../template/once';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';
import { isWritten, knownList, textIn } from '../template-value';

// AWS Managed Policy Reference.
const AGENT = 'AmazonEC2ContainerServiceforEC2Role';
const CORES = ['AmazonSSMManagedInstanceCore', 'AmazonEC2RoleforSSM', 'AmazonSSMManagedEC2InstanceDefaultPolicy'];
const NEITHER = ['AmazonECSTaskExecutionRolePolicy', 'CloudWatchAgentServerPolicy', 'AmazonEC2ContainerRegistryReadOnly'];
const PROFILE = 'AWS::IAM::InstanceProfile';
// What the agents do first: that of ECS joins a cluster, that of Systems Manager reports the machine.
const JOINS = 'ecs:RegisterContainerInstance';
const REPORTS = 'ssm:UpdateInstanceInformation';

/** A role of machines outside AWS. */
export interface MachineRole {
  readonly role: Resource;
  readonly facts: MachineRoleFacts;
}

/**
 * The roles that machines outside AWS get.
 *
 * Systems Manager gives them such a role by an activation, which no template holds. So it is one that Systems Manager may assume and that may
 * join a cluster. Beside a service that runs on such machines it is also one made for agents of ECS that no instance of EC2 can have, and one of
 * machines that Systems Manager manages where no other role is for them.
 */
export function machineRolesIn(set: TemplateSet): readonly MachineRole[] {
  const outside = new Set(workloadsIn(set).filter(({ platform }) => platform === 'external').map(({ service }) => service.template));
  const roles = set.resources('AWS::IAM::Role').flatMap((role) => candidate(set, role, outside.has(role.template)));
  const served = new Set(roles.filter(({ facts }) => facts.hasAgent !== false).map(({ role }) => role.template));
  return roles.filter(({ facts, role }) => facts.hasAgent !== false || !served.has(role.template));
}

function candidate(set: TemplateSet, role: Resource, isBesideMachines: boolean): readonly MachineRole[] {
  const facts = factsOf(set, role);
  const trusts = trustedBy(facts);
  if (trusts === undefined) return [];
  const isForAgents = facts.managed.includes(AGENT);
  const found = (hasAgent: boolean) => [{ role, facts: { trusts, hasAgent, hasCore: hasCore(set, facts) } }];
  if (!trusts.includes('ssm.amazonaws.com')) return isForAgents && isBesideMachines && !mayBeOfInstances(set, role) ? found(true) : [];
  const joins = isForAgents || allows(set, facts, JOINS) === true;
  if (joins) return found(true);
  const isManaged = isBesideMachines && hasCore(set, facts) === true;
  return isManaged && allows(set, without(facts, [...CORES, ...NEITHER]), JOINS) === false ? found(false) : [];
}

/** Instance profiles name roles: here, or in another stack that knows the name. */
function mayBeOfInstances(set: TemplateSet, role: Resource): boolean {
  return isWritten(role.properties.RoleName) !== false || set.isOffered(role) || hasOpenProfile(set) || set.referrers(role, PROFILE).length > 0;
}

/** The role of some instance profile is not known. */
const hasOpenProfile = onceForSet((set) => set.resources(PROFILE).some((profile) => (
  knownList(profile.properties.Roles)?.every((role) => textIn(role) !== undefined || set.target(profile, role) !== undefined) !== true)));

/** The services that may assume a role; undefined where not all of them are known. */
function trustedBy({ trust }: RoleFacts): readonly string[] | undefined {
  const services = trust?.map(({ effect, principals }) => (effect === 'Deny' ? [] : principals?.anyone || effect === undefined ? undefined : principals?.services));
  return services === undefined || services.includes(undefined) ? undefined : [...new Set(services.flatMap((each) => each ?? []))];
}

function hasCore(set: TemplateSet, facts: RoleFacts): boolean | undefined {
  if (facts.managed.some((name) => CORES.includes(name))) return true;
  return allows(set, without(facts, [AGENT, ...NEITHER]), REPORTS);
}

/** Without policies that are known to have no part in it. */
function without(facts: RoleFacts, policies: readonly string[]): RoleFacts {
  return { ...facts, managed: facts.managed.filter((name) => !policies.includes(name)) };
}
