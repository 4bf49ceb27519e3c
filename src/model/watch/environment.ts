/** Where something is; absent where it is not known. */
export interface Environment {
  readonly region?: string;
  readonly account?: string;
}
