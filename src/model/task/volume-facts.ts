/** What a volume is made of. */
export type VolumeKind = 'bind' | 'docker' | 'ebs' | 'efs' | 'fsxWindows' | 's3Files' | 'scratch';

/** What is known of a volume of a task; `undefined` is unknown or absent. */
export interface VolumeFacts {
  /** Where its user wrote it; `volumes[n]` when left out. */
  readonly path?: string;
  readonly name?: string;
  readonly kind?: VolumeKind;
  /** Made for a container, whose name and path are checked. */
  readonly ofContainer?: boolean;
  /** It has a configuration of its own, and gets one at launch as well. */
  readonly twiceConfigured?: boolean;
  /** Of a volume on EFS or S3 Files. */
  readonly remote?: RemoteVolumeFacts;
  readonly docker?: DockerVolumeFacts;
  /** Type of a volume on EBS: `gp3`. */
  readonly ebsType?: string;
}

/** What is known of a file system that tasks mount over the network. */
export interface RemoteVolumeFacts {
  readonly rootDirectory?: string;
  readonly accessPoint?: boolean;
  /** Mounts are authorized with the task role. */
  readonly iam?: boolean;
  readonly transitEncryption?: boolean;
  /** False where nothing is said of encryption, which is then off. */
  readonly namesTransit?: boolean;
}

/** What is known of a Docker volume. */
export interface DockerVolumeFacts {
  readonly driver?: string;
  readonly scope?: string;
  readonly autoprovision?: boolean;
}

/** What is known of the place in a container where a volume is mounted. */
export interface MountFacts {
  /** Where its user wrote it, seen from the container; `mounts[n]` when left out. */
  readonly path?: string;
  /** Name of the volume. */
  readonly volume?: string;
  /** Path in the container. */
  readonly directory?: string;
  readonly readOnly?: boolean;
}
