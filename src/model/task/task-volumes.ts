import { MountFacts, RemoteVolumeFacts, VolumeFacts, VolumeKind } from './volume-facts';
import { entryIn, flagIn, isFunction, isGiven, isWritten, listIn, Properties, propertiesIn, textIn } from '../template-value';

/** Reads the volumes of an `AWS::ECS::TaskDefinition`; absent where the list is not known. */
export function readVolumes(volumes: unknown = []): VolumeFacts[] | undefined {
  return Array.isArray(volumes) ? volumes.map((volume) => (isFunction(volume) ? {} : readVolume(propertiesIn(volume)))) : undefined;
}

/** Reads the mount points of a container; absent where the list is not known. */
export function readMounts(mounts: unknown = []): MountFacts[] | undefined {
  return Array.isArray(mounts) ? listIn(mounts).map(propertiesIn).map((mount) => ({
    volume: textIn(mount.SourceVolume), directory: textIn(mount.ContainerPath), readOnly: flagIn(mount.ReadOnly ?? false),
  })) : undefined;
}

const CONFIGURATIONS: readonly (readonly [string, VolumeKind])[] = [
  ['DockerVolumeConfiguration', 'docker'],
  ['EFSVolumeConfiguration', 'efs'],
  ['FSxWindowsFileServerVolumeConfiguration', 'fsxWindows'],
  ['S3FilesVolumeConfiguration', 's3Files'],
];

function readVolume(volume: Properties): VolumeFacts {
  const atLaunch = flagIn(volume.ConfiguredAtLaunch ?? false);
  const kind = kindOf(volume, atLaunch);
  const docker = propertiesIn(volume.DockerVolumeConfiguration);
  return {
    name: textIn(volume.Name),
    kind,
    twiceConfigured: atLaunch === true && ((kind !== undefined && kind !== 'ebs') || isWritten(volume.Host) === true),
    remote: readRemote(volume),
    docker: kind !== 'docker' ? undefined : {
      driver: textIn(docker.Driver), scope: textIn(docker.Scope), autoprovision: flagIn(docker.Autoprovision),
    },
  };
}

/** Absent where a configuration may come to nothing. */
function kindOf(volume: Properties, atLaunch: boolean | undefined): VolumeKind | undefined {
  const [name, kind] = CONFIGURATIONS.find(([each]) => volume[each] !== undefined) ?? [];
  if (name === undefined) return localKind(volume, atLaunch);
  return isGiven(volume[name]) ? kind : undefined;
}

/** Only a volume that is configured at launch may be on EBS. */
function localKind({ Host: host }: Properties, atLaunch: boolean | undefined): VolumeKind | undefined {
  if (atLaunch !== false) return atLaunch ? 'ebs' : undefined;
  const isBound = isGiven(entryIn(host, 'SourcePath'));
  if (isBound === undefined) return undefined;
  return isBound ? 'bind' : 'scratch';
}

function readRemote({ EFSVolumeConfiguration: efs, S3FilesVolumeConfiguration: s3Files }: Properties): RemoteVolumeFacts | undefined {
  if (efs !== undefined) {
    const point = entryIn(efs, 'AuthorizationConfig.AccessPointId');
    return {
      rootDirectory: textIn(entryIn(efs, 'RootDirectory')),
      accessPoint: isGiven(point),
      iam: isEnabled(entryIn(efs, 'AuthorizationConfig.IAM')),
      transitEncryption: isEnabled(entryIn(efs, 'TransitEncryption')),
      namesTransit: isWritten(entryIn(efs, 'TransitEncryption')),
    };
  }
  if (s3Files === undefined) return undefined;
  const { AccessPointArn: accessPoint, RootDirectory: rootDirectory } = propertiesIn(s3Files);
  // Mounts of S3 Files are always encrypted.
  return { rootDirectory: textIn(rootDirectory), accessPoint: isGiven(accessPoint), transitEncryption: true };
}

/** Absent is off; what is no text is not known. */
function isEnabled(value: unknown = 'DISABLED'): boolean | undefined {
  return typeof value === 'string' ? value === 'ENABLED' : undefined;
}
