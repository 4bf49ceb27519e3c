import { OURS, REPORTS, THEIRS } from './reports';
import { jsonReport } from '../../src/command/report-json';

const FILES = [
  { file: 'infra/web app.yml', findings: [THEIRS, OURS], unread: ['what the macro X makes'] },
  { file: 'clean.json', findings: [] },
  { file: '/tmp/b c.yml', findings: [], unread: ['the resource A, which has no type'] },
  { file: '../broken.yml', findings: [], problem: 'is empty' },
];

test('JSON has a file each, and nothing that there is not to say', () => {
  expect(jsonReport(REPORTS)).toBe(`${JSON.stringify(FILES, undefined, 2)}\n`);
});

test('a finding has what the page names, in its order', () => {
  const more = { ...OURS, more: 'than that' };
  expect(Object.keys(JSON.parse(jsonReport([{ ...REPORTS[0], findings: [more] }]))[0].findings[0]))
    .toEqual(['id', 'level', 'logicalId', 'path', 'message', 'remedy']);
});

test('of no file it is an empty list', () => {
  expect(jsonReport([])).toBe('[]\n');
});
