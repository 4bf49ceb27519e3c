import { refuse } from '../../../src/model/finding';
import { checkTask, TaskDefinitionFacts, TaskUseFacts } from '../../../src/model/task/task';

const ON_FARGATE: TaskUseFacts = { platforms: ['fargate'], spot: false, exec: false };
const SOUND: TaskDefinitionFacts = { family: 'web', cpu: 1024, memoryMiB: 2048, windows: false, architecture: 'x86_64', containers: [{ name: 'app', image: 'app:v1' }] };

function found(task: Partial<TaskDefinitionFacts>, use: Partial<TaskUseFacts> = {}): string[] {
  return checkTask({ ...SOUND, ...task }, { ...ON_FARGATE, ...use }).map(({ id, path }) => `${id} ${path}`);
}

test('a sound task has no finding', () => {
  expect(found({})).toEqual([]);
  expect(found({}, { spot: true, exec: true })).toEqual([]);
});

test('ARM64 is for Linux everywhere, and for Windows on instances', () => {
  expect(found({ architecture: 'arm64' }, { spot: true })).toEqual([]);
  expect(found({ architecture: 'arm64', windows: true }, { platforms: ['ec2'] })).toEqual([]);
});

test('a task of which nothing is known has no finding', () => {
  expect(checkTask({ containers: [{}] }, { platforms: ['fargate'], spot: true, exec: true })).toEqual([]);
});

test.each<[Partial<TaskDefinitionFacts>, object, string]>([
  [{ family: 'my web' }, {}, 'Task.Family family'],
  [{ memoryMiB: 1500 }, {}, 'FargateSize.NoSuchPair size'],
  [{ ephemeralStorageGiB: 20 }, {}, 'FargateSize.EphemeralStorage size.ephemeralStorageGiB'],
  [{ containers: [] }, {}, 'Containers.None containers'],
  [{ containers: [{ memoryMiB: 4096 }] }, {}, 'Containers.MemorySum containers[0].memoryMiB'],
  [{ pidMode: 'host' }, {}, 'FargateTask.PidMode pidMode'],
  [{ uses: ['ipcMode'] }, {}, 'FargateTask.Unsupported ipcMode'],
  [{ windows: true, cpu: 512 }, {}, 'FargateSize.Windows size'],
  [{ windows: true, architecture: 'arm64' }, {}, 'Windows.Arm64 runtimePlatform'],
  [{ windows: true, operatingSystem: 'WINDOWS_SERVER_2016_FULL' }, {}, 'Windows.Version runtimePlatform.operatingSystemFamily'],
  [{ windows: true, pidMode: 'task' }, {}, 'TaskBlueprint.LinuxOnly pidMode'],
  [{ windows: true }, { spot: true }, 'FargateSpot.Windows runtimePlatform'],
  [{ containers: [{ path: '', readonlyRootFilesystem: true }] }, { exec: true }, 'ExecAccess.ReadonlyRoot readonlyRootFilesystem'],
  [{ networkMode: 'none' }, { platforms: ['external'], exec: true }, 'ExecAccess.NoNetwork networkMode'],
])('%j with %j is refused', (task, use, finding) => {
  expect(found(task, use)).toEqual([finding]);
});

test('what only Fargate lacks is for instances', () => {
  const task: Partial<TaskDefinitionFacts> = { cpu: 300, memoryMiB: 3000, pidMode: 'host', uses: ['ipcMode'], containers: [{ uses: ['privileged'] }] };
  expect(found(task, { platforms: ['ec2'] })).toEqual([]);
  expect(found(task)).toEqual(['FargateSize.NoSuchCpu size', 'FargateContainer.Unsupported containers[0].privileged', 'FargateTask.Unsupported ipcMode', 'FargateTask.PidMode pidMode']);
});

test.each<[Partial<TaskDefinitionFacts>, object, string[]]>([
  [{ cpu: 127 }, {}, ['Task.Cpu size.cpu']],
  [{ namesMemory: false, containers: [{ path: '', namesMemory: false }] }, {}, ['Containers.NoMemory memoryMiB']],
  [{ networkMode: 'bridge', containers: [{ path: '', ports: [{ port: 80, hostPort: 22 }] }] }, {}, ['NetworkMode.ReservedPort ports[0].hostPort']],
  [{ networkMode: 'none', containers: [{ path: '', ports: [{ port: 80 }] }] }, {}, ['NetworkMode.Ports ports']],
  [{ networkMode: 'default' }, {}, ['NetworkMode.Platform networkMode']],
  [{ networkMode: 'bridge', windows: true }, {}, ['NetworkMode.Platform networkMode']],
  [{ networkMode: 'bridge' }, { platforms: ['managed-instances'] }, ['NetworkMode.Platform networkMode']],
  [{ networkMode: 'host' }, { platforms: ['ec2', 'fargate'] }, ['NetworkMode.Platform networkMode']],
  [{ networkMode: 'host', containers: [{ path: '', ports: [{ port: 80, named: true }] }] }, {}, ['ContainerPort.NamedInMode ports[0]']],
])('on instances %j with %j is refused', (task, use, findings) => {
  expect(found(task, { platforms: ['ec2'], ...use })).toEqual(findings);
});

test.each<[Partial<TaskDefinitionFacts>, object]>([
  [{ networkMode: 'default', windows: true }, { platforms: ['ec2'] }],
  [{ networkMode: 'none' }, { platforms: ['ec2'] }],
  [{ networkMode: 'host' }, { platforms: ['managed-instances'] }],
  [{ networkMode: 'awsvpc' }, { platforms: ['ec2', 'fargate'] }],
  [{ networkMode: 'bridge', containers: [{ name: 'a', ports: [{ port: 80 }] }, { name: 'b', ports: [{ port: 80 }] }] }, { platforms: ['ec2'] }],
  [{ containers: [{ name: 'a', ports: [{ port: 80 }] }, { name: 'b', ports: [{ port: 80 }] }] }, { platforms: ['ec2'] }],
  [{ namesMemory: false, containers: [{ namesMemory: true }] }, { platforms: ['ec2'] }],
  [{ namesMemory: false, containers: [{}] }, { platforms: ['ec2'] }],
])('%j gets through with %j', (task, use) => {
  expect(found(task, use)).toEqual([]);
});

test('a mode that is what ECS takes for none is told as that', () => {
  const bridge: TaskDefinitionFacts = { ...SOUND, networkMode: 'bridge' };
  expect(checkTask({ ...bridge, namesNetworkMode: false }, ON_FARGATE).map(({ text }) => text)).toEqual(['must be awsvpc on Fargate, got none, which means bridge']);
  expect([true, undefined].flatMap((namesNetworkMode) => checkTask({ ...bridge, namesNetworkMode }, ON_FARGATE).map(({ text }) => text)))
    .toEqual(['must be awsvpc on Fargate, got bridge', 'must be awsvpc on Fargate, got bridge']);
});

test('findings keep their text', () => {
  expect(checkTask({ ...SOUND, family: '' }, ON_FARGATE)).toEqual([
    refuse('Task.Family', 'family', "takes 1 to 255 letters, digits, hyphens and underscores, got ''"),
  ]);
});
