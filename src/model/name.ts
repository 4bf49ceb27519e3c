import { Finding, refuse } from './finding';

// ECS API reference: families, services, clusters and containers are named alike.
const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Refuses a name that ECS does not take. */
export function checkName(id: string, path: string, name: string | undefined): Finding[] {
  return name === undefined || NAME.test(name) ? []
    : [refuse(id, path, `takes 1 to 255 letters, digits, hyphens and underscores, got '${name}'`)];
}
