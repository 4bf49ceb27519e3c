import { createHash } from 'crypto';
import { CfnResource } from 'aws-cdk-lib/core';
import { finalProperties } from './rendered';

/** Of everything that is known of a resource before the deployment. */
export function fingerprint(resource: CfnResource): string {
  return createHash('sha256').update(JSON.stringify(finalProperties(resource))).digest('hex').slice(0, 16);
}

/** References and functions in a resource, the outermost ones; of one with a secret what the secret is found by, and never the secret. */
export function referencesIn(resource: CfnResource): unknown[] {
  return outermost(finalProperties(resource));
}

function outermost(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Object.keys(value);
  const isFunction = names.length === 1 && /^(Ref|Fn::.*)$/.test(names[0]);
  return isFunction && !JSON.stringify(value).includes('{{resolve:') ? [value] : Object.values(value).flatMap(outermost);
}
