import { checkProxyRoom, proxyNeeds } from '../../model/mesh/proxy-room';
import { readTaskDefinition } from '../../model/task/task-definition';
import { TemplateSet } from '../../model/template/template-set';
import { isFunction, knownList } from '../../model/template-value';
import { membersIn, namespacesIn } from '../../model/workload/connect';
import { Located, told } from '../check';

/** Tasks with room for the proxy that Service Connect adds to them. */
export function proxyRoom(set: TemplateSet): readonly Located[] {
  const sizes = new Map([...namespacesIn(set)].map(([namespace, members]) => [namespace, members.length]));
  return membersIn(set).flatMap(({ namespace, workload: { platform, task } }) => {
    const containers = knownList(task?.properties.ContainerDefinitions);
    if (task === undefined || containers === undefined || containers.some(isFunction)) return [];
    const needs = proxyNeeds({ services: namespace && sizes.get(namespace.key) });
    return told(task, checkProxyRoom(readTaskDefinition(task.properties), needs, platform === 'fargate'), { memoryMiB: 'Memory' });
  });
}
