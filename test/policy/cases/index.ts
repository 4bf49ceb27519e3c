import { RuleCase } from '../kit';

/** The cases of all topics. */
export const CASES: readonly RuleCase[] = [
];
