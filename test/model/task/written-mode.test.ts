import { modeOnInstances } from '../../../src/model/task/written-mode';

const UNKNOWN = { Ref: 'Parameter' };

test.each([
  [{ NetworkMode: 'host' }, 'host'],
  [{ NetworkMode: UNKNOWN }, undefined],
  [{}, 'bridge'],
  [{ RuntimePlatform: { CpuArchitecture: 'ARM64' } }, 'bridge'],
  [{ RuntimePlatform: { OperatingSystemFamily: 'LINUX' } }, 'bridge'],
  [{ RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }, 'default'],
  [{ RuntimePlatform: { OperatingSystemFamily: UNKNOWN } }, undefined],
  [{ RuntimePlatform: UNKNOWN }, undefined],
  [{ NetworkMode: 'awsvpc', RuntimePlatform: UNKNOWN }, 'awsvpc'],
])('tasks of %j have the mode %p', (task, mode) => {
  expect(modeOnInstances(task)).toBe(mode);
});
