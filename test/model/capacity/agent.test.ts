import { AgentFacts, checkAgent } from '../../../src/model/capacity/agent';
import { refuse } from '../../../src/model/finding';

test.each<[AgentFacts, string, string, string]>([
  [{ reservedMemoryMiB: -1 }, 'Agent.ReservedMemory', 'reservedMemoryMiB', 'takes whole MiB from 0 up, got -1; the nearest is 0'],
  [{ tasksWithTrunking: 0 }, 'Agent.TasksWithTrunking', 'tasksWithTrunking', 'takes whole tasks from 1 to 120, got 0; the nearest is 1'],
  [{ tasksWithTrunking: 121 }, 'Agent.TasksWithTrunking', 'tasksWithTrunking', 'takes whole tasks from 1 to 120, got 121; the nearest is 120'],
  [{ attributes: { mark: 'x' }, ownAttribute: 'mark' }, 'Agent.OwnAttribute', 'attributes.mark',
    'is written by the pool itself, to mark its instances; take another name'],
  [{ attributes: { 'a b': 'x' } }, 'Agent.AttributeName', 'attributes.a b', 'is named with 1 to 128 letters, digits, hyphens, underscores, slashes and periods'],
  [{ attributes: { a: '' } }, 'Agent.AttributeValue', 'attributes.a', "takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got ''"],
  [{ attributes: { a: ' x' } }, 'Agent.AttributeValue', 'attributes.a', "takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got ' x'"],
  [{ attributes: { a: 'x"' } }, 'Agent.AttributeValue', 'attributes.a', "takes 1 to 128 letters, digits, spaces inside and -_.@:/\\, got 'x\"'"],
  [{ variables: { ECS_CLUSTER: 'x' } }, 'Agent.OwnVariable', 'variables.ECS_CLUSTER', 'is written by the pool itself; set `cluster`'],
  [{ variables: { ECS_RESERVED_MEMORY: '1' } }, 'Agent.OwnVariable', 'variables.ECS_RESERVED_MEMORY', 'is written by the pool itself; set `agent.reservedMemoryMiB`'],
  [{ variables: { 'a=b': 'x' } }, 'Agent.VariableName', 'variables.a=b', 'is named with capitals, digits and underscores, such as ECS_LOGLEVEL'],
  [{ variables: { ECS_LOGLEVEL: 'info\nECS_CLUSTER=other' } }, 'Agent.VariableValue', 'variables.ECS_LOGLEVEL', 'takes one line, got several'],
  [{ variables: { ECS_LOGLEVEL: 'info', NO_PROXY: 'x' }, bottlerocket: true }, 'Agent.BottlerocketVariables', 'variables',
    'is not for Bottlerocket, whose agent has settings in place of variables, got ECS_LOGLEVEL or NO_PROXY; add TOML to `launchTemplate.userData`'],
])('%p is refused', (facts, id, path, text) => {
  expect(checkAgent(facts)).toEqual([refuse(id, path, text)]);
});

test.each<AgentFacts>([
  {},
  { reservedMemoryMiB: 0, tasksWithTrunking: 120, attributes: {}, variables: {}, bottlerocket: true },
  { attributes: { 'team/a.b-c_d': 'x y', 'url': 'http://a@b', 'x': undefined }, ownAttribute: 'mark' },
  { attributes: { a: 'x'.repeat(128), b: 'y' } },
  { variables: { ECS_LOGLEVEL: 'debug', NO_PROXY: undefined } },
])('%p gets through', (facts) => {
  expect(checkAgent(facts)).toEqual([]);
});
