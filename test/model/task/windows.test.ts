import { refuse } from '../../../src/model/finding';
import { checkLinuxFeatures, checkWindowsContainer, checkWindowsOnFargate, WindowsTaskFacts } from '../../../src/model/task/windows';

test.each([
  [{ ulimits: [{}] }, 'Windows.Ulimits', 'ulimits', 'must be left out for Windows containers'],
  [{ readonlyRootFilesystem: true }, 'Windows.ReadonlyRoot', 'readonlyRootFilesystem', 'must be false for Windows containers, got true'],
  [{ addedCapabilities: ['SYS_PTRACE'] }, 'Windows.Capabilities', 'capabilities.add', 'must be left out for Windows containers'],
  [{ uses: ['gpuCount' as const] }, 'Windows.Gpu', 'gpuCount', 'must be left out for Windows containers, or the task must run on Linux'],
  [{ linuxFeatures: ['initProcess' as const] }, 'TaskBlueprint.LinuxOnly', 'initProcess', 'must be left out for Windows containers'],
])('a Windows container with %p is refused', (container, id, path, text) => {
  expect(checkWindowsContainer(container)).toEqual([refuse(id, path, text)]);
});

test.each<[WindowsTaskFacts, string, string, string]>([
  [{ arm64: true }, 'Windows.Arm64', 'runtimePlatform', 'must be X86_64 for Windows containers on Fargate, got ARM64'],
  ...['WINDOWS_SERVER_2016_FULL', 'WINDOWS_SERVER_2004_CORE', 'WINDOWS_SERVER_20H2_CORE'].map((operatingSystem): [WindowsTaskFacts, string, string, string] => [
    { operatingSystem }, 'Windows.Version', 'runtimePlatform.operatingSystemFamily',
    `must be Windows Server 2019 or 2022 on Fargate, Core or Full, got ${operatingSystem}; take one of them, with an image that is built for it`,
  ]),
  [{ serviceConnect: true }, 'Windows.ServiceConnect', 'serviceConnect', 'must be left out for Windows containers; put a load balancer in front'],
  [{ ebs: true }, 'Windows.Ebs', 'volumes', 'cannot be on EBS for Windows containers on Fargate; use ephemeral storage'],
  [{ sharedVolumes: true }, 'Windows.SharedVolumes', 'volumes', 'cannot be shared between Windows containers on Fargate; mount each in one container only'],
])('a Windows task on Fargate with %p is refused', (task, id, path, text) => {
  expect(checkWindowsOnFargate(task)).toEqual([refuse(id, path, text)]);
});

test.each(['capabilities.drop', 'initProcess', 'pidMode', 'systemControls'] as const)('%s is for Linux only', (feature) => {
  expect(checkLinuxFeatures([feature])).toEqual([refuse('TaskBlueprint.LinuxOnly', feature, 'must be left out for Windows containers')]);
});

test.each(['WINDOWS_SERVER_2019_CORE', 'WINDOWS_SERVER_2022_FULL', 'WINDOWS_SERVER_2025_CORE', 'LINUX'])('%s is on Fargate, or may be', (operatingSystem) => {
  expect(checkWindowsOnFargate({ operatingSystem })).toEqual([]);
});

test('what is absent or not known gets through', () => {
  expect([...checkWindowsContainer({}), ...checkWindowsOnFargate({})]).toEqual([]);
  expect(checkWindowsContainer({ ulimits: [], readonlyRootFilesystem: false, addedCapabilities: [], uses: ['links'] })).toEqual([]);
});
