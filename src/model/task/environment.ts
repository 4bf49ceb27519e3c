import { VariableFacts } from './container-facts';
import { advise, Finding, refuse } from '../finding';

// AWS Security Hub control ECS.8 names these keys, and what to use instead.
const CREDENTIALS = new Map([
  ['AWS_ACCESS_KEY_ID', 'give the task role the permissions'],
  ['AWS_SECRET_ACCESS_KEY', 'give the task role the permissions'],
  ['ECS_ENGINE_AUTH_DATA', 'give the container repository credentials'],
]);

// The last word of a name says what its value is: DB_PASSWORD is a secret, PASSWORD_MIN_LENGTH and TOKEN_URL are not.
const SECRET_WORDS = ['PASSWORD', 'PASSWD', 'PASSPHRASE', 'SECRET', 'TOKEN', 'APIKEY'];
const SECRET_KEYS = ['API', 'PRIVATE', 'SECRET', 'ACCESS', 'SIGNING', 'ENCRYPTION', 'LICENSE'];
const WORDS_THAT_CHANGE_NOTHING = ['BASE', 'CURRENT', 'DEV', 'NEW', 'OLD', 'PREVIOUS', 'PROD', 'PRODUCTION', 'STAGING', 'VALUE'];
const WORDS_THAT_PUBLISH = ['PUBLIC', 'PUBLISHABLE'];
// A switch or a reference is no secret, whatever its name says.
const HARMLESS_VALUE = /^(|0|1|true|false|yes|no|on|off|none|enabled|disabled|required|optional|arn:.*)$/i;

const SECRET_VALUES: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an AWS access key id', pattern: /\b(AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/ },
  { what: 'a URL with a password', pattern: /:\/\/[^\s/?#:@]*:(?![$<{])[^\s/?#@]+@/ },
];

/**
 * Refuses AWS credentials in plain environment variables, and advises against names and values that look secret.
 *
 * A message never holds the value of a variable.
 */
export function checkEnvironment(entries: readonly VariableFacts[]): Finding[] {
  return entries.flatMap(({ name, value }) => {
    const remedy = CREDENTIALS.get(name);
    if (remedy !== undefined) {
      return [refuse('Environment.Credentials', name, `is a credential that everyone who may read the task definition sees; take it out and ${remedy}`)];
    }
    const shape = value === undefined ? undefined : SECRET_VALUES.find(({ pattern }) => pattern.test(value));
    if (shape !== undefined) {
      return [looksSecret(name, `holds what looks like ${shape.what}`)];
    }
    const harmless = value !== undefined && HARMLESS_VALUE.test(value);
    return namesSecret(name) && !harmless ? [looksSecret(name, 'looks like a secret')] : [];
  });
}

/** Refuses a variable that is both plain and filled from a secret. */
export function checkSecretNames(entries: readonly VariableFacts[], secrets: readonly (string | undefined)[]): Finding[] {
  // RegisterTaskDefinition answers a ClientException: a secret's name must not be that of an environment variable.
  return entries.filter(({ name }) => secrets.includes(name))
    .map(({ name }) => refuse('Environment.AlsoSecret', `environment.${name}`, 'must not be a secret too, since ECS takes a name once; take it out of `environment`'));
}

function looksSecret(name: string, what: string): Finding {
  return advise('Environment.LooksSecret', name, `${what} that everyone who may read the task definition sees; pass it in \`secrets\``);
}

function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => WORDS_THAT_PUBLISH.includes(word))) return false;
  const meaning = words.filter((word) => !WORDS_THAT_CHANGE_NOTHING.includes(word));
  const [before, last] = [meaning[meaning.length - 2], meaning[meaning.length - 1]];
  return SECRET_WORDS.includes(last) || (last === 'KEY' && SECRET_KEYS.includes(before));
}

/** `dbPassword2` is DB and PASSWORD. */
function wordsOf(name: string): string[] {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase().split(/[^A-Z]+/).filter((word) => word !== '');
}
