import { ReadSecret } from './read-secrets';
import { known } from '../private/known';

// Secrets Manager User Guide, "What's in a Secrets Manager secret?": a hyphen and six characters at the end of each ARN.
const RANDOM_END = /-[A-Za-z0-9]{6}$/;

/** Who tells of changes. */
export const CHANGE_SOURCES = ['aws.secretsmanager', 'aws.ssm'];

/** The event pattern of changes: EventBridge takes `$or` for two alternatives and more. */
export function patternOf(read: readonly ReadSecret[]): object {
  const changes = changesOf(read);
  return { source: CHANGE_SOURCES, ...(changes.length > 1 ? { $or: changes } : changes[0]) };
}

/**
 * What tells of changes, as alternatives of an event pattern.
 *
 * Secrets Manager announces a new value itself, without CloudTrail: Secrets Manager User Guide, "Secret event notifications". Parameter
 * Store does so: Systems Manager User Guide, "EventBridge event examples".
 */
function changesOf(read: readonly ReadSecret[]): object[] {
  const secrets = read.filter(({ service }) => service === 'secretsmanager');
  const parameters = read.filter(({ service }) => service === 'ssm');
  const label = { labelUpdated: unique(secrets.map((secret) => secret.label!)) };
  const arns = arnsOf(secrets.filter(byArn));
  const names = unique(secrets.filter(byName).map(({ arn }) => nameIn(arn)!));
  return [
    ...(arns.length > 0 ? [{ 'detail-type': ['Secret Label Updated'], 'resources': arns, 'detail': label }] : []),
    ...(names.length > 0 ? [{ 'detail-type': ['Secret Label Updated'], 'detail': { ...label, name: names } }] : []),
    ...(parameters.length > 0
      ? [{ 'detail-type': ['Parameter Store Change'], 'resources': arnsOf(parameters), 'detail': { operation: ['Create', 'Update'] } }] : []),
  ];
}

/** A whole ARN, or what may be one: a token, or an ARN that ends like a whole one. */
function byArn({ arn, complete }: ReadSecret): boolean {
  const name = nameIn(arn);
  return name === undefined || (complete ?? (known(name) === undefined || RANDOM_END.test(name)));
}

/** An ARN without its end, or what may be one: a name may end like a whole ARN, so that such a secret is watched both ways. */
function byName({ arn, complete }: ReadSecret): boolean {
  return !complete && nameIn(arn) !== undefined;
}

function arnsOf(read: readonly ReadSecret[]): string[] {
  return unique(read.map(({ arn }) => arn));
}

/** What an ARN ends with: the name, or the name and six characters; absent where the ARN is one token. */
function nameIn(arn: string): string | undefined {
  return arn.split(':')[6];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
