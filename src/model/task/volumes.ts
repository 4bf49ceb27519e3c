import { ContainerFacts } from './container-facts';
import { LaunchPlatform, PLATFORM_NAMES } from './network-mode';
import { DockerVolumeFacts, RemoteVolumeFacts, VolumeFacts, VolumeKind } from './volume-facts';
import { advise, Finding, refuse, under } from '../finding';
import { checkName } from '../name';
import { all, oneOf } from '../range';

// ECS Developer Guide, "Storage options for Amazon ECS tasks", and the pages of each kind; "Task definition differences for Fargate" and
// "… for EC2 instances running Windows"; "Amazon ECS clusters for external instances".
const KINDS: Record<VolumeKind, VolumeKindRule> = {
  bind: { what: 'a directory of the instance', on: ['ec2', 'managed-instances', 'external'] },
  docker: { what: 'a Docker volume', on: ['ec2', 'external'] },
  ebs: { what: 'an EBS volume', on: ['fargate', 'ec2', 'managed-instances'] },
  efs: { what: 'an EFS volume', on: ['fargate', 'ec2', 'managed-instances'], windows: false },
  fsxWindows: { what: 'an FSx for Windows File Server volume', on: ['ec2'], windows: true },
  s3Files: { what: 'an S3 Files volume', on: ['fargate', 'managed-instances'], windows: false },
  scratch: { what: 'a scratch volume', on: ['fargate', 'ec2', 'managed-instances', 'external'] },
};
// CloudFormation reference, AWS::ECS::TaskDefinition DockerVolumeConfiguration.
const WINDOWS_DOCKER_DRIVER = 'local';
// CloudFormation reference, AWS::ECS::Service ServiceManagedEBSVolumeConfiguration VolumeType.
const NOT_ON_FARGATE = 'standard';
// ECS Developer Guide, "Use Amazon EFS volumes" and "Use Amazon EBS volumes": since Fargate's platform version 1.4.0.
const NEEDS_PLATFORM: readonly (VolumeKind | undefined)[] = ['ebs', 'efs', 's3Files'];
const OLD_PLATFORM = /^1\.[0-3]\./;

interface VolumeKindRule {
  readonly what: string;
  readonly on: readonly LaunchPlatform[];
  /** The one system that has it; absent where both do. */
  readonly windows?: boolean;
}

/** What is known of the task that has the volumes, and of what runs it. */
export interface VolumeUseFacts {
  readonly containers: readonly ContainerFacts[];
  readonly windows?: boolean;
  readonly platforms: readonly LaunchPlatform[];
  /** One task on every instance. */
  readonly daemon?: boolean;
  /** Of Fargate, where it is named. */
  readonly platformVersion?: string;
}

/** Refuses volumes that ECS does not take, or not where the task runs, and advises against those that nobody mounts. */
export function checkVolumes(volumes: readonly VolumeFacts[], use: VolumeUseFacts): Finding[] {
  const placed = volumes.map((volume, index) => ({ ...volume, path: volume.path ?? `volumes[${index}]` }));
  return [
    ...checkNames(placed),
    ...placed.flatMap((volume) => [
      ...(volume.twiceConfigured ? [refuse('Volume.ConfiguredAtLaunch', volume.path,
        'must be configured at launch or here, got both; leave its configuration out, or `configuredAtLaunch`')] : []),
      ...checkPlace(volume, use),
      ...(volume.remote ? checkRemote(volume.path, volume.remote) : []),
      ...(volume.docker ? checkDocker(volume.path, volume.docker, use.windows) : []),
    ]),
    ...checkEbs(placed.filter(({ kind }) => kind === 'ebs'), use),
    ...checkMounted(placed, use.containers),
  ];
}

/** Refuses a volume that waits for a configuration which a service does not have, and a configuration of no volume. */
export function checkVolumeConfigurations(volumes: readonly VolumeFacts[], configured: readonly (string | undefined)[]): Finding[] {
  const waiting = volumes.filter(({ kind }) => kind === 'ebs').map(({ name }) => name);
  if ([...waiting, ...configured].includes(undefined)) return [];
  // A volume of which nothing is known may be the one that is configured.
  const mayBeThere = (wanted: string | undefined) => volumes.some(({ kind, name = wanted }) => name === wanted && (kind === 'ebs' || kind === undefined));
  return [
    ...waiting.filter((name) => !configured.includes(name)).map((name) => refuse('Volume.NotConfigured', 'volumeConfigurations',
      `must configure the volume ${name} of the task definition at launch, got none of that name; add an ecs.ServiceManagedVolume to the service`)),
    ...configured.filter((name) => !mayBeThere(name)).map((name) => refuse('Volume.NotInTask', 'volumeConfigurations',
      `must be for volumes of the task definition that are configured at launch${waiting.length > 0 ? `: ${oneOf(waiting as string[])}` : ', of which it has none'}, got ${name}`)),
  ];
}

/** Refuses a type of volume on EBS that there is not where the task runs. */
export function checkEbsType(type: string | undefined, platforms: readonly LaunchPlatform[]): Finding[] {
  return platforms.includes('fargate') && type === NOT_ON_FARGATE
    ? [refuse('Volume.EbsType', 'volumeType', `cannot be ${NOT_ON_FARGATE} on Fargate; take gp3`)] : [];
}

