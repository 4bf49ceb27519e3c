import { PolicyCheck } from './check';

/** Every check, in the order of its topics. */
export const CHECKS: readonly PolicyCheck[] = [
];
