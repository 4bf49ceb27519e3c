import { FileReport } from './report';

/** The reports as JSON: a list of files, and what was found in each. */
export function jsonReport(reports: readonly FileReport[]): string {
  const files = reports.map(({ file, findings, problem, unread }) => ({
    file,
    findings: findings.map(({ id, level, logicalId, path, message, remedy }) => ({ id, level, logicalId, path, message, remedy })),
    unread: unread.length === 0 ? undefined : unread,
    problem,
  }));
  return `${JSON.stringify(files, undefined, 2)}\n`;
}
