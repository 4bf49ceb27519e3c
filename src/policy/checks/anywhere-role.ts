import { checkMachineRole } from '../../model/roles/machine-role';
import { TemplateSet } from '../../model/template/template-set';
import { machineRolesIn } from '../../model/workload/machine-roles';
import { Located, told } from '../check';

/** Roles of machines outside AWS. */
export function machineRoles(set: TemplateSet): readonly Located[] {
  return machineRolesIn(set).flatMap(({ facts, role }) => told(role, checkMachineRole(facts)));
}
