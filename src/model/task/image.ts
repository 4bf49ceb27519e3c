import { advise, Finding, refuse } from '../finding';

/** The parts of an image reference. */
export interface ImageReference {
  /** Registry host, if there is one, and path. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Takes a reference such as `localhost:5000/app:v1@sha256:…` apart. */
export function parseImage(reference: string): ImageReference {
  const [name, digest] = splitAt(reference, reference.indexOf('@'));
  // A colon before the last slash belongs to the registry's port.
  const colon = name.lastIndexOf(':');
  const [repository, tag] = splitAt(name, colon > name.lastIndexOf('/') ? colon : -1);
  return { repository, tag, digest };
}

/** Advises against an image that the next push replaces. */
export function checkImage(reference: string | undefined): Finding[] {
  if (reference === undefined) return [];
  const { repository, tag, digest } = parseImage(reference);
  if (repository === '') {
    return [refuse('Image.Empty', '', `must name a repository, got '${reference}'`)];
  }
  if (digest !== undefined || (tag !== undefined && tag !== 'latest')) return [];
  const got = tag === undefined ? `${reference}, which means latest` : reference;
  return [advise('Image.Latest', '', `changes with the next push, so that a rollback may not bring the old one back, got ${got}; name a version or a digest`)];
}

function splitAt(text: string, index: number): [string, string | undefined] {
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
