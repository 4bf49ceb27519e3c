import { ReadSecret } from './read-secrets';
import { known } from '../private/known';

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
  const names = unique(secrets.flatMap(({ arn }) => nameIn(arn) ?? []));
  return [
    ...(secrets.length > 0 ? [{ 'detail-type': ['Secret Label Updated'], 'resources': arnsOf(secrets), 'detail': label }] : []),
    // An imported secret may be known by its name alone.
    ...(names.length > 0 ? [{ 'detail-type': ['Secret Label Updated'], 'detail': { ...label, name: names } }] : []),
    ...(parameters.length > 0
      ? [{ 'detail-type': ['Parameter Store Change'], 'resources': arnsOf(parameters), 'detail': { operation: ['Create', 'Update'] } }] : []),
  ];
}

function arnsOf(read: readonly ReadSecret[]): string[] {
  return unique(read.map(({ arn }) => arn));
}

/** What an ARN ends with where that is plain text: the name, or the name and six characters. */
function nameIn(arn: string): string | undefined {
  const name = arn.split(':')[6];
  return name === undefined ? undefined : known(name);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