interface PlacedVolume extends VolumeFacts {
  readonly path: string;
}

/** Volumes of the task come before those of its containers. */
function checkNames(volumes: readonly PlacedVolume[]): Finding[] {
  return volumes.filter(({ ofContainer }) => !ofContainer).flatMap(({ name, path }, index) => {
    const findings = checkName('Volume.Name', path, name);
    if (name === undefined || findings.length > 0) return findings;
    const other = volumes.find((candidate, place) => candidate.name === name && (candidate.ofContainer || place < index));
    return other === undefined ? []
      : [refuse('Volume.SameName', path, `must have a name of its own in the task, got ${name}, which \`${other.path}\` has too; take another`)];
  });
}

function checkPlace({ kind, path }: PlacedVolume, { platforms, platformVersion, windows }: VolumeUseFacts): Finding[] {
  if (kind === undefined) return [];
  const { what, on, windows: system } = KINDS[kind];
  const elsewhere = platforms.filter((platform) => !on.includes(platform));
  return [
    ...elsewhere.map((platform) => refuse('Volume.Platform', path,
      `is ${what}, which there is on ${oneOf(on.map((name) => PLATFORM_NAMES[name]))}, got ${PLATFORM_NAMES[platform]}; take another kind of volume`)),
    ...(windows === undefined || system === undefined || system === windows ? [] : [refuse('Volume.Windows', path,
      `is ${what}, which ${windows ? 'Windows' : 'Linux'} containers cannot mount; take another kind of volume`)]),
    ...(platforms.includes('fargate') && NEEDS_PLATFORM.includes(kind) && OLD_PLATFORM.test(platformVersion ?? '')
      ? [refuse('Volume.PlatformVersion', path, `is ${what}, which takes Fargate's platform version 1.4.0 or later, got ${platformVersion}; leave the version out`)] : []),
  ];
}

function checkRemote(path: string, { accessPoint, iam, namesTransit, rootDirectory, transitEncryption }: RemoteVolumeFacts): Finding[] {
  return [
    ...(rootDirectory === undefined || rootDirectory.startsWith('/') ? [] : [refuse('Volume.RootDirectory', `${path}.rootDirectory`,
      `must be an absolute path in the file system, got '${rootDirectory}'`)]),
    ...(accessPoint && rootDirectory !== undefined && rootDirectory !== '/' ? [refuse('Volume.AccessPointRoot', `${path}.rootDirectory`,
      `must be left out with an access point, which has a directory of its own, got '${rootDirectory}'; leave one of them out`)] : []),
    ...((iam || accessPoint) && transitEncryption === false ? [refuse('Volume.TransitEncryption', `${path}.transitEncryption`,
      `must be ENABLED with ${iam ? 'IAM authorization' : 'an access point'}, got ${transitWritten(namesTransit)}`)] : []),
  ];
}

/** How encryption that is off is written. */
export function transitWritten(named: boolean | undefined): string {
  return named === false ? 'none, which means DISABLED' : 'DISABLED';
}

function checkDocker(path: string, { autoprovision, driver, scope }: DockerVolumeFacts, windows: boolean | undefined): Finding[] {
  return [
    ...(windows && driver !== undefined && driver !== WINDOWS_DOCKER_DRIVER ? [refuse('Volume.WindowsDriver', `${path}.driver`,
      `must be ${WINDOWS_DOCKER_DRIVER} for Windows containers, got ${driver}`)] : []),
    ...(autoprovision !== undefined && scope === 'task' ? [refuse('Volume.Autoprovision', `${path}.autoprovision`,
      'must be left out where `Scope` is not shared, got task; leave it out')] : []),
  ];
}

function checkEbs(volumes: readonly PlacedVolume[], { daemon, platforms }: VolumeUseFacts): Finding[] {
  const names = volumes.map(({ name, path }) => name ?? path);
  return [
    ...(volumes.length > 1 ? [refuse('Volume.TwoEbs', volumes[1].path,
      `must be the only volume of its task on EBS, got ${all(names)}; take one larger volume, or EFS for one of them`)] : []),
    ...(daemon ? volumes.map(({ path }) => refuse('Volume.EbsOfDaemon', path,
      'cannot be on EBS for a daemon, whose tasks ECS gives no volumes; mount a directory of the instance')) : []),
    ...volumes.flatMap(({ ebsType, path }) => under(path, checkEbsType(ebsType, platforms))),
  ];
}

/** Containers of which nothing is known may mount anything. */
function checkMounted(volumes: readonly PlacedVolume[], containers: readonly ContainerFacts[]): Finding[] {
  const mounts = containers.map((container) => container.mounts);
  if (mounts.includes(undefined)) return [];
  const mounted = mounts.flatMap((ofContainer) => ofContainer ?? []).map(({ volume }) => volume);
  if (mounted.includes(undefined)) return [];
  return volumes.filter(({ name }) => name !== undefined && !mounted.includes(name)).map(({ path, name }) => advise('Volume.NotMounted', path,
    `must be mounted by a container, or nothing is ever on it, got none that does; add { volume: '${name}', path: … } to the \`mounts\` of one, or leave it out`));
}
