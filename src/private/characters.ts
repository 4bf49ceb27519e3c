import { listIn, textIn } from '../model/template-value';

// As short as there are.
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '123456789012',
};

/** What a name that CloudFormation makes up, or the ARN with it, commonly has. Ours. */
export const COMMON_REFERENCE = 80;

/**
 * Characters of a value of the template as JSON without white space.
 *
 * @param value resolved, with the intrinsic functions of CloudFormation in it
 * @param reference characters that each name or ARN counts for that only the deployment knows; with 0, there cannot be fewer than are returned
 */
export function charactersOf(value: unknown, reference: number): number {
  return JSON.stringify(plain(value, 'x'.repeat(reference))).length;
}

function plain(value: unknown, reference: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => plain(entry, reference));
  const entries = Object.entries(value);
  const [[name, given]] = entries.length === 1 ? entries : [['']];
  if (name === 'Ref') return PSEUDO_PARAMETERS[given] ?? reference;
  if (name === 'Fn::Join') return listIn(given[1]).map((part) => plain(part, reference)).join(textIn(given[0]));
  return name.startsWith('Fn::') ? reference : Object.fromEntries(entries.map(([key, entry]) => [key, plain(entry, reference)]));
}
