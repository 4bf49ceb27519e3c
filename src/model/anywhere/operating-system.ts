import { advise, Finding, refuse } from '../finding';
import { oneOf } from '../range';

/** What /etc/os-release of a machine says. */
export interface OperatingSystemFacts {
  /** `ID`: `ubuntu` */
  readonly id?: string;
  /** `VERSION_ID`: `24.04` */
  readonly versionId?: string;
}

// ECS Developer Guide, "Amazon ECS clusters for external instances": supported operating systems, on x86_64 and ARM64.
const SUPPORTED: Releases = new Map([['amzn', ['2023']], ['ubuntu', ['20.04', '22.04', '24.04']], ['rhel', ['9']]]);
const ON_OFFER = ['Amazon Linux 2023', 'Ubuntu 20.04, 22.04', '24.04', 'RHEL 9'];
// The same, as it was before: what ECS dropped, then or earlier. An empty list is every release.
const ENDED: Releases = new Map([
  ['amzn', ['2']],
  ['centos', []],
  ['debian', ['9', '10', '11', '12']],
  ['fedora', ['32', '33', '40']],
  ['opensuse-tumbleweed', []],
  ['rhel', ['7', '8']],
  ['sles', ['15']],
  ['ubuntu', ['18.04']],
  ['windows', []],
]);
const ENDED_ON = '7 August 2026';
// Ubuntu release cycle: the end of standard support.
const UBUNTU_20_04_ENDED_ON = '31 May 2025';
/** Distributions that number their updates: every update of a release is that release. */
const WITH_UPDATES = ['centos', 'debian', 'rhel', 'sles'];

/** By the `ID` of the distribution. */
type Releases = ReadonlyMap<string, readonly string[]>;

/** The release that ECS names: `9` for RHEL 9.4. */
export function releaseOf(id: string, versionId: string): string {
  return WITH_UPDATES.includes(id) ? versionId.split('.')[0] : versionId;
}

/** Refuses operating systems on which ECS Anywhere is not supported, or no longer, and advises against one that gets no updates. */
export function checkOperatingSystem({ id, versionId }: OperatingSystemFacts): Finding[] {
  if (id === undefined || versionId === undefined) return [];
  const release = releaseOf(id, versionId);
  if (SUPPORTED.get(id)?.includes(release)) return checkUpdates(id, release);
  const ended = ENDED.get(id);
  if (ended !== undefined && (ended.length === 0 || ended.includes(release))) {
    return [refuse('EdgeOs.Ended', '', `is one that ECS Anywhere supports, got ${id} ${versionId}, whose support ended on ${ENDED_ON} or before; take ${oneOf(ON_OFFER)}`)];
  }
  return [refuse('EdgeOs.Unknown', '', `is one that ECS Anywhere supports, got ${id} ${versionId}; take ${oneOf(ON_OFFER)}`)];
}

function checkUpdates(id: string, release: string): Finding[] {
  return id !== 'ubuntu' || release !== '20.04' ? [] : [advise('EdgeOs.NoUpdates', '',
    `is Ubuntu 20.04, whose standard support ended on ${UBUNTU_20_04_ENDED_ON}: without Ubuntu Pro such machines get no updates; take Ubuntu 24.04`)];
}
