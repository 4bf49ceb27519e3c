import { Finding, refuse } from '../finding';
import { checkRange, Range } from '../range';

// Elastic Load Balancing v2 API reference, AuthenticateOidcActionConfig: up to seven days.
const SESSION: Range = { min: 1, max: 604800, unit: 'seconds' };

/** What is known of a login at a listener. */
export interface LoginFacts {
  /** Addresses of an OpenID Connect provider, by the properties that name them. */
  readonly addresses?: Readonly<Record<string, string | undefined>>;
  readonly sessionSeconds?: number;
}

/** Refuses a login that a load balancer cannot ask for. */
export function checkLogin({ addresses = {}, sessionSeconds }: LoginFacts): Finding[] {
  return [
    ...Object.entries(addresses).flatMap(([path, address]) => checkAddress(path, address)),
    ...checkRange('ListenerLogin.SessionTimeout', 'sessionTimeout', sessionSeconds, SESSION),
  ];
}

function checkAddress(path: string, address: string | undefined): Finding[] {
  return address === undefined || address.startsWith('https://') ? [] : [refuse('ListenerLogin.NotHttps', path,
    `must be an address that starts with https://, got "${address}"; name it in full`)];
}
