import { Finding, refuse } from '../finding';

// OpenSearch, "Create index": names are in small letters, and begin with neither of these.
const INDEX = /^[a-z0-9.%][^A-Z\s,:"*+/\\|?#><]*$/;
const PREFIX = /^[^/](.*[^/])?$/;

/** What is known of where a log router writes to. */
export interface LogRouteFacts {
  readonly index?: string;
  readonly collectionEndpoint?: string;
  readonly prefix?: string;
}

/** Refuses names that the destination does not take. */
export function checkLogRoute({ index, collectionEndpoint, prefix }: LogRouteFacts): Finding[] {
  return [
    ...(index !== undefined && !INDEX.test(index)
      ? [refuse('LogRoute.Index', 'index', `is in small letters and begins with a letter, a digit or a dot, got '${index}'`)] : []),
    ...(collectionEndpoint !== undefined && !/^https:\/\/[^/]+\/?$/.test(collectionEndpoint)
      ? [refuse('LogRoute.CollectionEndpoint', 'collectionEndpoint', `is a URL with https:// in front and no path, got '${collectionEndpoint}'`)] : []),
    ...(prefix !== undefined && !PREFIX.test(prefix)
      ? [refuse('LogRoute.Prefix', 'prefix', `is not empty and has no slash at its ends, got '${prefix}'`)] : []),
  ];
}
