import { Finding, refuse } from '../finding';

// Cloud Map API reference, CreateHttpNamespace and CreatePrivateDnsNamespace: the characters and lengths of a name.
const NAMES = {
  http: { pattern: /^[!-~]{1,1024}$/, rule: 'takes 1 to 1024 printable characters without spaces' },
  dns: { pattern: /^(?=.{1,253}$)[^\s.]+(\.[^\s.]+)*$/, rule: 'is a DNS name of 1 to 253 characters' },
};

/** Refuses a name that Cloud Map does not take for a namespace. */
export function checkNamespaceName(kind: 'http' | 'dns', name: string | undefined): Finding[] {
  if (name === undefined || NAMES[kind].pattern.test(name)) return [];
  return [refuse('CloudMapNamespace.Name', 'name', `${NAMES[kind].rule}, got '${name}'`)];
}
