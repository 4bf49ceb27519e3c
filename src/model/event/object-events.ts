import { advise, Finding, refuse } from '../finding';
import { all, oneOf } from '../range';

// S3 User Guide, "EventBridge event message structure": only these say what they come from.
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'Object Created': ['PutObject', 'POST Object', 'CopyObject', 'CompleteMultipartUpload'],
  'Object Deleted': ['DeleteObject', 'Lifecycle Expiration'],
};

/** Which events of a bucket are meant. */
export interface ObjectEvents {
  readonly detailTypes: readonly string[];
  readonly prefixes?: readonly string[];
  readonly suffixes?: readonly string[];
  /** Absent ones are not known. */
  readonly reasons?: readonly (string | undefined)[];
}

/** Refuses what matches no event of a bucket. */
export function checkObjectEvents({ detailTypes, prefixes = [], suffixes = [], reasons = [] }: ObjectEvents): Finding[] {
  const possible = detailTypes.flatMap((type) => REASONS[type] ?? []);
  const text = possible.length > 0 ? `is ${oneOf(possible)}` : `is not told of ${all(detailTypes)}`;
  return [
    ...(detailTypes.length > 0 ? [] : [refuse('TaskTrigger.NoEvent', 'kinds', 'needs at least one kind of event, got none')]),
    ...emptyIn('prefixes', prefixes),
    ...emptyIn('suffixes', suffixes),
    ...globsIn('prefixes', prefixes),
    ...globsIn('suffixes', suffixes),
    ...rootsIn(prefixes),
    ...reasons.flatMap((reason, index) => (reason === undefined || possible.includes(reason) ? []
      : [refuse('TaskTrigger.Reason', `reasons[${index}]`, `${text}, got '${reason}'`)])),
  ];
}

function emptyIn(name: string, parts: readonly string[]): Finding[] {
  return parts.flatMap((part, index) => (part === ''
    ? [refuse('TaskTrigger.EmptyFilter', `${name}[${index}]`, `has at least one character, got none; leave \`${name}\` out for all objects`)] : []));
}

function globsIn(name: string, parts: readonly string[]): Finding[] {
  return parts.flatMap((part, index) => (part.includes('*') ? [advise('TaskTrigger.Glob', `${name}[${index}]`,
    `is taken sign by sign, got '${part}', which keys with a star in them match and no others; leave the star out, or acknowledge this where it is meant`)] : []));
}

function rootsIn(prefixes: readonly string[]): Finding[] {
  return prefixes.flatMap((prefix, index) => (prefix.startsWith('/') ? [advise('TaskTrigger.LeadingSlash', `prefixes[${index}]`,
    `begins with a slash, as keys rarely do, got '${prefix}'; take '${prefix.replace(/^\/+/, '')}', or acknowledge this where it is meant`)] : []));
}

/**
 * The pattern of an EventBridge rule for events of one bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectEvents(bucketName: string, { detailTypes, prefixes = [], suffixes = [], reasons = [] }: ObjectEvents): Record<string, unknown> {
  const keys = keysLike(prefixes, suffixes);
  return {
    'source': ['aws.s3'],
    'detail-type': detailTypes,
    'detail': {
      bucket: { name: [bucketName] },
      ...keys.length > 0 && { object: { key: keys } },
      ...reasons.length > 0 && { reason: reasons },
    },
  };
}

/** A list is for any of its entries: what has to begin and to end in some way is one pattern for each pair. */
function keysLike(prefixes: readonly string[], suffixes: readonly string[]): object[] {
  if (suffixes.length === 0) return prefixes.map((prefix) => ({ prefix }));
  if (prefixes.length === 0) return suffixes.map((suffix) => ({ suffix }));
  return prefixes.flatMap((prefix) => suffixes.map((suffix) => ({ wildcard: `${literal(prefix)}*${literal(suffix)}` })));
}

/** What a wildcard would read as its own signs, escaped. */
function literal(part: string): string {
  return part.replace(/[*\\]/g, '\\$&');
}
