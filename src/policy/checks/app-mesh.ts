import { toldOfTask } from './task-paths';
import { checkAppMesh, checkMesh, readProxy } from '../../model/mesh/ended';
import { TemplateSet } from '../../model/template/template-set';
import { taskUsesIn } from '../../model/workload/workload';
import { Located, told } from '../check';

/** What is left of a service that AWS ended: proxies of tasks, and each mesh once, whatever is in it. */
export function appMesh(set: TemplateSet): readonly Located[] {
  return [
    ...taskUsesIn(set).flatMap(({ task }) => toldOfTask(task, checkAppMesh(readProxy(task.properties)))),
    ...set.resources('AWS::AppMesh::Mesh').flatMap((mesh) => told(mesh, checkMesh())),
  ];
}
