import { checkEbsVolume, EbsVolumeFacts, isEbsType } from './ebs-volume';
import { advise, Finding, refuse } from '../finding';
import { entryIn, flagIn, isWritten, numberIn, Properties, textIn } from '../template-value';

/** What is known of a disk that ECS makes for each task of a service; `undefined` is not known. */
export interface ManagedVolumeFacts {
  /** Absent where its type is not known. */
  readonly volume?: EbsVolumeFacts;
  /** A role with which ECS makes it is named. */
  readonly role?: boolean;
  /** Absent too where the account decides. */
  readonly encrypted?: boolean;
}

/** What is known of the service whose tasks have the disk. */
export interface ManagedVolumeUse {
  /** Who deploys the service: `ECS`, `CODE_DEPLOY` or `EXTERNAL`; absent when not known. */
  readonly controller?: string;
}

// EBS makes gp2 or gp3 where no type is named: what gp3 does not take, gp2 does not take either.
const UNNAMED_TYPE = 'gp3';

// Properties by the names that the facts have for them.
const GIVEN: Readonly<Record<string, string>> = {
  size: 'SizeInGiB', snapshotId: 'SnapshotId', iops: 'Iops', throughput: 'Throughput', volumeInitializationRate: 'VolumeInitializationRate',
};

/** Reads a `ManagedEBSVolume` of an `AWS::ECS::Service`. */
export function readManagedVolume(volume: Properties): ManagedVolumeFacts {
  const type = textIn(entryIn(volume, 'VolumeType', UNNAMED_TYPE));
  const given = Object.keys(GIVEN).filter((name) => isWritten(volume[GIVEN[name]]) !== false);
  const isSure = given.every((name) => isWritten(volume[GIVEN[name]]));
  return {
    volume: type === undefined || !isSure || !isEbsType(type) ? undefined : {
      type,
      given,
      sizeGiB: numberIn(volume.SizeInGiB),
      snapshotId: textIn(volume.SnapshotId),
      iops: numberIn(volume.Iops),
      throughput: numberIn(volume.Throughput),
      volumeInitializationRate: numberIn(volume.VolumeInitializationRate),
    },
    role: isWritten(volume.RoleArn),
    encrypted: flagIn(volume.Encrypted),
  };
}

/** Refuses a disk that ECS cannot make for the tasks of a service, and advises against one that is not encrypted. */
export function checkManagedVolume({ encrypted, role, volume }: ManagedVolumeFacts, { controller }: ManagedVolumeUse): Finding[] {
  return [
    ...(volume === undefined ? [] : checkEbsVolume(volume)),
    ...(role === false ? [refuse('EbsVolume.NoRole', 'roleArn', 'must name the role with which ECS makes the volumes, got none; '
      + 'name one with the policy AmazonECSInfrastructureRolePolicyForVolumes')] : []),
    ...(encrypted === false ? [advise('EbsVolume.Unencrypted', 'encrypted',
      'must be true, or the account decides whether the volume is encrypted, got false; set it to true')] : []),
    ...(controller === undefined || controller === 'ECS' ? [] : [refuse('EbsVolume.Controller', '',
      `must be of a service that ECS deploys, got one of the deployment controller ${controller}; leave the controller out`)]),
  ];
}
