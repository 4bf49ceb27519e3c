import { checkContainerCount, checkEssential } from './container-count';
import { checkWait } from './container-dependencies';
import { at, ContainerFacts, DependencyFacts, pathOf, TaskFacts } from './container-facts';
import { checkExecContainers } from './exec';
import { Finding, refuse } from '../finding';

/** What is known of a container that comes with a task, and of what the others get of it. */
export interface SidecarFacts extends ContainerFacts {
  readonly path: string;
  /** What the containers of the task wait for before they start. */
  readonly startsBefore?: DependencyFacts['condition'];
  /** Names of the environment variables that the containers of the task get, with their values where those are known. */
  readonly gives?: ReadonlyMap<string, string | undefined>;
  /** Containers log through it that name nothing else. */
  readonly takesLogs?: boolean;
}

/** Refuses waits for a sidecar that never end, and two sidecars that give the containers of the task different things. */
export function checkSidecars(sidecars: readonly SidecarFacts[]): Finding[] {
  const [firstLogs, ...otherLogs] = sidecars.filter(({ takesLogs }) => takesLogs);
  return [
    ...sidecars.flatMap((sidecar) => checkWait(sidecar, sidecar.startsBefore, at(sidecar.path, 'startsBefore'))),
    ...sidecars.flatMap(({ gives, path }, index) => [...gives ?? []].flatMap(([name, value]) => {
      const other = sidecars.slice(0, index).find((before) => before.gives?.has(name) && before.gives.get(name) !== value);
      return other ? [refuse('Sidecar.SameVariable', path, `gives the containers of the task the variable ${name}, got another value of \`${other.path}\`; set it on the containers`)] : [];
    })),
    ...otherLogs.map(({ path }) => refuse('Sidecar.TwoLoggings', path,
      `takes on the logs of containers that name no \`logging\`, got \`${firstLogs.path}\` too; leave one of them out`)),
  ];
}

/** Refuses a task whose own containers are not what all containers together seem to be: none at all, none essential, none that can be opened. */
export function checkOwnContainers(
  own: readonly ContainerFacts[], sidecars: readonly ContainerFacts[], { exec }: { readonly exec: boolean },
): Finding[] {
  if (sidecars.length === 0) return [];
  if (own.length === 0) return checkContainerCount(own);
  return [
    ...(sidecars.some(({ essential }) => essential !== false) ? checkEssential(own) : []),
    ...(exec && sidecars.some(({ readonlyRootFilesystem }) => readonlyRootFilesystem !== true) ? checkExecContainers(own) : []),
  ];
}

/** Refuses containers that others reach at `localhost` where they do not share an address, where the whole instance does, or where another listens. */
export function checkLocalPorts(
  containers: readonly ContainerFacts[], { external, networkMode: mode }: Pick<TaskFacts, 'external' | 'networkMode'>,
): Finding[] {
  // Machines outside AWS have no awsvpc.
  const instead = external ? 'run one on each machine with EdgeService and `everyMachine`' : 'take awsvpc, or run one on each instance with DaemonService';
  return containers.flatMap((container, index) => {
    const path = pathOf(container, index);
    const { localPorts = [] } = container;
    if (localPorts.length === 0) return [];
    // ECS Developer Guide, "Amazon ECS task networking options for EC2": the containers of a task share localhost with each other alone in awsvpc.
    if (mode !== undefined && mode !== 'awsvpc') {
      return [refuse('Sidecar.NetworkMode', path,
        `is reached at localhost, which the containers of a task share with nobody else in the network mode awsvpc only, got ${mode}; ${instead}`)];
    }
    const others = containers.flatMap((other, position) => (position === index ? []
      : [...other.ports ?? [], ...(position < index ? other.localPorts ?? [] : [])].map((port) => ({ ...port, path: pathOf(other, position) }))));
    return localPorts.flatMap(({ port, protocol }) => {
      const taken = others.find((other) => port !== undefined && other.port === port && (other.protocol ?? 'tcp') === (protocol ?? 'tcp'));
      return taken === undefined ? [] : [refuse('Sidecar.LocalPort', path,
        `listens on port ${port}/${protocol ?? 'tcp'} of the task's address, which ${taken.path === '' ? 'its container' : `\`${taken.path}\``} has too; take another port for that, or leave one of them out`)];
    });
  });
}
