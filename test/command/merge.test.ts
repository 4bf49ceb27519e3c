import { ruleWith } from './rule';
import { merged } from '../../src/command/merge';
import { CommandFinding } from '../../src/command/report';
import { PolicyFinding } from '../../src/policy/evaluate';
import { RuleLevel } from '../../src/policy/rule-options';

const PAIR = ruleWith({ id: 'FargateSize.NoSuchPair', equals: ['E1', 'E3047'] });

function ours(logicalId: string, path: string, rule = PAIR): PolicyFinding {
  return { rule, resource: { template: 'a.yml', logicalId }, path, message: `${logicalId} is odd` };
}

function theirs(logicalId: string, path: string, more: Partial<CommandFinding> = {}): CommandFinding {
  return { id: 'CloudFormation-Validate::E3047', level: 'error', logicalId, path, message: `${logicalId} is wrong`, remedy: 'Mend it', ...more };
}

const TOLD = { id: 'FargateSize.NoSuchPair', level: 'error', logicalId: 'A', path: 'Properties.Cpu', message: 'A is odd', remedy: 'Do the right thing.' };

test.each([
  ['of the same property', 'Properties.Cpu'],
  ['of what is in the property', 'Properties.Cpu.0'],
  ['of what the property is in', 'Properties'],
  ['of the whole resource', ''],
])("what equals a rule of the pack is told once, as the pack's: %s", (_name, path) => {
  expect(merged([ours('A', 'Properties.Cpu')], [theirs('A', path)], ['A'])).toEqual([TOLD]);
});

test.each([
  ['another rule', theirs('A', 'Properties.Cpu', { id: 'CloudFormation-Validate::E30' })],
  ['another resource', theirs('B', 'Properties.Cpu')],
  ['another property', theirs('A', 'Properties.CpuOptions')],
])('%s is told too', (_name, finding) => {
  expect(merged([ours('A', 'Properties.Cpu')], [finding], ['A', 'B'])).toEqual([TOLD, finding]);
});

test('a rule that equals none of the validator hides nothing', () => {
  const finding = theirs('A', 'Properties.Cpu');
  expect(merged([ours('A', 'Properties.Cpu', ruleWith({ id: PAIR.id }))], [finding], ['A'])).toEqual([TOLD, finding]);
});

test('the same is told once', () => {
  expect(merged([], [theirs('A', 'Properties'), theirs('A', 'Properties'), theirs('A', 'Properties.Cpu')], ['A']).map(({ path }) => path))
    .toEqual(['Properties', 'Properties.Cpu']);
});

test('resources are in their order, after what is about the template, and errors first', () => {
  const advice = ruleWith({ id: 'Advice', level: RuleLevel.WARNING });
  const findings = merged([ours('A', 'x', advice), ours('B', 'x')], [
    theirs('A', 'y'), theirs('', ''), theirs('B', 'y', { level: 'warning' }), theirs('B', 'z'),
  ], ['B', 'A']);
  expect(findings.map(({ logicalId, level, path }) => `${logicalId} ${level} ${path}`))
    .toEqual([' error ', 'B error x', 'B error z', 'B warning y', 'A error y', 'A warning x']);
});
