import { known } from './known';
import { Environment } from '../model/watch/environment';

/** Region and account as far as they are known at synth. */
export function knownEnvironment({ region, account }: Required<Environment>): Environment {
  return { region: known(region), account: known(account) };
}
