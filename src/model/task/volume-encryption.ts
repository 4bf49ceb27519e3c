import { VolumeFacts } from './volume-facts';
import { transitWritten } from './volumes';
import { advise, Finding } from '../finding';

/** Advises against files that cross the network in clear: AWS Security Hub control ECS.18. Where something else demands encryption, that is refused already. */
export function checkTransit(volumes: readonly VolumeFacts[]): Finding[] {
  return volumes.flatMap(({ kind, path, remote }, index) => {
    const isPlain = kind === 'efs' && remote?.transitEncryption === false && remote.iam === false && remote.accessPoint === false;
    return isPlain ? [advise('Volume.Unencrypted', `${path ?? `volumes[${index}]`}.transitEncryption`,
      `must be ENABLED, or what tasks read and write crosses the network in clear, got ${transitWritten(remote.namesTransit)}; set it to ENABLED`)] : [];
  });
}
