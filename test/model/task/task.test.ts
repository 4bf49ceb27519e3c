import { refuse } from '../../../src/model/finding';
import { checkTask, TaskDefinitionFacts } from '../../../src/model/task/task';

const ON_FARGATE = { fargate: true, spot: false, exec: false };
const SOUND: TaskDefinitionFacts = { family: 'web', cpu: 1024, memoryMiB: 2048, windows: false, arm64: false, containers: [{ name: 'app', image: 'app:v1' }] };

function found(task: Partial<TaskDefinitionFacts>, use = {}): string[] {
  return checkTask({ ...SOUND, ...task }, { ...ON_FARGATE, ...use }).map(({ id, path }) => `${id} ${path}`);
}

test('a sound task has no finding', () => {
  expect(found({})).toEqual([]);
  expect(found({}, { spot: true, exec: true })).toEqual([]);
});

test('ARM64 is for Linux everywhere, and for Windows on instances', () => {
  expect(found({ arm64: true }, { spot: true })).toEqual([]);
  expect(found({ arm64: true, windows: true }, { fargate: false })).toEqual([]);
});

test('a task of which nothing is known has no finding', () => {
  expect(checkTask({ windows: false, arm64: false, containers: [{}] }, { fargate: true, spot: true, exec: true })).toEqual([]);
});

test.each<[Partial<TaskDefinitionFacts>, object, string]>([
  [{ family: 'my web' }, {}, 'Task.Family family'],
  [{ memoryMiB: 1500 }, {}, 'FargateSize.NoSuchPair size'],
  [{ ephemeralStorageGiB: 20 }, {}, 'FargateSize.EphemeralStorage size.ephemeralStorageGiB'],
  [{ containers: [] }, {}, 'Containers.None containers'],
  [{ containers: [{ memoryMiB: 4096 }] }, {}, 'Containers.MemorySum containers[0].memoryMiB'],
  [{ injectedContainers: 10 }, {}, 'Containers.TooMany containers'],
  [{ pidMode: 'host' }, {}, 'FargateTask.PidMode pidMode'],
  [{ uses: ['ipcMode'] }, {}, 'FargateTask.Unsupported ipcMode'],
  [{ windows: true, cpu: 512 }, {}, 'FargateSize.Windows size'],
  [{ windows: true, arm64: true }, {}, 'Windows.Arm64 runtimePlatform'],
  [{ windows: true, pidMode: 'task' }, {}, 'TaskBlueprint.LinuxOnly pidMode'],
  [{ windows: true }, { spot: true }, 'FargateSpot.Windows runtimePlatform'],
  [{ containers: [{ path: '', readonlyRootFilesystem: true }] }, { exec: true }, 'ExecAccess.ReadonlyRoot readonlyRootFilesystem'],
])('%j with %j is refused', (task, use, finding) => {
  expect(found(task, use)).toEqual([finding]);
});

test('what only Fargate lacks is for instances', () => {
  const task: Partial<TaskDefinitionFacts> = { cpu: 300, memoryMiB: 3000, pidMode: 'host', uses: ['ipcMode'], containers: [{ uses: ['privileged'] }] };
  expect(found(task, { fargate: false })).toEqual([]);
  expect(found(task)).toEqual(['FargateSize.NoSuchCpu size', 'FargateContainer.Unsupported containers[0].privileged', 'FargateTask.Unsupported ipcMode', 'FargateTask.PidMode pidMode']);
});

test('findings keep their text', () => {
  expect(checkTask({ ...SOUND, family: '' }, ON_FARGATE)).toEqual([
    refuse('Task.Family', 'family', "takes 1 to 255 letters, digits, hyphens and underscores, got ''"),
  ]);
});
