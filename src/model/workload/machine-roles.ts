import { workloadsIn } from './workload';
import { allows } from '../roles/allows';
import { MachineRoleFacts } from '../roles/machine-role';
import { factsOf, RoleFacts } from '../roles/role-facts';
import { Resource } from '../template/template-file';
import { TemplateSet } from '../template/template-set';

// AWS Managed Policy Reference.
const AGENT = 'AmazonEC2ContainerServiceforEC2Role';
const CORES = ['AmazonSSMManagedInstanceCore', 'AmazonEC2RoleforSSM', 'AmazonSSMManagedEC2InstanceDefaultPolicy'];
const NO_CORES = [AGENT, 'AmazonECSTaskExecutionRolePolicy', 'CloudWatchAgentServerPolicy', 'AmazonEC2ContainerRegistryReadOnly'];
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
 * join a cluster; or one made for agents of ECS and for no instance of EC2, beside a service that runs on such machines.
 */
export function machineRolesIn(set: TemplateSet): readonly MachineRole[] {
  const outside = new Set(workloadsIn(set).filter(({ platform }) => platform === 'external').map(({ service }) => service.template));
  return set.resources('AWS::IAM::Role').flatMap((role) => {
    const facts = factsOf(set, role);
    const trusts = trustedBy(facts);
    const isForAgents = facts.managed.includes(AGENT);
    const isForMachines = trusts?.includes('ssm.amazonaws.com')
      ? isForAgents || allows(set, facts, JOINS) === true
      : isForAgents && outside.has(role.template) && set.referrers(role, 'AWS::IAM::InstanceProfile').length === 0;
    return isForMachines ? [{ role, facts: { trusts, hasCore: hasCore(set, facts) } }] : [];
  });
}

/** The services that may assume a role; undefined where not all of them are known. */
function trustedBy({ trust }: RoleFacts): readonly string[] | undefined {
  const services = trust?.map(({ effect, principals }) => (effect === 'Deny' ? [] : principals?.anyone || effect === undefined ? undefined : principals?.services));
  return services === undefined || services.includes(undefined) ? undefined : [...new Set(services.flatMap((each) => each ?? []))];
}

function hasCore(set: TemplateSet, facts: RoleFacts): boolean | undefined {
  if (facts.managed.some((name) => CORES.includes(name))) return true;
  return allows(set, { ...facts, managed: facts.managed.filter((name) => !NO_CORES.includes(name)) }, REPORTS);
}
