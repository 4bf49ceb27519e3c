import { ruleWith } from './rule';
import { merged } from '../../src/command/merge';
import { CommandFinding } from '../../src/command/report';
import { PolicyFinding } from '../../src/policy/evaluate';
import { RuleLevel } from '../../src/policy/rule-options';

const PAIR = ruleWith({ id: 'FargateSize.NoSuchPair' });

function ours(logicalId: string, path: string, rule = PAIR): PolicyFinding {
  return { rule, resource: { template: 'a.yml', logicalId }, path, message: `${logicalId} is odd` };
}

function theirs(logicalId: string, path: string, more: Partial<CommandFinding> = {}): CommandFinding {
  return { id: 'CloudFormation-Validate::E3001', level: 'error', logicalId, path, message: `${logicalId} is wrong`, remedy: 'Mend it', ...more };
}

const TOLD = { id: 'FargateSize.NoSuchPair', level: 'error', logicalId: 'A', path: 'Properties.Cpu', message: 'A is odd', remedy: 'Do the right thing.' };

test('what both have a rule for is left to the pack, which may have nothing to say', () => {
  const equal = theirs('A', 'Properties.Cpu', { id: 'CloudFormation-Validate::E3047' });
  expect(merged([ours('A', 'Properties.Cpu')], [equal], ['A'])).toEqual([TOLD]);
  expect(merged([], [equal], ['A'])).toEqual([]);
});

test('what only the validator has a rule for is told too', () => {
  const other = theirs('A', 'Properties.Cpu');
  expect(merged([ours('A', 'Properties.Cpu')], [other], ['A'])).toEqual([TOLD, other]);
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
