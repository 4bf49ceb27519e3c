import { CommandFinding, FileReport } from '../../src/command/report';
import { RULES } from '../../src/policy/rule-table';

/** A rule of the table, so that its metadata are known. */
export const [RULE] = RULES;

/** A finding of the pack. */
export const OURS: CommandFinding = {
  id: RULE.id, level: 'warning', logicalId: 'Task', path: 'Properties.Cpu', message: '`Cpu` is odd', remedy: 'Take another one.',
};

/** A finding of the validator about a whole template. */
export const THEIRS: CommandFinding = {
  id: 'CloudFormation-Validate::E1', level: 'error', logicalId: '', path: '', message: 'Resources is empty', remedy: '',
};

/** Files with findings, without, read in part, and not read. */
export const REPORTS: FileReport[] = [
  { file: 'infra/web app.yml', findings: [THEIRS, OURS], unread: ['what the macro X makes'], lineOf: ({ logicalId }) => (logicalId === '' ? undefined : 7) },
  { file: 'clean.json', findings: [], unread: [], lineOf: () => undefined },
  { file: '/tmp/b c.yml', findings: [], unread: ['the resource A, which has no type'], lineOf: () => undefined },
  { file: '../broken.yml', findings: [], unread: [], problem: 'is empty', lineOf: () => undefined },
];
