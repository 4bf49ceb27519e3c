import { at, ContainerFacts, pathOf } from './container-facts';
import { directoryOf } from './directory';
import { MountFacts, VolumeFacts } from './volume-facts';
import { Finding, refuse } from '../finding';
import { oneOf } from '../range';

/** What is known of the task that the containers share. */
interface MountingTask {
  /** Absent when not known. */
  readonly volumes?: readonly VolumeFacts[];
  readonly windows?: boolean;
}

/**
 * Refuses mounts of volumes and of containers that the task does not have, in places that are no directory, and two in one.
 *
 * CloudFormation reference, AWS::ECS::TaskDefinition MountPoint and VolumeFrom.
 */
export function checkMounts(containers: readonly ContainerFacts[], { volumes, windows }: MountingTask): Finding[] {
  return containers.flatMap((container, index) => {
    const mounts = (container.mounts ?? []).map((mount, place) => ({ ...mount, path: mount.path ?? `mounts[${place}]` }));
    return [
      ...mounts.flatMap((mount) => checkVolumeOf(mount, volumes)),
      ...checkDirectories(mounts, windows !== false),
      ...checkVolumesFrom(container, containers),
    ].map((finding) => ({ ...finding, path: at(pathOf(container, index), finding.path) }));
  });
}

interface PlacedMount extends MountFacts {
  readonly path: string;
}

function checkVolumeOf({ path, volume }: PlacedMount, volumes: readonly VolumeFacts[] | undefined): Finding[] {
  if (volume === undefined || volumes === undefined || volumes.some(({ name }) => name === undefined || name === volume)) return [];
  const names = volumes.flatMap(({ name, ofContainer }) => (name === undefined || ofContainer ? [] : name));
  return [refuse('Mount.NoSuchVolume', at(path, 'volume'), names.length === 0
    ? `must name a volume of its task, got ${volume}, but the task has none; add it to \`volumes\``
    : `must name a volume of its task: ${oneOf(names)}, got ${volume}`)];
}

function checkVolumesFrom({ volumesFrom = [] }: ContainerFacts, containers: readonly ContainerFacts[]): Finding[] {
  const names = containers.map(({ name }) => name);
  return names.includes(undefined) ? [] : volumesFrom.flatMap((source, index) => (source === undefined || names.includes(source) ? []
    : [refuse('Mount.NoSuchContainer', `volumesFrom[${index}].sourceContainer`, `must name a container of the same task: ${oneOf(names as string[])}, got ${source}`)]));
}

function checkDirectories(mounts: readonly PlacedMount[], mayBeWindows: boolean): Finding[] {
  const directories = mounts.map(({ directory }) => (directory === undefined ? undefined : directoryOf(directory, mayBeWindows)));
  return mounts.flatMap(({ path, directory: given }, index) => {
    const directory = directories[index];
    if (given === undefined) return [];
    if (directory === undefined) return [refuse('Mount.Path', path, `must be at an absolute path below the root, got '${given}'`)];
    const first = directories.indexOf(directory);
    return first === index ? []
      : [refuse('Mount.SamePath', path, `must have a path of its own in the container, got '${given}', where \`${mounts[first].path}\` is already; take another`)];
  });
}
