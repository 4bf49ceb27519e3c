/** What is wrong with a template, told as every format tells it. */
export interface CommandFinding {
  /** The rule: `FargateSize.NoSuchPair`, `CloudFormation-Validate::E3047`. */
  readonly id: string;
  readonly level: 'error' | 'warning';
  /** Empty where it is about the whole template. */
  readonly logicalId: string;
  /** The property in the resource: `Properties.Cpu`. */
  readonly path: string;
  readonly message: string;
  /** What to change; empty where nobody says it. */
  readonly remedy: string;
}

/** What was found in a file. */
export interface FileReport {
  readonly file: string;
  readonly findings: readonly CommandFinding[];
  /** What of it could not be read. */
  readonly unread: readonly string[];
  /** Why nothing of it could be read. */
  readonly problem?: string;
  /** The line of a property, or of what is nearest around it. */
  readonly lineOf: (finding: CommandFinding) => number | undefined;
}

/** How many findings are of a level. */
export function countOf(level: CommandFinding['level'], reports: readonly FileReport[]): number {
  return reports.flatMap(({ findings }) => findings).filter((finding) => finding.level === level).length;
}

/** The text on one line, without what a terminal obeys: templates, and names of files, may hold anything. */
export function printable(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '\u{fffd}');
}
