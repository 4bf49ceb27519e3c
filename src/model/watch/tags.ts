import { advise, Finding } from '../finding';
import { all } from '../range';
import { knownList, knownProperties, Properties, textIn } from '../template-value';

// AWS General Reference, "Tagging AWS resources": keys that AWS writes itself.
const RESERVED = 'aws:';

/** Reads the keys of the tags that a resource has; absent where not all are known. */
export function readTagKeys({ Tags: tags }: Properties): readonly string[] | undefined {
  const keys = knownList(tags)?.map((tag) => textIn(knownProperties(tag)?.Key));
  return keys?.every((key): key is string => key !== undefined) ? keys : undefined;
}

/** Advises a tag, whichever: AWS Security Hub controls ECS.13, ECS.14 and ECS.15. */
export function checkTags(keys: readonly string[] | undefined): Finding[] {
  return keys === undefined || keys.some((key) => !key.startsWith(RESERVED)) ? []
    : [advise('Tags.None', 'tags', 'must say whose this is and what for, got none; add a tag')];
}

/** Advises the tags that are asked for. */
export function checkTagKeys(keys: readonly string[] | undefined, required: readonly string[]): Finding[] {
  const missing = required.filter((key) => keys !== undefined && !keys.includes(key));
  return missing.length === 0 ? [] : [advise('Tags.Missing', 'tags', `must have tags of the keys ${all(required)}, got none of ${all(missing)}; add what is missing`)];
}
