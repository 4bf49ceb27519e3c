import { known } from './known';
import { Environment } from '../model/watch/environment';

/** Region and account as far as they are known at synth. */
export function knownEnvironment({ region, account }: Required<Environment>): Environment {
  return { region: known(region), account: known(account) };
}

/** Both places as a sentence names them, where they are known to differ. */
export function differentPlaces(here: Environment, there: Environment): readonly [string, string] | undefined {
  const differ = (one: string | undefined, other: string | undefined) => one !== undefined && other !== undefined && one !== other;
  return differ(here.account, there.account) || differ(here.region, there.region) ? [placeOf(here), placeOf(there)] : undefined;
}

function placeOf({ account, region }: Environment): string {
  return [account, region].filter((part) => part !== undefined).join('/');
}
