export type Validator = 'cfn-lint' | 'checkov';

/** What a validator has against a resource of a template. */
export interface Finding {
  readonly validator: Validator;
  /** The validator's own name of its rule. */
  readonly check: string;
  /** Folder of the app, and name of the stack. */
  readonly template: string;
  /** Empty where it is the template as a whole. */
  readonly logicalId: string;
  readonly type: string;
  readonly message: string;
}

/** A check that does not hold for resources of a type, and why that is right. */
export interface Exception {
  readonly validator: Validator;
  readonly check: string;
  readonly type: string;
  /** Where, of `app/stack/logicalId`; everywhere if it is absent. */
  readonly at?: RegExp;
  readonly reason: string;
}

/** What is left of findings when those are gone that an exception is for; the first that fits takes a finding. */
export interface Verdict {
  readonly open: Finding[];
  /** Exceptions that nothing was found for. */
  readonly stale: Exception[];
}

export function judge(findings: readonly Finding[], exceptions: readonly Exception[]): Verdict {
  const used = new Set<Exception>();
  const open = findings.filter((finding) => {
    const exception = exceptions.find((candidate) => fits(candidate, finding));
    if (exception !== undefined) used.add(exception);
    return exception === undefined;
  });
  return { open, stale: exceptions.filter((exception) => !used.has(exception)) };
}

function fits({ at, check, type, validator }: Exception, finding: Finding): boolean {
  return validator === finding.validator && check === finding.check && type === finding.type
    && (at === undefined || at.test(`${finding.template}/${finding.logicalId}`));
}
