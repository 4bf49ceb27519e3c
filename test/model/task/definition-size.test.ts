import { refuse } from '../../../src/model/finding';
import { checkDefinitionSize, definitionBytes } from '../../../src/model/task/definition-size';

test('64 KiB are the most', () => {
  expect(checkDefinitionSize(65536)).toEqual([]);
  expect(checkDefinitionSize(65537)).toEqual([refuse('Task.DefinitionSize', '',
    'must be at most 65536 bytes as JSON, got 65537 or more; move environment variables to files or parameters')]);
});

test.each([
  [{}, '{}'],
  [{ Family: 'web', Cpu: 256 }, '{"Family":"web","Cpu":256}'],
  [{ Family: 'ü' }, '{"Family":"üx"}'.replace('x', '')],
  [{ Family: 'web', Tags: [{ Key: 'team', Value: 'web' }] }, '{"Family":"web"}'],
  [{ Family: { Ref: 'Parameter' } }, '{}'],
  [{ ContainerDefinitions: [{ Name: 'a', Image: { 'Fn::Sub': '${Image}' } }, { 'Fn::If': ['C', {}, {}] }] }, '{"ContainerDefinitions":[{"Name":"a"}]}'],
])('%j counts as %s', (properties, json) => {
  expect(definitionBytes(properties)).toBe(Buffer.from(json).length);
});
