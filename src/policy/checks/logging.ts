import { toldOfTask } from './task-paths';
import { allows } from '../../model/roles/allows';
import { checkCreateGroup } from '../../model/roles/task-role-needs';
import { checkLogging } from '../../model/task/container-logging';
import { checkRetention, readRetention } from '../../model/task/log-retention';
import { readWrittenContainers } from '../../model/task/written-containers';
import { TemplateSet } from '../../model/template/template-set';
import { entryIn, listIn } from '../../model/template-value';
import { logGroupNamed } from '../../model/workload/log-group';
import { roleOf } from '../../model/workload/role-of';
import { taskUsesIn } from '../../model/workload/workload';
import { Located, Thresholds, told } from '../check';

/** Where the containers of each task definition log to. */
export function containerLogs(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap(({ task, facts: { compatibilities = [] }, workloads }) => {
    const containers = readWrittenContainers(task.properties);
    const fargate = compatibilities.includes('FARGATE') || workloads.some(({ platform }) => platform === 'fargate');
    const allowed = allows(set, roleOf(set, task, 'ExecutionRoleArn').facts, 'logs:CreateLogGroup');
    return toldOfTask(task, [
      ...checkLogging(containers, { fargate }),
      ...containers.flatMap(({ path, logging: { createsGroup } }) => checkCreateGroup({ path: `${path}.logConfiguration.options`, createsGroup, allowed })),
    ]);
  });
}

/** How long the logs of containers are kept. */
export function logRetention(set: TemplateSet, { logRetentionDays: least }: Thresholds): readonly Located[] {
  const groups = taskUsesIn(set).flatMap(({ task }) => listIn(task.properties.ContainerDefinitions)
    .flatMap((container) => logGroupNamed(set, task, entryIn(container, 'LogConfiguration.Options.awslogs-group')) ?? []));
  return [...new Set(groups)].flatMap((group) => told(group, checkRetention(readRetention(group.properties), { least })));
}
