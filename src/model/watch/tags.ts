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

/** Advises tags, those that are asked for or any: AWS Security Hub controls ECS.13, ECS.14 and ECS.15. */
export function checkTags(keys: readonly string[] | undefined, required: readonly string[]): Finding[] {
  if (keys === undefined) return [];
  const missing = required.filter((key) => !keys.includes(key));
  if (missing.length > 0) return [advise('Tags.None', 'tags', `must have ${all(required)}, got none of the key ${all(missing)}; add what is missing`)];
  return keys.some((key) => !key.startsWith(RESERVED)) ? []
    : [advise('Tags.None', 'tags', 'must say whose this is and what for, got none; add a tag')];
}
