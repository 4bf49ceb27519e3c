import { refuse } from '../../../src/model/finding';
import { TemplateSet } from '../../../src/model/template/template-set';
import { toldOfTask } from '../../../src/policy/checks/task-paths';
import { PARAMETER } from '../kit';
import { task } from '../templates';

const twelve = Array.from({ length: 12 }, (_, index) => ({ Name: `c${index}`, Image: 'public.ecr.aws/c:1' }));
const VARIABLES = [{ Name: 'HOST', Value: 'a' }, { Name: 'MODE\nOF', Value: 'b' }];
const [resource] = TemplateSet.of([{
  name: 'app',
  template: task({
    task: {
      ContainerDefinitions: [...twelve, { Name: 'web', Environment: VARIABLES, PortMappings: [{ ContainerPort: 80 }] }],
      Volumes: [{ Name: 'plain' }, ...Array(10).fill(PARAMETER), { Name: 'files', EFSVolumeConfiguration: {} }],
    },
  }),
}]).resources('AWS::ECS::TaskDefinition');
const pathOf = (path: string) => toldOfTask(resource, [refuse('Some.Rule', path, 'is wrong')])[0].path.replace(/^Properties\.?/, '');

test.each([
  ['', ''],
  ['size', 'Cpu'],
  ['size.memoryMiB', 'Memory'],
  ['ports', 'ContainerDefinitions.12.PortMappings'],
  ['containers[12].environment.HOST', 'ContainerDefinitions.12.Environment.0'],
  ['containers[12].environment.MODE\nOF', 'ContainerDefinitions.12.Environment.1'],
  ['containers[12].environment.NONE', 'ContainerDefinitions.12.Environment'],
  ['containers[3].environment.HOST', 'ContainerDefinitions.3.Environment'],
  ['containers[2].restart.attemptPeriod', 'ContainerDefinitions.2.RestartPolicy.RestartAttemptPeriod'],
  ['containers[2].restart', 'ContainerDefinitions.2.RestartPolicy'],
  ['containers[10].mounts[11].volume', 'ContainerDefinitions.10.MountPoints.11.SourceVolume'],
  ['volumes[11].rootDirectory', 'Volumes.11.EFSVolumeConfiguration.RootDirectory'],
  ['volumes[0].host', 'Volumes.0.Host'],
  ['volumes[11]', 'Volumes.11'],
])('%j of the model is %j of the template', (path, written) => {
  expect(pathOf(path)).toBe(written);
});

test('other places that a text names are those of the template too', () => {
  const [{ finding }] = toldOfTask(resource, [
    refuse('Some.Rule', 'containers[0].name', 'is that of `containers[10].environment.HOST`, and of `containers[12].environment.HOST`; take `another`'),
  ]);
  expect(finding.text).toBe('is that of `ContainerDefinitions.10.Environment`, and of `ContainerDefinitions.12.Environment.0`; take `another`');
});
