import * as ecs from 'aws-cdk-lib/aws-ecs';
import { saidOf } from './tasks';
import { checkLinuxOnly } from '../../src/task/linux-only';
import { SingleContainerOptions } from '../../src/task/task-options';

const WINDOWS = { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
const LINUX = { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX };

test.each<[Partial<SingleContainerOptions>, string]>([
  [{ initProcess: true }, 'initProcess'],
  [{ capabilities: { drop: [ecs.Capability.ALL] } }, 'capabilities.drop'],
  [{ pidMode: ecs.PidMode.TASK }, 'pidMode'],
])('%j is refused on Windows, and there only', (options, path) => {
  expect(saidOf({ ...options, runtimePlatform: WINDOWS })).toEqual([
    `error TaskBlueprint.LinuxOnly: \`${path}\` does not exist for Windows containers; leave it out`,
  ]);
  expect(saidOf({ ...options, runtimePlatform: LINUX })).toEqual([]);
});

test('what was not asked for is not refused', () => {
  expect(checkLinuxOnly(true, { initProcess: false })).toEqual([]);
});
