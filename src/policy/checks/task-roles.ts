import { toldOfTask } from './task-paths';
import { Finding } from '../../model/finding';
import { checkAdministrator, checkTrust, everythingIn, trustIn } from '../../model/roles/role-trust';
import { checkServiceRole } from '../../model/roles/service-role';
import { checkRolesGiven, checkSecretAccess } from '../../model/roles/task-role-needs';
import { checkTaskRoles } from '../../model/task/task-roles';
import { referenceOf } from '../../model/template/reference';
import { TemplateSet } from '../../model/template/template-set';
import { textIn } from '../../model/template-value';
import { fetchesOf, needsOf } from '../../model/workload/execution-needs';
import { RoleOf, roleOf } from '../../model/workload/role-of';
import { TaskUse, taskUsesIn, workloadsIn } from '../../model/workload/workload';
import { Located, told } from '../check';

const ROLES = ['TaskRoleArn', 'ExecutionRoleArn'];
const TASKS = 'ecs-tasks.amazonaws.com';

/** The roles of each task definition, and what they are needed for. */
export function taskRoles(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap((use) => toldOfTask(use.task, findingsOf(set, use)));
}

/** What the roles of tasks allow, and whom. */
export function rolesOfTasks(set: TemplateSet): readonly Located[] {
  const roles = taskUsesIn(set).flatMap(({ task }) => ROLES.flatMap((property) => roleOf(set, task, property).facts ?? []));
  return [...new Set(roles)].flatMap((facts) => told(facts.role, [...checkTrust(trustIn(set, facts, TASKS), TASKS), ...checkAdministrator(facts)]));
}

/** With which roles services have their tasks registered with load balancers. */
export function rolesOfServices(set: TemplateSet): readonly Located[] {
  return workloadsIn(set).flatMap(({ service }) => {
    const { facts } = roleOf(set, service, 'Role');
    return told(service, checkServiceRole({
      everything: facts && everythingIn(facts), name: textIn(facts === undefined ? service.properties.Role : facts.role.properties.RoleName),
    }));
  });
}

function findingsOf(set: TemplateSet, { task, facts: { compatibilities = [] }, workloads }: TaskUse): Finding[] {
  const [taskRole, executionRole] = ROLES.map((property) => roleOf(set, task, property));
  const platforms = workloads.map(({ platform }) => platform);
  return [
    ...checkTaskRoles({
      taskRoleArn: identityOf(taskRole, task.properties.TaskRoleArn), executionRoleArn: identityOf(executionRole, task.properties.ExecutionRoleArn),
    }),
    ...checkRolesGiven({
      task: taskRole.isNamed,
      execution: executionRole.isNamed,
      ...needsOf(task),
      offInstances: compatibilities.includes('FARGATE') || platforms.includes('fargate') || platforms.includes('external'),
    }),
    ...checkSecretAccess(fetchesOf(set, task, executionRole.facts)),
  ];
}

/** Two values that are the same name the same role, whatever its ARN. */
function identityOf({ facts }: RoleOf, value: unknown): string | undefined {
  if (facts !== undefined) return JSON.stringify([facts.role.template, facts.role.logicalId]);
  return textIn(value) ?? (referenceOf(value) === undefined ? undefined : JSON.stringify(value));
}
