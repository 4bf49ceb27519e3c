import { at, ContainerFacts, pathOf } from './container-facts';
import { advise, Finding } from '../finding';
import { NetworkMode } from './network-mode';
import { isRoot } from './user';

/** What is known of what a task shares with its instance. */
export interface HostAccessFacts {
  readonly networkMode?: NetworkMode;
  readonly pidMode?: string;
  readonly containers: readonly Pick<ContainerFacts, 'namesUser' | 'path' | 'privileged' | 'user'>[];
}

/** Advises against tasks that are not kept apart from their instance. AWS Security Hub controls ECS.1, ECS.3, ECS.4 and ECS.17. */
export function checkHostAccess({ containers, networkMode: mode, pidMode }: HostAccessFacts): Finding[] {
  const each = containers.map((container, index) => ({ ...container, path: pathOf(container, index) }));
  return [
    ...(mode === undefined || mode === 'awsvpc' ? [] : [advise('NetworkMode.NotAwsvpc', 'networkMode',
      `must be awsvpc for each task to have a network interface and security groups of its own, got ${mode}; take awsvpc`)]),
    ...(mode === 'host' ? [advise('NetworkMode.Host', 'networkMode',
      'must keep tasks apart from the network of their instance, got host, which lets them reach whatever listens there; take awsvpc')] : []),
    ...(mode === 'host' ? each.filter(mayBeRoot).map(({ path, user }) => advise('HostMode.RootUser', at(path, 'user'),
      `must be another than root in the network mode host, got ${user ?? 'none'}; name one, or take awsvpc`)) : []),
    ...(pidMode === 'host' ? [advise('PidMode.Host', 'pidMode',
      'must keep tasks apart from the processes of their instance, got host, which shows them all and lets root stop them; leave it out, or take task')] : []),
    ...each.filter(({ privileged }) => privileged).map(({ path }) => advise('Container.Privileged', at(path, 'privileged'),
      'must be false, or the container has the rights of root on its instance, got true; leave it out, and add the capabilities that it needs')),
  ];
}

/** A privileged container in that mode is meant to be root; AWS Security Hub leaves it out of the control. */
function mayBeRoot({ namesUser, privileged, user }: HostAccessFacts['containers'][number]): boolean {
  if (privileged !== false) return false;
  return user === undefined ? namesUser === false : user === '' || isRoot(user);
}
