import { OURS, REPORTS, THEIRS } from './reports';
import { countOf, printable } from '../../src/command/report';

test('findings are counted by level, over all files', () => {
  const reports = [{ ...REPORTS[0], findings: [OURS, THEIRS, OURS] }, REPORTS[1], { ...REPORTS[2], findings: [OURS] }];
  expect([countOf('warning', reports), countOf('error', reports), countOf('error', [])]).toEqual([3, 1, 0]);
});

test.each([
  ['plain – ä, 漢', 'plain – ä, 漢'],
  ['one\r\ntwo\t three', 'one two three'],
  ['\u001b[31mred\u0007', '\u{fffd}[31mred\u{fffd}'],
  ['\u009b2J\u202egpj.exe\u200b', '\u{fffd}2J\u{fffd}gpj.exe\u{fffd}'],
])('%j is printed as %j', (text, printed) => {
  expect(printable(text)).toBe(printed);
});
