/** How much a finding weighs: an `error` is refused, a `warning` is legal but unwise. */
export type Severity = 'error' | 'warning';

/**
 * What a check found wrong.
 *
 * A check takes plain facts, where `undefined` means "not known at synth", and returns findings; it never throws.
 */
export interface Finding {
  /** Stable code, such as `FargateSize.NoSuchPair`. */
  readonly id: string;
  readonly severity: Severity;
  /** Property that the finding is about, as its user wrote it: `task.size`. */
  readonly path: string;
  /** The rule, the value given and the remedy: reads on after the path. */
  readonly text: string;
}

/** A finding that is refused. */
export function refuse(id: string, path: string, text: string): Finding {
  return { id, severity: 'error', path, text };
}

/** A finding that its user may acknowledge. */
export function advise(id: string, path: string, text: string): Finding {
  return { id, severity: 'warning', path, text };
}

/** The same findings, seen from the owner of the property that was checked. */
export function under(prefix: string, findings: Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, path: finding.path === '' ? prefix : `${prefix}.${finding.path}` }));
}

/** The sentence a person reads, without its code. */
export function sentence(finding: Finding): string {
  return `\`${finding.path}\` ${finding.text}`;
}

/** What a finding states, without the remedy that follows its last semicolon. */
export function statement({ text }: Finding): string {
  const end = text.lastIndexOf('; ');
  return end === -1 ? text : text.slice(0, end);
}
