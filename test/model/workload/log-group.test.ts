import { setOf, the } from './sets';
import { logGroupNamed } from '../../../src/model/workload/log-group';

test.each<[unknown, string | undefined]>([
  [{ Ref: 'Logs' }, 'Logs'], ['web', 'Named'], ['api', undefined], [{ Ref: 'Task' }, undefined], [{ Ref: 'Parameter' }, undefined], [undefined, undefined],
])('%j names the group %p', (value, group) => {
  const set = setOf({ Logs: ['AWS::Logs::LogGroup'], Named: ['AWS::Logs::LogGroup', { LogGroupName: 'web' }], Task: ['AWS::ECS::TaskDefinition'] });
  expect(logGroupNamed(set, the(set, 'Task'), value)?.logicalId).toBe(group);
});
