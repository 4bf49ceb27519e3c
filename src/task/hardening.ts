import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerOptions } from './container-options';
import { WritablePaths } from './writable-paths';
import { Finding } from '../model/finding';
import { checkHardening, droppedCapabilities, HardenedFacts } from '../model/task/hardening';
import { known } from '../private/known';

const NO_NEW_PRIVILEGES = 'no-new-privileges';

/** What a strict container still needs. */
export interface StrictHardeningOptions {
  /**
   * User to run as, with a group after a colon: `1000:1000`; not root (`Hardening.RootUser`).
   *
   * By number where directories are handed over to it (`Hardening.UserName` otherwise): names mean something in the image alone.
   */
  readonly user: string;

  /**
   * Where the container may write.
   *
   * @default WritablePaths.prepared(['/tmp'])
   */
  readonly writable?: WritablePaths;

  /**
   * Capabilities to keep of those that Docker gives (`Hardening.Capability` for others).
   *
   * @default - no capability
   */
  readonly keepCapabilities?: ecs.Capability[];

  /**
   * Keep processes from gaining privileges by programs that run as their owner; for EC2 instances and machines outside AWS
   * (`Hardening.NoNewPrivileges` otherwise), whose agent has to be set to take Docker's security options.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
   */
  readonly noNewPrivileges?: boolean;
}

/**
 * What a container is kept from.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html
 *
 * @example
 * TaskBlueprint.container({
 *   image,
 *   port: 8080,
 *   hardening: Hardening.strict({ user: '1000:1000', writable: WritablePaths.prepared(['/tmp', '/var/cache/nginx']) }),
 * });
 */
export class Hardening {
  /**
   * Another user than root, a root filesystem that is read-only but for the directories named, no capabilities, an init process, and neither
   * a terminal nor standard input.
   *
   * A service refuses options of the container that say the opposite, or the same once more (`Hardening.Conflict`), and Windows
   * (`Hardening.Windows`).
   */
  public static strict(options: StrictHardeningOptions): Hardening {
    return new Hardening(options);
  }

  private readonly kept: ecs.Capability[];

  private constructor(private readonly options: StrictHardeningOptions) {
    this.kept = options.keepCapabilities ?? [];
  }

  /** @internal */
  public get _user(): string {
    return this.options.user;
  }

  /** @internal */
  public get _writable(): WritablePaths {
    return this.options.writable ?? WritablePaths.prepared(['/tmp']);
  }

  /** @internal */
  public get _securityOptions(): string[] | undefined {
    return this.options.noNewPrivileges ? [NO_NEW_PRIVILEGES] : undefined;
  }

  /** @internal */
  public _findings(container: ContainerOptions, service: Pick<HardenedFacts, 'handsOver' | 'onDocker' | 'windows'>): Finding[] {
    return checkHardening({
      ...service,
      user: known(this.options.user),
      kept: this.kept,
      noNewPrivileges: this.options.noNewPrivileges ?? false,
      against: saidAgainst(container),
    });
  }

  /**
   * The container as the preset wants it; the init process and the read-only root, which it cannot be without, every container has.
   *
   * @internal
   */
  public _applied(container: ContainerOptions): ContainerOptions {
    return {
      ...container,
      user: this.options.user,
      writablePaths: this._writable._paths,
      capabilities: { drop: droppedCapabilities(this.kept) as ecs.Capability[] },
    };
  }
}

/** Options that the preset has a value for, where they have another, or one at all. */
function saidAgainst(options: ContainerOptions): string[] {
  const said = {
    user: options.user !== undefined,
    readonlyRootFilesystem: options.readonlyRootFilesystem === false,
    writablePaths: options.writablePaths !== undefined,
    capabilities: options.capabilities !== undefined,
    privileged: options.privileged === true,
    initProcess: options.initProcess === false,
    pseudoTerminal: options.pseudoTerminal === true,
    interactive: options.interactive === true,
  };
  return Object.entries(said).filter(([, against]) => against).map(([option]) => option);
}
