import { task } from './templates';
import { advise } from '../../src/model/finding';
import { TemplateSet } from '../../src/model/template/template-set';
import { told } from '../../src/policy/check';

const [resource] = TemplateSet.of([{ name: 'app', template: task() }]).resources('AWS::ECS::TaskDefinition');

test.each([
  ['', {}, 'Properties'],
  ['cpu', {}, 'Properties.Cpu'],
  ['size', { size: 'Cpu' }, 'Properties.Cpu'],
  ['containers[2].healthCheck.command', { containers: 'ContainerDefinitions' }, 'Properties.ContainerDefinitions.2.HealthCheck.Command'],
  ['containers[0].logging', { containers: 'ContainerDefinitions', logging: 'LogConfiguration.LogDriver' },
    'Properties.ContainerDefinitions.0.LogConfiguration.LogDriver'],
  ['containers[0].environment.DB_PASSWORD', { 'environment.*': 'Environment' }, 'Properties.Containers.0.Environment'],
  ['environment', { 'environment.*': 'Environment' }, 'Properties.Environment'],
  ['taskDefinition.memory', { taskDefinition: '' }, 'Properties.Memory'],
])('%s with the names %j is %s', (path, names, written) => {
  const finding = advise('Some.Rule', path, 'is wrong');
  expect(told(resource, [finding], names)).toEqual([{ resource, finding, path: written }]);
});
