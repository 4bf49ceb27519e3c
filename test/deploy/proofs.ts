import { isDeepStrictEqual, inspect } from 'node:util';

/** Counts what was compared, and says it line by line. */
export class Proofs {
  private passed = 0;
  private failed = 0;

  public same(name: string, actual: unknown, expected: unknown): void {
    if (isDeepStrictEqual(actual, expected)) {
      this.pass(name);
    } else {
      this.fail(name, `expected ${show(expected)}\n       got      ${show(actual)}`);
    }
  }

  public pass(name: string): void {
    this.passed += 1;
    console.log(`ok     ${name}`);
  }

  public fail(name: string, why: string): void {
    this.failed += 1;
    console.log(`FAILED ${name}\n       ${why}`);
  }

  /** Says the numbers, and gives the exit code: nothing proved is a failure too. */
  public close(): number {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed > 0 || this.passed === 0 ? 1 : 0;
  }
}

function show(value: unknown): string {
  return inspect(value, { depth: null, breakLength: Infinity }).slice(0, 2000);
}
