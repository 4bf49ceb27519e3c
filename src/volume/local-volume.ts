import * as ecs from 'aws-cdk-lib/aws-ecs';
import { BoundVolume, VolumeSource } from './volume-source';
import { Finding, refuse } from '../model/finding';
import { VolumeFacts } from '../model/task/volume-facts';
import { known } from '../private/known';

/** A volume that Docker manages on the instance. */
export interface DockerVolumeOptions {
  /**
   * Driver of the volume, by the name that Docker has for it on the instance; Windows knows `local` only.
   *
   * @default 'local'
   */
  readonly driver?: string;

  /**
   * Whether the volume is the task's own, or stays on the instance for the tasks that come after.
   *
   * @default ecs.Scope.TASK
   */
  readonly scope?: ecs.Scope;

  /**
   * Make a shared volume where it is not there yet.
   *
   * @default - true for a shared volume
   */
  readonly autoprovision?: boolean;

  /**
   * Options for the driver, readable by everybody who may describe the task definition.
   *
   * @default - the driver's own
   */
  readonly driverOptions?: { [name: string]: string };

  /**
   * Labels that Docker puts on the volume.
   *
   * @default - no labels
   */
  readonly labels?: { [name: string]: string };
}

/** A volume on whatever the task runs on: no other resource is made for it. */
export class LocalVolume implements VolumeSource {
  /** Empty when the task starts, and gone with it. */
  public static scratch(): LocalVolume {
    return new LocalVolume({ kind: 'scratch' }, {});
  }

  /** A directory of the instance. */
  public static bind(hostPath: string): LocalVolume {
    const path = known(hostPath);
    return new LocalVolume({ kind: 'bind' }, { host: { sourcePath: hostPath } }, path === undefined || /^(\/|[A-Za-z]:[\\/])/.test(path) ? []
      : [refuse('BindVolume.Path', '', `is an absolute path on the instance, got '${path}'`)]);
  }

  /** Docker's own. */
  public static docker({ autoprovision, driver = 'local', driverOptions, labels, scope = ecs.Scope.TASK }: DockerVolumeOptions): LocalVolume {
    const provisions = autoprovision ?? (scope === ecs.Scope.SHARED ? true : undefined);
    return new LocalVolume(
      { kind: 'docker', docker: { driver: known(driver), scope, autoprovision: provisions } },
      { dockerVolumeConfiguration: { driver, scope, autoprovision: provisions, driverOpts: driverOptions, labels } },
    );
  }

  private constructor(
    public readonly facts: Omit<VolumeFacts, 'name' | 'path'>,
    private readonly volume: BoundVolume['volume'],
    private readonly found: Finding[] = [],
  ) {}

  public findings(): Finding[] {
    return this.found;
  }

  public bind(): BoundVolume {
    return { volume: this.volume };
  }
}
