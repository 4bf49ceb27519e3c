import { Finding, refuse } from './finding';

// ECS API reference: families, services, clusters and containers are named alike.
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
// POSIX Base Definitions, "Environment Variables": what a shell can read.
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Refuses a name that ECS does not take. */
export function checkName(id: string, path: string, name: string | undefined): Finding[] {
  return name === undefined || NAME.test(name) ? []
    : [refuse(id, path, `takes 1 to 255 letters, digits, hyphens and underscores, got '${name}'`)];
}

/**
 * Refuses a name of an environment variable that a shell cannot read.
 *
 * @param example a name to take instead
 */
export function checkVariableName(id: string, path: string, name: string | undefined, example: string): Finding[] {
  return name === undefined || VARIABLE.test(name) ? []
    : [refuse(id, path, `takes letters, digits and underscores, and no digit first, got '${name}'; take a name such as ${example}`)];
}
