import { toldOfTask } from './task-paths';
import { checkHealthGiven } from '../../model/task/container-health';
import { checkReadonlyRoot, checkUser } from '../../model/task/container-hygiene';
import { checkPlainEnvironment } from '../../model/task/plain-environment';
import { checkTransit } from '../../model/task/volume-encryption';
import { readWrittenContainers, runsWindows } from '../../model/task/written-containers';
import { TemplateSet } from '../../model/template/template-set';
import { taskUsesIn } from '../../model/workload/workload';
import { Located } from '../check';

/** How far the containers of each task definition are closed. */
export function containerHygiene(set: TemplateSet): readonly Located[] {
  return taskUsesIn(set).flatMap(({ task, facts: { volumes = [] } }) => {
    const containers = readWrittenContainers(task.properties);
    const windows = runsWindows(task.properties);
    return toldOfTask(task, [
      ...checkReadonlyRoot(containers, { windows }),
      ...checkUser(containers, { windows }),
      ...checkHealthGiven(containers),
      ...checkPlainEnvironment(containers),
      ...checkTransit(volumes),
    ]);
  });
}
