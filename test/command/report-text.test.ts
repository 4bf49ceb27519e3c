import { OURS, REPORTS, RULE, THEIRS } from './reports';
import { textReport } from '../../src/command/report-text';

const TEXT = `infra/web app.yml
  error CloudFormation-Validate::E1
    Resources is empty
  warning ${RULE.id} at Task, line 7
    \`Cpu\` is odd
    remedy: Take another one.
  not read: what the macro X makes

/tmp/b c.yml
  not read: the resource A, which has no type

3 templates: 1 error, 1 warning; 1 file could not be read
`;

test('tells what was found in each file, and how much', () => {
  expect(textReport(REPORTS, { hasColors: false })).toBe(TEXT);
});

test('has colours for a terminal', () => {
  const text = textReport(REPORTS, { hasColors: true });
  expect(text).toContain('\u001b[1minfra/web app.yml\u001b[0m\n  \u001b[31merror\u001b[0m CloudFormation-Validate::E1\n    Resources is empty\n');
  expect(text).toContain(`  \u001b[33mwarning\u001b[0m ${RULE.id} at Task, line 7\n`);
  expect(text).toContain('\u001b[2m    remedy: Take another one.\u001b[0m\n\u001b[2m  not read: what the macro X makes\u001b[0m\n');
  expect(text.replace(/\u001b\[\d+m/g, '')).toBe(TEXT);
});

test('counts', () => {
  const [, clean, , broken] = REPORTS;
  const found = { ...clean, findings: [OURS, OURS, THEIRS, THEIRS] };
  const texts = [[clean], [clean, found], [broken, broken]].map((reports) => textReport(reports, { hasColors: false }));
  expect(texts.map((text) => text.split('\n').slice(-2)[0]))
    .toEqual(['1 template: 0 errors, 0 warnings', '2 templates: 2 errors, 2 warnings', '0 templates: 0 errors, 0 warnings; 2 files could not be read']);
});

test('keeps on its lines, and tells a terminal nothing else', () => {
  const finding = { ...OURS, id: 'I\u001b[2J', logicalId: 'A\n', message: 'one\r\ntwo\u0007', remedy: 'a\u202eb' };
  expect(textReport([{ ...REPORTS[0], file: 'a\u001b.yml', findings: [finding], unread: ['x\u009b'] }], { hasColors: false }).split('\n')).toEqual([
    'a\u{fffd}.yml', '  warning I\u{fffd}[2J at A , line 7', '    one two\u{fffd}', '    remedy: a\u{fffd}b', '  not read: x\u{fffd}', '', '1 template: 0 errors, 1 warning', '',
  ]);
});
