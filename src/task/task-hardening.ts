import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { ContainerBlueprint } from './container-blueprint';
import { Hardening } from './hardening';
import { Finding, under } from '../model/finding';
import { at } from '../model/task/container-facts';
import { checkOwners, droppedCapabilities } from '../model/task/hardening';
import { VolumeKind } from '../model/task/volume-facts';
import { known } from '../private/known';
import { ServiceFacts } from '../private/service-facts';
import { TaskVolume } from '../volume/task-volume';

// What a container cannot change the owner of a directory without.
const CHOWN = 'CHOWN';
const ROOT = '0:0';
// It is over before anybody could stop it.
const STOP_TIMEOUT = Duration.seconds(2);
// Where nothing but its own limit says how much it may take.
const MEMORY_MIB = 16;
// Such volumes begin as root's; the others have an owner of their own, or belong to the instance.
const OF_ROOT: readonly (VolumeKind | undefined)[] = ['ebs', 'scratch'];

/** The containers of a task as their presets want them, and those that hand directories over before they start. */
export class TaskHardening {
  public readonly containers: ContainerBlueprint[];
  private readonly presets: Preset[];

  constructor(given: readonly ContainerBlueprint[], volumes: { readonly [name: string]: TaskVolume }) {
    this.presets = given.flatMap((container) => presetOf(container, volumes));
    this.containers = [
      ...given.map((container) => this.presets.find((preset) => preset.given === container)?.container ?? container),
      ...this.presets.flatMap(({ preparation }) => preparation ?? []),
    ];
  }

  public findings({ platforms }: ServiceFacts): Finding[] {
    const onDocker = platforms.every((platform) => platform === 'ec2' || platform === 'external');
    return [
      ...this.presets.flatMap(({ given, hardening, preparation }) => {
        const handsOver = preparation !== undefined;
        const findings = hardening._findings(given.options, { windows: given.windows, onDocker, handsOver });
        // What is said against the preset stands in the container, the rest in the preset.
        return findings.map((finding) => ({
          ...finding, path: at(given.path, finding.id === 'Hardening.Conflict' ? finding.path : under('hardening', [finding])[0].path),
        }));
      }),
      ...checkOwners(this.presets.flatMap(({ given, hardening, handedOver }) => handedOver.map((volume) => (
        { volume, user: known(hardening._user), path: at(given.path, 'hardening.user') })))),
    ];
  }
}

/** Containers that hand directories over, with memory of their own, where the task has none to share out. */
export function withOwnMemory(containers: readonly ContainerBlueprint[]): ContainerBlueprint[] {
  return containers.map((container) => (container.part.handsOver ? container.with({ memoryMiB: MEMORY_MIB }) : container));
}

/** A container and its preset. */
interface Preset {
  readonly given: ContainerBlueprint;
  readonly hardening: Hardening;
  readonly container: ContainerBlueprint;
  /** Names of the volumes that are handed over. */
  readonly handedOver: readonly string[];
  readonly preparation?: ContainerBlueprint;
}

function presetOf(given: ContainerBlueprint, volumes: { readonly [name: string]: TaskVolume }): Preset[] {
  const { hardening } = given.options;
  if (hardening === undefined) return [];
  if (given.windows) return [{ given, hardening, container: given, handedOver: [] }];
  const hardened = given.with(hardening._applied(given.options));
  const image = hardening._writable._image;
  // A volume may be mounted in two places.
  const handedOver = image === undefined ? [] : [...new Set([
    ...hardened.scratch.map(({ name }) => name),
    ...(given.options.mounts ?? []).filter(({ readOnly, volume }) => readOnly !== true && OF_ROOT.includes(volumes[volume]?._facts.kind))
      .map(({ volume }) => volume),
  ])];
  if (image === undefined || handedOver.length === 0) return [{ given, hardening, container: hardened, handedOver: [] }];
  const preparation = handOver(hardened, hardening._user, handedOver, image);
  const wait = { container: preparation.name, condition: ecs.ContainerDependencyCondition.SUCCESS };
  const container = hardened.with({ dependsOn: [...given.options.dependsOn ?? [], wait] });
  return [{ given, hardening, container, handedOver, preparation }];
}

/** Root for as long as it takes to change the owner of some directories, and able to do nothing else. */
function handOver(container: ContainerBlueprint, user: string, volumes: readonly string[], image: ecs.ContainerImage): ContainerBlueprint {
  const mounts = volumes.map((volume) => ({ volume, path: `/hand-over/${volume}` }));
  return new ContainerBlueprint({
    name: `${container.name}-paths`,
    image,
    essential: false,
    entryPoint: ['chown'],
    command: [user, ...mounts.map(({ path }) => path)],
    user: ROOT,
    writablePaths: [],
    capabilities: { drop: droppedCapabilities([CHOWN]) as ecs.Capability[] },
    initProcess: false,
    mounts,
    logging: container.options.logging,
    stopTimeout: STOP_TIMEOUT,
  }, at(container.path, 'hardening'), false, { handsOver: true });
}
