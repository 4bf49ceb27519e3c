import { execFileSync } from 'child_process';
import * as fc from 'fast-check';
import { quoted } from '../../src/model/shell-text';

test.each([
  ['plain', "'plain'"],
  ['', "''"],
  ["it's", "'it'\\''s'"],
  ['$HOME `id` "x" \\', '\'$HOME `id` "x" \\\''],
])('%s is quoted as %s', (text, word) => {
  expect(quoted(text)).toBe(word);
});

test('a shell reads the very text', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((candidate) => !candidate.includes('\0'));
  fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (words) => {
    const script = words.map((word) => `printf '%s\\0' ${quoted(word)}`).join('\n');
    expect(execFileSync('sh', ['-c', script]).toString()).toBe(words.map((word) => `${word}\0`).join(''));
  }), { numRuns: 20 });
});
