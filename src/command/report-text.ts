import { CommandFinding, countOf, FileReport, printable } from './report';

const RED = '31';
const YELLOW = '33';
const BOLD = '1';
const FAINT = '2';

/** The reports for people to read; without colours where the reader is no terminal. */
export function textReport(reports: readonly FileReport[], { hasColors }: { readonly hasColors: boolean }): string {
  const paint: Paint = (style, text) => (hasColors ? `\u001b[${style}m${text}\u001b[0m` : text);
  const files = reports.filter(({ findings, unread }) => findings.length > 0 || unread.length > 0).map((report) => textOf(report, paint));
  return [...files, `${summaryOf(reports)}\n`].join('\n');
}

type Paint = (style: string, text: string) => string;

function textOf({ file, findings, lineOf, unread }: FileReport, paint: Paint): string {
  return [
    paint(BOLD, printable(file)),
    ...findings.flatMap((finding) => linesOf(finding, lineOf(finding), paint)),
    ...unread.map((what) => paint(FAINT, `  not read: ${printable(what)}`)),
    '',
  ].join('\n');
}

function linesOf(finding: CommandFinding, line: number | undefined, paint: Paint): string[] {
  const { id, level, logicalId, message, remedy } = finding;
  const place = [logicalId, line === undefined ? '' : `line ${line}`].filter((part) => part !== '').join(', ');
  return [
    `  ${paint(level === 'error' ? RED : YELLOW, level)} ${printable(id)}${place === '' ? '' : ` at ${printable(place)}`}`,
    `    ${printable(message)}`,
    ...(remedy === '' ? [] : [paint(FAINT, `    remedy: ${printable(remedy)}`)]),
  ];
}

function summaryOf(reports: readonly FileReport[]): string {
  const unreadable = reports.filter(({ problem }) => problem !== undefined).length;
  const checked = `${numbered(reports.length - unreadable, 'template')}: ${numbered(countOf('error', reports), 'error')}, ${
    numbered(countOf('warning', reports), 'warning')}`;
  return unreadable === 0 ? checked : `${checked}; ${numbered(unreadable, 'file')} could not be read`;
}

function numbered(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
