// The shortest ones there are.
const PSEUDO_PARAMETERS: Record<string, number> = {
  'AWS::Partition': 'aws'.length,
  'AWS::Region': 'us-east-1'.length,
  'AWS::AccountId': '123456789012'.length,
};

/**
 * Characters of a value of the template as JSON without white space.
 *
 * @param value as the template has it: resolved, with intrinsic functions in it
 * @param reference what each reference counts for that only the deployment resolves; 0 gives the fewest characters that there can be
 */
export function charactersOf(value: unknown, reference: number): number {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value).length;
  if (Array.isArray(value)) return listed(value.map((entry) => charactersOf(entry, reference)));
  const [[name, given] = [], ...others] = Object.entries(value);
  if (others.length === 0 && name !== undefined && isIntrinsic(name)) return '""'.length + joined(value, reference);
  return listed(Object.entries(value).map(([key, entry]) => JSON.stringify(key).length + ':'.length + charactersOf(entry, reference)));
}
