import { requestIn, USAGE } from '../../src/command/arguments';

test.each([
  [['check', 'a.yml'], { format: 'text', failOn: 'error', paths: ['a.yml'] }],
  [['check', 'a.yml', '--format', 'json', 'b.json'], { format: 'json', failOn: 'error', paths: ['a.yml', 'b.json'] }],
  [['--fail-on=warning', '--format=sarif', 'check', 'cdk.out/'], { format: 'sarif', failOn: 'warning', paths: ['cdk.out/'] }],
  [['check', '--', '--odd.yml'], { format: 'text', failOn: 'error', paths: ['--odd.yml'] }],
])('%j asks for a check', (args, request) => {
  expect(requestIn(args)).toEqual({ kind: 'check', ...request });
});

test.each([
  [['--help'], 'help'],
  [['check', '-h'], 'help'],
  [['check', '--format', 'nothing', '--help'], 'help'],
  [['--version'], 'version'],
  [['check', 'a.yml', '--version'], 'version'],
])('%j asks for nothing else', (args, kind) => {
  expect(requestIn(args)).toEqual({ kind });
});

test.each([
  [[], 'no command is given'],
  [['scan', 'a.yml'], "'scan' is no command"],
  [['check'], 'no file is given'],
  [['check', 'a.yml', '--format', 'xml'], "--format is one of text, json, sarif, got 'xml'"],
  [['check', 'a.yml', '--fail-on', 'none'], "--fail-on is one of error, warning, got 'none'"],
  [['check', 'a.yml', '--format'], "Option '--format <value>' argument missing"],
])('%j is wrong', (args, reason) => {
  expect(requestIn(args)).toEqual({ kind: 'wrong', reason });
});

test('an option that there is not is wrong', () => {
  expect(requestIn(['check', '--fix', 'a.yml'])).toEqual({ kind: 'wrong', reason: expect.stringMatching(/^Unknown option '--fix'/) });
});

test('the usage names every format, level and exit code', () => {
  expect(USAGE).toMatch(/--format text\|json\|sarif[^]*--fail-on error\|warning[^]*exit code: 0 [^]*1 [^]*2 /);
});
