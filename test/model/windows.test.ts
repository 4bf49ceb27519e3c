import { refuse } from '../../src/model/finding';
import { checkWindowsContainer, checkWindowsOnFargate } from '../../src/model/windows';

test.each([
  [{ ulimits: [{}] }, 'Windows.Ulimits', 'ulimits', 'do not exist for Windows containers; leave them out'],
  [{ readonlyRootFilesystem: true }, 'Windows.ReadonlyRoot', 'readonlyRootFilesystem', 'is false for Windows containers, got true'],
  [{ addedCapabilities: ['SYS_PTRACE'] }, 'Windows.Capabilities', 'capabilities', 'do not exist for Windows containers; leave them out'],
  [{ uses: ['gpu' as const] }, 'Windows.Gpu', 'gpu', 'does not exist for Windows containers; run the task on Linux'],
])('a Windows container with %p is refused', (container, id, path, text) => {
  expect(checkWindowsContainer(container)).toEqual([refuse(id, path, text)]);
});

test.each([
  [{ arm64: true }, 'Windows.Arm64', 'runtimePlatform', 'is X86_64 for Windows containers on Fargate, got ARM64'],
  [{ serviceConnect: true }, 'Windows.ServiceConnect', 'serviceConnect', 'does not take Windows containers; put a load balancer in front'],
  [{ ebs: true }, 'Windows.Ebs', 'volumes', 'are not on EBS for Windows containers on Fargate; use ephemeral storage'],
  [{ sharedVolumes: true }, 'Windows.SharedVolumes', 'volumes', 'are not shared between Windows containers on Fargate; mount each in one container only'],
])('a Windows task on Fargate with %p is refused', (task, id, path, text) => {
  expect(checkWindowsOnFargate(task)).toEqual([refuse(id, path, text)]);
});

test('what is absent or not known gets through', () => {
  expect([...checkWindowsContainer({}), ...checkWindowsOnFargate({})]).toEqual([]);
  expect(checkWindowsContainer({ ulimits: [], readonlyRootFilesystem: false, addedCapabilities: [], uses: ['links'] })).toEqual([]);
});
