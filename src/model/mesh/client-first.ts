import { advise, Finding } from '../finding';

/** What is known of a service that calls another one by Service Connect; `undefined` is unknown. */
export interface CallOrderFacts {
  /** The service that is called, as its user knows it. */
  readonly server: string;
  /** Name and port by which it is called. */
  readonly address: string;
  /** The client is made after the server. */
  readonly waits?: boolean;
}

/** Advises against a client that may start before its server: tasks know the endpoints that were there when they started. ECS Developer Guide, "Service Connect". */
export function checkCallOrder({ address, server, waits }: CallOrderFacts): Finding[] {
  return waits !== false ? [] : [advise('ServiceConnect.ClientFirst', '',
    `calls ${address} of ${server} without waiting for it: tasks know only the endpoints that were there when they started; let it depend on ${server}`)];
}
