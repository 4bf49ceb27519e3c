import { toldOfTask } from './task-paths';
import { checkEventBucket } from '../../model/event/event-bucket';
import { Finding, under } from '../../model/finding';
import { checkEnds, checkNoEbs, checkStartNetwork, checkTaskCount } from '../../model/job/standalone';
import { allows } from '../../model/roles/allows';
import { roleNamed } from '../../model/roles/role-facts';
import { trustIn } from '../../model/roles/role-trust';
import { checkStartRole, PassedRole } from '../../model/roles/start-role';
import { readTaskDefinition } from '../../model/task/task-definition';
import { Resource } from '../../model/template/template-file';
import { TemplateSet } from '../../model/template/template-set';
import { isWritten, listIn } from '../../model/template-value';
import { roleOf } from '../../model/workload/role-of';
import { bucketsOf } from '../../model/workload/rule-buckets';
import { TaskStart, taskStartsIn } from '../../model/workload/task-starts';
import { Located, told } from '../check';

/** What rules, schedules and pipes start tasks with. */
export function startedTasks(set: TemplateSet): readonly Located[] {
  return taskStartsIn(set).flatMap((start) => [
    ...told(start.owner, [...under(start.path, ofParameters(start)), ...ofRole(set, start)]),
    ...(start.task === undefined ? [] : toldOfTask(start.task, ofTask(start.task))),
  ]);
}

/** What rules that start tasks hear of. */
export function taskRules(set: TemplateSet): readonly Located[] {
  const rules = taskStartsIn(set).map(({ owner }) => owner).filter(({ type }) => type === 'AWS::Events::Rule');
  return [...new Set(rules)].flatMap((rule) => told(rule, checkEventBucket({
    buckets: bucketsOf(set, rule), schedule: isWritten(rule.properties.ScheduleExpression),
  })));
}

function ofParameters({ count, launchType, namesNetwork, task }: TaskStart): Finding[] {
  const mode = task && readTaskDefinition(task.properties).networkMode;
  return [...checkTaskCount(count), ...checkStartNetwork({ launchType, mode, namesNetwork })];
}

function ofTask(task: Resource): Finding[] {
  const { containers, volumes } = readTaskDefinition(task.properties);
  return [...checkEnds(containers), ...checkNoEbs(volumes)];
}

function ofRole(set: TemplateSet, { owner, roleArn, rolePath, service, tags, task, taskDefinition }: TaskStart): Finding[] {
  const role = roleNamed(set, owner, roleArn);
  if (role === undefined) return [];
  return checkStartRole({
    path: rolePath,
    service,
    isTrusted: trustIn(set, role, service).isTrusted,
    runs: allows(set, role, 'ecs:RunTask', { owner, value: taskDefinition }),
    passes: task === undefined ? [] : passedRoles(task).flatMap((property): PassedRole[] => {
      const { facts } = roleOf(set, task, property);
      return facts === undefined ? [] : [{ name: facts.role.logicalId, allowed: allows(set, role, 'iam:PassRole', { owner: task, value: task.properties[property] }) }];
    }),
    tags: tags ? allows(set, role, 'ecs:TagResource') : undefined,
  });
}

/** Tasks on instances are known to start without their role being passed. */
function passedRoles({ properties }: Resource): string[] {
  return listIn(properties.RequiresCompatibilities).includes('FARGATE') ? ['TaskRoleArn', 'ExecutionRoleArn'] : ['ExecutionRoleArn'];
}
