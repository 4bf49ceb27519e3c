import { checkOperatingSystem, releaseOf } from '../model/anywhere/operating-system';
import { Finding } from '../model/finding';
import { known } from '../private/known';

/**
 * The operating system of machines outside AWS.
 *
 * Machines with x86_64 and with ARM64 processors may run each of them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class EdgeOs {
  /** Amazon Linux 2023. */
  public static readonly AMAZON_LINUX_2023 = new EdgeOs('amzn', '2023');
  /** Ubuntu 20.04, whose standard support ended on 31 May 2025: a fleet warns of it with `EdgeOs.NoUpdates`. */
  public static readonly UBUNTU_20_04 = new EdgeOs('ubuntu', '20.04');
  /** Ubuntu 22.04. */
  public static readonly UBUNTU_22_04 = new EdgeOs('ubuntu', '22.04');
  /** Ubuntu 24.04. */
  public static readonly UBUNTU_24_04 = new EdgeOs('ubuntu', '24.04');
  /** Red Hat Enterprise Linux 9, with all its updates. Docker has to be there: AWS does not install it on RHEL. */
  public static readonly RHEL_9 = new EdgeOs('rhel', '9');

  /**
   * The operating system that /etc/os-release names.
   *
   * A fleet refuses those that ECS Anywhere no longer supports with `EdgeOs.Ended`, and those that it never did with `EdgeOs.Unknown`.
   *
   * @param id `ID`, such as `rhel`
   * @param versionId `VERSION_ID`, such as `9.4`; only the release counts, and every update of it is the same
   *
   * @example
   * EdgeOs.of('rhel', '9.4');
   */
  public static of(id: string, versionId: string): EdgeOs {
    return new EdgeOs(id, versionId);
  }

  private constructor(private readonly id: string, private readonly versionId: string) {}

  /** @internal */
  public _findings(): Finding[] {
    return checkOperatingSystem({ id: known(this.id), versionId: known(this.versionId) });
  }

  /** @internal */
  public _bind(): { id: string; release: string } {
    // The script takes the release of what is not known yet.
    return { id: this.id, release: known(this.versionId) === undefined ? this.versionId : releaseOf(this.id, this.versionId) };
  }
}
